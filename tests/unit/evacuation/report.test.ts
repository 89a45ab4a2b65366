import { describe, expect, it } from 'vitest';
import { routeCheckRows } from '../../../data/standards/route-check.ts';
import { checkRoute } from '../../../server/evacuation/index.ts';
import { ProblemError } from '../../../server/problems.ts';
import {
  cared,
  check,
  closure,
  floodPoint,
  hazard,
  inputFor,
  noon,
  road,
  type Setting,
  shelter,
  stream,
  type XY,
  zone,
} from './county.ts';

const east: XY[] = [
  [0, 0],
  [1000, 0],
];
const shelters = [shelter('S', [1000, 0])];
const safe: Setting = {
  // A loop, so that no stretch of it is without an alternative.
  roads: [
    road('A', east),
    road('B', [
      [0, 0],
      [500, 300],
      [1000, 0],
    ]),
  ],
  shelters,
  flood_points: [floodPoint('P', [0, 0])],
  members: cared,
  height: () => 500,
};

const warning = {
  road_hazards: [
    hazard(
      [
        [300, 0],
        [400, 0],
      ],
      { grade: 'considerable' },
    ),
  ],
};
const doubt = { shelters: [shelter('S', [1000, 0], { state: null })] };
const error = {
  watercourses: [
    stream([
      [500, -50],
      [500, 50],
    ]),
  ],
};

describe('the verdict', () => {
  it.each([
    ['pass', {}],
    ['warn', warning],
    ['unknown', doubt],
    ['unknown', { ...warning, ...doubt }],
    ['fail', error],
    ['fail', { ...warning, ...doubt, ...error }],
  ])('is %s', (verdict, features) => {
    expect(check(east, { ...safe, ...features }).verdict).toBe(verdict);
  });

  it('has one answer for every rule, in the order of the standards', () => {
    expect(check(east, safe).rules.map(({ rule }) => rule)).toEqual(
      Array.from({ length: 15 }, (_, index) => `EV${String(index + 1).padStart(2, '0')}`),
    );
  });

  it('is never pass in a county without data', () => {
    const empty = ['roads', 'road_hazards', 'flood_zones', 'watercourses', 'shelters', 'flood_points'] as const;
    for (const layer of empty) expect(check(east, { ...safe, empty: [layer] }).verdict).toBe('unknown');
  });
});

