import type { Feature, LineString } from 'geojson';
import { describe, expect, it } from 'vitest';
import { readRoadLines } from '../../../server/evacuation/network/read-roads.ts';
import { planFeatures } from '../../../server/evacuation/plan/features.ts';
import { planEvacuation } from '../../../server/evacuation/plan/plan.ts';
import { readPlanPoints, readPlanShelters } from '../../../server/evacuation/plan/read-places.ts';
import type { PlanInput, PlanReport } from '../../../server/evacuation/plan/types.ts';
import { ProblemError } from '../../../server/problems.ts';
import { at, closure, hazard, type Members, noon, road, stream, type XY, zone } from './county.ts';

function place(code: string, where: XY, members: Members): Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: at(where) }, properties: { code, ...members } };
}

const village = (code: string, where: XY, people?: unknown) => place(code, where, { people });
const shelterAt = (code: string, where: XY, capacity?: unknown, members: Members = {}) =>
  place(code, where, { capacity, ...members });

interface County extends Partial<Omit<PlanInput, 'roads' | 'points' | 'shelters'>> {
  readonly roads: readonly Feature[];
  readonly points: readonly Feature[];
  readonly shelters: readonly Feature[];
}

function plan({ roads, points, shelters, ...rest }: County): Promise<PlanReport> {
  return planEvacuation({
    at: { from: noon, to: noon },
    mode: 'split',
    by: 'length',
    travel: 'foot',
    ...rest,
    roads: readRoadLines(roads).roads,
    points: readPlanPoints(points),
    shelters: readPlanShelters(shelters),
  });
}

const sent = ({ assignments }: PlanReport) =>
  assignments.map(({ point, shelter, people }) => [point, shelter, people] as const);
const notes = (report: PlanReport) => report.notes.map(({ code }) => code);
const codes = (found: readonly { readonly road: string | number }[]) => found.map(({ road: code }) => code);

/** One road from west to east: A at 0, the junction at 500, B at 1000, and a lane north to C at 500, 400. */
const tee = [
  road(
    'WEST',
    [
      [0, 0],
      [500, 0],
    ],
    { name: '西路', road_code: 'Y1', from_m: 0, to_m: 500 },
  ),
  road(
    'EAST',
    [
      [500, 0],
      [1000, 0],
    ],
    { name: '东路', road_code: 'Y1', from_m: 500, to_m: 1000 },
  ),
  road(
    'LANE',
    [
      [500, 0],
      [500, 400],
    ],
    { name: '北巷' },
  ),
];

