import fc from 'fast-check';
import type { Position } from 'geojson';
import { expect, test } from 'vitest';
import { type KnownProposal, matchFindings } from '../../../server/proposals/match.ts';
import { cutRoad, metresAlong } from '../../../server/proposals/place.ts';
import type { RoadNow } from '../../../server/proposals/standing.ts';
import type { Direction, Finding, Side } from '../../../server/screening/types.ts';
import { at } from '../../service/support/features.ts';

/** A winding road of about 1.5 km that never comes near itself. */
const road: Position[] = Array.from({ length: 76 }, (_, i) => at(20 * i, 60 * Math.sin(i / 6)));
const length = metresAlong(road).at(-1) ?? 0;

const turnSide = { left: 'right', right: 'left', both: 'both' } as const;
const turnDirection = { increasing: 'decreasing', decreasing: 'increasing', both: 'both' } as const;

interface Hazard {
  readonly from: number;
  readonly to: number;
  readonly side: Side | null;
  readonly direction: Direction | null;
}

interface Edit {
  /** Where the road is cut in pieces, as shares of its length. */
  readonly cuts: readonly number[];
  /** By piece: drawn the other way. */
  readonly turns: readonly boolean[];
  /** Metres by which the line is drawn anew, within its accuracy. */
  readonly east: number;
  readonly north: number;
  /** The first piece is still the old road, or all are new ones. */
  readonly keepsId: boolean;
  /** Metres of another road joined to the start of the first piece. */
  readonly joined: number;
  readonly vertexEveryMetres: number;
}

const hazards: fc.Arbitrary<Hazard> = fc
  .record({
    from: fc.double({ min: 0, max: length - 20, noNaN: true }),
    span: fc.double({ min: 5, max: 600, noNaN: true }),
    kind: fc.constantFrom<Pick<Hazard, 'side' | 'direction'>>(
      { side: 'left', direction: null },
      { side: 'right', direction: null },
      { side: 'both', direction: null },
      { side: null, direction: 'increasing' },
      { side: null, direction: 'decreasing' },
      { side: null, direction: null },
    ),
  })
  .map(({ from, span, kind }) => ({ from, to: Math.min(length, from + span), ...kind }));

const edits: fc.Arbitrary<Edit> = fc.record({
  cuts: fc
    .uniqueArray(fc.integer({ min: 1, max: 19 }), { maxLength: 3 })
    .map((twentieths) => twentieths.sort((a, b) => a - b).map((one) => one / 20 + 0.003)),
  turns: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  east: fc.double({ min: -2, max: 2, noNaN: true }),
  north: fc.double({ min: -2, max: 2, noNaN: true }),
  keepsId: fc.boolean(),
  joined: fc.constantFrom(0, 0, 35, 400),
  vertexEveryMetres: fc.constantFrom(7, 13, 20),
});

interface Piece extends RoadNow {
  /** Metres along the old road. */
  readonly from: number;
  readonly to: number;
  readonly turned: boolean;
  /** Metres of the other road before the old one begins on it. */
  readonly before: number;
}

function piecesOf({ cuts, turns, east, north, keepsId, joined, vertexEveryMetres }: Edit): Piece[] {
  const [x0 = 0, y0 = 0] = at(0, 0);
  const [x1 = 0, y1 = 0] = at(east, north);
  const marks = [0, ...cuts.map((share) => share * length), length];
  return marks.slice(1).map((to, i) => {
    const from = marks[i] ?? 0;
    const count = Math.max(1, Math.round((to - from) / vertexEveryMetres));
    const steps = Array.from({ length: count }, (_, k) => from + (k / count) * (to - from));
    const own = [
      ...steps.flatMap((metres) => cutRoad(road, { from: metres, to: metres }).slice(0, 1)),
      ...cutRoad(road, { from: to, to }).slice(0, 1),
    ];
    const added = i === 0 && joined > 0 ? [at(-joined, 0)] : [];
    const line = [...added, ...own].map(([x = 0, y = 0]) => [x + x1 - x0, y + y1 - y0]);
    const turned = turns[i] ?? false;
    const before = added.length > 0 ? (metresAlong(line)[1] ?? 0) : 0;
    return {
      id: i === 0 && keepsId ? 7 : 100 + i,
      version: 2,
      line: turned ? line.toReversed() : line,
      from,
      to,
      turned,
      before,
    };
  });
}

