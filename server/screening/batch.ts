import { type BendMeasurer, makeBendMeasurer } from './bends/measure.ts';
import { openElevation } from './elevation/shared-elevation.ts';
import { findingsOf } from './output.ts';
import { addCount, type Counts, type WorkerAnswer, type WorkerStart, type WorkerTask } from './protocol.ts';
import { openWater } from './roadside/water-index.ts';
import { type ScreeningContext, screenAlignment } from './screen-alignment.ts';
import { makeStandard } from './standard.ts';

/**
 * Makes what a thread runs for each batch of alignments.
 *
 * @param measureBends one that a thread keeps, where it makes several
 */
export function makeBatchScreener(
  start: WorkerStart,
  measureBends: BendMeasurer = makeBendMeasurer(),
): (task: WorkerTask) => WorkerAnswer {
  const context: ScreeningContext = {
    standard: makeStandard(start.rows),
    measureBends,
    ...(start.elevation && { elevation: openElevation(start.elevation) }),
    ...(start.water && { water: openWater(start.water) }),
    ...(start.hazards && { hazards: start.hazards }),
  };
  return ({ batch, alignments }) => {
    const counts: Counts = {};
    const lines: string[] = [];
    for (const alignment of alignments) {
      for (const finding of findingsOf(alignment, screenAlignment(alignment, context), start.sources)) {
        lines.push(JSON.stringify(finding));
        if (finding.properties.part > 1) continue;
        const { hazard, grade } = finding.properties;
        addCount(counts, hazard, grade ?? 'none', 1);
      }
    }
    return { batch, features: lines.join(',\n'), counts };
  };
}
