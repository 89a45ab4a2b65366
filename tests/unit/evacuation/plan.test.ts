import type { Feature, LineString } from 'geojson';
import { describe, expect, it } from 'vitest';
import { hazard, road, zone } from './county.ts';
import { codes, plan, sent, shelterAt, tee, village } from './planning.ts';

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
