import type { Feature, LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson';
import { type Text, text } from '../../../data/text.ts';
import { makeBlockCache } from '../../../server/elevation/block-cache.ts';
import { openRaster } from '../../../server/elevation/raster.ts';
import { heightsWithin } from '../../../server/elevation/sampling.ts';
import type { NetworkFault } from '../../../server/evacuation/network/faults.ts';
import { readRoadLines } from '../../../server/evacuation/network/read-roads.ts';
import type { RoadLine } from '../../../server/evacuation/network/road-line.ts';
import type { HeightAt } from '../../../server/evacuation/network/travel.ts';
import { planFeatures } from '../../../server/evacuation/plan/features.ts';
import { planEvacuation } from '../../../server/evacuation/plan/plan.ts';
import { readPlanPoints, readPlanShelters } from '../../../server/evacuation/plan/read-places.ts';
import {
  type DangerLayer,
  dangerLayers,
  type PlanReport,
  type PlanStatus,
} from '../../../server/evacuation/plan/types.ts';
import type { TimeWindow } from '../../../server/evacuation/types.ts';
import { writeGeoJson } from '../../../server/formats/geojson/write.ts';
import { ProblemError } from '../../../server/problems.ts';
import { readWindow } from '../../../server/processes/check-route/inputs.ts';
import { CommandError, concerning } from '../failure.ts';
import { say, tell } from '../terminal.ts';
import { readFeatures } from './features.ts';
import { checkOutput, writeWhole } from './files.ts';

interface PlanOptions {
  readonly roads: string;
  readonly points: string;
  readonly shelters: string;
  readonly out: string;
  readonly report: string;
  readonly closures?: string;
  readonly floodZones?: string;
  readonly hazards?: string;
  readonly watercourses?: string;
  readonly waterBodies?: string;
  readonly elevation?: string[];
  readonly mode?: string;
  readonly by?: string;
  readonly travel?: string;
  readonly inFloodZones?: string;
  readonly snap?: string;
  readonly at?: string;
}

export async function runPlan(options: PlanOptions): Promise<void> {
  const mode = choice('--mode', options.mode, ['split', 'whole']);
  const by = choice('--by', options.by, ['time', 'length']);
  const travel = choice('--travel', options.travel, ['foot', 'vehicle']);
  const inZones = choice('--in-flood-zones', options.inFloodZones, ['avoid', 'forbid']);
  if (by === 'length' && travel === 'vehicle') {
    throw new CommandError(
      text(
        '--by length 只用于步行，不能与 --travel vehicle 同用',
        '--by length is for people on foot: leave out --travel vehicle',
      ),
    );
  }
  const reachMetres = metresOf(options.snap);
  const at = windowOf(options.at);
  await checkOutput(options.out);
  await checkOutput(options.report);

  const { roads, faults } = readRoadLines(await readFeatures(options.roads));
  if (roads.length === 0) {
    throw new CommandError(
      text(`${options.roads}：没有可用的道路`, `${options.roads}: it has no road that can be used`),
    );
  }
  const points = await read(options.points, readPlanPoints);
  const shelters = await read(options.shelters, readPlanShelters);
  const closures = await optional(options.closures, (values, file) => lines(values, file));
  const hazards = await optional(options.hazards, (values, file) => lines(values, file));
  const floodZones = await optional(options.floodZones, (values, file) => areas(values, file));
  const watercourses = await optional(options.watercourses, (values, file) => streams(values, file));
  const waterBodies = await optional(options.waterBodies, (values, file) => areas(values, file));
  const heightAt = await heights(options.elevation ?? [], roads);
  const made = await planEvacuation({
    roads,
    points,
    shelters,
    closures,
    hazards,
    floodZones,
    waters: [...watercourses, ...waterBodies],
    notGiven: notGiven(options),
    zonesAre: inZones === 'forbid' ? 'impassable' : 'costly',
    at,
    mode,
    by,
    travel,
    ...(reachMetres !== undefined && { reachMetres }),
    ...(heightAt && { heightAt }),
  });
  const report: PlanReport = { ...made, network: { ...made.network, faults: [...faults, ...made.network.faults] } };
  await writeWhole(options.out, writeGeoJson(asText(report)));
  await writeWhole(options.report, onePiece(`${JSON.stringify(withoutGeometry(report), null, 2)}\n`));
  for (const line of summary(report)) say(line);
  say(text(`方案：${options.out}`, `Plan: ${options.out}`));
  say(text(`报告：${options.report}`, `Report: ${options.report}`));
}

const optionOf = {
  closures: 'closures',
  flood_zones: 'floodZones',
  road_hazards: 'hazards',
  watercourses: 'watercourses',
  water_bodies: 'waterBodies',
} as const satisfies Record<DangerLayer, keyof PlanOptions>;

/** A file that holds nothing has been given: there is nothing of the kind then. */
function notGiven(options: PlanOptions): DangerLayer[] {
  return dangerLayers.filter((layer) => options[optionOf[layer]] === undefined);
}

function choice<const T extends string>(option: string, value: string | undefined, known: readonly [T, ...T[]]): T {
  if (value === undefined) return known[0];
  const found = known.find((word) => word === value);
  if (found !== undefined) return found;
  throw new CommandError(
    text(
      `${option} 的取值“${value}”不正确，可用：${known.join('、')}`,
      `${option} has the value "${value}"; give ${known.join(' or ')}`,
    ),
  );
}

function metresOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const metres = Number(value);
  if (metres > 0 && metres <= 100_000) return metres;
  throw new CommandError(
    text(`--snap 的取值“${value}”应为正数（米）`, `--snap has the value "${value}"; give a number of metres above 0`),
  );
}

