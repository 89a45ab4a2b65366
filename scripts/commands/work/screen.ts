import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { gradeCodes, hazardCodes } from '../../../data/layers/codes.ts';
import type { StandardRow } from '../../../data/standards/row.ts';
import { screeningRows } from '../../../data/standards/screening.ts';
import { type Text, text } from '../../../data/text.ts';
import { openRaster } from '../../../server/elevation/raster.ts';
import { writeGeoJson } from '../../../server/formats/geojson/write.ts';
import { buildAlignments } from '../../../server/screening/alignment/build.ts';
import { lengthOf } from '../../../server/screening/alignment/types.ts';
import { loadElevation } from '../../../server/screening/elevation/load.ts';
import type { SharedElevation } from '../../../server/screening/elevation/shared-elevation.ts';
import type { Counts } from '../../../server/screening/protocol.ts';
import { type InputFault, readRoads, readWater } from '../../../server/screening/read-roads.ts';
import { buildWaterData } from '../../../server/screening/roadside/water-index.ts';
import { screenParallel } from '../../../server/screening/screen-parallel.ts';
import { makeStandard, replaceRows, type Standard } from '../../../server/screening/standard.ts';
import type { DataSource, RoadInput, Sources, WaterInput } from '../../../server/screening/types.ts';
import { CommandError, concerning } from '../failure.ts';
import { ProgressLine, say, tell } from '../terminal.ts';
import { inputFile, writeWhole } from './files.ts';
import { interruption } from './interruption.ts';

interface ScreenOptions {
  readonly roads: string;
  readonly out: string;
  readonly elevation?: string[];
  readonly elevationRmse?: string;
  readonly water?: string;
  readonly standard?: string;
  readonly threads?: string;
  readonly summary?: boolean;
}

/** Faults shown one by one; further ones are counted. */
const shownFaults = 10;

export async function runScreen(options: ScreenOptions): Promise<void> {
  const heightRmse = positive(options.elevationRmse, '--elevation-rmse');
  const threads = positive(options.threads, '--threads') ?? availableParallelism();
  const rows = options.standard === undefined ? screeningRows : await readStandard(options.standard);
  const standard = makeStandard(rows);
  const roads = await loadRoads(options.roads);
  const water = options.water === undefined ? undefined : await loadWater(options.water);
  const elevation = await openAll(options.elevation ?? [], roads, standard, heightRmse);
  const alignments = buildAlignments(roads, { joinDeflectionDegrees: standard.value('road.join_deflection_deg') });
  const data = water && buildWaterData(water);
  if (water && !data)
    tell(text(`${options.water}：没有水系线或面`, `${options.water}: it has no line or polygon of water`));
  const sources = await sourcesOf(options);
  const progress = new ProgressLine();
  const { signal, stop } = interruption();
  try {
    const { features, counts } = streamed((onFeatures) =>
      screenParallel({ rows, sources, ...(elevation && { elevation }), ...(data && { water: data }) }, alignments, {
        threads,
        signal,
        onFeatures,
        onProgress: (done, all) => progress.update(() => progressText(done, all)),
      }),
    );
    await writeWhole(options.out, writeGeoJson(features), signal);
    progress.end();
    const metres = alignments.reduce((sum, alignment) => sum + lengthOf(alignment), 0);
    if (options.summary) for (const line of summary(await counts, metres)) say(line);
    say(text(`结果：${options.out}`, `Findings: ${options.out}`));
  } finally {
    progress.end();
    stop();
  }
}

function positive(value: string | undefined, option: string): number | undefined {
  if (value === undefined) return undefined;
  const parsed = Number(value);
  if (parsed > 0 && Number.isFinite(parsed)) return parsed;
  throw new CommandError(
    text(`${option} 的取值“${value}”应为正数`, `${option} has the value "${value}"; give a number above 0`),
  );
}

async function readStandard(file: string): Promise<StandardRow[]> {
  return await concerning(file, async () => {
    const content = await readFile(file, 'utf8');
    let value: unknown;
    try {
      value = JSON.parse(content);
    } catch (error) {
      throw new CommandError(text(`${file}：不是 JSON：${String(error)}`, `${file}: it is not JSON: ${String(error)}`));
    }
    return replaceRows(value);
  });
}

