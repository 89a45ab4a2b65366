import { describe, expect, it } from 'vitest';
import { hazard, road, stream, zone } from './county.ts';
import { codes, notes, place, plan, shelterAt, village } from './planning.ts';

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
