import { greatestVerticalAccuracy } from '../../../data/standards/elevation.ts';
import { type Text, text } from '../../../data/text.ts';
import { readConfig } from '../../../server/config.ts';
import { type ElevationImportReport, importElevation } from '../../../server/elevation/import.ts';
import { isImportName } from '../../../server/elevation/import-name.ts';
import { readSources } from '../../../server/elevation/sources.ts';
import { CommandError } from '../failure.ts';
import { ProgressLine, say, tell } from '../terminal.ts';
import { interruption } from './interruption.ts';

interface ImportElevationOptions {
  readonly name?: string;
  readonly verticalAccuracyM?: string;
  readonly void?: string;
  readonly replace?: boolean;
}

/** Needs no database: elevation lies beside it. */
export async function runImportElevation(files: readonly string[], options: ImportElevationOptions): Promise<void> {
  const verticalAccuracyMetres = numberOf(options.verticalAccuracyM, '--vertical-accuracy-m');
  const voidValue = numberOf(options.void, '--void');
  const most = greatestVerticalAccuracy.value;
  if (verticalAccuracyMetres !== undefined && !(verticalAccuracyMetres > 0 && verticalAccuracyMetres <= most)) {
    throw new CommandError(
      text(
        `--vertical-accuracy-m 的取值“${options.verticalAccuracyM}”应大于 0、不超过 ${most}（米）`,
        `--vertical-accuracy-m has the value "${options.verticalAccuracyM}"; it must be above 0 and at most ${most}, in metres`,
      ),
    );
  }
  if (options.name !== undefined && !isImportName(options.name)) {
    throw new CommandError(
      text('--name 应为 1 至 100 个字，首尾无空格', '--name must be 1 to 100 characters, without blanks at its ends'),
    );
  }
  const { dataFolder } = readConfig(process.env);
  const { signal, stop } = interruption();
  const progress = new ProgressLine();
  try {
    const report = await importElevation({
      dataFolder,
      files,
      name: options.name,
      verticalAccuracyMetres,
      voidValue,
      replaceAll: options.replace,
      signal,
      onProgress: (done, all) =>
        progress.update(() => {
          const percent = Math.floor((100 * done) / all);
          return text(`已写入 ${percent}%……`, `${percent} % written …`);
        }),
    });
    progress.end();
    for (const line of describe(report)) say(line);
    if (verticalAccuracyMetres === undefined) tell(accuracyUnknown);
    if (report.zeroVoids > 0) tell(zeros(report.zeroVoids));
    const now = (await readSources(dataFolder)).map(({ name }) => name);
    say(
      text(
        `现有高程数据：${now.join('、')}。正在运行的服务会立即采用，并重新筛查该范围内的公路。`,
        `Elevation now: ${now.join(', ')}. A running service takes it up at once and screens the roads there again.`,
      ),
    );
  } finally {
    progress.end();
    stop();
  }
}

function numberOf(value: string | undefined, option: string): number | undefined {
  if (value === undefined) return undefined;
  const parsed = Number(value);
  if (value.trim() !== '' && Number.isFinite(parsed)) return parsed;
  throw new CommandError(
    text(`${option} 的取值“${value}”应为数字`, `${option} has the value "${value}"; give a number`),
  );
}

function describe({ name, bounds, rasters, replaced }: ElevationImportReport): Text[] {
  const box = bounds.map((degrees) => degrees.toFixed(4)).join(', ');
  const lines = [text(`已导入高程“${name}”，范围 ${box}：`, `Elevation "${name}" imported, within ${box}:`)];
  for (const { files, width, height, cellSizeMetres, cells, heights, lowest, highest } of rasters) {
    const grid = `${width} × ${height}`;
    const cell = cellSizeMetres.toFixed(cellSizeMetres < 10 ? 1 : 0);
    const empty = ((100 * (cells - heights)) / cells).toFixed(1);
    const range = `${lowest.toFixed(1)}–${highest.toFixed(1)} m`;
    lines.push(
      heights === 0
        ? text(`  ${files.join('、')}：没有有效高程`, `  ${files.join(', ')}: no heights at all`)
        : text(
            `  ${files.length} 个文件，${grid} 格，格网 ${cell} m，高程 ${range}，无数据 ${empty}%`,
            `  ${files.length} file(s), ${grid} cells of ${cell} m, heights ${range}, ${empty} % void`,
          ),
    );
  }
  if (replaced.length > 0) {
    lines.push(text(`替换了：${replaced.join('、')}`, `In place of: ${replaced.join(', ')}`));
  }
  return lines;
}

const accuracyUnknown = text(
  '未给出高程中误差，将按格网大小取常见值；若数据说明书有此项，请用 --vertical-accuracy-m 重新导入。',
  'No vertical accuracy was given: what is usual for such cells will be assumed. If the producer states one, import again with --vertical-accuracy-m.',
);

function zeros(count: number): Text {
  return text(
    `有 ${count} 格高程恰为 0，而文件中没有这样低的地：已按无数据处理。`,
    `${count} cells are exactly 0 m where no other land is as low: they were taken for voids.`,
  );
}
