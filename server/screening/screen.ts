import type { StandardRow } from '../../data/standards/row.ts';
import { screeningRows } from '../../data/standards/screening.ts';
import { buildAlignments } from './alignment/build.ts';
import { makeBendMeasurer } from './bends/measure.ts';
import { findingsOf } from './output.ts';
import { buildWaterData, openWater } from './roadside/water-index.ts';
import { type ScreeningContext, screenAlignment } from './screen-alignment.ts';
import { makeStandard } from './standard.ts';
import type { ElevationSampler, Finding, Hazard, RoadInput, Sources, WaterInput } from './types.ts';

export interface ScreeningInput {
  readonly roads: readonly RoadInput[];
  readonly elevation?: ElevationSampler;
  /** Without any, or with an empty list, nothing is said of water beside roads but that it cannot be judged. */
  readonly water?: readonly WaterInput[];
  readonly rows?: readonly StandardRow[];
  readonly hazards?: readonly Hazard[];
  readonly sources: Sources;
}

/** Screens roads in this thread. A pure function: the same input gives the same findings. */
export function screen(input: ScreeningInput): Finding[] {
  const standard = makeStandard(input.rows ?? screeningRows);
  const data = input.water && buildWaterData(input.water);
  const context: ScreeningContext = {
    standard,
    measureBends: makeBendMeasurer(),
    ...(input.elevation && { elevation: input.elevation }),
    ...(data && { water: openWater(data) }),
    ...(input.hazards && { hazards: input.hazards }),
  };
  const alignments = buildAlignments(input.roads, {
    joinDeflectionDegrees: standard.value('road.join_deflection_deg'),
  });
  return alignments.flatMap((alignment) => findingsOf(alignment, screenAlignment(alignment, context), input.sources));
}
