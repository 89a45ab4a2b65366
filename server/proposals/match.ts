import type { Position } from 'geojson';
import { reviewNumber } from '../../data/standards/review.ts';
import type { Finding } from '../screening/types.ts';
import { placeOn, type Stretch } from './place.ts';

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
  readonly attention: Attention | null;
  readonly line: readonly Position[];
}

/** What a person should look at again on a proposal that is decided. */
export interface Attention {
  /**
   * road_changed: the road runs elsewhere now, by `shift_m` where the stretch can still be placed.
   * grade_raised: the same hazard is now found in a higher grade.
   * not_found: the road has changed and the hazard is no longer found there.
   */
  readonly code: 'road_changed' | 'grade_raised' | 'not_found';
  readonly shift_m?: number;
  readonly grade?: string;
}

export interface ScreenedRoadLine {
  readonly id: number;
  readonly version: number;
  readonly line: readonly Position[];
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

interface Standing extends Stretch {
  readonly known: KnownProposal;
  /** Undefined where the stretch is where it was. */
  readonly shift: number | undefined;
}

/**
 * Holds the findings of roads that have just been screened against what was proposed on them before. A finding is the
 * same as a known one by hazard, road, side or direction, and stretch. What was decided stays so, unless half of the new
 * finding lies elsewhere: a rejected bend must not hide a kilometre of cliff.
 *
 * @param known the open and decided proposals of these roads for the hazards screened, and those near them of roads
 * that are gone
 */
export function matchFindings(
  findings: readonly Finding[],
  known: readonly KnownProposal[],
  roads: readonly ScreenedRoadLine[],
): Matched {
  const byRoad = new Map<number, { version: number; standing: Standing[]; findings: Finding[] }>();
  const lines = new Map(roads.map((road) => [road.id, road]));
  for (const { id, version } of roads) byRoad.set(id, { version, standing: [], findings: [] });
  const unplaced: KnownProposal[] = [];
  for (const one of known) {
    const own = lines.get(one.roadId);
    const placed = own ? placedOn(one, own) : placedOnAny(one, roads);
    if (placed) byRoad.get(placed.roadId)?.standing.push(placed.standing);
    else unplaced.push(one);
  }
  for (const finding of findings) byRoad.get(Number(finding.properties.road_id))?.findings.push(finding);

  const added: Finding[] = [];
  const changed: Found[] = [];
  const unchanged: Found[] = [];
  const decided: { known: KnownProposal; finding: Finding | undefined; attention: Attention | null }[] = [];
  const gone: KnownProposal[] = [];
  for (const one of byRoad.values()) {
    const result = matchRoad(one.findings, one.standing, one.version);
    added.push(...result.added);
    changed.push(...result.changed);
    unchanged.push(...result.unchanged);
    decided.push(...result.decided);
    gone.push(...result.gone);
  }
  for (const one of unplaced) {
    if (one.state === 'proposed') gone.push(one);
    else decided.push({ known: one, finding: undefined, attention: { code: 'road_changed' } });
  }
  return { added, changed, unchanged, decided, gone };
}

function placedOn(known: KnownProposal, road: ScreenedRoadLine): { roadId: number; standing: Standing } | undefined {
  if (known.roadVersion === road.version) {
    const { fromMetres: from, toMetres: to } = known;
    return { roadId: road.id, standing: { known, from, to, shift: undefined } };
  }
  const placed = placeOn(road.line, known.line);
  if (!placed || placed.offset > reviewNumber('review.reach_m')) return undefined;
  const before = known.toMetres - known.fromMetres;
  const change = Math.abs(placed.to - placed.from - before);
  if (change > Math.max(before * reviewNumber('review.length_share'), reviewNumber('review.moved_m'))) return undefined;
  const moved = placed.offset > reviewNumber('review.moved_m');
  const { from, to, offset } = placed;
  return { roadId: road.id, standing: { known, from, to, shift: moved ? offset : undefined } };
}

/** The road it was on is gone: split, merged or drawn anew under another id. */
function placedOnAny(known: KnownProposal, roads: readonly ScreenedRoadLine[]) {
  const candidates = roads.flatMap((road) => {
    const placed = placedOn({ ...known, roadVersion: -1 }, road);
    return placed ? [{ roadId: placed.roadId, standing: { ...placed.standing, known } }] : [];
  });
  const shift = (one: { standing: Standing }) => one.standing.shift ?? 0;
  return candidates.sort((a, b) => shift(a) - shift(b))[0];
}

function matchRoad(findings: readonly Finding[], standing: readonly Standing[], version: number): Matched {
  const added: Finding[] = [];
  const changed: Found[] = [];
  const unchanged: Found[] = [];
  const decided = new Map<KnownProposal, { finding: Finding | undefined; attention: Attention | null }>();
  const pairs = pairUp(findings, standing);
  const open = new Set(standing.map(({ known }) => known).filter(({ state }) => state === 'proposed'));
  for (const { known } of pairs.values()) open.delete(known);
  for (const finding of findings) {
    const pair = pairs.get(finding);
    const same = standing.filter((one) => isSameKind(one.known, finding) && overlap(one, finding) > 0);
    const covering = same.filter(({ known }) => known.state !== 'proposed' && isAsGrave(known, finding));
    const [cover] = covering.sort((a, b) => overlap(b, finding) - overlap(a, finding));
    if (pair && pair.known.state !== 'proposed') {
      decided.set(pair.known, { finding, attention: attentionOf(pair, finding) });
    } else if (pair) {
      const { known } = pair;
      (known.roadVersion === version && isSame(known, finding) ? unchanged : changed).push({ known, finding });
    } else if (cover && coveredShare(finding, covering) >= reviewNumber('review.same_share')) {
      if (!decided.has(cover.known))
        decided.set(cover.known, { finding: undefined, attention: attentionOf(cover, finding) });
    } else {
      const known = same.map((one) => one.known).find((one) => open.delete(one));
      if (known) changed.push({ known, finding });
      else added.push(finding);
    }
  }
  for (const { known, shift } of standing) {
    if (known.state === 'proposed' || decided.has(known)) continue;
    const attention = shift === undefined ? known.attention : ({ code: 'not_found', shift_m: tenth(shift) } as const);
    decided.set(known, { finding: undefined, attention });
  }
  return {
    added,
    changed,
    unchanged,
    gone: [...open],
    decided: [...decided].map(([known, rest]) => ({ known, ...rest })),
  };
}

/**
 * Each finding with the known proposal whose stretch is most like its own, one to one: slopes of several grades lie
 * within one another, and what was decided of one must not be taken for a decision on the other.
 */
function pairUp(findings: readonly Finding[], standing: readonly Standing[]): Map<Finding, Standing> {
  const candidates = findings.flatMap((finding) =>
    standing
      .filter(({ known }) => isSameKind(known, finding))
      .map((one) => ({
        finding,
        one,
        likeness: likeness(one, finding),
        alike: one.known.grade === finding.properties.grade,
      }))
      .filter((pair) => pair.likeness >= reviewNumber('review.same_share')),
  );
  candidates.sort((a, b) => b.likeness - a.likeness || Number(b.alike) - Number(a.alike));
  const pairs = new Map<Finding, Standing>();
  const taken = new Set<Standing>();
  for (const { finding, one } of candidates) {
    if (pairs.has(finding) || taken.has(one)) continue;
    pairs.set(finding, one);
    taken.add(one);
  }
  return pairs;
}

/** Length that both have, as a share of the length that either has. */
function likeness(stretch: Stretch, finding: Finding): number {
  const { from_m, to_m } = finding.properties;
  const either = Math.max(stretch.to, to_m) - Math.min(stretch.from, from_m);
  return either > 0 ? overlap(stretch, finding) / either : 1;
}

/** A graver finding than what was decided is not what was decided. */
function isAsGrave({ grade }: KnownProposal, { properties }: Finding): boolean {
  return grade === null || properties.grade === null || rank(grade) >= rank(properties.grade);
}

function isSameKind(known: KnownProposal, { properties }: Finding): boolean {
  const of = properties.hazard === 'insufficient_data' ? properties.evidence.of : null;
  return (
    known.hazard === properties.hazard &&
    known.ofHazard === (of ?? null) &&
    known.side === properties.side &&
    known.direction === properties.direction
  );
}

/** An edit elsewhere on a continuous road lets findings along it differ in the last digits, which nobody should notice. */
function isSame(known: KnownProposal, { properties }: Finding): boolean {
  const place = reviewNumber('review.same_place_m');
  return (
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
  if (shift !== undefined) return { code: 'road_changed', shift_m: tenth(shift) };
  const { grade } = properties;
  if (grade && known.grade && rank(known.grade) < rank(grade)) {
    return { code: 'grade_raised', grade };
  }
  return null;
}

function rank(grade: string): number {
  return grades.indexOf(grade);
}

function tenth(metres: number): number {
  return Math.round(metres * 10) / 10;
}
