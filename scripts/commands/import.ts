import type { Command } from 'commander';
import { type Text, text } from '../../data/text.ts';
import { type ImportReport, importFeatures } from '../../server/layers/import.ts';
import { requireMapping } from '../../server/layers/import-mapping.ts';
import type { Tally } from '../../server/layers/import-tally.ts';
import { withCountyDatabase } from './county-database.ts';
import { concerning } from './failure.ts';
import { inputFile } from './files.ts';
import { example } from './help.ts';
import { interruption } from './interruption.ts';
import { layerNamed } from './layers.ts';
import { language, ProgressLine, say } from './terminal.ts';

interface ImportOptions {
  readonly mapping?: string;
  readonly format?: string;
  readonly dryRun?: boolean;
}

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
      text('GeoJSON 文件（UTF-8，WGS 84 经纬度）', 'a GeoJSON file (UTF-8, WGS 84 degrees)')[language],
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
    .action(runImport);
}

async function runImport(layerId: string, file: string, options: ImportOptions): Promise<void> {
  const layer = layerNamed(layerId);
  const mapping =
    options.mapping === undefined
      ? 'recognise'
      : options.mapping === 'none'
        ? undefined
        : requireMapping(options.mapping, layer.id);
  const input = await concerning(file, () => inputFile(file, options.format));
  const dryRun = options.dryRun ?? false;
  const progress = new ProgressLine();
  const { signal, stop } = interruption();
  try {
    const report = await withCountyDatabase((database) =>
      concerning(file, () =>
        importFeatures({
          database,
          layer,
          source: input.read(input.open()),
          mapping,
          dryRun,
          signal,
          onProgress: ({ read, faults }) =>
            progress.update(() =>
              text(
                `已读取 ${read} 个要素${faults > 0 ? `，发现 ${faults} 处问题` : ''}……`,
                `${read} features read${faults > 0 ? `, ${faults} faults found` : ''} …`,
              ),
            ),
        }),
      ),
    );
    progress.end();
    for (const line of describeReport(report, file, layer.title, dryRun, options.mapping === undefined)) say(line);
  } finally {
    progress.end();
    stop();
  }
}

function describeReport(report: ImportReport, file: string, layer: Text, dryRun: boolean, recognised: boolean): Text[] {
  const { read, stored, mapping, leftOut, notices, mended } = report;
  const lines: Text[] = [];
  if (mapping && recognised) {
    lines.push(
      text(
        `识别为 ${mapping.title.zh}，已按对照表 ${mapping.id} 转换（--mapping none 可关闭）。`,
        `Recognised as ${mapping.title.en}: converted by the mapping ${mapping.id} (--mapping none turns this off).`,
      ),
    );
  }
  const skipped = read - stored;
  lines.push(
    dryRun
      ? text(
          `${file}：${read} 个要素检查通过，可导入“${layer.zh}” ${stored} 个，未保存。`,
          `${file}: ${read} features checked, ${stored} would go into ${layer.en}; nothing was stored.`,
        )
      : text(
          `${file}：共 ${read} 个要素，已导入“${layer.zh}” ${stored} 个。`,
          `${file}: ${read} features, ${stored} stored in ${layer.en}.`,
        ),
  );
  if (skipped > 0)
    lines.push(
      text(`未导入 ${skipped} 个，不属于此图层：`, `Left out ${skipped}, not for this layer:`),
      ...leftOut.map(tallyLine),
    );
  if (notices.length > 0)
    lines.push(text('部分取值未采用：', 'Values that were not taken over:'), ...notices.map(tallyLine));
  if (mended.length > 0) lines.push(text('已自动修正：', 'Mended:'), ...mended.map(tallyLine));
  return lines;
}

function tallyLine({ count, reason, detail, firstFeature }: Tally): Text {
  const about = detail === undefined ? '' : ` ${detail}`;
  return text(
    `  ${count} 个：${reason.zh}${about}（首见于第 ${firstFeature} 个要素）`,
    `  ${count}: ${reason.en}${about} (first at feature ${firstFeature})`,
  );
}
