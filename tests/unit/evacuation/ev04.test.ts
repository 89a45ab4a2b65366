import { describe, expect, it } from 'vitest';
import { ask, type Setting, type XY, zone } from './county.ts';

const ev04 = (route: readonly XY[], setting: Setting) => ask('EV04', route, setting);
const east: XY[] = [
  [0, 0],
  [1000, 0],
];

describe('leaving the zone it starts in', () => {
  it('is what a route is for', () => {
    //  +------+
    //  |  o---|-------->
    //  +------+
    expect(ev04(east, { flood_zones: [zone('own', [[-100, -100, 300, 100]])] })).toMatchObject({
      outcome: 'pass',
      findings: [],
    });
  });

  it('passes the zones of all return periods that hold the start', () => {
    //  +--------------+
    //  | +-----+      |
    //  | | o---|------|--->
    //  | +-----+      |
    //  +--------------+
    const flood_zones = [
      zone('10', [[-50, -50, 100, 50]], { return_period_years: 10 }),
      zone('50', [[-100, -100, 300, 100]], { return_period_years: 50 }),
    ];
    expect(ev04(east, { flood_zones }).outcome).toBe('pass');
  });

  it('starting on the border is starting inside', () => {
    expect(ev04(east, { flood_zones: [zone('own', [[0, -100, 300, 100]])] }).outcome).toBe('pass');
  });

  it('does not count a step in the border as having left', () => {
    const flood_zones = [
      zone('own', [
        [-100, -100, 200, 100],
        [203, -100, 400, 100],
      ]),
    ];
    expect(ev04(east, { flood_zones }).outcome).toBe('pass');
  });
});

describe('entering a zone after that', () => {
  it('is an error with the metres inside', () => {
    //  +----+      +-----+
    //  | o--|------|-----|-->
    //  +----+      +-----+
    const flood_zones = [
      zone('own', [[-100, -100, 100, 100]]),
      zone('other', [[400, -100, 650, 100]], { return_period_years: 20, depth_m: 1.5 }),
    ];
    const answer = ev04(east, { flood_zones });
    expect(answer).toMatchObject({ outcome: 'violated', severity: 'error', reasons: ['enters_zone'], ids: ['other'] });
    expect(answer.places).toEqual([[400, 650]]);
    expect(answer.findings[0]).toMatchObject({ evidence: { return_period_years: 20, depth_m: 1.5 } });
    expect(answer.findings[0]?.length_m).toBeCloseTo(250, 0);
  });

  it('is an error for its own zone too', () => {
    //  +----+    +----+
    //  | o--|----|----|--->    one zone in two parts
    //  +----+    +----+
    const answer = ev04(east, {
      flood_zones: [
        zone('own', [
          [-100, -100, 100, 100],
          [400, -100, 500, 100],
        ]),
      ],
    });
    expect(answer.places).toEqual([[400, 500]]);
  });

  it('is an error from the start where it starts in none', () => {
    expect(ev04(east, { flood_zones: [zone('z', [[300, -10, 400, 10]])] }).places).toEqual([[300, 400]]);
  });

  it('is an error where its own borders on another', () => {
    const flood_zones = [zone('own', [[-100, -100, 200, 100]]), zone('next', [[200, -100, 300, 100]])];
    expect(ev04(east, { flood_zones }).places).toEqual([[200, 300]]);
  });

  it('is one finding where zones overlap', () => {
    const flood_zones = [zone('10', [[450, -50, 500, 50]]), zone('50', [[400, -100, 600, 100]])];
    const answer = ev04(east, { flood_zones });
    expect(answer.places).toEqual([[400, 600]]);
    expect(answer.ids.sort()).toEqual(['10', '50']);
  });

  it('is one finding across a step in the border, with the metres inside', () => {
    const answer = ev04(east, {
      flood_zones: [
        zone('z', [
          [300, -10, 400, 10],
          [403, -10, 500, 10],
        ]),
      ],
    });
    expect(answer.places).toEqual([[300, 500]]);
    expect(answer.findings[0]).toMatchObject({ evidence: { inside_m: 197 } });
  });

  it('names the first of many zones and lists all', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((code) => zone(code, [[300, -10, 400, 10]]));
    const answer = ev04(east, { flood_zones: many });
    expect(answer.ids).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(answer.findings[0]?.message).toMatchObject({
      zh: expect.stringContaining('危险区a、b、c等 5 处'),
      en: expect.stringContaining('a, b, c and 2 more'),
    });
  });

  it('is two findings on two passages', () => {
    const route: XY[] = [
      [0, 0],
      [500, 0],
      [500, 300],
      [0, 300],
    ];
    expect(ev04(route, { flood_zones: [zone('z', [[200, -10, 300, 400]])] }).places).toEqual([
      [200, 300],
      [1000, 1100],
    ]);
  });

  it('is an error to the end of a route that ends there', () => {
    expect(ev04(east, { flood_zones: [zone('z', [[900, -10, 1100, 10]])] }).places).toEqual([[900, 1000]]);
  });
});

