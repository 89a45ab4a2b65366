import { expect, it } from 'vitest';
import { ask, floodPoint, road, type Setting, shelter, type XY } from './county.ts';

const east: XY[] = [
  [0, 0],
  [1000, 0],
];
const setting: Setting = {
  roads: [road('A', east)],
  flood_points: [floodPoint('P', [0, 30])],
  shelters: [shelter('S', [1000, 30])],
  members: { flood_point_code: 'P', shelter_code: 'S' },
};
const ev01 = (route: readonly XY[], changes: Setting = {}) => ask('EV01', route, { ...setting, ...changes });

it('passes a route that starts and ends at the network, its point and its shelter', () => {
  expect(ev01(east)).toMatchObject({ outcome: 'pass', findings: [] });
});

it('finds ends off the network, with the distance as far as it was looked for', () => {
  const far: XY[] = [
    [0, 60],
    [500, 0],
    [1000, 300],
  ];
  const shelters = [shelter('S', [1000, 300])];
  const answer = ev01(far, { shelters });
  expect(answer).toMatchObject({ severity: 'error', reasons: ['start_off_network', 'end_off_network'] });
  expect(answer.findings.map(({ evidence }) => evidence.distance_m)).toEqual([60, null]);
});

it('finds a start away from its flood point and an end away from its shelter, to the metre', () => {
  const flood_points = [floodPoint('P', [-51, 0])];
  const shelters = [shelter('S', [1000, 51])];
  expect(ev01(east, { flood_points, shelters })).toMatchObject({
    severity: 'error',
    reasons: ['start_off_point', 'end_off_shelter'],
    ids: ['P', 'S'],
    findings: [{ evidence: { distance_m: 51 } }, { evidence: { distance_m: 51 } }],
  });
  expect(ev01(east, { flood_points: [floodPoint('P', [-49, 0])], shelters: [shelter('S', [1000, 49])] }).outcome).toBe(
    'pass',
  );
});

it('takes footpaths for the network of people who walk, and not of those who ride', () => {
  const roads = [road('path', east, { road_class: 'path' })];
  const by = (mode: string) => ev01(east, { roads, members: { ...setting.members, mode } });
  expect(by('foot').outcome).toBe('pass');
  expect(by('vehicle').reasons).toEqual(['start_off_network', 'end_off_network']);
});

it('takes the point and the shelter nearby where the route names none, and cannot tell where there is none', () => {
  expect(ev01(east, { members: {} }).outcome).toBe('pass');
  expect(ev01(east, { members: {}, flood_points: [], shelters: [] })).toMatchObject({
    outcome: 'unknown',
    reasons: ['no_point_at_start', 'no_shelter_at_end'],
  });
});

it('cannot tell where a named point or shelter is not in the data', () => {
  expect(ev01(east, { members: { flood_point_code: 'X', shelter_code: 'Y' } })).toMatchObject({
    outcome: 'unknown',
    reasons: ['point_not_found', 'shelter_not_found'],
  });
});

it('is unknown, not violated, in a county without roads', () => {
  expect(ev01(east, { roads: [], empty: ['roads'] })).toMatchObject({ outcome: 'unknown', reasons: ['no_data'] });
});
