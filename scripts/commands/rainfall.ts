import type { Command } from 'commander';
import { text } from '../../data/text.ts';
import { example } from './help.ts';
import { language } from './terminal.ts';
import type { runRainfall } from './work/rainfall.ts';

export function registerRainfall(program: Command): void {
  program
    .command('rainfall')
    .summary(text('导入雨量并判定预警', 'bring rain in and judge the flood points')[language])
    .description(
      text(
        '导入雨量站读数（CSV 或 JSON），全部导入或（有任何问题时）全部不导入，随后判定各山洪灾害点的预警状态。同一读数重复导入不变；与已有雨量不同的须加 --correct。CSV 表头：站码、开始时间（或时段，分钟）、结束时间、雨量；时间无时区时按北京时间。',
        'Brings readings of gauges in (CSV or JSON), all of them or none where anything is wrong, and judges every flood point. What is there already stays; what differs from it needs --correct. Columns of a CSV: gauge, start (or interval_min), end, rain_mm; a time without zone is China’s.',
      )[language],
    )
    .argument('[files...]', text('读数文件：.csv 或 .json', 'files of readings: .csv or .json')[language])
    .option(
      '--gauges <file>',
      text(
        '先导入雨量站（GeoJSON 点：code、name、stale_after_min、flood_points）',
        'bring gauges in first (GeoJSON points: code, name, stale_after_min, flood_points)',
      )[language],
    )
    .option('--correct', text('以这些读数更正已有雨量', 'these readings correct what is stored')[language])
    .option('--demo', text('装入虚构的演示雨量（仅演示县）', 'load invented rain, into the demo county only')[language])
    .addHelpText(
      'after',
      example('rainfall --gauges gauges.geojson 2026-07-01.csv', 'rainfall fixed.csv --correct', 'rainfall --demo'),
    )
    .action(async (...given: Parameters<typeof runRainfall>) =>
      (await import('./work/rainfall.ts')).runRainfall(...given),
    );
}
