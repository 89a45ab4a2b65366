import type { Position } from 'geojson';
import { reviewNumber } from '../../data/standards/review.ts';
import type { Finding } from '../screening/types.ts';
import type { Stretch } from './place.ts';
import { makeStandings, type RoadNow, type Standing } from './standing.ts';
import { turned } from './turn.ts';

/** A proposal of earlier runs, as far as new findings are held against it. */
export interface KnownProposal {
  readonly id: number;
  readonly state: 'proposed' | 'accepted' | 'rejected';
  readonly hazard: string;
  readonly ofHazard: string | null;
  readonly grade: string | null;
  readonly roadId: number;
  readonly roadVersion: number;
  readonly fromMetres: number;
  readonly toMetres: number;
  readonly side: string | null;
  readonly direction: string | null;
  readonly evidence: unknown;
  readonly part: number;
  readonly parts: number;
  readonly line: readonly Position[];
}

/** What a person should look at again on a proposal that is decided. */
export interface Attention {
  /**
   * road_changed: the road runs elsewhere now, by `shift_m` where the stretch can still be placed.
   * grade_raised: the same hazard is now found in a higher grade.
   * not_found: the hazard is no longer found there.
   * not_judged: the data can no longer carry a verdict there.
   */
  readonly code: 'road_changed' | 'grade_raised' | 'not_found' | 'not_judged';
  readonly shift_m?: number;
  readonly grade?: string;
}

interface Found {
  readonly known: KnownProposal;
  readonly finding: Finding;
}

export interface Matched {
  /** Findings that nobody has seen. */
  readonly added: readonly Finding[];
  /** Open proposals found again otherwise: each is brought up to date in its place. */
  readonly changed: readonly Found[];
  /** Open proposals found again as they are; only their findings may go by another name. */
  readonly unchanged: readonly Found[];
  /** Decided ones, whether found again or not, with what has to be said of them now. */
  readonly decided: readonly {
    readonly known: KnownProposal;
    readonly finding: Finding | undefined;
    readonly attention: Attention | null;
  }[];
  /** Open ones that are no longer found. */
  readonly gone: readonly KnownProposal[];
}

/**
 * Holds the findings of roads that have just been screened against what was proposed on them before. A finding is the
 * same as a known one by hazard, road, side or direction, and stretch, wherever the road runs and whichever way it is
 * drawn now. What was decided stays so, unless half of the new finding lies elsewhere: a rejected bend must not hide a
 * kilometre of cliff.
 *
 * @param known the open and decided proposals of these roads for the hazards screened, and those near them whose own
 * roads are gone or have changed since
 * @param screened the roads screened
 * @param others further roads near proposals whose own have changed: what stands there is not judged here
 */