describe('a finding', () => {
  const report = check(east, { ...safe, ...warning, ...error, flood_zones: [zone('Z', [[600, -9, 700, 9]])] });

  it('lies on the route, says how long, against which rows, and what, in both languages', () => {
    expect(report.findings).toHaveLength(3);
    for (const finding of report.findings) {
      expect(finding.from_m).toBeGreaterThanOrEqual(0);
      expect(finding.to_m).toBeLessThanOrEqual(report.length_m);
      expect(finding.length_m).toBeCloseTo(finding.to_m - finding.from_m, 0);
      expect(finding.message.zh).toMatch(/\p{Script=Han}/u);
      expect(finding.message.en).not.toMatch(/\p{Script=Han}/u);
      expect(finding.ids.length).toBeGreaterThan(0);
      const rows = report.standards.map(({ id }) => id);
      for (const threshold of finding.thresholds) expect(rows).toContain(threshold);
    }
  });

  it('is cut from the route where it says', () => {
    const inZone = report.findings.find(({ rule }) => rule === 'EV04');
    expect(inZone?.geometry).toEqual({
      type: 'LineString',
      coordinates: [
        [expect.closeTo(110.2 + 600 * (0.01 / 953.05), 5), 31.2],
        [expect.closeTo(110.2 + 700 * (0.01 / 953.05), 5), 31.2],
      ],
    });
  });

  it('is the same for a report that is stored and read again', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('the standards', () => {
  it('give a county its own rows, and the report says so', () => {
    const row = routeCheckRows.find(({ id }) => id === 'shelter_reach_m');
    if (row === undefined) throw new Error('no such row');
    const aside = { ...safe, shelters: [shelter('S', [1000, 80])] };
    expect(check(east, aside).verdict).toBe('unknown');
    const own = { ...row, value: 100, source: 'county order 7 of 2026' };
    const report = checkRoute({ ...inputFor(east, aside), standards: [own] });
    expect(report.verdict).toBe('pass');
    expect(report.standards).toContainEqual(own);
  });

  it('are rows with a source and a status each, once each', () => {
    const ids = routeCheckRows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const row of routeCheckRows) {
      expect(row.source.length).toBeGreaterThan(10);
      expect(['V', 'V2', 'R', 'P']).toContain(row.status);
      expect(row.value).toBeGreaterThan(0);
    }
  });
});

describe('routes that are none, or odd', () => {
  it('of two equal points: unknown, its shelter checked', () => {
    const report = check(
      [
        [1000, 0],
        [1000, 0],
      ],
      safe,
    );
    expect(report).toMatchObject({ verdict: 'unknown', length_m: 0, roads: [] });
    const told = report.rules.filter(({ reasons }) => reasons.every(({ code }) => code !== 'no_route_length'));
    expect(told.map(({ rule }) => rule)).toEqual(['EV01', 'EV07', 'EV08', 'EV09', 'EV14']);
    expect(report.rules.find(({ rule }) => rule === 'EV07')?.outcome).toBe('pass');
  });

  it('of one point, or none: refused', () => {
    expect(() => check([[0, 0]], safe)).toThrow(ProblemError);
    expect(() => check([], safe)).toThrow('two positions');
  });

  it('with heights: as without', () => {
    const input = inputFor(east, safe);
    const raised = input.route.geometry.coordinates.map(([x = 0, y = 0], index) => [x, y, 800 + index]);
    const route = { ...input.route, geometry: { type: 'LineString' as const, coordinates: raised } };
    expect(checkRoute({ ...input, route })).toEqual(checkRoute(input));
  });

  it.each([[[Number.NaN, 31]], [[31.2, 110.2]], [[Number.POSITIVE_INFINITY, 0]], [[]]])(
    'with the position %j: refused',
    (bad) => {
      const input = inputFor(east, safe);
      const coordinates = [...input.route.geometry.coordinates, bad];
      const route = { ...input.route, geometry: { type: 'LineString' as const, coordinates } };
      expect(() => checkRoute({ ...input, route })).toThrow('Position 3 of the route');
    },
  );

  it('with repeated positions: as without', () => {
    expect(
      check(
        [
          [0, 0],
          [0, 0],
          [500, 0],
          [500, 0],
          [1000, 0],
          [1000, 0],
        ],
        safe,
      ),
    ).toEqual(
      check(
        [
          [0, 0],
          [500, 0],
          [1000, 0],
        ],
        safe,
      ),
    );
  });

  it('of a metre: checked', () => {
    expect(
      check(
        [
          [999, 0],
          [1000, 0],
        ],
        { ...safe, flood_points: [floodPoint('P', [999, 0])] },
      ),
    ).toMatchObject({ verdict: 'pass', length_m: 1 });
  });

  it('that crosses itself and doubles over its road: every use is found', () => {
    const back: XY[] = [
      [0, 0],
      [700, 0],
      [200, 0],
      [1000, 0],
    ];
    const closures = [
      closure(
        [
          [300, 0],
          [400, 0],
        ],
        { segment_code: 'A', from_m: 300, to_m: 400 },
      ),
    ];
    const measured = [road('A', east, { from_m: 0, to_m: 1000 })];
    const places = check(back, { ...safe, roads: measured, closures }).findings.map(({ from_m, to_m }) => [
      from_m,
      to_m,
    ]);
    expect(places.map((place) => place.map(Math.round))).toEqual([
      [300, 400],
      [1000, 1100],
      [1300, 1400],
    ]);
  });
});

describe('the time of the check', () => {
  it('is an instant or a window, and is reported', () => {
    expect(check(east, safe).at).toEqual({ from: noon.toISOString(), to: noon.toISOString() });
    const later = new Date('2026-07-02T00:00:00Z');
    expect(check(east, { ...safe, when: { from: noon, to: later } }).at.to).toBe(later.toISOString());
  });

  it.each([
    { from: new Date('2026-07-02T00:00:00Z'), to: noon },
    { from: new Date('nonsense'), to: noon },
    new Date('nonsense'),
  ])('is refused where it is none', (when) => {
    expect(() => check(east, { ...safe, when })).toThrow(ProblemError);
  });
});

it('takes members of the wrong type for missing', () => {
  const odd = road('A', east, {
    structure: 7,
    from_m: 'K2',
    to_m: Number.NaN,
    road_code: ' ',
    name: {},
    surveyed_on: 5,
  });
  const report = check(east, { ...safe, roads: [odd], ...error });
  expect(report.rules.find(({ rule }) => rule === 'EV05')?.outcome).toBe('unknown');
});
