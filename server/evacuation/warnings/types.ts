import type { WarningDurationHours } from '../../../data/layers/flood_points.ts';

/** Rain of one gauge over one interval; times in milliseconds since 1970. */
export interface Reading {
  readonly startMs: number;
  readonly endMs: number;
  readonly rainMm: number;
}

/** What certainly is the case at a point: nothing, 准备转移, 立即转移. In the order of their gravity. */
export const levels = ['none', 'prepare', 'evacuate'] as const;
export type Level = (typeof levels)[number];

/** `unknown`: no threshold is certainly exceeded, and none is certainly not. */
export type WarningState = Level | 'unknown';
export const warningStates = ['evacuate', 'prepare', 'unknown', 'none'] as const satisfies readonly WarningState[];

/** Rainfall in mm by duration at which people prepare and leave. What a county has not set stays missing. */
export interface Thresholds {
  readonly prepare: DurationMm;
  readonly evacuate: DurationMm;
}

export type DurationMm = Readonly<Partial<Record<WarningDurationHours, number>>>;

/** The rain of one window, as far as its readings tell. */
export interface WindowSum {
  readonly hours: WarningDurationHours;
  readonly startMs: number;
  readonly endMs: number;
  /** What has certainly fallen. */
  readonly knownMm: number;
  /** What cannot be exceeded; undefined where rain is missing or readings contradict each other. */
  readonly atMostMm: number | undefined;
  /** Time within the window of which there is no reading. */
  readonly missingMs: number;
  readonly contradictory: boolean;
}

/** Why a state is unknown, or may be graver than it is known to be. */
export type Doubt =
  | 'no_thresholds'
  | 'thresholds_invalid'
  | 'no_gauge'
  | 'no_readings'
  | 'stale'
  | 'gap'
  | 'coarse'
  | 'contradictory';

/** One window of one gauge against the thresholds of a point. */
export interface Figure extends WindowSum {
  readonly gauge: string;
  readonly prepareMm: number | undefined;
  readonly evacuateMm: number | undefined;
  /** The gravest threshold that the known rain has reached. */
  readonly level: Level;
  /** The gravest one that it may have reached. */
  readonly possible: Level;
}

export interface Judgement {
  readonly state: WarningState;
  /** Whether it may be graver than the state says. Of `unknown` always true. */
  readonly open: boolean;
  /** The gravest that it may be. */
  readonly possible: Level;
  readonly doubts: readonly Doubt[];
  readonly figures: readonly Figure[];
}

export function graver<T extends Level>(a: T, b: T): T {
  return levels.indexOf(a) >= levels.indexOf(b) ? a : b;
}

/** What is unknown has raised nothing. */
export const raised: Readonly<Record<WarningState, number>> = { unknown: 0, none: 0, prepare: 1, evacuate: 2 };
