import { warningDurationsHours } from '../../data/layers/flood_points.ts';
import type { Doubt, Level, WarningState } from '../../server/evacuation/warnings/types.ts';
import type { Warned } from '../api/warnings.ts';

/**
 * What the map marks at a flood point. `lapsed`: it was graver when last known, and nothing known since lifts that.
 * `untold`: nobody has ever told what is needed to judge it.
 */
export type WarningSign = WarningState | 'lapsed' | 'untold';

/** What of a point decides its sign. */
export interface Judged {
  readonly state: WarningState;
  readonly doubts: readonly Doubt[];
  readonly last_known: { readonly state: Level } | null;
}

const gravity: Readonly<Record<WarningState, number>> = { unknown: 0, none: 0, prepare: 1, evacuate: 2 };
const neverTold: ReadonlySet<Doubt> = new Set(['no_thresholds', 'no_gauge', 'no_readings']);

/** Gravest first. */
export const warningSigns = ['evacuate', 'lapsed', 'prepare', 'unknown', 'untold', 'none'] as const;

export function signOf({ state, doubts, last_known: known }: Judged): WarningSign {
  if (known && gravity[known.state] > gravity[state]) return 'lapsed';
  if (state !== 'unknown') return state;
  return doubts.length > 0 && doubts.every((doubt) => neverTold.has(doubt)) ? 'untold' : 'unknown';
}

/** What is known of the county's rain: `none` was ever told, `old` is past the longest time that rain is judged over. */
export type RainKnown = 'known' | 'old' | 'none';

const longestMs = Math.max(...warningDurationsHours) * 3_600_000;

export function rainKnown(judgedAt: string, rainUntil: string | null): RainKnown {
  if (rainUntil === null) return 'none';
  return Date.parse(judgedAt) - Date.parse(rainUntil) > longestMs ? 'old' : 'known';
}

/**
 * The signs that stand on the map whatever panel is open: all but of points known to be below warning. Where no rain is
 * known at all, every point is unknown alike and the legend says so once: marks everywhere would only hide those that
 * were raised when rain was last known.
 */
export function standsOnMap(sign: WarningSign, rain: RainKnown): boolean {
  if (sign === 'none') return false;
  return rain === 'known' || (sign !== 'unknown' && sign !== 'untold');
}

/** All points with their states as of a moment. */
export interface CountyStates {
  readonly judged_at: string;
  readonly features: readonly Warned[];
}

export interface ListedWarnings extends CountyStates {
  /** They are of an assumed rain. */
  readonly assumed: boolean;
}

/**
 * The points as the map marks them while the panel lists them. The panel may go on listing an older answer than the one
 * that is asked for all the time; the map marks the later one then. An assumed rain stands until it is ended.
 */
export function markedWhileListed(listed: ListedWarnings, warned: CountyStates | undefined): readonly Warned[] {
  const isLater = warned !== undefined && Date.parse(warned.judged_at) > Date.parse(listed.judged_at);
  return isLater && !listed.assumed ? warned.features : listed.features;
}

const answerMs = 150_000;
const firstAnswerMs = 10_000;

/** Moments in milliseconds, as `Date.now()` gives them. */
export interface Asking {
  /** When the newest answer came; 0 where none has. */
  readonly answeredAt: number;
  /** Since when one has been asked for without any answer; undefined where that is not so. */
  readonly askedAt: number | undefined;
  readonly now: number;
}

/** Whether an answer can no longer pass for the present, or the first one is overdue: a request may hang for minutes. */
export function isOverdue({ answeredAt, askedAt, now }: Asking): boolean {
  if (answeredAt > 0) return now - answeredAt > answerMs;
  return askedAt !== undefined && now - askedAt > firstAnswerMs;
}

export interface SignCount {
  readonly sign: WarningSign;
  readonly count: number;
}

/** How many points bear each sign, gravest first; signs that none bears are left out. */
export function countSigns(signs: readonly WarningSign[]): readonly SignCount[] {
  return warningSigns
    .map((sign) => ({ sign, count: signs.filter((one) => one === sign).length }))
    .filter(({ count }) => count > 0);
}
