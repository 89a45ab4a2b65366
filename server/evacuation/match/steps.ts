import type { RouteCheckNumbers } from '../../../data/standards/route-check.ts';
import type { Candidate } from './candidates.ts';
import type { Junction, RoadNetwork } from './network.ts';

/** How one gets from a place on a road at one sample to a place on a road at the next. */
export type Step =
  | { readonly kind: 'along'; readonly strayMetres: number }
  | { readonly kind: 'junction'; readonly strayMetres: number; readonly junction: Junction }
  | { readonly kind: 'jump' };

const jump: Step = { kind: 'jump' };

/**
 * The way between two candidates that differs least in length from the way along the line. `strayMetres` is that
 * difference; one that is no smaller than a jump is a jump.
 */
export function stepBetween(
  network: RoadNetwork,
  numbers: RouteCheckNumbers,
  from: Pick<Candidate, 'road' | 'metres'>,
  to: Pick<Candidate, 'road' | 'metres'>,
  lineMetres: number,
): Step {
  if (from.road === to.road) {
    const strayMetres = Math.abs(Math.abs(to.metres - from.metres) - lineMetres);
    return strayMetres < numbers.match_jump_m ? { kind: 'along', strayMetres } : jump;
  }
  let best: Step = jump;
  let least = numbers.match_jump_m;
  for (const junction of network.junctions(from.road, to.road)) {
    const roadMetres = Math.abs(junction.first - from.metres) + Math.abs(to.metres - junction.second);
    const strayMetres = Math.abs(roadMetres - lineMetres);
    if (strayMetres < least) {
      least = strayMetres;
      best = { kind: 'junction', strayMetres, junction };
    }
  }
  return best;
}

/** Keeps equally good ways from changing roads for nothing; far below any other cost. */
const tieBreakMetres = 0.1;

export function costOf(step: Step, numbers: RouteCheckNumbers): number {
  if (step.kind === 'jump') return numbers.match_jump_m;
  const stray = step.strayMetres * numbers.match_detour_share;
  return step.kind === 'along' ? stray : stray + tieBreakMetres;
}
