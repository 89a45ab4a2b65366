import { describe, expect, it } from 'vitest';
import { ask, road, type Setting, type XY } from './county.ts';

const ev02 = (route: readonly XY[], setting: Setting) => ask('EV02', route, setting);
const east: XY[] = [
  [0, 0],
  [1000, 0],
];
const west: XY[] = [...east].reverse();

describe('connected', () => {
  it('passes along roads that share a vertex', () => {
    const roads = [
      road('A', [
        [0, 0],
        [500, 0],
      ]),
      road('B', [
        [500, 0],
        [1000, 0],
      ]),
    ];
    expect(ev02(east, { roads })).toMatchObject({ outcome: 'pass', findings: [] });
  });

  it('finds the gap between roads that end short of each other, with its width', () => {
    const roads = [
      road('A', [
        [0, 0],
        [500, 0],
      ]),
      road('B', [
        [508, 0],
        [1000, 0],
      ]),
    ];
    const answer = ev02(east, { roads });
    expect(answer).toMatchObject({ severity: 'error', reasons: ['roads_not_joined'], ids: ['A', 'B'] });
    expect(answer.findings[0]?.evidence.gap_m).toBeCloseTo(8, 0);
    expect(answer.findings[0]?.from_m).toBeGreaterThan(490);
    expect(answer.findings[0]?.to_m).toBeLessThan(520);
  });

  /*
   *        |B
   *   A ---|--- A     B goes over A on a bridge
   *        |
   */
  it('finds a turn from a road onto the bridge over it', () => {
    const roads = [
      road('A', east),
      road(
        'B',
        [
          [500, -400],
          [500, 400],
        ],
        { structure: 'bridge' },
      ),
    ];
    const turn: XY[] = [
      [0, 0],
      [500, 0],
      [500, 400],
    ];
    expect(ev02(turn, { roads })).toMatchObject({ severity: 'error', reasons: ['roads_not_joined'] });
    expect(ev02(east, { roads }).outcome).toBe('pass');
  });

  it('takes a path between two roads for unknown on foot, and for a gap by vehicle', () => {
    const roads = [
      road('A', [
        [0, 0],
        [400, 0],
      ]),
      road('B', [
        [600, 0],
        [1000, 0],
      ]),
    ];
    const by = (mode: string) => ev02(east, { roads, members: { mode } });
    expect(by('foot')).toMatchObject({ outcome: 'unknown', reasons: ['path_between_roads'] });
    expect(by('vehicle')).toMatchObject({ severity: 'error', reasons: ['roads_not_joined'] });
    expect(by('vehicle').findings[0]?.evidence.gap_m).toBeCloseTo(200, 0);
  });

  it('passes all the way round a road that closes on itself', () => {
    const square: XY[] = [
      [0, 0],
      [300, 0],
      [300, 300],
      [0, 300],
      [0, 0],
    ];
    const round: XY[] = [[150, 0], ...square.slice(1), [150, 0]];
    expect(ev02(round, { roads: [road('round', square)] }).outcome).toBe('pass');
  });
});

describe('in a legal direction', () => {
  it.each([
    ['forward', east, 'pass'],
    ['forward', west, 'violated'],
    ['backward', east, 'violated'],
    ['backward', west, 'pass'],
    ['both', west, 'pass'],
  ] as const)('one way %s', (oneway, route, outcome) => {
    const roads = [road('A', east, { oneway })];
    expect(ev02(route, { roads, members: { mode: 'vehicle' } }).outcome).toBe(outcome);
    expect(ev02(route, { roads, members: { mode: 'foot' } }).outcome).toBe('pass');
  });

  it('is unknown against one-way traffic where nobody says whether people ride', () => {
    expect(ev02(west, { roads: [road('A', east, { oneway: 'forward' })] })).toMatchObject({
      outcome: 'unknown',
      reasons: ['against_oneway_perhaps'],
    });
  });

  it('finds vehicles on a footpath, and not on one that is open to them', () => {
    const by = (motor_vehicles: boolean | null) =>
      ev02(east, { roads: [road('A', east, { road_class: 'path', motor_vehicles })], members: { mode: 'vehicle' } });
    expect(by(null).reasons).toEqual(['closed_to_vehicles']);
    expect(by(true).outcome).toBe('pass');
  });
});
