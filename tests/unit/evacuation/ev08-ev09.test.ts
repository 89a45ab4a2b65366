import { describe, expect, it } from 'vitest';
import { ask, floodPoint, line, type Members, type Setting, shelter, type XY } from './county.ts';

const east: XY[] = [
  [0, 0],
  [1000, 0],
];
const members = { code: 'R1', flood_point_code: 'P', shelter_code: 'S', people: 60 };
const setting: Setting = {
  flood_points: [floodPoint('P', [0, 0], { people: 100 })],
  shelters: [shelter('S', [1000, 0], { capacity: 100 })],
  members,
};
const other = (code: string, changes: Members) => line(east, { ...members, code, people: 40, ...changes });
const ask8 = (changes: Setting) => ask('EV08', east, { ...setting, ...changes });
const ask9 = (changes: Setting) => ask('EV09', east, { ...setting, ...changes });

describe('people of a shelter', () => {
  it('may be as many as it takes, summed over all routes, and no more', () => {
    const elsewhere = other('R3', { shelter_code: 'T', people: 900 });
    expect(ask8({ evacuation_routes: [other('R2', {}), elsewhere] })).toMatchObject({ outcome: 'pass' });
    expect(ask8({ evacuation_routes: [other('R2', { people: 41 }), elsewhere] })).toMatchObject({
      severity: 'error',
      reasons: ['shelter_overfull'],
      findings: [{ evidence: { capacity: 100, people: 101, overflow: 1, routes: 2 } }],
      ids: ['S', 'R1', 'R2'],
    });
  });

  it('are counted of the route as it is given, not once more as it is stored', () => {
    expect(ask8({ evacuation_routes: [other('R1', { people: 90 })] }).outcome).toBe('pass');
  });

  it('come on routes that only end there, too', () => {
    const unnamed = other('R2', { shelter_code: null, people: 41 });
    expect(ask8({ evacuation_routes: [unnamed] }).outcome).toBe('violated');
  });

  it('are unknown where a route does not say, unless the others are too many', () => {
    const silent = other('R2', { people: null });
    expect(ask8({ evacuation_routes: [silent] })).toMatchObject({ outcome: 'unknown', reasons: ['people_missing'] });
    expect(ask8({ evacuation_routes: [silent, other('R3', { people: 41 })] }).outcome).toBe('violated');
    expect(ask8({ members: { ...members, people: null } }).outcome).toBe('unknown');
  });

  it('cannot be judged against a capacity that is missing, nor without a shelter', () => {
    const shelters = [shelter('S', [1000, 0], { capacity: null })];
    expect(ask8({ shelters })).toMatchObject({ outcome: 'unknown', reasons: ['capacity_missing'] });
    expect(ask8({ shelters: [] }).outcome).toBe('unknown');
    expect(ask8({ shelters: [shelter('S', [1000, 0], { capacity: 0 })] }).outcome).toBe('violated');
  });
});

describe('people of a flood point', () => {
  it('all have a route, or so many have none', () => {
    expect(ask9({ evacuation_routes: [other('R2', {})] })).toMatchObject({ outcome: 'pass' });
    expect(
      ask9({ evacuation_routes: [other('R2', { people: 39 }), other('R3', { flood_point_code: 'Q' })] }),
    ).toMatchObject({
      severity: 'error',
      reasons: ['people_not_assigned'],
      findings: [{ evidence: { people: 100, assigned: 99, without_route: 1 } }],
    });
  });

  it('are unknown where a route does not say, unless the others take everybody', () => {
    const silent = other('R2', { people: null });
    expect(ask9({ evacuation_routes: [silent] })).toMatchObject({ outcome: 'unknown', reasons: ['people_missing'] });
    expect(ask9({ evacuation_routes: [silent, other('R3', {})] }).outcome).toBe('pass');
  });

  it('may be counted twice where several routes take more than there are', () => {
    expect(ask9({ evacuation_routes: [other('R2', { people: 41 })] })).toMatchObject({
      outcome: 'unknown',
      reasons: ['people_counted_twice'],
    });
    expect(ask9({ members: { ...members, people: 110 } }).outcome).toBe('pass');
  });

  it('are unknown where the point is not found, or has no number of people', () => {
    expect(ask9({ flood_points: [] })).toMatchObject({ outcome: 'unknown', reasons: ['point_not_found'] });
    const flood_points = [floodPoint('P', [0, 0], { people: null })];
    expect(ask9({ flood_points })).toMatchObject({ outcome: 'unknown', reasons: ['point_people_missing'] });
  });
});