describe('a plan', () => {
  it('sends people to the nearest shelter, by road, and measures what that takes', async () => {
    const report = await plan({
      roads: tee,
      points: [village('V', [100, 20], 50)],
      shelters: [shelterAt('S', [1000, 0], 100), shelterAt('T', [500, 400], 100)],
    });
    expect(sent(report)).toEqual([['V', 'T', 50]]);
    const [only] = report.assignments;
    expect(only?.length_m).toBeCloseTo(400 + 400 + 20, 0);
    expect(only?.access_m).toBeCloseTo(20, 1);
    expect(report.person_m).toBeCloseTo(50 * (only?.length_m ?? 0), 2);
    expect(report.lower_bound).toBeCloseTo(report.person_m, 6);
    expect([report.status, report.unserved, report.gap, report.cut]).toEqual(['complete', 0, 0, null]);
    expect(report.shelters).toMatchObject([
      { shelter: 'S', people: 0, free: 100, state: 'unused' },
      { shelter: 'T', people: 50, free: 50, state: 'used' },
    ]);
  });

  it('tells the way road by road with chainage in the direction of travel', async () => {
    const report = await plan({
      roads: tee,
      points: [village('V', [900, 0], 1)],
      shelters: [shelterAt('S', [0, 0], 10)],
    });
    expect(report.assignments[0]?.route.steps).toMatchObject([
      { name: '东路', road_code: 'Y1', from_m: 900, to_m: 500 },
      { name: '西路', road_code: 'Y1', from_m: 500, to_m: 0 },
    ]);
  });

  it('parts people where one shelter is too small, or keeps them whole and goes further', async () => {
    const county = {
      roads: tee,
      points: [village('V', [0, 0], 50)],
      shelters: [shelterAt('NEAR', [500, 0], 30), shelterAt('FAR', [1000, 0], 100)],
    };
    expect(sent(await plan(county))).toEqual([
      ['V', 'NEAR', 30],
      ['V', 'FAR', 20],
    ]);
    const whole = await plan({ ...county, mode: 'whole' });
    expect(sent(whole)).toEqual([['V', 'FAR', 50]]);
    expect(whole.gap).toBe(0);
  });

  it('sends one village on so that another gets its place, where that is less in all', async () => {
    const report = await plan({
      roads: tee,
      points: [village('E', [700, 0], 10), village('C', [500, 400], 10)],
      shelters: [shelterAt('S', [450, 0], 10), shelterAt('T', [1000, 0], 10)],
    });
    expect(sent(report)).toEqual([
      ['E', 'T', 10],
      ['C', 'S', 10],
    ]);
    expect(report.person_m).toBeCloseTo(10 * 300 + 10 * 450, 0);
  });

  it('takes of plans that are as good in all the one whose longest way is shortest', async () => {
    const report = await plan({
      roads: tee,
      points: [village('J', [500, 0], 10), village('C', [500, 400], 10)],
      shelters: [shelterAt('S', [450, 0], 10), shelterAt('T', [1000, 0], 10)],
    });
    // 50 and 900 m are as much as 500 and 450 m.
    expect(sent(report)).toEqual([
      ['J', 'T', 10],
      ['C', 'S', 10],
    ]);
  });

  it('goes round a flood zone even if that takes longer, and through it by length alone', async () => {
    //  V ──wet── S     round: V ── up ── across ── down ── S
    const county = {
      roads: [
        road('WET', [
          [0, 0],
          [300, 0],
        ]),
        road('DRY', [
          [0, 0],
          [0, 300],
          [300, 300],
          [300, 0],
        ]),
      ],
      points: [village('V', [0, 0], 5)],
      shelters: [shelterAt('S', [300, 0], 10)],
      floodZones: [zone('Z', [[100, -50, 200, 50]])],
    };
    const byTime = await plan({ ...county, by: 'time' });
    expect([byTime.exposure_person_m, Math.round(byTime.assignments[0]?.length_m ?? 0)]).toEqual([0, 900]);
    const byLength = await plan(county);
    expect(Math.round(byLength.assignments[0]?.length_m ?? 0)).toBe(300);
    const wayThrough = await plan({ ...county, by: 'time', roads: county.roads.slice(0, 1) });
    expect(wayThrough.exposure_person_m).toBeCloseTo(5 * 100, 0);
    const forbidden = await plan({ ...county, by: 'time', roads: county.roads.slice(0, 1), zonesAre: 'impassable' });
    expect([forbidden.unserved, forbidden.unserved_points[0]?.reason]).toEqual([5, 'closed_off']);
  });

  it('keeps away from graded hazards as far as there is another way', async () => {
    const roads = [
      road('SHORT', [
        [0, 0],
        [300, 0],
      ]),
      road('LONG', [
        [0, 0],
        [150, 200],
        [300, 0],
      ]),
    ];
    const points = [village('V', [0, 0], 5)];
    const shelters = [shelterAt('S', [300, 0], 10)];
    const cliff = (grade: string) =>
      hazard(
        [
          [100, 0],
          [200, 0],
        ],
        { segment_code: 'SHORT', grade },
      );
    const way = async (hazards: Feature<LineString>[]) =>
      codes((await plan({ roads, points, shelters, hazards, by: 'time' })).assignments[0]?.route.steps ?? []);
    expect(await way([cliff('major')])).toEqual(['LONG']);
    expect(await way([cliff('low')])).toEqual(['SHORT']);
  });

  it('shows another way that shares no road where there is one, and as little as possible where not', async () => {
    const county = {
      points: [village('V', [0, 0], 5)],
      shelters: [shelterAt('S', [300, 0], 10)],
    };
    const ring = [
      road('SHORT', [
        [0, 0],
        [300, 0],
      ]),
      road('LONG', [
        [0, 0],
        [150, 200],
        [300, 0],
      ]),
    ];
    const apart = await plan({ ...county, roads: ring });
    expect(apart.assignments[0]?.alternative).toMatchObject({ shared_m: 0, steps: [{ road: 'LONG' }] });
    const neck = [
      road('NECK', [
        [-100, 0],
        [0, 0],
      ]),
      ...ring,
    ];
    const shared = await plan({ ...county, points: [village('V', [-100, 0], 5)], roads: neck });
    expect(shared.assignments[0]?.alternative?.shared_m).toBeCloseTo(100, 0);
    const none = await plan({ ...county, roads: ring.slice(0, 1) });
    expect(none.assignments[0]?.alternative).toBeNull();
  });

  it('ranks the roads it uses by what their loss does', async () => {
    const report = await plan({
      roads: [
        road('NECK', [
          [-100, 0],
          [0, 0],
        ]),
        road('SHORT', [
          [0, 0],
          [300, 0],
        ]),
        road('LONG', [
          [0, 0],
          [150, 200],
          [300, 0],
        ]),
      ],
      points: [village('V', [-100, 0], 5)],
      shelters: [shelterAt('S', [300, 0], 10)],
    });
    expect(report.losses).toMatchObject([
      { road: 'NECK', people: 5, cut_off: 5, other_shelter: 0 },
      { road: 'SHORT', people: 5, cut_off: 0, other_shelter: 0 },
    ]);
    // Level ground is walked at 6 exp(-3.5 · 0.05) = 5.04 km/h.
    expect(report.losses[1]?.longest_detour_s).toBeCloseTo(((500 - 300) * 3.6) / 5.037, 0);
  });

  it('says when the last person is in where a narrow road lets only so many pass', async () => {
    const report = await plan({
      roads: [
        road(
          'PATH',
          [
            [0, 0],
            [100, 0],
          ],
          { width_m: 1 },
        ),
      ],
      points: [village('V', [0, 0], 2340)],
      shelters: [shelterAt('S', [100, 0], 5000)],
    });
    // 2,340 people an hour pass a metre of width; the last one walks the path after that.
    expect(report.clearance?.seconds).toBeCloseTo(3600 + report.longest_s, 0);
    expect(report.clearance?.lower_bound_s).toBeCloseTo(report.clearance?.seconds ?? 0, 3);
    expect(report.clearance?.bottleneck?.road).toBe('PATH');
  });
});

