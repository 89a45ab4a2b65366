import type { Command } from 'commander';
import { text } from '../../data/text.ts';
import { example } from './help.ts';
import { language } from './terminal.ts';
import type { runExport } from './work/export.ts';

export function registerExport(program: Command): void {
  program
    .command('export')
    .summary(text('将图层导出为文件', 'write a layer to a file')[language])
    .description(
      text(
        '把一个图层的要素写入文件。文件写完整后才以该名称出现。',
        'Writes the features of a layer to a file, which has its name only once it is complete.',
      )[language],
    )
    .argument('<layer>', text('图层，如 road_hazards', 'the layer, such as road_hazards')[language])
    .requiredOption('--out <file>', text('写入的文件', 'the file to write')[language])
    .option('--format <id>', text('文件格式，默认 geojson', 'its format; geojson by default')[language], 'geojson')
    .option(
      '--bbox <west,south,east,north>',
      text('只导出与此范围相交的要素（度）', 'only what meets this box, in degrees')[language],
    )
    .option(
      '--filter <member=value>',
      text('只导出字段等于该值的要素，可重复', 'only features whose member has this value; may be repeated')[language],
      (filter: string, before: readonly string[]) => [...before, filter],
      [],
    )
    .addHelpText(
      'after',
      example(
        'export roads --out roads.geojson',
        'export road_hazards --filter grade=major --bbox 110,31,110.2,31.2 --out major.geojson',
      ),
    )
    .action(async (...given: Parameters<typeof runExport>) => (await import('./work/export.ts')).runExport(...given));
}
