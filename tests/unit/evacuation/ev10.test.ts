import { expect, it } from 'vitest';
import { ask, floodPoint, type Members, road, type Setting, shelter, type XY } from './county.ts';

const east: XY[] = [
  [0, 0],
  [1000, 0],
];
const setting: Setting = { roads: [road('A', east, { design_speed_kmh: 30 })], shelters: [shelter('S', [1000, 0])] };

/** A kilometre, warned so many minutes ahead. */
function ev10(minutes: number | null, members: Members, changes: Setting = {}) {
  const flood_points = [floodPoint('P', [0, 0], { lead_time_min: minutes })];
  return ask('EV10', east, { ...setting, flood_points, members, ...changes });
}

const flat = { height: () => 500 };
const foot = { mode: 'foot' };
const vehicle = { mode: 'vehicle' };

// A level kilometre takes 11.9 min at 5.04 km/h, and 3.3 min at 0.6 × 30 km/h.
it('is an error where the time is longer than the lead time, and passes where it is not', () => {
  expect(ev10(11, foot, flat)).toMatchObject({ severity: 'error', reasons: ['slower_than_warning'] });
  expect(ev10(11, foot, flat).findings[0]?.evidence).toMatchObject({ lead_time_min: 11, fastest_min: 11.9 });
  expect(ev10(12, foot, flat).outcome).toBe('pass');
  expect(ev10(3, vehicle, flat).outcome).toBe('violated');
  expect(ev10(4, vehicle, flat).outcome).toBe('pass');
});

it('knows that climbing takes longer', () => {
  // Tobler: 6·exp(-3.5·0.25) = 2.5 km/h at 20 %.
  expect(ev10(23, foot, { height: (x) => x / 5 }).outcome).toBe('violated');
  expect(ev10(25, foot, { height: (x) => x / 5 }).outcome).toBe('pass');
  // Downhill at 5 % people walk fastest.
  expect(ev10(11, foot, { height: (x) => 500 - x / 20 }).outcome).toBe('pass');
});

it('is unknown without elevation, between the fastest and the slowest walk', () => {
  expect(ev10(9, foot).outcome).toBe('violated');
  expect(ev10(30, foot)).toMatchObject({ outcome: 'unknown', reasons: ['perhaps_slower_than_warning'] });
  expect(ev10(70, foot).outcome).toBe('pass');
});

it('is unknown where it depends on the mode and nobody says', () => {
  expect(ev10(2, {}, flat).outcome).toBe('violated');
  expect(ev10(6, {}, flat).outcome).toBe('unknown');
  expect(ev10(12, {}, flat).outcome).toBe('pass');
});

it('is unknown for a vehicle that would have to leave the roads', () => {
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
  expect(ev10(600, vehicle, { ...flat, roads }).outcome).toBe('unknown');
  expect(ev10(600, foot, { ...flat, roads }).outcome).toBe('pass');
});

it('takes a bridge for even, whatever the gorge below does', () => {
  const gorge = (x: number) => (x > 300 && x < 700 ? 100 : 500);
  const bridge = [
    road('A', [
      [0, 0],
      [250, 0],
    ]),
    road(
      'B',
      [
        [250, 0],
        [750, 0],
      ],
      { structure: 'bridge' },
    ),
    road('C', [
      [750, 0],
      [1000, 0],
    ]),
  ];
  expect(ev10(13, foot, { roads: bridge, height: gorge }).outcome).toBe('pass');
  expect(ev10(13, foot, { height: gorge }).outcome).toBe('violated');
});

it('is unknown without a lead time or a point', () => {
  expect(ev10(null, foot, flat)).toMatchObject({ outcome: 'unknown', reasons: ['lead_time_missing'] });
  expect(ask('EV10', east, { ...setting, members: foot, ...flat })).toMatchObject({ reasons: ['no_point_at_start'] });
});
