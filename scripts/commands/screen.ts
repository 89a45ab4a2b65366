import type { Command } from 'commander';
import { text } from '../../data/text.ts';
import { example } from './help.ts';
import { language } from './terminal.ts';
import type { runScreen } from './work/screen.ts';

export function registerScreen(program: Command): void {
  program
    .command('screen')
    .summary(text('判别公路风险路段', 'find the dangerous sections of roads')[language])
    .description(
      text(
        '由公路中心线、高程和水系判别急弯、陡坡、长大下坡、临崖、临水路段。数据不足以判别之处写明原因，不作“安全”处理。不需要数据库。',
        'Finds sharp bends, steep slopes, long descents, roadside drops and water beside roads from centre lines, elevation and water. Where the data cannot carry a verdict it says why. Needs no database.',
      )[language],
    )
    .requiredOption('--roads <file>', text('公路中心线 GeoJSON', 'centre lines as GeoJSON')[language])
    .requiredOption('--out <file>', text('结果文件（GeoJSON）', 'where the findings go, GeoJSON')[language])
    .option(
      '--elevation <files...>',
      text('高程文件（GeoTIFF、.hgt、.hgt.zip），可多个', 'elevation models: GeoTIFF, .hgt, .hgt.zip')[language],
    )
    .option(
      '--elevation-rmse <metres>',
      text('高程中误差，默认按格网大小估计', 'their height error; by default what is usual for their cells')[language],
    )
    .option('--water <file>', text('水系 GeoJSON（线、面）', 'water as GeoJSON, lines and polygons')[language])
    .option('--standard <file>', text('替换部分标准条目的 JSON', 'JSON that replaces rows of the standard')[language])
    .option('--threads <count>', text('线程数，默认按处理器', 'threads; one for each core by default')[language])
    .option('--summary', text('按类型和等级列出数量', 'print counts by hazard and grade')[language])
    .addHelpText(
      'after',
      example(
        'screen --roads roads.geojson --elevation dem.tif --water water.geojson --out findings.geojson --summary',
      ),
    )
    .action(async (...given: Parameters<typeof runScreen>) => (await import('./work/screen.ts')).runScreen(...given));
}
