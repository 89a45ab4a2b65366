import type { Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../server/problems.ts';
import { type Decidable, hazardFeature } from '../../../server/proposals/decision.ts';
import { cutRoad } from '../../../server/proposals/place.ts';
import { at } from '../../service/support/features.ts';

const line: Position[] = [at(0, 0), at(400, 0), at(800, 300)];
const road = {
  version: 1,
  code: 'X201-1',
  roadCode: 'X201',
  fromMetres: 12_000,
  toMetres: 12_900,
  township: null,
  line,
};
const proposal: Decidable = {
  id: 5,
  version: 1,
  state: 'proposed',
  runId: 1,
  findingId: 'x',
  hazard: 'cliff',
  grade: 'major',
  fromMetres: 100,
  toMetres: 250,
  side: 'left',
  direction: null,
  evidence: { drop_m: 21 },
  dataUsed: {},
  reason: null,
  hazardId: null,
  roadVersion: 1,
  line: cutRoad(line, { from: 100, to: 250 }),
  road,
};
const reversed: Decidable = { ...proposal, road: { ...road, version: 2, line: line.toReversed() } };

interface Accepted {
  readonly geometry: { readonly coordinates: readonly Position[] };
  readonly properties: Readonly<Record<string, unknown>>;
}
const accept = (one: Decidable, edits = {}) => hazardFeature(one, edits, '2026-07-01') as unknown as Accepted;
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof ProblemError ? error.code : String(error);
  }
};

describe('accepting what was found on a road that has been drawn the other way since', () => {
  test('turns its side and mirrors its chainage', () => {
    const { geometry, properties } = accept(reversed);
    expect(properties).toMatchObject({ side: 'right', segment_code: 'X201-1' });
    expect(properties.from_m).toBeCloseTo(12_650, -1);
    expect(properties.to_m).toBeCloseTo(12_800, -1);
    const [start, end] = [geometry.coordinates[0], geometry.coordinates.at(-1)];
    const [first, last] = [proposal.line[0], proposal.line.at(-1)];
    expect(start?.[0]).toBeCloseTo(last?.[0] ?? 0, 7);
    expect(end?.[0]).toBeCloseTo(first?.[0] ?? 0, 7);
    expect(properties.evidence).toMatchObject({ measured: { from_m: 100, to_m: 250, side: 'left', road_version: 1 } });
  });

  test('turns its direction', () => {
    const descent = { ...reversed, hazard: 'long_descent', side: null, direction: 'increasing' };
    expect(accept(descent).properties).toMatchObject({ side: 'none', direction: 'decreasing' });
  });

  test('refuses a stretch, a side or a direction that the reviewer gave along the road as it was', () => {
    for (const edits of [{ from_m: 120 }, { to_m: 240 }, { side: 'both' }, { direction: 'both' }]) {
      expect(codeOf(() => accept(reversed, edits))).toBe('proposal_outdated');
    }
    expect(accept(reversed, { grade: 'general' }).properties).toMatchObject({ grade: 'general', side: 'right' });
  });
});

test('metres given along a road that was lengthened at its start since would be elsewhere, and are refused', () => {
  const longer = { ...proposal, road: { ...road, version: 2, line: [at(-300, 0), ...line] } };
  expect(codeOf(() => accept(longer, { from_m: 120 }))).toBe('proposal_outdated');
  expect(accept(longer).properties).toMatchObject({ side: 'left' });
});

test('metres given along a road of which only a member was edited since are taken', () => {
  const edited = { ...proposal, road: { ...road, version: 2 } };
  expect(accept(edited, { from_m: 120, side: 'both' }).properties).toMatchObject({ side: 'both' });
});
