import { gradeCodes, hazardStateCodes } from '../../data/layers/codes.ts';
import type { HazardTally, Statistics } from '../../server/statistics/statistics.ts';

/** What the dashboard shows, made of the service's figures without asking again. Nothing unknown is counted as none. */
export interface Overview {
  readonly hazards: number;
  readonly open: number;
  readonly openMajor: number;
  readonly overdue: number;
  /** Days that the longest overdue one is late. */
  readonly longestDays: number;
  readonly undated: number;
  readonly raised: number;
  readonly evacuate: number;
  readonly unknownPoints: number;
  readonly points: number;
  readonly people: number;
  /** Of shelters that are open, as far as it is known. */
  readonly capacity: number;
  readonly capacityUnknown: number;
  readonly routes: number;
  readonly failedRoutes: number;
  /** Never checked, or the check could not say. */
  readonly unknownRoutes: number;
  /** Checked, and something has changed since. */
  readonly staleRoutes: number;
  readonly closures: number;
  readonly roadsMetres: number;
  readonly surveyedMetres: number;
}

export function isOpen({ state }: Pick<HazardTally, 'state'>): boolean {
  return state !== 'closed';
}

/** States in which a hazard is still open. */
export const openStates: readonly string[] = hazardStateCodes
  .map(({ value }) => value)
  .filter((state) => isOpen({ state }));

export function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}

export function overview(statistics: Statistics): Overview {
  const { hazards, flood_points: points, shelters, routes } = statistics;
  const open = hazards.filter(isOpen);
  const usable = shelters.filter(({ state }) => state === 'open');
  const inState = (state: string) =>
    sum(
      points.filter((row) => row.state === state),
      (row) => row.points,
    );
  const withVerdict = (...verdicts: string[]) =>
    sum(
      routes.filter(({ verdict }) => verdicts.includes(verdict)),
      (row) => row.routes,
    );
  return {
    hazards: sum(hazards, ({ count }) => count),
    open: sum(open, ({ count }) => count),
    openMajor: sum(
      open.filter(({ grade }) => grade === 'major'),
      ({ count }) => count,
    ),
    overdue: sum(hazards, ({ overdue }) => overdue),
    longestDays: Math.max(0, ...statistics.overdue.map(({ days }) => days)),
    undated: sum(hazards, ({ undated }) => undated),
    raised: inState('evacuate') + inState('prepare'),
    evacuate: inState('evacuate'),
    unknownPoints: inState('unknown'),
    points: sum(points, (row) => row.points),
    people: sum(points, (row) => row.people),
    capacity: sum(usable, ({ capacity }) => capacity),
    capacityUnknown: sum(usable, (row) => row.capacity_unknown),
    routes: sum(routes, (row) => row.routes),
    failedRoutes: withVerdict('fail'),
    unknownRoutes: withVerdict('unknown', 'unchecked', 'problem'),
    staleRoutes: sum(
      routes.filter(({ stale, verdict }) => stale && verdict !== 'unchecked'),
      (row) => row.routes,
    ),
    closures: statistics.closures.length,
    roadsMetres: sum(statistics.roads, (row) => row.length_m),
    surveyedMetres: sum(statistics.roads, (row) => row.surveyed_m),
  };
}

export type Grade = (typeof gradeCodes)[number]['value'];

/** One township of the county in one line. */
export interface TownshipLine extends Overview {
  /** Null: what names no township. */
  readonly code: string | null;
  readonly name: string | undefined;
  readonly byGrade: Readonly<Record<Grade, number>>;
}

/** The townships in the order of their codes; what names none, or one that the county does not have, comes last. */
export function townshipLines(statistics: Statistics): readonly TownshipLine[] {
  const names = new Map(statistics.townships.map(({ code, name }) => [code, name]));
  const used = new Set<string | null>([
    ...names.keys(),
    ...[statistics.roads, statistics.hazards, statistics.flood_points, statistics.shelters, statistics.routes].flatMap(
      (rows) => rows.map(({ township }) => township),
    ),
    ...statistics.closures.map(({ township }) => township),
  ]);
  return [...used]
    .sort((a, b) => Number(!names.has(a ?? '')) - Number(!names.has(b ?? '')) || (a ?? '').localeCompare(b ?? ''))
    .map((code) => {
      const part = ofTownship(statistics, code);
      return { ...overview(part), code, name: names.get(code ?? ''), byGrade: openByGrade(part.hazards) };
    });
}

/** The same figures for one township alone. */
export function ofTownship(statistics: Statistics, code: string | null): Statistics {
  const own = <T extends { readonly township: string | null }>(rows: readonly T[]) =>
    rows.filter(({ township }) => township === code);
  return {
    ...statistics,
    township: code,
    roads: own(statistics.roads),
    hazards: own(statistics.hazards),
    overdue: own(statistics.overdue),
    flood_points: own(statistics.flood_points),
    shelters: own(statistics.shelters),
    shelter_loads: own(statistics.shelter_loads),
    routes: own(statistics.routes),
    closures: own(statistics.closures),
  };
}

function openByGrade(hazards: readonly HazardTally[]): Readonly<Record<Grade, number>> {
  const count = (grade: Grade) =>
    sum(
      hazards.filter((row) => isOpen(row) && row.grade === grade),
      (row) => row.count,
    );
  return Object.fromEntries(gradeCodes.map(({ value }) => [value, count(value)])) as Record<Grade, number>;
}

/** Open hazards of a kind and a grade. */
export function openCount(hazards: readonly HazardTally[], hazard: string, grade: string): number {
  return sum(
    hazards.filter((row) => isOpen(row) && row.hazard === hazard && row.grade === grade),
    (row) => row.count,
  );
}

export interface StateLine {
  readonly state: string;
  readonly count: number;
  readonly overdue: number;
}

export function stateLines(hazards: readonly HazardTally[]): readonly StateLine[] {
  return hazardStateCodes.map(({ value: state }) => {
    const rows = hazards.filter((row) => row.state === state);
    return { state, count: sum(rows, (row) => row.count), overdue: sum(rows, (row) => row.overdue) };
  });
}

export interface ClassLine {
  readonly roadClass: string;
  readonly metres: number;
  readonly surveyedMetres: number;
}

export function classLines(statistics: Statistics, order: readonly string[]): readonly ClassLine[] {
  return order.flatMap((roadClass) => {
    const rows = statistics.roads.filter((row) => row.road_class === roadClass);
    const metres = sum(rows, (row) => row.length_m);
    return metres > 0 ? [{ roadClass, metres, surveyedMetres: sum(rows, (row) => row.surveyed_m) }] : [];
  });
}
