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
        '对照封闭路段、淹没区、河流、风险路段与安置点检查一条路线，报告写为 JSON。检查能完成即返回 0，结论在报告中。',
        'Checks a route against closures, flood zones, watercourses, hazards and shelters and writes the report as JSON. Ends with 0 when the check could be made; the verdict is in the report.',
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
    .addHelpText('after', example('check-route --route route.geojson --out report.json --at 2026-07-01T08:00:00+08:00'))
    .action(async (...given: Parameters<typeof runCheckRoute>) =>
      (await import('./work/check-route.ts')).runCheckRoute(...given),
    );
}
