import { screeningRows } from '../../../data/standards/screening.ts';
import { buildAlignments } from '../../../server/screening/alignment/build.ts';
import { makeBendMeasurer } from '../../../server/screening/bends/measure.ts';
import { openElevation } from '../../../server/screening/elevation/shared-elevation.ts';
import { findingsOf } from '../../../server/screening/output.ts';
import { buildWaterData, openWater } from '../../../server/screening/roadside/water-index.ts';
import { screenAlignment } from '../../../server/screening/screen-alignment.ts';
import { screenParallel } from '../../../server/screening/screen-parallel.ts';
import { makeStandard } from '../../../server/screening/standard.ts';
import type { Hazard } from '../../../server/screening/types.ts';
import { makeNetwork } from './speed-network.ts';

/** One measurement in a process of its own, so that its memory is its own: `<kilometres> <all | hazard>`. Prints JSON. */
export interface SpeedResult {
  readonly kilometres: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly megabytes: number;
  readonly findings: number;
  /** Re-screening one road of 5 km alone, all hazards, median of twenty. */
  readonly oneRoadMilliseconds: number;
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

const measureBends = makeBendMeasurer();
const once: number[] = [];
for (let i = 0; i < 20; i += 1) {
  const start = performance.now();
  for (const alignment of buildAlignments(roads.slice(i, i + 1), joining)) {
    const context = {
      standard,
      measureBends,
      elevation: openElevation(elevation),
      ...(data && { water: openWater(data) }),
    };
    findingsOf(alignment, screenAlignment(alignment, context), sources);
  }
  once.push(performance.now() - start);
}
once.sort((p, q) => p - q);
const result: SpeedResult = {
  kilometres: metres / 1000,
  seconds,
  processorSeconds: (user + system) / 1e6,
  megabytes: peak / 2 ** 20,
  findings: Object.values(counts).reduce((sum, grades) => sum + Object.values(grades).reduce((a, b) => a + b, 0), 0),
  oneRoadMilliseconds: once[10] ?? Number.NaN,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