describe('a hole', () => {
  //  +-----------------+
  //  |    +-------+    |
  //  |    |   o---|----|--->   an island in the flood
  //  |    +-------+    |
  //  +-----------------+
  it('is outside: who starts on an island must not go through the water', () => {
    const flood_zones = [zone('z', [[-300, -300, 300, 300]], {}, [-100, -100, 100, 100])];
    expect(ev04(east, { flood_zones }).places).toEqual([[100, 300]]);
  });
});

describe('going deeper', () => {
  it('warns of another zone on the way out of its own', () => {
    //  +------------------+
    //  | o  +------+      |
    //  |----|------|------|-->
    //  |    +------+      |
    //  +------------------+
    const flood_zones = [zone('50', [[-100, -100, 600, 100]]), zone('10', [[200, -50, 300, 50]])];
    const answer = ev04(east, { flood_zones });
    expect(answer).toMatchObject({ outcome: 'violated', severity: 'warning', reasons: ['deeper_zone'], ids: ['10'] });
    expect(answer.places).toEqual([[200, 300]]);
  });

  it('warns of a route that never gets out', () => {
    const answer = ev04(east, { flood_zones: [zone('own', [[-100, -100, 1100, 100]])] });
    expect(answer).toMatchObject({ severity: 'warning', reasons: ['never_leaves_zone'] });
  });
});

it('says nothing of a zone that it runs beside or touches', () => {
  const flood_zones = [zone('beside', [[0, 10, 1000, 100]]), zone('corner', [[400, 0.5, 401, 9]])];
  expect(ev04(east, { flood_zones }).outcome).toBe('pass');
});

it('is unknown in a county without zones', () => {
  expect(ev04(east, { empty: ['flood_zones'] })).toMatchObject({ outcome: 'unknown', reasons: ['no_data'] });
});

describe('another zone before its own is left', () => {
  const own = zone('own', [[-100, -100, 600, 100]]);
  it.each([
    ['inundation', 'warning', 'deeper_zone'],
    ['debris_flow', 'error', 'deadly_zone'],
    ['dam_break', 'error', 'deadly_zone'],
  ])('of kind %s: %s', (kind, severity, reason) => {
    const flood_zones = [own, zone('other', [[200, -50, 300, 50]], { kind })];
    expect(ev04(east, { flood_zones })).toMatchObject({ severity, reasons: [reason], ids: ['other'] });
  });
});

it('does not speak of leaving its own zone where it starts in none', () => {
  const answer = ev04(east, { flood_zones: [zone('z', [[300, -10, 400, 10]])] });
  expect(answer.reasons).toEqual(['enters_zone_from_outside']);
  expect(answer.findings[0]?.message.zh).not.toContain('离开');
});