function windowOf(at: string | undefined): TimeWindow {
  try {
    const window = readWindow(at, new Date());
    return window instanceof Date ? { from: window, to: window } : window;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new CommandError(text(`--at：${error.detail.zh}`, `--at: ${error.detail.en}`));
  }
}

async function read<T>(file: string, reader: (values: readonly unknown[]) => T[]): Promise<T[]> {
  const values = await readFeatures(file);
  return await concerning(file, async () => reader(values));
}

async function optional<T>(
  file: string | undefined,
  reader: (values: readonly unknown[], file: string) => T[],
): Promise<T[]> {
  return file === undefined ? [] : reader(await readFeatures(file), file);
}

function lines(values: readonly unknown[], file: string): Feature<LineString>[] {
  return values.map((value, index) => withGeometry<LineString>(value, file, index, ['LineString']));
}

function streams(values: readonly unknown[], file: string): Feature<LineString | MultiLineString>[] {
  return values.map((value, index) =>
    withGeometry<LineString | MultiLineString>(value, file, index, ['LineString', 'MultiLineString']),
  );
}

function areas(values: readonly unknown[], file: string): Feature<Polygon | MultiPolygon>[] {
  return values.map((value, index) =>
    withGeometry<Polygon | MultiPolygon>(value, file, index, ['Polygon', 'MultiPolygon']),
  );
}

/** A closure or a zone that cannot be read would be missing from the plan: the whole input is refused. */
function withGeometry<G extends LineString | MultiLineString | Polygon | MultiPolygon>(
  value: unknown,
  file: string,
  index: number,
  types: readonly string[],
): Feature<G> {
  const feature = value as Feature<G>;
  if (types.includes(feature.geometry?.type)) return { ...feature, properties: feature.properties ?? {} };
  const type = String(feature.geometry?.type);
  throw new CommandError(
    text(
      `${file}：第 ${index + 1} 个要素的几何是 ${type}，应为 ${types.join('、')}`,
      `${file}: feature ${index + 1} has a geometry of type ${type}; ${types.join(' or ')} is wanted`,
    ),
  );
}

/** Enough for the blocks of one county's elevation. */
const cacheBytes = 512 * 1024 * 1024;

async function heights(files: readonly string[], roads: readonly RoadLine[]): Promise<HeightAt | undefined> {
  if (files.length === 0) return undefined;
  const rasters = [];
  try {
    for (const file of files) rasters.push(await concerning(file, () => openRaster(file)));
    rasters.sort((a, b) => a.cellSizeMetres - b.cellSizeMetres);
    return await heightsWithin(makeBlockCache(cacheBytes), rasters, boundsOf(roads));
  } finally {
    for (const raster of rasters) await raster.close();
  }
}

function boundsOf(roads: readonly RoadLine[]): [number, number, number, number] {
  const bounds: [number, number, number, number] = [180, 90, -180, -90];
  for (const { coordinates } of roads) {
    for (let i = 0; i < coordinates.length; i += 2) {
      const [x, y] = [coordinates[i] as number, coordinates[i + 1] as number];
      bounds[0] = Math.min(bounds[0], x);
      bounds[1] = Math.min(bounds[1], y);
      bounds[2] = Math.max(bounds[2], x);
      bounds[3] = Math.max(bounds[3], y);
    }
  }
  return bounds;
}

async function* asText(report: PlanReport): AsyncGenerator<string> {
  for (const feature of planFeatures(report)) yield JSON.stringify(feature);
}

async function* onePiece(content: string): AsyncGenerator<string> {
  yield content;
}

/** Lines are in the GeoJSON beside the report; the clearance second by second is for whoever plays it on the map. */
function withoutGeometry({ schedule: _, ...report }: PlanReport): unknown {
  return JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === 'geometry' ? undefined : value)));
}

const statuses: Readonly<Record<PlanStatus, Text>> = {
  complete: text('全部安置', 'everybody is served'),
  incomplete: text('未能全部安置', 'not everybody is served'),
  unknown: text(
    '能否全部安全到达，须核实上述情况',
    'whether everybody gets to a shelter safely has to be seen from what is said above',
  ),
};

function summary(report: PlanReport): Text[] {
  const { people, unserved, person_m, person_s, longest_s, gap, notes, network } = report;
  const minutes = (seconds: number) => (seconds / 60).toFixed(0);
  const percent = (gap * 100).toFixed(2);
  for (const note of notes) tell(note.message);
  tellFaults(network.faults);
  return [
    text(
      `${statuses[report.status].zh}：共 ${people} 人，未安置 ${unserved} 人`,
      `${statuses[report.status].en}: ${people} people, ${unserved} without a place`,
    ),
    text(
      `总人公里 ${(person_m / 1000).toFixed(1)}，人均 ${minutes(person_s / Math.max(1, people - unserved))} 分钟，最长 ${minutes(longest_s)} 分钟，与下界相差 ${percent}%`,
      `${(person_m / 1000).toFixed(1)} person-km, ${minutes(person_s / Math.max(1, people - unserved))} min a person, at most ${minutes(longest_s)} min; ${percent} % above the bound`,
    ),
    ...report.unserved_points.map(({ point, people: own, message }) =>
      text(`  ${point}（${own ?? '人数不详'}）：${message.zh}`, `  ${point} (${own ?? 'unknown'}): ${message.en}`),
    ),
    ...(report.cut === null ? [] : [report.cut.message]),
  ];
}

function tellFaults(faults: readonly NetworkFault[]): void {
  const counts = new Map<string, number>();
  for (const { code } of faults) counts.set(code, (counts.get(code) ?? 0) + 1);
  for (const [code, count] of counts) {
    tell(text(`路网问题 ${code}：${count} 处，详见报告`, `network: ${count} × ${code}, listed in the report`));
  }
}