describe('a route that leads through danger', () => {
  const points = [village('V', [0, 0], 5)];
  const shelters = [shelterAt('S', [300, 0], 10)];
  const only = [
    road('WET', [
      [0, 0],
      [300, 0],
    ]),
  ];
  const across = zone('Z', [[100, -50, 200, 50]]);

  it.each(['time', 'length'] as const)('of a flood zone is said and leaves the plan in doubt, by %s', async (by) => {
    const report = await plan({ roads: only, points, shelters, floodZones: [across], by });
    expect([report.status, notes(report).includes('route_in_flood_zone')]).toEqual(['unknown', true]);
    expect(report.assignments[0]?.in_flood_zone_m).toBeCloseTo(100, 0);
    const { message } = report.notes.find(({ code }) => code === 'route_in_flood_zone') ?? {};
    expect(message?.en).toMatch(/V/);
    expect(message?.en).toMatch(/5 people/);
  });

  it('leaving the zone that the point lies in is none; entering it again, or another on the way out, is', async () => {
    const flooded = (...floodZones: ReturnType<typeof zone>[]) =>
      plan({ roads: only, points, shelters, floodZones, by: 'time' });
    const own = zone('OWN', [[-50, -50, 60, 50]]);
    expect((await flooded(own)).status).toBe('complete');
    expect((await flooded(own, across)).assignments[0]?.in_flood_zone_m).toBeCloseTo(100, 0);
    const inside = zone('DEEP', [[20, -50, 40, 50]]);
    expect((await flooded(own, inside)).assignments[0]?.in_flood_zone_m).toBeCloseTo(20, 0);
  });

  it.each(['time', 'length'] as const)('of a major hazard is said and leaves the plan in doubt, by %s', async (by) => {
    const cliff = hazard(
      [
        [100, 0],
        [200, 0],
      ],
      { segment_code: 'WET', grade: 'major' },
    );
    const report = await plan({ roads: only, points, shelters, hazards: [cliff], by });
    expect([report.status, notes(report).includes('route_on_hazard')]).toEqual(['unknown', true]);
  });

  it.each(['ford', 'causeway'])('of a %s is taken only where there is no bridge, and said', async (structure) => {
    const ford = road(
      'FORD',
      [
        [0, 0],
        [300, 0],
      ],
      { structure },
    );
    const bridge = road(
      'BRIDGE',
      [
        [0, 0],
        [150, 60],
        [300, 0],
      ],
      { structure: 'bridge' },
    );
    const beside = await plan({ roads: [ford, bridge], points, shelters, by: 'time' });
    expect(codes(beside.assignments[0]?.route.steps ?? [])).toEqual(['BRIDGE']);
    expect(beside.status).toBe('complete');
    const alone = await plan({ roads: [ford], points, shelters, by: 'time' });
    expect([alone.status, notes(alone).includes('route_through_ford')]).toEqual(['unknown', true]);
    expect(alone.exposure_person_m).toBeCloseTo(5 * 300, 0);
  });

  describe('between the house and the road', () => {
    const roads = [
      road('R', [
        [0, 0],
        [300, 0],
      ]),
    ];
    const house = [village('V', [0, 60], 5)];
    const between = zone('Z', [[-50, 20, 50, 40]]);

    it('counts, and cannot be passed where zones cannot', async () => {
      const wet = await plan({ roads, points: house, shelters, floodZones: [between], by: 'time' });
      expect([wet.status, wet.assignments[0]?.in_flood_zone_m]).toEqual(['unknown', expect.closeTo(20, 0)]);
      expect(wet.exposure_person_m).toBeCloseTo(5 * 20, 0);
      const forbidden = { roads, points: house, shelters, floodZones: [between], zonesAre: 'impassable' } as const;
      for (const by of ['time', 'length'] as const) {
        const report = await plan({ ...forbidden, by });
        expect([report.status, report.unserved, report.unserved_points[0]?.reason]).toEqual([
          'incomplete',
          5,
          'closed_off',
        ]);
        expect(report.cut?.message.en).toMatch(/flood zone/);
      }
    });

    it('is avoided where another road can be got to', async () => {
      const lane = road('LANE', [
        [0, 130],
        [300, 130],
        [300, 0],
      ]);
      const report = await plan({
        roads: [...roads, lane],
        points: house,
        shelters,
        floodZones: [between],
        by: 'time',
      });
      expect([report.status, codes(report.assignments[0]?.route.steps ?? [])]).toEqual(['complete', ['LANE']]);
    });

    it('leaves the plan in doubt where water lies there that is no culvert', async () => {
      const river = (structure: string) =>
        stream(
          [
            [-50, 30],
            [50, 30],
          ],
          { structure },
        );
      const open = await plan({ roads, points: house, shelters, waters: [river('open')], by: 'time' });
      expect([open.status, notes(open).includes('access_crosses_water')]).toEqual(['unknown', true]);
      const covered = await plan({ roads, points: house, shelters, waters: [river('culvert')], by: 'time' });
      expect(notes(covered)).not.toContain('access_crosses_water');
    });
  });

  it('that takes longer than the warning gives is said and leaves the plan in doubt', async () => {
    const timed = (lead_time_min: unknown) =>
      plan({ roads: only, points: [place('V', [0, 0], { people: 5, lead_time_min })], shelters, by: 'time' });
    const late = await timed(2);
    expect([late.status, notes(late).includes('beyond_lead_time')]).toEqual(['unknown', true]);
    expect((await timed('30')).status).toBe('complete');
  });
});

