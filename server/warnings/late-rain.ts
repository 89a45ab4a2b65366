import type pg from 'pg';
import { warningDurationsHours } from '../../data/layers/flood_points.ts';
import type { WarningNumbers } from '../../data/standards/warnings.ts';
import { type Judgement, raised, type Thresholds, type WarningState } from '../evacuation/warnings/types.ts';
import { hourMs } from '../evacuation/warnings/windows.ts';
import type { RainGauge } from './county-rain.ts';

/** Of a gauge: when its changed readings end, from the first to the last. */
export interface LateSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Readings that are new or corrected, by their gauge: a peak that has passed by the time it is told was one. */
export type LateRain = ReadonlyMap<string, LateSpan>;

/** No window is longer, and late rain is judged for the moments of one day. */
const dayMs = 24 * hourMs;
/** Sums of tenths are not exact. */
const roundingMm = 1e-3;

export function lateRainOf(readings: readonly { readonly gauge: string; readonly endMs: number }[]): LateRain {
  const late = new Map<string, LateSpan>();
  for (const { gauge, endMs } of readings) widen(late, gauge, { fromMs: endMs, toMs: endMs });
  return late;
}

export function joinLate(one: LateRain, other: LateRain): LateRain {
  const late = new Map(one);
  for (const [gauge, span] of other) widen(late, gauge, span);
  return late;
}

function widen(late: Map<string, LateSpan>, gauge: string, { fromMs, toMs }: LateSpan): void {
  const before = late.get(gauge);
  late.set(gauge, { fromMs: Math.min(fromMs, before?.fromMs ?? fromMs), toMs: Math.max(toMs, before?.toMs ?? toMs) });
}

/** The earliest moment that is judged beside now. */
export function earliestMoment(late: LateRain, nowMs: number): number {
  const first = Math.min(nowMs, ...[...late.values()].map(({ fromMs }) => fromMs));
  return Math.max(first, nowMs - dayMs);
}

export interface PointToJudge {
  readonly id: number;
  readonly thresholds: Thresholds;
  readonly gauges: readonly RainGauge[];
  /** `raised` of the gravest state that is recorded, or will be, as of now. */
  readonly floor: number;
}

export interface Peak {
  readonly judgement: Judgement;
  readonly atMs: number;
}

/**
 * The gravest state of each point that late rain had caused for a time, where it was graver than what stands now and
 * than what was recorded then. Every moment counts at which a window may end that holds the rain: of a gap that is
 * filled, or of a reading that is corrected, those are ends of readings which came long before.
 *
 * @returns by the id of the point
 */
export async function passedPeaks<P extends PointToJudge>(
  db: Pick<pg.ClientBase, 'query'>,
  points: readonly P[],
  late: LateRain,
  nowMs: number,
  numbers: WarningNumbers,
  judgeAt: (point: P, atMs: number) => Judgement,
): Promise<ReadonlyMap<number, Peak>> {
  const sums = new Map<RainGauge, RainSums>();
  const sumsOf = (gauge: RainGauge): RainSums => {
    const found = sums.get(gauge) ?? sumRain(gauge, late.get(gauge.code), nowMs);
    sums.set(gauge, found);
    return found;
  };
  const mayExceed = ({ thresholds, gauges }: PointToJudge, rank: number, atMs: number) =>
    warningDurationsHours.some((hours) => {
      const limits = rank < raised.prepare ? [thresholds.prepare[hours], thresholds.evacuate[hours]] : [];
      const limitMm = Math.min(...[...limits, thresholds.evacuate[hours]].filter((mm) => mm !== undefined));
      return gauges.some((gauge) => sumsOf(gauge).atMost(hours, atMs) + roundingMm >= limitMm);
    });

  const suspects = points.flatMap((point) => {
    if (point.floor >= raised.evacuate) return [];
    const moments = [...new Set(point.gauges.flatMap((gauge) => sumsOf(gauge).moments))].sort((a, b) => a - b);
    const suspicious = moments.filter((atMs) => mayExceed(point, point.floor, atMs));
    return suspicious.length > 0 ? [{ point, moments: suspicious }] : [];
  });
  if (suspects.length === 0) return new Map();
  const recorded = await readRecorded(
    db,
    suspects.map(({ point }) => point.id),
    earliestMoment(late, nowMs),
  );
  const toleranceMs = numbers.stale_after_min * 60_000;
  const peaks = new Map<number, Peak>();
  for (const { point, moments } of suspects) {
    let gravest = point.floor;
    for (const atMs of moments) {
      // A state is recorded when its rain arrives, which is a little after that has fallen.
      const known = (recorded.get(point.id) ?? [])
        .filter(({ fromMs, untilMs }) => fromMs <= atMs + toleranceMs && untilMs > atMs)
        .reduce((rank, { state }) => Math.max(rank, raised[state]), gravest);
      if (!mayExceed(point, known, atMs)) continue;
      const judgement = judgeAt(point, atMs);
      if (raised[judgement.state] <= known) continue;
      gravest = raised[judgement.state];
      peaks.set(point.id, { judgement, atMs });
    }
  }
  return peaks;
}

