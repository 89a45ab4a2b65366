import { screeningRows } from '../../../data/standards/screening.ts';
import { buildAlignments } from '../../../server/screening/alignment/build.ts';
import { makeBendMeasurer } from '../../../server/screening/bends/measure.ts';
import { openElevation } from '../../../server/screening/elevation/shared-elevation.ts';
import { findingsOf } from '../../../server/screening/output.ts';
import { buildWaterData, openWater } from '../../../server/screening/roadside/water-index.ts';
import { screenAlignment } from '../../../server/screening/screen-alignment.ts';
import { screenParallel } from '../../../server/screening/screen-parallel.ts';
import { makeStandard } from '../../../server/screening/standard.ts';
import type { Hazard, RoadInput } from '../../../server/screening/types.ts';
import { lineOf, toPlane } from './place.ts';
import { draw, makeTrueRoad, ruralRoad } from './road-truth.ts';
import { roadInput } from './roads.ts';
import { makeNetwork } from './speed-network.ts';
import { quantile } from './table.ts';

/** One measurement in a process of its own, so that its memory is its own: `<kilometres> <all | hazard>`. Prints JSON. */
export interface SpeedResult {
  readonly kilometres: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly megabytes: number;
  readonly findings: number;
  /** Re-screening one road of 5 km alone, all hazards, median of twenty. */
  readonly oneRoadMilliseconds: number;
  /** Re-screening a continuous road of 16 km alone, the slowest but one of twenty. */
  readonly longRoadMilliseconds: number;
}

const [kilometres = '100', what = 'all'] = process.argv.slice(2);
const { roads, water, elevation, metres } = makeNetwork(Number(kilometres));
const standard = makeStandard();
const joining = { joinDeflectionDegrees: 60 };
const hazards: readonly Hazard[] | undefined = what === 'all' ? undefined : [what as Hazard];
const sources = { roads: { name: 'generated' } };
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 200);
const begin = performance.now();
const used = process.cpuUsage();
const data = buildWaterData(water);
const counts = await screenParallel(
  { rows: screeningRows, elevation, sources, ...(data && { water: data }), ...(hazards && { hazards }) },
  buildAlignments(roads, joining),
  { threads: 2, onFeatures: () => {} },
);
const seconds = (performance.now() - begin) / 1000;
const { user, system } = process.cpuUsage(used);
clearInterval(watch);

/** Milliseconds to screen each road alone, all hazards, once the code is warm. */
function alone(list: readonly RoadInput[]): number[] {
  const measureBends = makeBendMeasurer();
  const times: number[] = [];
  for (const road of [...list, ...list]) {
    const start = performance.now();
    for (const alignment of buildAlignments([road], joining)) {
      const context = {
        standard,
        measureBends,
        elevation: openElevation(elevation),
        ...(data && { water: openWater(data) }),
      };
      findingsOf(alignment, screenAlignment(alignment, context), sources);
    }
    times.push(performance.now() - start);
  }
  return times.slice(list.length);
}

const [, , east, north] = data?.extent ?? [0, 0, 0, 0];
const [middleX = 0, middleY = 0] = toPlane(east, north).map((metres) => metres / 2);
const longRoads = Array.from({ length: 20 }, (_, i) => {
  const { x, y } = draw(makeTrueRoad(60_000 + i, { ...ruralRoad, length: 16_000 }), { spacing: 10, noise: 0.3 }, i);
  return roadInput(
    `long${i}`,
    lineOf(
      [...x].map((value) => middleX + value),
      [...y].map((value) => middleY + value),
    ),
  );
});
const once = alone(roads.slice(0, 20));
const long = alone(longRoads);
const result: SpeedResult = {
  kilometres: metres / 1000,
  seconds,
  processorSeconds: (user + system) / 1e6,
  megabytes: peak / 2 ** 20,
  findings: Object.values(counts).reduce((sum, grades) => sum + Object.values(grades).reduce((a, b) => a + b, 0), 0),
  oneRoadMilliseconds: quantile(once, 0.5),
  longRoadMilliseconds: quantile(long, 0.95),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
