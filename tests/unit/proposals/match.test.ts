import type { Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { type KnownProposal, matchFindings } from '../../../server/proposals/match.ts';
import type { Finding, FindingProperties } from '../../../server/screening/types.ts';
import { at } from '../../service/support/features.ts';

/** A straight road of 1 km eastwards, moved to the north by metres. */
const lineAt = (north: number): Position[] => [at(0, north), at(1000, north)];
const road = { id: 7, version: 1, line: lineAt(0) };

function finding(from_m: number, to_m: number, more: Partial<FindingProperties> = {}): Finding {
  return {
    type: 'Feature',
    geometry: { type: 'LineString', coordinates: [at(from_m, 0), at(to_m, 0)] },
    properties: {
      finding_id: `cliff/7/${from_m}-${to_m}/left`,
      hazard: 'cliff',
      grade: 'general',
      road_id: 7,
      road_code: 'X201',
      from_m,
      to_m,
      chainage: '',
      side: 'left',
      direction: null,
      part: 1,
      parts: 1,
      overlaps: [],
      evidence: { drop_m: 5 },
      data_used: { roads: { name: 'roads' } },
      ...more,
    },
  };
}

let ids = 0;
function known(fromMetres: number, toMetres: number, more: Partial<KnownProposal> = {}): KnownProposal {
  ids += 1;
  return {
    id: ids,
    state: 'proposed',
    hazard: 'cliff',
    ofHazard: null,
    grade: 'general',
    roadId: 7,
    roadVersion: 1,
    fromMetres,
    toMetres,
    side: 'left',
    direction: null,
    evidence: { drop_m: 5 },
    part: 1,
    parts: 1,
    line: [at(fromMetres, 0), at(toMetres, 0)],
    ...more,
  };
}

const nothing = { added: [], changed: [], unchanged: [], decided: [], gone: [] };

describe('an open proposal', () => {
  test('found again as it was stays as it is', () => {
    const one = known(100, 200);
    const again = finding(100.4, 199.8, { evidence: { drop_m: 5.05 } });
    expect(matchFindings([again], [one], [road])).toEqual({ ...nothing, unchanged: [{ known: one, finding: again }] });
  });

  test.each([
    ['elsewhere', finding(120, 230)],
    ['in another grade', finding(100, 200, { grade: 'major' })],
    ['with another value', finding(100, 200, { evidence: { drop_m: 6 } })],
    ['with something more', finding(100, 200, { evidence: { drop_m: 5, guardrail: true } })],
  ])('found %s is changed in its place', (_, again) => {
    const one = known(100, 200);
    expect(matchFindings([again], [one], [road])).toEqual({ ...nothing, changed: [{ known: one, finding: again }] });
  });

  test('that is not found is gone', () => {
    const one = known(100, 200);
    expect(matchFindings([], [one], [road])).toEqual({ ...nothing, gone: [one] });
  });

  test.each([
    ['the other side', { side: 'right' }],
    ['another hazard', { hazard: 'near_water' }],
    ['another direction', { direction: 'increasing' }],
  ] as const)('is not one on %s', (_, more) => {
    const one = known(100, 200);
    const other = finding(100, 200, more);
    expect(matchFindings([other], [one], [road])).toEqual({ ...nothing, added: [other], gone: [one] });
  });
});

describe.each(['rejected', 'accepted'] as const)('what was %s', (state) => {
  test('is not proposed again', () => {
    const one = known(100, 200, { state });
    const again = finding(110, 190);
    expect(matchFindings([again], [one], [road])).toEqual({
      ...nothing,
      decided: [{ known: one, finding: again, attention: null }],
    });
  });

  test('covers findings within it that are no graver', () => {
    const one = known(100, 400, { state });
    expect(matchFindings([finding(150, 200), finding(300, 350, { grade: 'low' })], [one], [road])).toMatchObject({
      ...nothing,
      decided: [{ known: one, attention: null }],
    });
  });

  test('does not hide a graver finding within it', () => {
    const one = known(100, 400, { state });
    const graver = finding(150, 200, { grade: 'major' });
    expect(matchFindings([graver], [one], [road]).added).toEqual([graver]);
  });

  test('does not hide what lies beside it for the greater part', () => {
    const one = known(100, 200, { state });
    const longer = finding(150, 900);
    expect(matchFindings([longer], [one], [road]).added).toEqual([longer]);
  });

  test('in a lower grade is said to be graver now', () => {
    const one = known(100, 200, { state });
    const graver = finding(100, 200, { grade: 'major' });
    expect(matchFindings([graver], [one], [road]).decided).toEqual([
      { known: one, finding: graver, attention: { code: 'grade_raised', grade: 'major' } },
    ]);
  });

  test('stays with its own of two findings within one another', () => {
    const long = known(100, 400, { state });
    const short = known(150, 200, { grade: 'major' });
    const [again, graver] = [finding(100, 400), finding(150, 200, { grade: 'major' })];
    expect(matchFindings([again, graver], [long, short], [road])).toEqual({
      ...nothing,
      unchanged: [{ known: short, finding: graver }],
      decided: [{ known: long, finding: again, attention: null }],
    });
  });

  test('on a road that was drawn anew by less than its accuracy stays without a word', () => {
    const one = known(100, 200, { state });
    const again = finding(100, 200);
    expect(matchFindings([again], [one], [{ id: 7, version: 2, line: lineAt(3) }]).decided).toEqual([
      { known: one, finding: again, attention: null },
    ]);
  });

  test('on a road that has moved stays, and that is said', () => {
    const one = known(100, 200, { state });
    const moved = [{ id: 7, version: 2, line: lineAt(20) }];
    const again = finding(100, 200);
    expect(matchFindings([again], [one], moved).decided).toEqual([
      { known: one, finding: again, attention: { code: 'road_changed', shift_m: expect.closeTo(20, 0) } },
    ]);
    expect(matchFindings([], [one], moved).decided).toEqual([
      { known: one, finding: undefined, attention: { code: 'not_found', shift_m: expect.closeTo(20, 0) } },
    ]);
  });

  test('on a road that runs elsewhere altogether stays, and a new finding is proposed', () => {
    const one = known(100, 200, { state });
    const again = finding(100, 200);
    expect(matchFindings([again], [one], [{ id: 7, version: 2, line: lineAt(300) }])).toEqual({
      ...nothing,
      added: [again],
      decided: [{ known: one, finding: undefined, attention: { code: 'road_changed' } }],
    });
  });

  test('on a road that was split is found on its parts', () => {
    const one = known(600, 700, { state });
    const parts = [
      { id: 8, version: 1, line: [at(0, 0), at(500, 0)] },
      { id: 9, version: 1, line: [at(500, 0), at(1000, 0)] },
    ];
    const again = finding(100, 200, { road_id: 9 });
    expect(matchFindings([again], [one], parts).decided).toEqual([{ known: one, finding: again, attention: null }]);
  });
});

describe('what was decided and is no longer found', () => {
  const edited = [{ ...road, version: 2 }];

  test.each([
    ['as it was', [road]],
    ['with other members', edited],
  ])('on a road %s: an accepted hazard is not let go of silently, a rejection is borne out', (_, roads) => {
    const accepted = known(100, 200, { state: 'accepted' });
    const rejected = known(300, 400, { state: 'rejected' });
    expect(matchFindings([], [accepted, rejected], roads).decided).toEqual([
      { known: accepted, finding: undefined, attention: { code: 'not_found' } },
      { known: rejected, finding: undefined, attention: null },
    ]);
  });

  test('because the data cannot carry a verdict any more is said to be that, and not that it is gone', () => {
    const one = known(100, 200, { state: 'accepted' });
    const gap = finding(0, 1000, {
      hazard: 'insufficient_data',
      grade: null,
      side: null,
      evidence: { of: 'cliff', reason: 'no_elevation' },
    });
    expect(matchFindings([gap], [one], edited)).toEqual({
      ...nothing,
      added: [gap],
      decided: [{ known: one, finding: undefined, attention: { code: 'not_judged' } }],
    });
  });

  test('but found graver where the road has moved is said to be graver', () => {
    const one = known(100, 200, { state: 'accepted' });
    const graver = finding(100, 200, { grade: 'major' });
    const [decided] = matchFindings([graver], [one], [{ id: 7, version: 2, line: lineAt(20) }]).decided;
    expect(decided?.attention).toEqual({ code: 'grade_raised', grade: 'major', shift_m: expect.closeTo(20, 0) });
  });
});

test('an open proposal of a road that is gone is brought to the road that it lies on now', () => {
  const one = known(100, 200);
  const again = finding(100, 200, { road_id: 8 });
  // The new road happens to be at the version that the old one was at.
  expect(matchFindings([again], [one], [{ ...road, id: 8 }])).toEqual({
    ...nothing,
    changed: [{ known: one, finding: again }],
  });
});

test('missing data of one hazard is not that of another', () => {
  const one = known(0, 1000, {
    hazard: 'insufficient_data',
    ofHazard: 'cliff',
    grade: null,
    side: null,
    state: 'rejected',
  });
  const gap = (of: string) =>
    finding(0, 1000, {
      hazard: 'insufficient_data',
      grade: null,
      side: null,
      evidence: { of, reason: 'no_elevation' },
    });
  const { added, decided } = matchFindings([gap('cliff'), gap('steep_slope')], [one], [road]);
  expect(added).toEqual([gap('steep_slope')]);
  expect(decided).toEqual([{ known: one, finding: gap('cliff'), attention: null }]);
});