export function matchFindings(
  findings: readonly Finding[],
  known: readonly KnownProposal[],
  screened: readonly RoadNow[],
  others: readonly RoadNow[] = [],
): Matched {
  const standingsOf = makeStandings([...screened, ...others]);
  const byRoad = new Map(
    screened.map((road) => [road.id, { road, standing: [] as Standing[], findings: [] as Finding[] }]),
  );
  const unscreened = new Set(others.map(({ id }) => id));
  const unplaced: KnownProposal[] = [];
  /** What partly lies on roads that are not screened now is not gone for not being found on the rest. */
  const elsewhere = new Set<KnownProposal>();
  for (const one of known) {
    const standings = standingsOf(one);
    for (const standing of standings) byRoad.get(standing.roadId)?.standing.push(standing);
    const isHere = ({ roadId }: Standing) => byRoad.has(roadId);
    const judgedHere = standings.find(({ isWhole }) => isWhole)
      ? standings.filter(({ isWhole }) => isWhole)
      : standings;
    if (!judgedHere.every(isHere)) elsewhere.add(one);
    if (standings.length === 0 && !unscreened.has(one.roadId)) unplaced.push(one);
  }
  for (const finding of findings) byRoad.get(Number(finding.properties.road_id))?.findings.push(finding);
  const roads = [...byRoad.values()];
  const standing = roads.flatMap((one) => one.standing);

  const added: Finding[] = [];
  const changed: Found[] = [];
  const unchanged: Found[] = [];
  const decided = new Map<KnownProposal, Judged>();
  const pairs = pairUp(roads);
  const open = new Set(standing.map((one) => one.known).filter(({ state }) => state === 'proposed'));
  for (const pair of pairs.values()) open.delete(pair.known);
  for (const { road, ...own } of roads) {
    for (const finding of own.findings) {
      const pair = pairs.get(finding);
      const same = own.standing.filter((one) => isSameKind(one, finding) && overlap(one, finding) > 0);
      const covering = same.filter((one) => one.known.state !== 'proposed' && isAsGrave(one.known, finding));
      const [cover] = covering.sort((a, b) => overlap(b, finding) - overlap(a, finding));
      if (pair && pair.known.state !== 'proposed') {
        decided.set(pair.known, judged(decided.get(pair.known), finding, attentionOf(pair, finding)));
      } else if (pair) {
        (isSame(pair.known, road, finding) ? unchanged : changed).push({ known: pair.known, finding });
      } else if (cover && coveredShare(finding, covering) >= reviewNumber('review.same_share')) {
        if (!decided.has(cover.known)) {
          decided.set(cover.known, { finding: undefined, attention: attentionOf(cover, finding) });
        }
      } else {
        const again = same.map((one) => one.known).find((one) => open.delete(one));
        if (again) changed.push({ known: again, finding });
        else added.push(finding);
      }
    }
  }
  for (const one of standing) {
    if (one.known.state === 'proposed' || decided.has(one.known) || elsewhere.has(one.known)) continue;
    const own = byRoad.get(one.roadId)?.findings ?? [];
    decided.set(one.known, { finding: undefined, attention: attentionUnfound(one, own) });
  }
  const gone = [...open].filter((one) => !elsewhere.has(one));
  for (const one of unplaced) {
    if (one.state === 'proposed') gone.push(one);
    else decided.set(one, { finding: undefined, attention: { code: 'road_changed' } });
  }
  return {
    added,
    changed,
    unchanged,
    gone,
    decided: [...decided].map(([one, rest]) => ({ known: one, ...rest })),
  };
}

interface Judged {
  readonly finding: Finding | undefined;
  readonly attention: Attention | null;
}

/** What was split is found on each of its parts. */
function judged(before: Judged | undefined, finding: Finding, attention: Attention | null): Judged {
  return { finding: before?.finding ?? finding, attention: before?.attention ?? attention };
}

/**
 * Each finding with the known proposal whose stretch is most like its own, one to one: slopes of several grades lie
 * within one another, and what was decided of one must not be taken for a decision on the other.
 */
function pairUp(
  roads: readonly { readonly standing: readonly Standing[]; readonly findings: readonly Finding[] }[],
): Map<Finding, Standing> {
  const candidates = roads.flatMap(({ standing, findings }) =>
    findings.flatMap((finding) =>
      standing
        .filter((one) => isSameKind(one, finding))
        .map((one) => ({
          finding,
          one,
          likeness: likeness(one, finding),
          alike: one.known.grade === finding.properties.grade,
        }))
        .filter((pair) => pair.likeness >= reviewNumber('review.same_share')),
    ),
  );
  candidates.sort((a, b) => b.likeness - a.likeness || Number(b.alike) - Number(a.alike));
  const pairs = new Map<Finding, Standing>();
  // A decision holds on all parts of what it was made of; an open proposal is brought to one of them.
  const taken = new Set<Standing | KnownProposal>();
  for (const { finding, one } of candidates) {
    const key = one.known.state === 'proposed' ? one.known : one;
    if (pairs.has(finding) || taken.has(key)) continue;
    pairs.set(finding, one);
    taken.add(key);
  }
  return pairs;
}

/**
 * Length that both have, as a share of the length that either has. What is short can be drawn beside itself within the
 * accuracy of a road's line, and is still the same.
 */
