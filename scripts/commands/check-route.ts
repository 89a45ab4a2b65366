import type { Command } from 'commander';
import { text } from '../../data/text.ts';
import { example } from './help.ts';
import { language } from './terminal.ts';
import type { runCheckRoute } from './work/check-route.ts';

export function registerCheckRoute(program: Command): void {
  program
    .command('check-route')
    .summary(text('检查一条转移路线', 'check an evacuation route')[language])
    .description(
      text(
        '按 EV01 至 EV15 各条规则检查一条路线，报告写为 JSON。检查能完成即返回 0，结论在报告中。给出 --roads 时只用所给文件，不需要数据库；没有给出的数据，相应规则为“无法判定”。',
        'Checks a route by the rules EV01 to EV15 and writes the report as JSON. Ends with 0 when the check could be made; the verdict is in the report. With --roads it uses the files given and needs no database; where a file is not given, the rules that need it come out unknown.',
      )[language],
    )
    .requiredOption(
      '--route <file>',
      text('含一条线的 GeoJSON，按行进方向画', 'GeoJSON with one line, drawn the way people go')[language],
    )
    .requiredOption('--out <file>', text('报告文件', 'where the report goes')[language])
    .option(
      '--at <time>',
      text('使用时间或“起/止”，默认现在', 'when it is used, an instant or start/end; now by default')[language],
    )
    .option(
      '--shelter <code>',
      text('安置点编号，默认取路线自带的', 'the code of its shelter; by default the one the route names')[language],
    )
    .option(
      '--roads <file>',
      text(
        '全县公路 GeoJSON；给出即不用数据库，未给文件的图层视为不详（确无则给没有要素的文件）',
        'all roads as GeoJSON; no database then: layers without a file are unknown, a file without features says there is none',
      )[language],
    )
    .option('--points <file>', text('灾害点 GeoJSON', 'flood points as GeoJSON')[language])
    .option('--shelters <file>', text('安置点 GeoJSON', 'shelters as GeoJSON')[language])
    .option('--routes <file>', text('全县其他转移路线 GeoJSON', 'the other routes of the county as GeoJSON')[language])
    .option('--closures <file>', text('封闭路段 GeoJSON', 'closures as GeoJSON')[language])
    .option('--hazards <file>', text('风险路段 GeoJSON', 'road hazards as GeoJSON')[language])
    .option('--flood-zones <file>', text('淹没区 GeoJSON', 'flood zones as GeoJSON')[language])
    .option('--watercourses <file>', text('河流沟道 GeoJSON', 'watercourses as GeoJSON')[language])
    .option('--water-bodies <file>', text('水面 GeoJSON', 'water bodies as GeoJSON')[language])
    .option('--elevation <files...>', text('高程文件（GeoTIFF），可多个', 'elevation models, GeoTIFF')[language])
    .addHelpText('after', example('check-route --route route.geojson --out report.json --at 2026-07-01T08:00:00+08:00'))
    .action(async (...given: Parameters<typeof runCheckRoute>) =>
      (await import('./work/check-route.ts')).runCheckRoute(...given),
    );
}
