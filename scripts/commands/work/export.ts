import type { LayerDefinition } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import { type Format, formatById, formats } from '../../../server/formats/index.ts';
import { filterableMembers, parseItemsRequest } from '../../../server/http/items-request.ts';
import { exportFeatures } from '../../../server/layers/export.ts';
import type { FeatureSelection } from '../../../server/layers/query.ts';
import { CommandError } from '../failure.ts';
import { ProgressLine, tell } from '../terminal.ts';
import { withCountyDatabase } from './county-database.ts';
import { checkOutput, writeWhole } from './files.ts';
import { interruption } from './interruption.ts';
import { layerNamed } from './layers.ts';

interface ExportOptions {
  readonly format: string;
  readonly out: string;
  readonly bbox?: string;
  readonly filter: readonly string[];
}

export async function runExport(layerId: string, options: ExportOptions): Promise<void> {
  const layer = layerNamed(layerId);
  const write = writerOf(options.format);
  const selection = readSelection(layer, options);
  await checkOutput(options.out);
  const { signal, stop } = interruption();
  let written = 0;
  try {
    await withCountyDatabase(async (database) => {
      const progress = new ProgressLine();
      const counted = async function* () {
        for await (const feature of exportFeatures({ database, layer, selection, signal })) {
          written += 1;
          progress.update(() => text(`已导出 ${written} 个要素……`, `${written} features written …`));
          yield feature;
        }
      };
      await writeWhole(options.out, write(counted(), layer.id), signal).finally(() => progress.end());
    });
  } finally {
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