/** What screening finds of the same hazard on the pieces. */
/** Less than this, left of a stretch by a cut, is shorter than any hazard that screening finds. */
const shortestMetres = 5;

function findingsOn(pieces: readonly Piece[], { from, to, side, direction }: Hazard): Finding[] {
  const met = pieces.flatMap((piece) => {
    const [a, b] = [Math.max(from, piece.from), Math.min(to, piece.to)];
    return b - a >= shortestMetres ? [{ piece, a, b }] : [];
  });
  return met.map(({ piece, a, b }, index): Finding => {
    const whole = metresAlong(piece.line).at(-1) ?? 0;
    const scale = (whole - piece.before) / (piece.to - piece.from);
    const first = piece.before + scale * (a - piece.from);
    const last = piece.before + scale * (b - piece.from);
    return {
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: [] },
      properties: {
        finding_id: 'x',
        hazard: 'cliff',
        grade: 'general',
        road_id: piece.id,
        road_code: null,
        from_m: piece.turned ? whole - last : first,
        to_m: piece.turned ? whole - first : last,
        chainage: '',
        side: side && piece.turned ? turnSide[side] : side,
        direction: direction && piece.turned ? turnDirection[direction] : direction,
        part: index + 1,
        parts: met.length,
        overlaps: [],
        evidence: { drop_m: 5 },
        data_used: { roads: { name: 'roads' } },
      },
    };
  });
}

function knownOf(state: KnownProposal['state'], { from, to, side, direction }: Hazard): KnownProposal {
  return {
    id: 1,
    state,
    hazard: 'cliff',
    ofHazard: null,
    grade: 'general',
    roadId: 7,
    roadVersion: 1,
    fromMetres: from,
    toMetres: to,
    side,
    direction,
    evidence: { drop_m: 5 },
    part: 1,
    parts: 1,
    line: cutRoad(road, { from, to }),
  };
}

test.each(['accepted', 'rejected'] as const)(
  'what was %s is known again however its road is reversed, split, joined or redrawn',
  (state) => {
    fc.assert(
      fc.property(hazards, edits, (hazard, edit) => {
        const known = knownOf(state, hazard);
        const pieces = piecesOf(edit);
        const findings = findingsOn(pieces, hazard);
        const { added, decided, gone } = matchFindings(findings, [known], pieces);
        expect({ added, gone }).toEqual({ added: [], gone: [] });
        expect(decided).toMatchObject([{ known, attention: null }]);
      }),
      { numRuns: 500 },
    );
  },
);

test('the same stretch on the other side, or in the other direction, is something new however its road is edited', () => {
  fc.assert(
    fc.property(hazards, edits, (hazard, edit) => {
      const { side, direction } = hazard;
      fc.pre(side === 'left' || side === 'right' || direction !== null);
      const other = { ...hazard, side: side && turnSide[side], direction: direction && turnDirection[direction] };
      const pieces = piecesOf(edit);
      const findings = findingsOn(pieces, other);
      expect(matchFindings(findings, [knownOf('rejected', hazard)], pieces).added).toEqual(findings);
    }),
    { numRuns: 500 },
  );
});

test('an open proposal goes with its road however that is edited', () => {
  fc.assert(
    fc.property(hazards, edits, (hazard, edit) => {
      const known = knownOf('proposed', hazard);
      const pieces = piecesOf(edit);
      const findings = findingsOn(pieces, hazard);
      const { added, changed, gone } = matchFindings(findings, [known], pieces);
      expect(gone).toEqual([]);
      expect(changed.map((one) => one.known)).toEqual([known]);
      expect(added).toHaveLength(findings.length - 1);
    }),
    { numRuns: 500 },
  );
});

test('what stands on a road that is not screened now is left as it is', () => {
  const [near, far] = piecesOf({
    cuts: [0.5],
    turns: [false, true],
    east: 0,
    north: 0,
    keepsId: true,
    joined: 0,
    vertexEveryMetres: 20,
  });
  if (!near || !far) throw new Error('the road was not cut');
  const beyond = { from: length - 300, to: length - 100, side: 'left', direction: null } as const;
  for (const state of ['proposed', 'accepted', 'rejected'] as const) {
    const known = knownOf(state, beyond);
    const nothing = { added: [], changed: [], unchanged: [], decided: [], gone: [] };
    expect(matchFindings([], [known], [near], [far])).toEqual(nothing);
    expect(matchFindings([], [known], [far], [near])).not.toEqual(nothing);
  }
});