describe('closures', () => {
  const county = {
    roads: tee,
    points: [village('V', [100, 0], 50)],
    shelters: [shelterAt('S', [1000, 0], 100)],
  };
  const slide = (members: Members) =>
    closure(
      [
        [600, 0],
        [700, 0],
      ],
      members,
    );

  it('shut the section they name, in their time only', async () => {
    const shut = await plan({ ...county, closures: [slide({ segment_code: 'EAST' })] });
    expect([shut.status, shut.unserved]).toEqual(['incomplete', 50]);
    const over = await plan({
      ...county,
      closures: [slide({ segment_code: 'EAST', valid_to: '2026-02-01T00:00:00+08:00' })],
    });
    expect(over.status).toBe('complete');
  });

  it('shut the road they are drawn along where they name none', async () => {
    const { shelters, points } = county;
    const drawn = closure(
      [
        [600, 2],
        [700, 2],
      ],
      {},
    );
    const shut = await plan({ ...county, closures: [drawn] });
    expect([shut.unserved, notes(shut)]).toEqual([50, []]);
    // The lane meets the closed road only at the junction.
    const lane = await plan({
      roads: tee,
      points,
      shelters: [...shelters, shelterAt('T', [500, 400], 100)],
      closures: [drawn],
    });
    expect(sent(lane)).toEqual([['V', 'T', 50]]);
  });

  it('shut by chainage only the part of a section that people would pass', async () => {
    const closures = [slide({ road_code: 'Y1', from_m: 600, to_m: 700 })];
    const before = await plan({ ...county, closures, shelters: [shelterAt('S', [550, 0], 100)] });
    expect(before.status).toBe('complete');
    expect((await plan({ ...county, closures })).status).toBe('incomplete');
  });

  it('never shut a bridge for the road below it', async () => {
    const roads = [
      road(
        'BRIDGE',
        [
          [0, 0],
          [200, 0],
        ],
        { structure: 'bridge' },
      ),
      road('BELOW', [
        [100, -50],
        [100, 50],
      ]),
    ];
    const report = await plan({
      roads,
      points: [village('V', [0, 0], 5)],
      shelters: [shelterAt('S', [200, 0], 5)],
      closures: [
        closure(
          [
            [100, -50],
            [100, 50],
          ],
          { segment_code: 'BELOW' },
        ),
      ],
    });
    expect(report.status).toBe('complete');
  });

  it('that cut everything are named as the cut, in words and on the map', async () => {
    const report = await plan({ ...county, closures: [slide({ segment_code: 'EAST', name: '塌方' })] });
    expect(report.cut?.parts).toMatchObject([
      { reason: 'roads', people: 50, points: ['V'], edges_to_open: [{ road: 'EAST', road_code: 'Y1' }] },
    ]);
    expect(report.cut?.parts[0]?.edges_to_open[0]?.because.zh).toContain('塌方');
    expect(report.cut?.message.zh).toContain('50 人');
    expect(report.unserved_points).toMatchObject([{ point: 'V', people: 50, reason: 'closed_off' }]);
    const drawn = [...planFeatures(report)].filter(({ properties }) => properties?.kind === 'cut');
    expect(drawn.map(({ geometry }) => geometry.type)).toEqual(['LineString']);
  });

  it('that lie on no road leave the plan in doubt, and those without a readable time count as shut', async () => {
    const nowhere = await plan({
      ...county,
      closures: [
        closure(
          [
            [5000, 5000],
            [5100, 5000],
          ],
          {},
        ),
      ],
    });
    expect([nowhere.status, notes(nowhere)]).toEqual(['unknown', ['closure_not_placed']]);
    const garbled = await plan({ ...county, closures: [slide({ segment_code: 'EAST', valid_from: 'yesterday' })] });
    expect([garbled.status, notes(garbled)]).toEqual(['incomplete', ['closure_window_unreadable']]);
  });
});

