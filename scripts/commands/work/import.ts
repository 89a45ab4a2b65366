import { userInfo } from 'node:os';
import { type Text, text } from '../../../data/text.ts';
import { type ImportProgress, type ImportReport, importFeatures } from '../../../server/layers/import.ts';
import { requireMapping } from '../../../server/layers/import-mapping.ts';
import type { Tally } from '../../../server/layers/import-tally.ts';
import { concerning } from '../failure.ts';
import { ProgressLine, say } from '../terminal.ts';
import { withCountyDatabase } from './county-database.ts';
import { inputFile } from './files.ts';
import { interruption } from './interruption.ts';
import { layerNamed } from './layers.ts';

interface ImportOptions {
  readonly mapping?: string;
  readonly format?: string;
  readonly dryRun?: boolean;
}

export async function runImport(layerId: string, file: string, options: ImportOptions): Promise<void> {
  const layer = layerNamed(layerId);
  const mapping =
    options.mapping === undefined
      ? 'recognise'
      : options.mapping === 'none'
        ? undefined
        : requireMapping(options.mapping, layer.id);
  const input = await concerning(file, () => inputFile(file, options.format));
  const dryRun = options.dryRun ?? false;
  const remarks: Text[] = [];
  const { signal, stop } = interruption();
  try {
    const report = await withCountyDatabase(async (database) => {
      const progress = new ProgressLine();
      const work = importFeatures({
        database,
        layer,
        source: input.read(input.open(), {}, (remark) => remarks.push(remark)),
        mapping,
        announcement: {
          author: { userId: null, name: `cli:${personAtTheTerminal()}`, role: null },
          source: 'import',
          message: file,
        },
        dryRun,
        signal,
        onProgress: (state) => progress.update(() => describeProgress(state)),
      });
      return concerning(file, () => work).finally(() => progress.end());
    });
    for (const remark of remarks) say(remark);
    for (const line of describeReport(report, file, layer.title, dryRun, options.mapping === undefined)) say(line);
  } finally {
    stop();
  }
}

/** Whoever may open the database may do everything; the history still says who it was. */
function personAtTheTerminal(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return 'anlan';
  }
}

function describeProgress({ read, faults }: ImportProgress): Text {
  return faults === 0
    ? text(`已读取 ${read} 个要素……`, `${read} features read …`)
    : text(`已读取 ${read} 个要素，发现 ${faults} 处问题……`, `${read} features read, ${faults} faults found …`);
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
