import { text } from '../../data/text.ts';
import type { Assignment, Key } from '../evacuation/plan/types.ts';
import { ProblemError } from '../problems.ts';
import type { Plan, StoredReport } from './plan-store.ts';

type Figure = (typeof figures)[number];
const figures = [
  'people',
  'unserved',
  'person_m',
  'person_s',
  'exposure_person_m',
  'longest_s',
  'clearance_s',
  'worst_loss',
  'points',
  'routes',
] as const;

/** What two plans do with one point. */
interface PointOfPlan {
  readonly shelters: readonly { readonly shelter: Key; readonly people: number | null }[];
  readonly people: number | null;
  readonly unserved: number | null;
  readonly person_m: number;
  readonly person_s: number;
  readonly longest_s: number;
}

/** What has become of a point from one plan to the other. */
export type PointChange =
  | 'only_a'
  | 'only_b'
  | 'served'
  | 'unserved'
  | 'other_shelter'
  | 'other_way'
  | 'other_people'
  | 'same';

export interface Comparison {
  readonly figures: Readonly<
    Record<Figure, { readonly a: number | null; readonly b: number | null; readonly difference: number | null }>
  >;
  /** The points that differ, those that lose most first. */
  readonly points: readonly {
    readonly point: Key;
    readonly change: PointChange;
    readonly a: PointOfPlan | null;
    readonly b: PointOfPlan | null;
  }[];
  readonly same_points: number;
  /** Whether they minimise the same thing: person-seconds on foot and by vehicle are not of a kind. */
  readonly comparable: boolean;
}

export interface ReportedPlan {
  readonly plan: Plan;
  readonly report: StoredReport;
}

/** Holds plan b against plan a, figure by figure and point by point; differences are b less a. */
export function comparePlans(a: ReportedPlan, b: ReportedPlan): Comparison {
  if (a.plan.id === b.plan.id) {
    throw new ProblemError(
      'invalid_parameter',
      text('a 与 b 是同一方案，请另选一个', 'a and b are the same plan: choose another'),
      { parameter: 'b' },
    );
  }
  const [pointsA, pointsB] = [pointsOf(a.report), pointsOf(b.report)];
  const all = [...new Set([...pointsA.keys(), ...pointsB.keys()])].map((point) => {
    const [before = null, after = null] = [pointsA.get(point), pointsB.get(point)];
    return { point, change: changeOf(before, after), a: before, b: after };
  });
  const changed = all.filter(({ change }) => change !== 'same');
  const later = ({ a: before, b: after }: (typeof all)[number]) => (after?.person_s ?? 0) - (before?.person_s ?? 0);
  const lost = ({ a: before, b: after }: (typeof all)[number]) => (after?.unserved ?? 0) - (before?.unserved ?? 0);
  changed.sort((one, other) => lost(other) - lost(one) || later(other) - later(one));
  return {
    figures: Object.fromEntries(
      figures.map((name) => {
        const [ofA, ofB] = [a.plan.summary[name], b.plan.summary[name]];
        return [name, { a: ofA, b: ofB, difference: ofA === null || ofB === null ? null : ofB - ofA }];
      }),
    ) as Comparison['figures'],
    points: changed,
    same_points: all.length - changed.length,
    comparable: a.plan.summary.travel === b.plan.summary.travel && a.plan.summary.by === b.plan.summary.by,
  };
}

function pointsOf(report: StoredReport): Map<Key, PointOfPlan> {
  const points = new Map<Key, PointOfPlan>();
  const empty: PointOfPlan = { shelters: [], people: 0, unserved: 0, person_m: 0, person_s: 0, longest_s: 0 };
  for (const one of report.assignments) {
    const own = points.get(one.point) ?? empty;
    points.set(one.point, {
      ...own,
      shelters: [...own.shelters, { shelter: one.shelter, people: one.people }],
      people: sum(own.people, one.people),
      person_m: own.person_m + (one.people ?? 0) * one.length_m,
      person_s: own.person_s + (one.people ?? 0) * one.seconds,
      longest_s: Math.max(own.longest_s, one.seconds),
    });
  }
  for (const { point, people } of report.unserved_points) {
    const own = points.get(point) ?? empty;
    points.set(point, { ...own, people: sum(own.people, people), unserved: sum(own.unserved, people) });
  }
  return points;
}

function sum(a: number | null, b: Assignment['people']): number | null {
  return a === null || b === null ? null : a + b;
}

/** Ways that differ by less than this are the same one, measured again. */
const sameMetres = 0.5;

function changeOf(a: PointOfPlan | null, b: PointOfPlan | null): PointChange {
  if (a === null) return 'only_b';
  if (b === null) return 'only_a';
  const isServed = ({ unserved, shelters }: PointOfPlan) => unserved === 0 && shelters.length > 0;
  if (isServed(a) !== isServed(b)) return isServed(b) ? 'served' : 'unserved';
  const sheltersOf = ({ shelters }: PointOfPlan) =>
    shelters
      .map(({ shelter, people }) => `${shelter} ${people}`)
      .sort()
      .join();
  if (sameShelters(a) !== sameShelters(b)) return 'other_shelter';
  if (a.people !== b.people || sheltersOf(a) !== sheltersOf(b)) return 'other_people';
  const metresEach = ({ person_m, people }: PointOfPlan) => person_m / Math.max(1, people ?? 1);
  return Math.abs(metresEach(a) - metresEach(b)) < sameMetres ? 'same' : 'other_way';
}

function sameShelters({ shelters }: PointOfPlan): string {
  return shelters
    .map(({ shelter }) => String(shelter))
    .sort()
    .join();
}
