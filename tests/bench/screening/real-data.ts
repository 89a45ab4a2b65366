import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openRaster } from '../../../server/elevation/raster.ts';
import { loadElevation } from '../../../server/screening/elevation/load.ts';
import { openElevation } from '../../../server/screening/elevation/shared-elevation.ts';
import { cumulativeMetres } from '../../../server/screening/projection.ts';
import { readRoads, readWater } from '../../../server/screening/read-roads.ts';
import { screen } from '../../../server/screening/screen.ts';
import { makeStandard } from '../../../server/screening/standard.ts';
import type { ElevationSampler, Finding, RoadInput } from '../../../server/screening/types.ts';
import { markdown, met, type Row } from './table.ts';

/** Real roads beside the project; a set that is absent is told and left out. */
const shared = path.resolve(import.meta.dirname, '../../../../shared/data');

interface RealSet {
  readonly roads: RoadInput[];
  readonly elevation: ElevationSampler;
  readonly features: unknown[];
  readonly findings: Finding[];
}

function featuresOf(file: string): unknown[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { features: unknown[] }).features;
}

async function load(folder: string): Promise<RealSet | undefined> {
  const at = path.join(process.env.ANLAN_SHARED_DATA ?? shared, folder);
  if (!existsSync(path.join(at, 'roads.geojson'))) return undefined;
  const features = featuresOf(path.join(at, 'roads.geojson'));
  const { roads } = readRoads(features);
  const raster = await openRaster(path.join(at, 'elevation.tif'));
  const grid = await loadElevation([raster], roads, makeStandard());
  await raster.close();
  if (!grid) return undefined;
  const elevation = openElevation(grid);
  const waterFile = path.join(at, 'water.geojson');
  const water = existsSync(waterFile) ? readWater(featuresOf(waterFile)).water : undefined;
  const findings = screen({ roads, elevation, ...(water && { water }), sources: { roads: { name: folder } } });
  return { roads, elevation, features, findings };
}

export async function realData(): Promise<string> {
  const parts: string[] = [];
  const lisbon = await load('lisbon');
  parts.push(
    '### Lisbon: mean slope of 271 roads, computed by others',
    lisbon ? slopesOf(lisbon) : 'Not here: ../shared/data/lisbon.',
  );
  const bayreuth = await load('north-bayreuth');
  parts.push(
    '### North Bayreuth: gentle country, no cliff and no long descent expected',
    bayreuth ? `${countsOf(bayreuth)}\n\n${listed(bayreuth)}` : 'Not here: ../shared/data/north-bayreuth.',
  );
  const andorra = await load('andorra');
  parts.push('### Andorra', andorra ? countsOf(andorra) : 'Not here: ../shared/data/andorra.');
  return parts.join('\n\n');
}

/**
 * Mean of the absolute slope along each road, against the column computed with another program on the same elevation.
 * Their slopes are ours times 0.78, the cosine of Lisbon's latitude, on road after road: they divided by lengths in Web
 * Mercator, which are too long by that. The comparison is given as it stands and with their lengths.
 */
function slopesOf({ roads, elevation, features }: RealSet): string {
  const ours: number[] = [];
  const theirs: number[] = [];
  const shrink: number[] = [];
  const whole: boolean[] = [];
  let partly = 0;
  roads.forEach((road, index) => {
    const { properties } = features[index] as { properties: { Avg_Slope?: number; Z_Min?: number; Z_Max?: number } };
    const { Avg_Slope: given, Z_Min: lowest = 0, Z_Max: highest = 0 } = properties;
    const [line] = road.lines;
    if (!line || given === undefined) return;
    const metres = cumulativeMetres(line);
    const heights = Array.from(metres, (_, i) => elevation.heightAt(line[2 * i] ?? 0, line[2 * i + 1] ?? 0));
    let sum = 0;
    for (let i = 1; i < metres.length; i += 1) {
      sum += Math.abs((heights[i] ?? 0) - (heights[i - 1] ?? 0));
    }
    if (Number.isNaN(sum)) {
      partly += 1;
      return;
    }
    ours.push((100 * sum) / (metres.at(-1) ?? 1));
    theirs.push(given);
    whole.push(
      Math.abs(Math.min(...heights) - lowest) < cutTolerance && Math.abs(Math.max(...heights) - highest) < cutTolerance,
    );
    shrink.push(Math.cos(((line[1] ?? 0) * Math.PI) / 180));
  });
  const row = (name: string, values: readonly number[], take: (i: number) => boolean): Row => {
    const own = values.filter((_, i) => take(i));
    const others = theirs.filter((_, i) => take(i));
    const r = correlation(own, others);
    const error = own.reduce((sum, value, i) => sum + Math.abs(value - (others[i] ?? 0)), 0) / own.length;
    return [name, String(own.length), r.toFixed(4), error.toFixed(2), '≥ 0.985, ≤ 1.0', met(r >= 0.985 && error <= 1)];
  };
  const inMercator = ours.map((value, i) => value * (shrink[i] ?? 1));
  const isWhole = (i: number): boolean => whole[i] ?? false;
  const table = markdown(
    ['lengths', 'roads compared', 'correlation', 'mean absolute error, points', 'target', ''],
    [
      row('on the ground, all', ours, () => true),
      row('on the ground, uncut', ours, isWhole),
      row('as theirs in Web Mercator, all', inMercator, () => true),
      row('as theirs in Web Mercator, uncut', inMercator, isWhole),
    ],
  );
  return [
    table,
    `${partly} roads reach beyond the elevation and are left out. Uncut are roads whose lowest and highest point agree with the columns Z_Min and Z_Max within ${cutTolerance} m: the others were longer when their slope was computed. Their slopes are ours times the cosine of the latitude: they divided by lengths in Web Mercator.`,
  ].join('\n\n');
}

/** Metres by which a road's lowest or highest point may differ from the reference's before it counts as cut. */
const cutTolerance = 3;

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (p: readonly number[], mp: number, q: readonly number[], mq: number): number =>
    p.reduce((sum, value, i) => sum + (value - mp) * ((q[i] ?? 0) - mq), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}

function countsOf({ findings }: RealSet): string {
  const rows = ['sharp_bend', 'steep_slope', 'long_descent', 'cliff', 'near_water'].map((hazard): Row => {
    const own = findings.filter(({ properties }) => properties.hazard === hazard && properties.part === 1);
    const graded = (grade: string): string => String(own.filter(({ properties }) => properties.grade === grade).length);
    const gaps = findings.filter(
      ({ properties }) =>
        properties.hazard === 'insufficient_data' && properties.part === 1 && properties.evidence.of === hazard,
    );
    const reasons = [...new Set(gaps.map(({ properties }) => String(properties.evidence.reason)))].join(', ');
    return [
      hazard,
      graded('major'),
      graded('considerable'),
      graded('general'),
      graded('low'),
      gaps.length > 0 ? `${gaps.length} (${reasons})` : '0',
    ];
  });
  return markdown(['hazard', 'major', 'considerable', 'general', 'low', 'insufficient data'], rows);
}

function listed({ findings }: RealSet): string {
  const found = findings.filter(
    ({ properties }) => properties.hazard === 'cliff' || properties.hazard === 'long_descent',
  );
  if (found.length === 0) return 'Cliffs and long descents found: none.';
  return found
    .map(({ properties }) => `- ${properties.finding_id} ${properties.grade} ${JSON.stringify(properties.evidence)}`)
    .join('\n');
}
