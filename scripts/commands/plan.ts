import type { Command } from 'commander';
import { text } from '../../data/text.ts';
import { example } from './help.ts';
import { language } from './terminal.ts';
import type { runPlan } from './work/plan.ts';

export function registerPlan(program: Command): void {
  program
    .command('plan')
    .summary(text('制定转移方案', 'plan an evacuation')[language])
    .description(
      text(
        '由道路、转移点和安置点计算每处人员去哪个安置点、走哪条路。能算出方案即返回 0，是否全部安置见报告。没有提供的危险数据（封闭、淹没区、风险路段、水系）列在报告的 not_given 中，方案对它们一无所知；确实没有的，请给空文件。不需要数据库。',
        'Works out from roads, points and shelters which shelter everybody goes to and by which road. Ends with 0 when a plan could be made; whether everybody is served is in the report. Dangers that are not given (closures, flood zones, hazards, water) are listed in its not_given, for the plan knows nothing of them; where there are none, give an empty file. Needs no database.',
      )[language],
    )
    .requiredOption('--roads <file>', text('道路 GeoJSON', 'roads as GeoJSON')[language])
    .requiredOption('--points <file>', text('转移点 GeoJSON，含 people', 'points as GeoJSON, with people')[language])
    .requiredOption('--shelters <file>', text('安置点 GeoJSON，含 capacity', 'shelters, with capacity')[language])
    .requiredOption('--out <file>', text('方案文件（GeoJSON）', 'where the plan goes, GeoJSON')[language])
    .requiredOption('--report <file>', text('报告文件（JSON）', 'where the report goes, JSON')[language])
    .option('--closures <file>', text('封闭路段 GeoJSON', 'closures as GeoJSON')[language])
    .option('--flood-zones <file>', text('淹没区 GeoJSON', 'flood zones as GeoJSON')[language])
    .option('--hazards <file>', text('风险路段 GeoJSON', 'road hazards as GeoJSON')[language])
    .option('--watercourses <file>', text('河流沟道 GeoJSON', 'watercourses as GeoJSON')[language])
    .option('--water-bodies <file>', text('水面 GeoJSON', 'water bodies as GeoJSON')[language])
    .option('--elevation <files...>', text('高程文件（GeoTIFF），可多个', 'elevation models, GeoTIFF')[language])
    .option(
      '--mode <mode>',
      text(
        'split 可拆分（默认）或 whole 整村',
        'split: people of a point may be parted (default); whole: they stay together',
      )[language],
    )
    .option(
      '--by <what>',
      text(
        'time：先少过危险路段，再省时间（默认）；length：步行总人米最少，不计危险与坡度',
        'time: least danger, then least time (default); length: least person-metres on foot, whatever dangers and grades',
      )[language],
    )
    .option('--travel <how>', text('foot 步行（默认）或 vehicle 乘车', 'foot (default) or vehicle')[language])
    .option(
      '--in-flood-zones <what>',
      text('淹没区内道路：avoid 尽量绕开（默认）或 forbid 禁行', 'roads in flood zones: avoid (default) or forbid')[
        language
      ],
    )
    .option('--snap <metres>', text('点到道路的最大距离', 'how far places may lie from a road')[language])
    .option(
      '--at <time>',
      text('使用时间或“起/止”，默认现在', 'when it is used, an instant or start/end; now by default')[language],
    )
    .addHelpText(
      'after',
      example(
        'plan --roads roads.geojson --points points.geojson --shelters shelters.geojson --out plan.geojson --report plan.json',
      ),
    )
    .action(async (...given: Parameters<typeof runPlan>) => (await import('./work/plan.ts')).runPlan(...given));
}
