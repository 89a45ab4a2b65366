import type pg from 'pg';
import { text } from '../../data/text.ts';
import { readCounty } from '../county.ts';
import type { LonLat } from '../evacuation/warnings/speak.ts';
import { hourMs } from '../evacuation/warnings/windows.ts';
import { ProblemError } from '../problems.ts';
import { readPoints } from './county-rain.ts';
import { type GaugeInput, saveGauges } from './gauges.ts';
import type { ReadingInput } from './readings-input.ts';
import { type StoreReport, storeReadings } from './store-readings.ts';

const stepMs = 600_000;
const steps = (24 * hourMs) / stepMs;

/** Tenths of a millimetre in ten minutes, by hours before now. Invented. */
const storms: readonly ((hoursAgo: number) => number | undefined)[] = [
  // A cloudburst that is still on.
  (hoursAgo) => (hoursAgo < 2 ? 78 : hoursAgo < 5 ? 20 : 0),
  // Steady rain.
  (hoursAgo) => (hoursAgo < 6 ? 12 : 3),
  // Hardly any.
  (hoursAgo) => (hoursAgo < 3 ? 2 : 0),
  // Four hours of it are missing.
  (hoursAgo) => (hoursAgo >= 2 && hoursAgo < 6 ? undefined : 3),
];

/**
 * Gauges and rain of the demo county up to now, in place of what was there of them, within an open transaction. All of it
 * is invented and marked as such, and no other county takes it.
 *
 * @throws ProblemError `forbidden` in any other county
 */
export async function loadDemoRain(client: pg.ClientBase, now: Date): Promise<StoreReport> {
  if (!(await readCounty(client))?.demo) {
    throw new ProblemError(
      'forbidden',
      text(
        '演示雨量是虚构的，只能装入演示县。',
        'The demo’s rain is invented and is loaded into the demo county only.',
      ),
    );
  }
  const places = (await readPoints(client)).map(({ place }) => place);
  const gauges = placeGauges(places);
  for (const table of ['rain_corrections', 'rain_readings']) {
    await client.query(`DELETE FROM anlan.${table} WHERE gauge_id IN (SELECT id FROM anlan.rain_gauges WHERE demo)`);
  }
  await saveGauges(client, gauges);
  const lastMs = Math.floor(now.getTime() / stepMs) * stepMs;
  const readings = gauges.flatMap(({ code }, gauge) =>
    Array.from({ length: steps }, (_, step): Omit<ReadingInput, 'number'> | undefined => {
      const tenths = storms[gauge]?.((step * stepMs) / hourMs);
      const endMs = lastMs - step * stepMs;
      return tenths === undefined
        ? undefined
        : { gauge: code, startMs: endMs - stepMs, endMs, rainMm: tenths / 10, correction: false };
    }).filter((reading) => reading !== undefined),
  );
  const author = { userId: null, name: 'demo', role: null };
  return await storeReadings(
    client,
    readings.map((reading, index) => ({ ...reading, number: index + 1 })),
    { author, source: 'demo', now },
  );
}

/** One for each storm, in the quarters of the area where the flood points lie. */
function placeGauges(points: readonly LonLat[]): readonly GaugeInput[] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const between = (values: readonly number[], share: number) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return low + share * (high - low);
  };
  if (points.length === 0) return [];
  return storms.map((_, index) => ({
    code: `DEMO-${index + 1}`,
    name: `演示雨量站 ${index + 1}`,
    place: [between(xs, index % 2 === 0 ? 0.25 : 0.75), between(ys, index < 2 ? 0.25 : 0.75)],
    // So that the demo lasts a day.
    staleAfterMin: 1440,
    active: true,
    demo: true,
    floodPoints: [],
  }));
}