function likeness(stretch: Standing, finding: Finding): number {
  const { from_m, to_m } = finding.properties;
  const either = Math.max(stretch.to, to_m) - Math.min(stretch.from, from_m);
  const shared = either > 0 ? overlap(stretch, finding) / either : 1;
  const apart = Math.max(Math.abs(stretch.from - from_m), Math.abs(stretch.to - to_m));
  const isDrawing = stretch.displaced && apart <= reviewNumber('review.moved_m');
  return isDrawing ? Math.max(shared, reviewNumber('review.same_share')) : shared;
}

/** A graver finding than what was decided is not what was decided. */
function isAsGrave({ grade }: KnownProposal, { properties }: Finding): boolean {
  return grade === null || properties.grade === null || rank(grade) >= rank(properties.grade);
}

function isSameKind({ known, reversed }: Standing, { properties }: Finding): boolean {
  const of = properties.hazard === 'insufficient_data' ? properties.evidence.of : null;
  if (known.hazard !== properties.hazard || known.ofHazard !== (of ?? null)) return false;
  // Of a spot it cannot be said which way the road was drawn there.
  const ways = reversed === undefined ? [false, true] : [reversed];
  return ways.some(
    (way) => turned(known.side, way) === properties.side && turned(known.direction, way) === properties.direction,
  );
}

/** An edit elsewhere on a continuous road lets findings along it differ in the last digits, which nobody should notice. */
function isSame(known: KnownProposal, road: RoadNow, { properties }: Finding): boolean {
  const place = reviewNumber('review.same_place_m');
  return (
    known.roadId === road.id &&
    known.roadVersion === road.version &&
    known.grade === properties.grade &&
    known.part === properties.part &&
    known.parts === properties.parts &&
    Math.abs(known.fromMetres - properties.from_m) <= place &&
    Math.abs(known.toMetres - properties.to_m) <= place &&
    isClose(known.evidence, properties.evidence)
  );
}

function isClose(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    const share = reviewNumber('review.same_value_share') * Math.max(Math.abs(a), Math.abs(b));
    return Math.abs(a - b) <= Math.max(share, Number.EPSILON);
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return (a ?? null) === (b ?? null);
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => isClose(Reflect.get(a, name), Reflect.get(b, name)));
}

function overlap(stretch: Stretch, { properties }: Finding): number {
  const shared = Math.min(stretch.to, properties.to_m) - Math.max(stretch.from, properties.from_m);
  // A finding on one spot has no length to share.
  return shared === 0 && properties.from_m === properties.to_m ? Number.MIN_VALUE : shared;
}

/** Share of a finding's length that lies on any of the stretches. */
function coveredShare({ properties }: Finding, stretches: readonly Stretch[]): number {
  const length = properties.to_m - properties.from_m;
  if (length <= 0) return stretches.length > 0 ? 1 : 0;
  let covered = 0;
  let reached = properties.from_m;
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const end = Math.min(to, properties.to_m);
    covered += Math.max(0, end - Math.max(from, reached));
    reached = Math.max(reached, end);
  }
  return covered / length;
}

const grades: readonly string[] = ['low', 'general', 'considerable', 'major'];

function attentionOf({ known, shift }: Standing, { properties }: Finding): Attention | null {
  const moved = shift === undefined ? {} : { shift_m: tenth(shift) };
  const { grade } = properties;
  if (grade && known.grade && rank(known.grade) < rank(grade)) return { code: 'grade_raised', ...moved, grade };
  return shift === undefined ? null : { code: 'road_changed', ...moved };
}

/** That what was rejected is not found on a road that is where it was bears the reviewer out. */
function attentionUnfound({ known, from, to, shift }: Standing, findings: readonly Finding[]): Attention | null {
  if (shift === undefined && known.state === 'rejected') return null;
  const isUnjudged = findings.some(
    ({ properties: { hazard, evidence, from_m, to_m } }) =>
      hazard === 'insufficient_data' && evidence.of === known.hazard && from_m < to && to_m > from,
  );
  return { code: isUnjudged ? 'not_judged' : 'not_found', ...(shift !== undefined && { shift_m: tenth(shift) }) };
}

function rank(grade: string): number {
  return grades.indexOf(grade);
}

function tenth(metres: number): number {
  return Math.round(metres * 10) / 10;
}
