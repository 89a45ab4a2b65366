import { describe, expect, test } from 'vitest';
import { neighbour, proposalOverlay } from '../../../client/actions/proposals.ts';
import type { Proposal } from '../../../client/api/screening.ts';
import { evidenceFacts, missingReason, thresholdFact } from '../../../client/panels/screening/evidence.ts';

function proposal(id: number, grade: string | null): Proposal {
  return {
    type: 'Feature',
    id,
    geometry: {
      type: 'LineString',
      coordinates: [
        [110, 31],
        [110.001, 31],
      ],
    },
    properties: {
      hazard: grade === null ? 'insufficient_data' : 'cliff',
      of_hazard: null,
      grade,
      state: 'proposed',
      road_code: 'X201',
      segment_code: 'X201-001',
      chainage: 'K0+000–K0+100',
      road_chainage: null,
      from_m: 0,
      to_m: 100,
      side: 'left',
      direction: null,
      evidence: {},
      overlaps: [],
      recorded: [],
      reason: null,
      reviewed_by: null,
      hazard_id: null,
      attention: null,
      _version: 1,
    },
  };
}

const list = [proposal(3, 'major'), proposal(5, null), proposal(9, 'low')];

describe('going through proposals', () => {
  test('begins with the first and stops at both ends', () => {
    expect(neighbour(list, undefined, 1)?.id).toBe(3);
    expect(neighbour(list, 3, 1)?.id).toBe(5);
    expect(neighbour(list, 9, -1)?.id).toBe(5);
    expect(neighbour(list, 9, 1)).toBeUndefined();
    expect(neighbour(list, 3, -1)).toBeUndefined();
    expect(neighbour([], 3, 1)).toBeUndefined();
  });

  test('begins anew where the active one is no longer in the list', () => {
    expect(neighbour(list, 4, 1)?.id).toBe(3);
  });
});

test('the map tells the active proposal, and missing data from every grade', () => {
  expect(proposalOverlay(list, 5).features.map(({ properties }) => properties)).toEqual([
    { grade: 'major', active: false },
    { grade: 'none', active: true },
    { grade: 'low', active: false },
  ]);
});

describe('evidence', () => {
  test('is said with its interval, in the order in which it is read', () => {
    const facts = evidenceFacts({ design_speed_kmh: 40, radius_m: 93.54, radius_low_m: 71.6, radius_high_m: 122.2 });
    expect(facts.map(({ label, value }) => [label.zh, value])).toEqual([
      ['圆曲线半径', '93.5 m (71.6–122.2)'],
      ['设计速度', '40 km/h'],
    ]);
    expect(evidenceFacts({ grade_pct: 10.92, grade_error_pct: 0.96 })[0]?.value).toBe('10.9 % ± 1');
    expect(evidenceFacts({ mean_grade_pct: 7.16, mean_grade_error_pct: 0.3 })[0]?.value).toBe('7.2 % ± 0.3');
    expect(evidenceFacts({ mean_grade_pct: 7.16, mean_grade_error_pct: 0.004 })[0]?.value).toBe('7.2 % ± 0.004');
  });

  test('names the number that was met and its source', () => {
    const threshold = { row: 'bend.general_radius_m@40', value: 100, unit: 'm', source: 'JTG B01-2014', status: 'R' };
    expect(thresholdFact({ threshold })).toEqual({ value: '100 m', source: 'JTG B01-2014' });
    expect(thresholdFact({})).toBeUndefined();
  });

  test('says why nothing can be said, also for a reason that has no words yet', () => {
    expect(missingReason({ reason: 'no_elevation' })?.zh).toBe('没有高程数据');
    expect(missingReason({ reason: 'new_reason' })?.en).toBe('new_reason');
    expect(missingReason({ reason: 'elevation_void', possible_grade: 'major' })?.zh).toBe('高程有空洞，可能达到“重大”');
    expect(missingReason({})).toBeUndefined();
  });
});