async function features(file: string): Promise<unknown[]> {
  return await concerning(file, async () => {
    const input = await inputFile(file);
    const values: unknown[] = [];
    for await (const { value } of input.read(input.open())) values.push(value);
    return values;
  });
}

async function loadRoads(file: string): Promise<RoadInput[]> {
  const { roads, faults } = readRoads(await features(file));
  tellFaults(file, faults);
  if (!roads.some(({ attributes }) => attributes.drivable)) {
    throw new CommandError(text(`${file}：没有可判别的公路`, `${file}: it has no road that can be screened`));
  }
  return roads;
}

async function loadWater(file: string): Promise<WaterInput[]> {
  const { water, faults } = readWater(await features(file));
  tellFaults(file, faults);
  return water;
}

function tellFaults(file: string, faults: readonly InputFault[]): void {
  for (const { feature, id, reason } of faults.slice(0, shownFaults)) {
    tell(
      text(
        `${file}：第 ${feature} 个要素（${id}）未判别：${reason.zh}`,
        `${file}: feature ${feature} (${id}) is left out: ${reason.en}`,
      ),
    );
  }
  const rest = faults.length - shownFaults;
  if (rest > 0) tell(text(`${file}：另有 ${rest} 个要素未判别`, `${file}: ${rest} more features are left out`));
}

async function openAll(
  files: readonly string[],
  roads: readonly RoadInput[],
  standard: Standard,
  heightRmse: number | undefined,
): Promise<SharedElevation | undefined> {
  if (files.length === 0) return undefined;
  const rasters = [];
  try {
    for (const file of files) rasters.push(await concerning(file, () => openRaster(file)));
    const elevation = await loadElevation(rasters, roads, standard, heightRmse);
    if (elevation?.rasters.length === 0) tell(text('高程范围内没有公路', 'no road lies within the elevation'));
    return elevation;
  } finally {
    for (const raster of rasters) await raster.close();
  }
}

async function sourcesOf(options: ScreenOptions): Promise<Sources> {
  const named = async (files: readonly string[]): Promise<DataSource> => {
    const changed = await Promise.all(files.map(async (file) => (await stat(file)).mtime.toISOString().slice(0, 10)));
    const latest = changed.sort().at(-1);
    return { name: files.map((file) => path.basename(file)).join(' '), ...(latest && { changed_on: latest }) };
  };
  return {
    roads: await named([options.roads]),
    ...(options.elevation && { elevation: await named(options.elevation) }),
    ...(options.water !== undefined && { water: await named([options.water]) }),
  };
}

/** Turns work that hands out features into an iterable of them; the work waits until each piece is taken. */
function streamed<T>(work: (onFeatures: (piece: string) => Promise<void>) => Promise<T>): {
  features: AsyncIterable<string>;
  counts: Promise<T>;
} {
  const pieces = new TransformStream<string, string>();
  const writer = pieces.writable.getWriter();
  const counts = work((piece) => writer.write(piece));
  counts.then(
    () => writer.close(),
    (error) => writer.abort(error),
  );
  return { features: pieces.readable, counts };
}

function progressText(done: number, all: number): Text {
  const [a, b] = [done, all].map((metres) => (metres / 1000).toFixed(0));
  return text(`已判别 ${a} / ${b} 公里……`, `${a} of ${b} km screened …`);
}

function summary(counts: Counts, metres: number): Text[] {
  const kilometres = (metres / 1000).toFixed(1);
  const lines = [text(`公路 ${kilometres} 公里`, `${kilometres} km of roads`)];
  for (const { value, title } of hazardCodes) {
    const own = counts[value] ?? {};
    const grades = (of: 'zh' | 'en') =>
      gradeCodes.map((grade) => `${grade.title[of]} ${own[grade.value] ?? 0}`).join(', ');
    lines.push(text(`${title.zh}：${grades('zh')}`, `${title.en}: ${grades('en')}`));
  }
  const gaps = Object.values(counts.insufficient_data ?? {}).reduce((sum, count) => sum + count, 0);
  lines.push(text(`数据不足：${gaps}`, `Insufficient data: ${gaps}`));
  return lines;
}
