import { describe, expect, it } from 'vitest';
import {
  ask,
  closure,
  floodPoint,
  hazard,
  type Members,
  road,
  type Setting,
  shelter,
  type XY,
  zone,
} from './county.ts';

/*
 *            N (north, 200 m up)
 *        a-------b
 *   P----|       |----S        P and S each hang on one road
 *        a-------b
 *            M (middle)
 */
const north: XY[] = [
  [300, 0],
  [300, 200],
  [700, 200],
  [700, 0],
];
const start: XY[] = [
  [0, 0],
  [300, 0],
];
const middle: XY[] = [
  [300, 0],
  [700, 0],
];
const end: XY[] = [
  [700, 0],
  [1000, 0],
];
const roads = [road('P', start), road('M', middle), road('N', north), road('S', end)];
const setting: Setting = {
  roads,
  flood_points: [floodPoint('point', [0, 0])],
  shelters: [shelter('shelter', [1000, 0])],
  members: { mode: 'foot' },
};
const straight: XY[] = [
  [0, 0],
  [1000, 0],
];
const around: XY[] = [[0, 0], ...north, [1000, 0]];

describe('no alternative', () => {
  const ev11 = (changes: Setting = {}, route = straight) => ask('EV11', route, { ...setting, ...changes });

  it('is pointed out where the loss of a road cuts the point off, and nowhere else', () => {
    const answer = ev11();
    expect(answer).toMatchObject({
      severity: 'warning',
      reasons: ['no_alternative', 'no_alternative'],
      ids: ['P', 'S'],
    });
    expect(answer.places).toEqual([
      [0, 300],
      [700, 1000],
    ]);
  });

  it('is silent where there is another way, or another shelter', () => {
    const shelters = [shelter('shelter', [1000, 0]), shelter('T', [400, 200])];
    expect(ev11({ shelters }).places).toEqual([[0, 300]]);
    const link = road('L', [
      [0, 0],
      [0, 300],
      [1000, 300],
      [1000, 0],
    ]);
    expect(ev11({ roads: [...roads, link] })).toMatchObject({ outcome: 'pass', findings: [] });
  });

  it('does not count shelters that take nobody in, nor roads that are closed', () => {
    const shelters = [shelter('shelter', [1000, 0]), shelter('T', [400, 200], { state: 'closed' })];
    expect(ev11({ shelters }).places).toHaveLength(2);
    const flood_zones = [zone('Z', [[350, 150, 450, 250]])];
    const wet = [shelter('shelter', [1000, 0]), shelter('T', [400, 200])];
    expect(ev11({ shelters: wet, flood_zones }).places).toHaveLength(2);
    const closures = [closure(north, { segment_code: 'N' })];
    expect(ev11({ closures }).places).toEqual([[0, 1000]]);
    expect(ev11({ closures, when: new Date('2025-07-01T00:00:00Z') }).places).toHaveLength(2);
  });

  it('depends on whether people ride, and says so where nobody tells', () => {
    const path = [
      ...roads.filter(({ properties }) => properties?.code !== 'N'),
      road('N', north, { road_class: 'path' }),
    ];
    expect(ev11({ roads: path }).places).toHaveLength(2);
    expect(ev11({ roads: path, members: { mode: 'vehicle' } }).places).toEqual([[0, 1000]]);
  });

  it('takes one-way roads in their direction only, for vehicles; people on foot walk them both ways', () => {
    const by = (oneway: string, mode?: string) =>
      ev11({
        roads: [road('P', start), road('M', middle), road('N', north, { oneway }), road('S', end)],
        members: mode ? { mode } : {},
      });
    // North leads from P to S as it is drawn.
    expect(by('forward', 'vehicle').places).toHaveLength(2);
    expect(by('backward', 'vehicle').places).toEqual([[0, 1000]]);
    expect(by('backward', 'foot').places).toHaveLength(2);
    // Nobody says how people move: what is so for both is found, and that it may be worse is said.
    const unsaid = by('backward');
    expect(unsaid.places).toHaveLength(2);
    expect(unsaid.reasons).toContain('mode_missing');
    expect(by('forward').reasons).not.toContain('mode_missing');
  });

  it('is unknown without the roads of the county, without a point, and for a point off the roads', () => {
    expect(ev11({ hasCounty: false })).toMatchObject({ outcome: 'unknown', reasons: ['no_county_network'] });
    expect(ev11({ flood_points: [] }).reasons).toEqual(['no_point_at_start']);
    const flood_points = [floodPoint('point', [0, 900])];
    const members = { mode: 'foot', flood_point_code: 'point' };
    expect(ev11({ flood_points, members }).reasons).toEqual(['end_off_county_network']);
  });
});

describe('longer than the best route', () => {
  const ev15 = (route: readonly XY[], changes: Setting = {}) => ask('EV15', route, { ...setting, ...changes });

  it('is pointed out from a fifth on, with the ratio', () => {
    const answer = ev15(around);
    expect(answer).toMatchObject({ severity: 'warning', reasons: ['longer_than_best'] });
    expect(answer.findings[0]?.evidence).toMatchObject({ ratio: 1.4, route_m: 1400, best_m: 1000 });
    expect(ev15(straight).outcome).toBe('pass');
  });

  it('is silent below a fifth', () => {
    const low: XY[] = [
      [300, 0],
      [300, 95],
      [700, 95],
      [700, 0],
    ];
    const lower = [...roads.slice(0, 2), road('N', low), road('S', end)];
    expect(ev15([[0, 0], ...low, [1000, 0]], { roads: lower }).outcome).toBe('pass');
  });

  it.each<[string, Setting]>([
    ['closed', { closures: [closure(middle, { segment_code: 'M' })] }],
    ['in a flood zone', { flood_zones: [zone('Z', [[450, -50, 550, 50]])] }],
    ['hazardous', { road_hazards: [hazard(middle, { segment_code: 'M' })] }],
    [
      'a ford',
      { roads: [road('P', start), road('M', middle, { structure: 'ford' }), road('N', north), road('S', end)] },
    ],
  ])('is silent where the shorter way is %s', (_, changes) => {
    expect(ev15(around, changes).outcome).toBe('pass');
  });

  it('does not lead vehicles over roads that are too narrow, closed to them or one way against them', () => {
    const ride = { mode: 'vehicle', vehicle_width_m: 2.2 };
    const by = (middleOf: Members) =>
      ev15(around, {
        members: ride,
        roads: [road('P', start), road('M', middle, middleOf), road('N', north), road('S', end)],
      }).outcome;
    expect(by({ width_m: 2.6 })).toBe('pass');
    expect(by({ width_m: 2.7 })).toBe('violated');
    expect(by({ motor_vehicles: false })).toBe('pass');
    expect(by({ oneway: 'backward' })).toBe('pass');
    expect(by({ oneway: 'forward' })).toBe('violated');
  });

  it('is unknown without the roads of the county, and where they have no way', () => {
    expect(ev15(around, { hasCounty: false }).reasons).toEqual(['no_county_network']);
    const closures = [closure(start, { segment_code: 'P' })];
    expect(ev15(around, { closures }).reasons).toEqual(['no_best_way']);
    expect(ev15(around, { shelters: [] }).outcome).toBe('unknown');
  });
});
