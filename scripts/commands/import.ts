import type { Command } from 'commander';
import { text } from '../../data/text.ts';
import { example } from './help.ts';
import { language } from './terminal.ts';
import type { runImport } from './work/import.ts';

export function registerImport(program: Command): void {
  program
    .command('import')
    .summary(text('导入文件到图层', 'bring a file into a layer')[language])
    .description(
      text(
        '把一个文件的要素导入一个图层：全部导入，或（有任何问题时）全部不导入。',
        'Brings the features of a file into a layer: all of them, or none where anything is wrong.',
      )[language],
    )
    .argument('<layer>', text('图层，如 roads', 'the layer, such as roads')[language])
    .argument(
      '<file>',
      text('GeoJSON 文件（UTF-8，WGS 84 或 CGCS2000 经纬度）', 'a GeoJSON file (UTF-8, degrees of WGS 84 or CGCS2000)')[
        language
      ],
    )
    .option(
      '--mapping <id>',
      text(
        '字段对照表：osm（OpenStreetMap 标签）、none（不用）；默认自动识别',
        'how its members become ours: osm (tags of OpenStreetMap) or none; recognised by default',
      )[language],
    )
    .option('--format <id>', text('文件格式，默认看扩展名', 'its format; told by its name by default')[language])
    .option('--dry-run', text('只检查，不保存', 'check everything, store nothing')[language])
    .addHelpText(
      'after',
      example('import roads county-roads.geojson', 'import roads osm.geojson --mapping osm --dry-run'),
    )
    .action(async (...given: Parameters<typeof runImport>) => (await import('./work/import.ts')).runImport(...given));
}
