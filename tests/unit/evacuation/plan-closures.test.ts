import { describe, expect, it } from 'vitest';
import { planFeatures } from '../../../server/evacuation/plan/features.ts';
import { closure, type Members, road } from './county.ts';
import { notes, plan, sent, shelterAt, tee, village } from './planning.ts';

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
