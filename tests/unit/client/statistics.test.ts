import { describe, expect, test } from 'vitest';
import {
  classLines,
  ofTownship,
  openCount,
  openStates,
  overview,
  stateLines,
  townshipLines,
} from '../../../client/actions/statistics.ts';
import type { HazardTally, Statistics } from '../../../server/statistics/statistics.ts';

const hazard = (more: Partial<HazardTally>): HazardTally => ({
  township: 'A',
  hazard: 'cliff',
  grade: 'major',
  state: 'found',
  count: 1,
  length_m: 100,
  overdue: 0,
  undated: 0,
  ...more,
});

const statistics: Statistics = {
  at: '2026-07-01T00:00:00Z',
  day: '2026-07-01',
  township: null,
  townships: [
    { code: 'A', name: '东乡' },
    { code: 'B', name: '西乡' },
  ],
  roads: [
    { township: 'A', road_class: 'county', sections: 2, length_m: 1500, surveyed_m: 1000 },
    { township: null, road_class: 'village', sections: 1, length_m: 2000, surveyed_m: 0 },
  ],
  hazards: [
    hazard({ count: 3, state: 'assigned', overdue: 2 }),
    hazard({ count: 4, state: 'closed' }),
    hazard({ township: 'B', count: 2, grade: 'low', hazard: 'near_water', undated: 2 }),
    hazard({ township: null, count: 1, state: 'sent_back' }),
  ],
  overdue: [],
  flood_points: [
    { township: 'A', state: 'evacuate', points: 1, people: 30 },
    { township: 'A', state: 'unknown', points: 2, people: 50 },
    { township: 'B', state: 'none', points: 5, people: 70 },
  ],
  shelters: [
    { township: 'A', state: 'open', shelters: 2, capacity: 90, capacity_unknown: 1 },
    { township: 'A', state: 'closed', shelters: 1, capacity: 500, capacity_unknown: 0 },
    { township: 'B', state: null, shelters: 1, capacity: 60, capacity_unknown: 0 },
  ],
  shelter_loads: [],
  routes: [
    { township: 'A', verdict: 'fail', stale: true, routes: 1 },
    { township: 'A', verdict: 'unchecked', stale: true, routes: 4 },
    { township: 'B', verdict: 'unknown', stale: false, routes: 2 },
    { township: 'B', verdict: 'pass', stale: false, routes: 3 },
  ],
  without_route: { points: 0, people: 0 },
  closures: [],
  closures_ahead: 0,
};

describe('the figures of the dashboard', () => {
  test('what is unknown is counted apart, never as calm, room or a pass', () => {
    expect(overview(statistics)).toMatchObject({
      hazards: 10,
      open: 6,
      openMajor: 4,
      overdue: 2,
      undated: 2,
      raised: 1,
      evacuate: 1,
      unknownPoints: 2,
      points: 8,
      people: 150,
      capacity: 90,
      capacityUnknown: 1,
      routes: 10,
      failedRoutes: 1,
      unknownRoutes: 6,
      staleRoutes: 1,
      roadsMetres: 3500,
      surveyedMetres: 1000,
    });
  });

  test('townships add up to the county, with a line for what names none', () => {
    const lines = townshipLines(statistics);
    expect(lines.map(({ code, name, open }) => [code, name, open])).toEqual([
      ['A', '东乡', 3],
      ['B', '西乡', 2],
      [null, undefined, 1],
    ]);
    const county = overview(statistics);
    for (const figure of ['hazards', 'open', 'overdue', 'undated', 'raised', 'unknownPoints', 'people'] as const) {
      expect(lines.reduce((total, line) => total + line[figure], 0)).toBe(county[figure]);
    }
    expect(lines[0]?.byGrade).toEqual({ major: 3, considerable: 0, general: 0, low: 0 });
  });

  test('kinds and grades, states and classes', () => {
    expect(openCount(statistics.hazards, 'cliff', 'major')).toBe(4);
    expect(openCount(statistics.hazards, 'near_water', 'low')).toBe(2);
    expect(openStates).not.toContain('closed');
    const states = stateLines(statistics.hazards);
    expect(states.find(({ state }) => state === 'assigned')).toEqual({ state: 'assigned', count: 3, overdue: 2 });
    expect(states.reduce((total, { count }) => total + count, 0)).toBe(10);
    expect(classLines(statistics, ['national', 'county', 'village'])).toEqual([
      { roadClass: 'county', metres: 1500, surveyedMetres: 1000 },
      { roadClass: 'village', metres: 2000, surveyedMetres: 0 },
    ]);
    expect(ofTownship(statistics, 'B').routes).toHaveLength(2);
  });
});