interface RainSums {
  /** In order. */
  readonly moments: readonly number[];
  /** No window of so many hours, as it was known at a moment, holds more. */
  readonly atMost: (hours: number, atMs: number) => number;
}

/** Told quickly, so that the thousand moments of a day by the minute need not each be judged. */
function sumRain({ readings }: RainGauge, span: LateSpan | undefined, nowMs: number): RainSums {
  const ordered = [...readings].sort((a, b) => a.endMs - b.endMs);
  const ends = ordered.map(({ endMs }) => endMs);
  const sums = [0];
  for (const { rainMm } of ordered) sums.push((sums.at(-1) ?? 0) + rainMm);
  const moments = ends.filter(
    (endMs) => span && endMs >= span.fromMs && endMs < span.toMs + dayMs && endMs > nowMs - dayMs && endMs < nowMs,
  );
  return {
    moments: [...new Set(moments)],
    atMost(hours, atMs) {
      const count = countUpTo(ends, atMs);
      // Windows end with the last reading while that is fresh, and with the moment after that.
      const lastMs = ends[count - 1];
      return lastMs === undefined ? 0 : (sums[count] ?? 0) - (sums[countUpTo(ends, lastMs - hours * hourMs)] ?? 0);
    },
  };
}

/** How many of the ordered values are no greater. */
function countUpTo(ordered: readonly number[], value: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface RecordedState {
  readonly state: WarningState;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What was in force from a moment on, by the point. A peak told late is recorded after what followed it. */
async function readRecorded(
  db: Pick<pg.ClientBase, 'query'>,
  pointIds: readonly number[],
  sinceMs: number,
): Promise<ReadonlyMap<number, readonly RecordedState[]>> {
  const { rows } = await db.query<{ point: number; state: WarningState; at: Date; until: Date | null }>(
    `SELECT c.flood_point_id AS point, c.after AS state, c.at,
       lead(c.at) OVER (PARTITION BY c.flood_point_id ORDER BY c.id) AS until
     FROM unnest($1::bigint[]) AS p(id) JOIN anlan.warning_changes AS c ON c.flood_point_id = p.id AND c.id >= coalesce(
       (SELECT id FROM anlan.warning_changes WHERE flood_point_id = p.id AND at <= $2::timestamptz ORDER BY id DESC LIMIT 1),
       0)`,
    [pointIds, new Date(sinceMs).toISOString()],
  );
  const byPoint = new Map<number, RecordedState[]>();
  for (const { point, state, at, until } of rows) {
    const entry = { state, fromMs: at.getTime(), untilMs: until?.getTime() ?? Number.POSITIVE_INFINITY };
    byPoint.set(point, [...(byPoint.get(point) ?? []), entry]);
  }
  return byPoint;
}
