import type { Command } from 'commander';
import type { LayerDefinition } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import { type Format, formatById, formats } from '../../server/formats/index.ts';
import { filterableMembers, parseItemsRequest } from '../../server/http/items-request.ts';
import { exportFeatures } from '../../server/layers/export.ts';
import type { FeatureSelection } from '../../server/layers/query.ts';
import { withCountyDatabase } from './county-database.ts';
import { CommandError } from './failure.ts';
import { writeWhole } from './files.ts';
import { example } from './help.ts';
import { interruption } from './interruption.ts';
import { layerNamed } from './layers.ts';
import { language, ProgressLine, tell } from './terminal.ts';

interface ExportOptions {
  readonly format: string;
  readonly out: string;
  readonly bbox?: string;
  readonly filter: readonly string[];
}

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
    .option('--format <id>', text('文件格式', 'its format')[language], 'geojson')
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
    .action(runExport);
}

async function runExport(layerId: string, options: ExportOptions): Promise<void> {
  const layer = layerNamed(layerId);
  const write = writerOf(options.format);
  const selection = readSelection(layer, options);
  const progress = new ProgressLine();
  const { signal, stop } = interruption();
  let written = 0;
  try {
    await withCountyDatabase(async (database) => {
      const counted = async function* () {
        for await (const feature of exportFeatures({ database, layer, selection, signal })) {
          written += 1;
          progress.update(() => text(`已导出 ${written} 个要素……`, `${written} features written …`));
          yield feature;
        }
      };
      await writeWhole(options.out, write(counted()), signal);
    });
  } finally {
    progress.end();
    stop();
  }
  // To stderr, since the file may be /dev/stdout.
  tell(
    text(
      `${options.out}：已导出“${layer.title.zh}” ${written} 个要素。`,
      `${options.out}: ${written} features of ${layer.title.en}.`,
    ),
  );
}

function writerOf(id: string): NonNullable<Format['write']> {
  const write = formatById(id)?.write;
  if (write) return write;
  const known = formats.filter((format) => format.write).map((format) => format.id);
  throw new CommandError(
    text(`不能导出为“${id}”，可用：${known.join('、')}`, `Cannot write "${id}"; possible: ${known.join(', ')}.`),
  );
}

function readSelection(layer: LayerDefinition, { bbox, filter }: ExportOptions): FeatureSelection {
  const parameters = new Map<string, string>();
  if (bbox !== undefined) parameters.set('bbox', bbox);
  for (const each of filter) {
    const [, member = '', value = ''] = /^([^=]*)=(.*)$/s.exec(each) ?? [];
    const known = filterableMembers(layer);
    if (!known.includes(member)) {
      throw new CommandError(
        text(
          `--filter ${each}：应为 字段=值，图层“${layer.title.zh}”的字段：${known.join('、')}`,
          `--filter ${each}: it must be member=value; the members of ${layer.id}: ${known.join(', ')}`,
        ),
      );
    }
    parameters.set(member, value);
  }
  return parseItemsRequest(layer, parameters).selection;
}