describe('too few places', () => {
  it('serve as many as there are places, and name the shelters to enlarge', async () => {
    const report = await plan({
      roads: tee,
      points: [village('A', [0, 0], 30), village('B', [1000, 0], 30)],
      shelters: [shelterAt('S', [500, 0], 20), shelterAt('T', [500, 400], 15)],
    });
    expect([report.status, report.unserved]).toEqual(['incomplete', 25]);
    expect(report.cut?.parts).toMatchObject([
      {
        reason: 'capacity',
        people: 25,
        places_short: 25,
        shelters_to_enlarge: [
          { shelter: 'S', capacity: 20 },
          { shelter: 'T', capacity: 15 },
        ],
      },
    ]);
    expect(report.unserved_points.every(({ reason }) => reason === 'no_places')).toBe(true);
  });

  it('count everybody left out once, and apart those who compete for other shelters', async () => {
    const elsewhere = road('ELSEWHERE', [
      [0, 5000],
      [500, 5000],
    ]);
    const report = await plan({
      roads: [...tee, elsewhere],
      points: [
        village('A', [0, 0], 30),
        village('B', [1000, 0], 30),
        village('C', [500, 400], 30),
        village('D', [0, 5000], 30),
      ],
      shelters: [shelterAt('S', [500, 0], 20), shelterAt('T', [500, 5000], 25)],
    });
    expect(report.cut?.parts).toMatchObject([
      { people: 70, points: ['A', 'B', 'C'], shelters_to_enlarge: [{ shelter: 'S' }] },
      { people: 5, points: ['D'], shelters_to_enlarge: [{ shelter: 'T' }] },
    ]);
    expect(report.unserved).toBe(75);
  });

  it('point to the closed road that leads to more of them', async () => {
    const report = await plan({
      roads: tee,
      points: [village('A', [0, 0], 30)],
      shelters: [shelterAt('S', [500, 0], 20), shelterAt('T', [1000, 0], 100)],
      closures: [
        closure(
          [
            [600, 0],
            [700, 0],
          ],
          { segment_code: 'EAST' },
        ),
      ],
    });
    expect(report.unserved).toBe(10);
    expect(codes(report.cut?.parts[0]?.edges_to_open ?? [])).toEqual(['EAST']);
  });

  it('for a whole village name the roomiest shelter it can get to', async () => {
    const report = await plan({
      roads: tee,
      mode: 'whole',
      points: [village('A', [0, 0], 30)],
      shelters: [shelterAt('S', [500, 0], 20), shelterAt('T', [1000, 0], 25)],
    });
    expect([report.unserved, report.cut?.parts[0]?.shelters_to_enlarge[0]]).toEqual([
      30,
      { shelter: 'T', capacity: 25 },
    ]);
    expect(report.cut?.parts[0]?.places_short).toBe(5);
  });
});

