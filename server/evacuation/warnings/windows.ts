import { type WarningDurationHours, warningDurationsHours } from '../../../data/layers/flood_points.ts';
import type { WarningNumbers } from '../../../data/standards/warnings.ts';
import type { Reading, WindowSum } from './types.ts';

export const hourMs = 3_600_000;

/** What a gauge tells at a moment. */
export interface GaugeRain {
  /** When its last reading ends; undefined without any. */
  readonly lastEndMs: number | undefined;
  readonly stale: boolean;
  readonly windows: readonly WindowSum[];
}

/**
 * The sliding windows of a gauge. They end where its last reading does, for as long as that is fresh; after that they end
 * now, and what is not known of them shows as missing.
 *
 * @param readings in any order; intervals may have any length, overlap, repeat or leave gaps
 * @param nowMs later readings are not looked at, save those of a clock that is a little ahead
 * @param staleAfterMs age of the last reading from which the rain counts as missing
 */
export function gaugeRain(
  readings: readonly Reading[],
  nowMs: number,
  staleAfterMs: number,
  numbers: WarningNumbers,
): GaugeRain {
  const past = readings
    .filter(({ endMs }) => endMs <= nowMs + numbers.clock_tolerance_s * 1000)
    .sort((a, b) => a.endMs - b.endMs || a.startMs - b.startMs);
  const lastEndMs = past.at(-1)?.endMs;
  const stale = lastEndMs === undefined || nowMs - lastEndMs > staleAfterMs;
  const endMs = stale ? nowMs : lastEndMs;
  return { lastEndMs, stale, windows: warningDurationsHours.map((hours) => windowSum(past, hours, endMs, numbers)) };
}

/**
 * Least and greatest rain of the window of so many hours that ends at a time. Where readings do not overlap and none
 * reaches out of the window, both are their sum. Of a reading that reaches out of it nothing is certain but that all of
 * it may have fallen inside; of readings that overlap, whatever combination tells most counts.
 *
 * @param readings ordered by their ends
 */
export function windowSum(
  readings: readonly Reading[],
  hours: WarningDurationHours,
  endMs: number,
  numbers: WarningNumbers,
): WindowSum {
  const startMs = endMs - hours * hourMs;
  const touching = readings.filter((reading) => reading.endMs > startMs && reading.startMs < endMs);
  const gaps = uncovered(touching, startMs, endMs);
  const missingMs = gaps.reduce((sum, [from, to]) => sum + to - from, 0);
  const complete =
    missingMs <= numbers.gap_share * hours * hourMs &&
    gaps.every(([from, to]) => to - from <= numbers.gap_tolerance_s * 1000);
  const knownMm = greatestPacking(touching.filter((one) => one.startMs >= startMs && one.endMs <= endMs));
  const cover = complete ? leastCover(touching, gaps, startMs, endMs) : undefined;
  const contradictory = cover !== undefined && knownMm - cover > numbers.contradiction_mm;
  return {
    hours,
    startMs,
    endMs,
    knownMm: tidy(knownMm),
    atMostMm: cover === undefined || contradictory ? undefined : tidy(Math.max(cover, knownMm)),
    missingMs,
    contradictory,
  };
}

/** Sums of tenths must reach a threshold of tenths: what binary fractions add or take is taken off again. */
function tidy(mm: number): number {
  return Math.round(mm * 1e4) / 1e4;
}

type Span = readonly [from: number, to: number];

function uncovered(readings: readonly Reading[], startMs: number, endMs: number): Span[] {
  const gaps: Span[] = [];
  let reached = startMs;
  for (const reading of [...readings].sort((a, b) => a.startMs - b.startMs)) {
    if (reading.startMs > reached) gaps.push([reached, reading.startMs]);
    reached = Math.max(reached, reading.endMs);
  }
  if (reached < endMs) gaps.push([reached, endMs]);
  return gaps;
}

/** The most rain that readings which do not overlap add up to. Ordered by their ends. */
function greatestPacking(readings: readonly Reading[]): number {
  const best: number[] = [0];
  for (const [index, { startMs, rainMm }] of readings.entries()) {
    let before = index;
    while (before > 0 && (readings[before - 1]?.endMs ?? 0) > startMs) before--;
    best.push(Math.max(best[index] ?? 0, (best[before] ?? 0) + rainMm));
  }
  return best.at(-1) ?? 0;
}

/** The least rain of readings that cover the window together. What is a gap counts as covered by nothing. */
function leastCover(readings: readonly Reading[], gaps: readonly Span[], startMs: number, endMs: number): number {
  const pieces = [...readings, ...gaps.map(([from, to]) => ({ startMs: from, endMs: to, rainMm: 0 }))].sort(
    (a, b) => a.endMs - b.endMs,
  );
  const costs: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const [index, piece] of pieces.entries()) {
    let before = piece.startMs <= startMs ? 0 : Number.POSITIVE_INFINITY;
    for (let j = index - 1; j >= 0 && (pieces[j]?.endMs ?? 0) >= piece.startMs; j--) {
      before = Math.min(before, costs[j] ?? Number.POSITIVE_INFINITY);
    }
    const cost = before + piece.rainMm;
    costs.push(cost);
    if (piece.endMs >= endMs) least = Math.min(least, cost);
  }
  return least;
}
