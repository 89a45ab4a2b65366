import type { RouteCheckNumbers } from '../../../data/standards/route-check.ts';
import type { SampledLine } from './best-path.ts';
import type { Candidate } from './candidates.ts';
import type { RoadNetwork } from './network.ts';
import { stepBetween } from './steps.ts';

/**
 * For every sample, all places that could be meant, the best one included: those that fit equally well and lie on an
 * unbroken way along the roads from the start of the line to its end. Two carriageways side by side are both meant; a
 * road below a viaduct is not, for there is no way down to it and up again.
 */
export function plausibleCandidates(
  network: RoadNetwork,
  line: SampledLine,
  best: readonly (Candidate | null)[],
  numbers: RouteCheckNumbers,
): Candidate[][] {
  const fitting = equallyFitting(line, best, numbers);
  const connected = (from: Candidate, to: Candidate, index: number): boolean => {
    const lineMetres = (line.metres[index + 1] ?? 0) - (line.metres[index] ?? 0);
    const step = stepBetween(network, numbers, from, to, lineMetres);
    if (step.kind === 'jump') return false;
    return step.strayMetres <= (step.kind === 'along' ? numbers.match_distance_m : numbers.match_spacing_m);
  };
  // Where the best way itself leaves the network or jumps, any road may be left for any other.
  const broken = best.map((candidate, index) => {
    const next = best[index + 1];
    return candidate === null || next === undefined || next === null || !connected(candidate, next, index);
  });
  const ahead = reach(fitting, (from, to, index) => broken[index] === true || connected(from, to, index));
  const last = fitting.length - 1;
  const backwards = reach(
    [...fitting].reverse(),
    (from, to, index) => broken[last - 1 - index] === true || connected(to, from, last - 1 - index),
  ).reverse();
  return fitting.map((candidates, index) =>
    candidates.filter(
      (candidate) => candidate === best[index] || (ahead[index]?.has(candidate) && backwards[index]?.has(candidate)),
    ),
  );
}

/** The candidates of every sample that some unbroken way from the first sample reaches. */
function reach(
  candidates: readonly (readonly Candidate[])[],
  connected: (from: Candidate, to: Candidate, index: number) => boolean,
): Set<Candidate>[] {
  const reached: Set<Candidate>[] = [];
  for (const [index, here] of candidates.entries()) {
    const before = reached[index - 1];
    const origins = before === undefined ? [] : [...before];
    const free = before === undefined || before.size === 0;
    reached.push(new Set(here.filter((to) => free || origins.some((from) => connected(from, to, index - 1)))));
  }
  return reached;
}

function equallyFitting(
  line: SampledLine,
  best: readonly (Candidate | null)[],
  numbers: RouteCheckNumbers,
): Candidate[][] {
  const limit = (metres: number) => numbers.match_ambiguity_ratio * metres + numbers.match_ambiguity_floor_m;
  const rivals = rivalDistances(line, best);
  const fits = new Map([...rivals].map(([road, rival]) => [road, windowed(line, rival, numbers, limit)]));
  return line.candidates.map((candidates, index) => {
    const chosen = best[index];
    if (chosen === undefined || chosen === null) return [];
    return candidates.filter((candidate) => {
      if (candidate === chosen) return true;
      if (candidate.turn > 1) return false;
      // The other arm of a switchback: no mean over a window tells it from its own road.
      if (candidate.road === chosen.road) return candidate.distanceMetres <= limit(chosen.distanceMetres);
      return fits.get(candidate.road)?.has(index) ?? false;
    });
  });
}

interface RivalDistance {
  readonly index: number;
  readonly road: number;
  readonly best: number;
}

/** For every road, the samples that it is near to, with its distance and that of the best candidate. */
function rivalDistances(line: SampledLine, best: readonly (Candidate | null)[]): Map<number, readonly RivalDistance[]> {
  const rivals = new Map<number, RivalDistance[]>();
  for (const [index, candidates] of line.candidates.entries()) {
    const chosen = best[index];
    if (chosen === undefined || chosen === null) continue;
    const nearest = new Map<number, number>();
    for (const { road, distanceMetres } of candidates) {
      nearest.set(road, Math.min(distanceMetres, nearest.get(road) ?? Number.POSITIVE_INFINITY));
    }
    for (const [road, distanceMetres] of nearest) {
      const list = rivals.get(road) ?? [];
      list.push({ index, road: distanceMetres, best: chosen.distanceMetres });
      rivals.set(road, list);
    }
  }
  return rivals;
}

/** The samples at which a road fits as well as the best one, by the means of both over a window along the line. */
function windowed(
  line: SampledLine,
  rival: readonly RivalDistance[],
  numbers: RouteCheckNumbers,
  limit: (metres: number) => number,
): Set<number> {
  const fitting = new Set<number>();
  const sums = { road: 0, best: 0, count: 0 };
  let first = 0;
  let last = 0;
  const metresOf = (entry: RivalDistance) => line.metres[entry.index] ?? 0;
  for (const entry of rival) {
    const here = metresOf(entry);
    for (let next = rival[last]; next !== undefined && metresOf(next) <= here + numbers.match_ambiguity_window_m; ) {
      sums.road += next.road;
      sums.best += next.best;
      sums.count++;
      next = rival[++last];
    }
    for (let left = rival[first]; left !== undefined && metresOf(left) < here - numbers.match_ambiguity_window_m; ) {
      sums.road -= left.road;
      sums.best -= left.best;
      sums.count--;
      left = rival[++first];
    }
    if (sums.road / sums.count <= limit(sums.best / sums.count)) fitting.add(entry.index);
  }
  return fitting;
}