describe('bad input', () => {
  const points = [village('V', [100, 0], 50)];
  const shelters = [shelterAt('S', [1000, 0], 100)];

  it.each([
    ['0', 0, 'no_capacity', 'no_capacity'],
    ['missing', undefined, 'capacity_unknown', 'capacity_unknown'],
    ['null', null, 'capacity_unknown', 'capacity_unknown'],
  ])('a capacity of %s takes nobody and is told', async (_, capacity, state, note) => {
    const report = await plan({ roads: tee, points, shelters: [shelterAt('S', [1000, 0], capacity)] });
    expect([report.status, report.unserved, report.shelters[0]?.state]).toEqual(['incomplete', 50, state]);
    expect(notes(report)).toContain(note);
    expect(report.cut?.parts[0]?.reason).toBe('shelters');
  });

  it('a shelter that is closed, or in a flood zone, takes nobody', async () => {
    const closed = await plan({ roads: tee, points, shelters: [shelterAt('S', [1000, 0], 100, { state: 'closed' })] });
    expect(closed.shelters[0]?.state).toBe('closed');
    const wet = await plan({ roads: tee, points, shelters, floodZones: [zone('Z', [[950, -50, 1050, 50]])] });
    expect([wet.shelters[0]?.state, wet.unserved]).toEqual(['in_flood_zone', 50]);
  });

  it('no shelter at all leaves everybody without a place', async () => {
    const report = await plan({ roads: tee, points, shelters: [] });
    expect([report.status, report.unserved, report.unserved_points[0]?.reason]).toEqual([
      'incomplete',
      50,
      'no_shelter',
    ]);
  });

  it('people missing are unknown, never 0: they are shown a way, and the plan is in doubt', async () => {
    const report = await plan({ roads: tee, points: [...points, village('W', [0, 0])], shelters });
    expect(report.status).toBe('unknown');
    expect(report.points_of_unknown_people).toEqual(['W']);
    expect(sent(report)).toEqual([
      ['V', 'S', 50],
      ['W', 'S', null],
    ]);
    expect(notes(report)).toContain('people_unknown');
    const nobody = await plan({ roads: tee, points: [...points, village('W', [0, 0], 0)], shelters });
    expect([nobody.status, sent(nobody)]).toEqual(['complete', [['V', 'S', 50]]]);
    expect(notes(nobody)).toContain('nobody_there');
  });

  it('a point of unknown people that no road leaves is named too', async () => {
    const report = await plan({ roads: tee, points: [...points, village('W', [0, 900])], shelters });
    expect([report.status, report.unserved_points]).toMatchObject([
      'unknown',
      [{ point: 'W', people: null, reason: 'off_network' }],
    ]);
  });

  it('a point off the network is not served, with its distance', async () => {
    const far = [village('V', [100, 280], 50)];
    const report = await plan({ roads: tee, points: far, shelters });
    expect(report.unserved_points).toMatchObject([{ point: 'V', people: 50, reason: 'off_network' }]);
    expect(report.unserved_points[0]?.message.en).toContain('280 m');
    expect(report.cut?.parts).toMatchObject([{ reason: 'roads', people: 50, edges_to_open: [] }]);
    const reached = await plan({ roads: tee, points: far, shelters, reachMetres: 300 });
    expect([reached.status, notes(reached)]).toEqual(['complete', ['far_from_road']]);
  });

  it('a shelter off the network is told', async () => {
    const report = await plan({ roads: tee, points, shelters: [shelterAt('S', [1000, 350], 100)] });
    expect([report.shelters[0]?.state, report.unserved]).toEqual(['off_network', 50]);
  });

  it('an island has no way out', async () => {
    const island = road('ISLE', [
      [0, 2000],
      [200, 2000],
    ]);
    const report = await plan({ roads: [...tee, island], points: [village('V', [100, 2000], 7)], shelters });
    expect(report.unserved_points).toMatchObject([{ people: 7, reason: 'no_way' }]);
    expect(report.cut?.parts[0]).toMatchObject({ reason: 'roads', edges_to_open: [] });
    expect(report.network.faults.map(({ code }) => code)).toContain('island');
  });

  it('a one-way trap holds vehicles, not people on foot', async () => {
    const trap = road(
      'TRAP',
      [
        [1000, 0],
        [1200, 0],
      ],
      { oneway: 'forward' },
    );
    const county = { roads: [...tee, trap], points: [village('V', [1200, 0], 7)], shelters };
    const driven = await plan({ ...county, by: 'time', travel: 'vehicle' });
    expect(driven.unserved_points).toMatchObject([{ people: 7, reason: 'no_way' }]);
    expect((await plan(county)).status).toBe('complete');
  });

  it('a vehicle needs the margin beside it that the route check asks for', async () => {
    const driven = (width_m: number) =>
      plan({
        roads: [
          road(
            'R',
            [
              [0, 0],
              [300, 0],
            ],
            { width_m },
          ),
        ],
        points: [village('V', [0, 0], 5)],
        shelters: [shelterAt('S', [300, 0], 10)],
        by: 'time',
        travel: 'vehicle',
        vehicleWidthMetres: 4.2,
      });
    expect((await driven(4.5)).status).toBe('incomplete');
    expect((await driven(4.7)).status).toBe('complete');
  });

  it('roads without length and roads drawn twice change nothing but are listed', async () => {
    const clean = await plan({ roads: tee, points, shelters });
    const dirty = await plan({
      roads: [
        ...tee,
        road('DOT', [
          [500, 0],
          [500, 0],
        ]),
        road('TWIN', [
          [500, 0],
          [0, 0],
        ]),
      ],
      points,
      shelters,
    });
    expect(dirty.person_m).toBe(clean.person_m);
    expect(dirty.network.faults.map(({ code, road: key }) => [code, key])).toEqual([
      ['zero_length', 'DOT'],
      ['duplicate_edge', 'TWIN'],
    ]);
    // The second drawing is no second way.
    expect(dirty.losses.find(({ road: key }) => key === 'WEST')?.cut_off).toBe(50);
  });

  it('a closure of the second drawing shuts the road', async () => {
    const report = await plan({
      roads: [
        ...tee,
        road('TWIN', [
          [500, 0],
          [0, 0],
        ]),
      ],
      points,
      shelters,
      closures: [
        closure(
          [
            [200, 0],
            [300, 0],
          ],
          { segment_code: 'TWIN' },
        ),
      ],
    });
    expect(report.unserved).toBe(50);
  });

  it('a point at its shelter is there', async () => {
    const report = await plan({ roads: tee, points: [village('V', [1000, 0], 5)], shelters });
    expect([report.status, report.person_m, report.gap]).toEqual(['complete', 0, 0]);
    expect(report.assignments[0]?.route.geometry.type).toBe('Point');
  });

  it.each([
    ['negative people', [village('V', [0, 0], -5)], 'properties.people'],
    ['half a person', [village('V', [0, 0], 2.5)], 'properties.people'],
    ['people in words', [village('V', [0, 0], 'many')], 'properties.people'],
    ['infinitely many', [village('V', [0, 0], Number.POSITIVE_INFINITY)], 'properties.people'],
    ['the same code twice', [village('V', [0, 0], 5), village('V', [9, 0], 5)], 'code'],
    [
      'a line',
      [
        road('V', [
          [0, 0],
          [1, 1],
        ]),
      ],
      'geometry',
    ],
    ['no geometry', [{ type: 'Feature', geometry: null, properties: {} } as unknown as Feature], 'geometry'],
    [
      'a place off the globe',
      [{ ...village('V', [0, 0], 5), geometry: { type: 'Point', coordinates: [200, 31] } } as Feature],
      'geometry.coordinates',
    ],
  ])('points with %s are refused with the feature and the member', (_, features, member) => {
    expect(() => readPlanPoints(features)).toThrow(ProblemError);
    try {
      readPlanPoints(features);
    } catch (error) {
      const [fault] = error instanceof ProblemError ? (error.details.faults ?? []) : [];
      expect([fault?.feature, fault?.member]).toEqual([features.length, member]);
    }
  });

  it.each([' ', '\t', ''])('blank people %j are unknown, never 0', (blank) => {
    expect(readPlanPoints([village('V', [0, 0], blank)])[0]?.people).toBeNull();
    expect(readPlanShelters([shelterAt('S', [0, 0], blank)])[0]?.capacity).toBeNull();
  });

  it.each(['0x10', '1e3', '+5', '5人'])('people %j are no number and refused', (people) => {
    expect(() => readPlanPoints([village('V', [0, 0], people)])).toThrow(ProblemError);
  });

  it('a lead time that is no number of minutes is refused', () => {
    expect(() => readPlanPoints([place('V', [0, 0], { people: 5, lead_time_min: 'soon' })])).toThrow(ProblemError);
  });

  it('shelters of negative capacity are refused', () => {
    expect(() => readPlanShelters([shelterAt('S', [0, 0], -1)])).toThrow(ProblemError);
  });

  it('no road, or no point, is refused', async () => {
    await expect(plan({ roads: [], points, shelters })).rejects.toThrow(ProblemError);
    await expect(plan({ roads: tee, points: [], shelters })).rejects.toThrow(ProblemError);
  });
});
