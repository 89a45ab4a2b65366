import { type Alignment, lengthOf } from './alignment/types.ts';
import { detectBends } from './bends/detect.ts';
import type { BendMeasurer } from './bends/measure.ts';
import { detectCliffs } from './roadside/cliff.ts';
import { detectNearWater } from './roadside/near-water.ts';
import type { WaterIndex } from './roadside/water-index.ts';
import { detectLongDescents } from './slopes/long-descent.ts';
import { profileOf, runsOf } from './slopes/profile.ts';
import { detectSteepSlopes } from './slopes/steep-slope.ts';
import type { Standard } from './standard.ts';
import type { ElevationSampler, Found, FoundGap, Hazard, InsufficientReason } from './types.ts';

export interface ScreeningContext {
  readonly standard: Standard;
  readonly measureBends: BendMeasurer;
  readonly elevation?: ElevationSampler;
  readonly water?: WaterIndex;
  /** All five where not given. */
  readonly hazards?: readonly Hazard[];
}

/** Every hazard of one continuous road, and every stretch the data cannot speak of. */
export function screenAlignment(alignment: Alignment, context: ScreeningContext): Found[] {
  const { standard, elevation, water } = context;
  const wanted = (hazard: Hazard): boolean => context.hazards?.includes(hazard) ?? true;
  const roundabout = alignment.pieces.every(({ attributes }) => attributes.roundabout);
  const { bends, gaps } = roundabout ? { bends: [], gaps: [] } : detectBends(alignment, standard, context.measureBends);
  const found: Found[] = wanted('sharp_bend') ? [...bends.map((bend) => bend.found), ...gaps] : [];
  const whole = (of: Hazard, reason: InsufficientReason): FoundGap => ({
    hazard: 'insufficient_data',
    of,
    reason,
    from: 0,
    to: lengthOf(alignment),
    evidence: {},
  });
  const slopes = (['steep_slope', 'long_descent'] as const).filter(wanted);
  if (!elevation) {
    const missing = [...slopes, ...(['cliff'] as const).filter(wanted)];
    found.push(...missing.map((hazard) => whole(hazard, 'no_elevation')));
  } else {
    if (slopes.length > 0 && !roundabout) {
      const profile = profileOf(alignment, elevation, standard.value('slope.structure_margin_m'));
      const { runs, voids } = runsOf(profile);
      if (wanted('steep_slope')) found.push(...detectSteepSlopes(alignment, profile, runs, bends, standard));
      if (wanted('long_descent')) found.push(...detectLongDescents(profile, runs, voids, standard));
    }
    if (wanted('cliff')) found.push(...detectCliffs(alignment, elevation, standard));
  }
  if (wanted('near_water')) {
    found.push(...(water ? detectNearWater(alignment, water, bends, standard) : [whole('near_water', 'no_water')]));
  }
  return found;
}
