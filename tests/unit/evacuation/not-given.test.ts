import { describe, expect, it } from 'vitest';
import { type CheckedLayer, checkRoute } from '../../../server/evacuation/index.ts';
import { cared, floodPoint, inputFor, road, shelter, type XY } from './county.ts';

const way: XY[] = [
  [0, 0],
  [1000, 0],
];
const setting = {
  roads: [road('A', way)],
  flood_points: [floodPoint('P', [0, 0])],
  shelters: [shelter('S', [1000, 0])],
  members: { ...cared, flood_point_code: 'P', shelter_code: 'S' },
};
const rules = (...notGiven: CheckedLayer[]) =>
  Object.fromEntries(
    checkRoute({ ...inputFor(way, { ...setting, empty: notGiven }), notGiven }).rules.map(({ rule, ...rest }) => [
      rule,
      rest,
    ]),
  );

describe('a layer that nobody has given', () => {
  it.each([
    ['closures', ['EV03', 'EV11', 'EV15']],
    ['evacuation_routes', ['EV08', 'EV09']],
    ['flood_zones', ['EV04', 'EV07', 'EV11', 'EV15']],
    ['road_hazards', ['EV06', 'EV15']],
    ['water_bodies', ['EV05']],
  ] as const)('of %s leaves %j unknown', (layer, ids) => {
    const given = rules();
    const withheld = rules(layer);
    for (const id of ids) {
      expect(
        given[id]?.reasons.map(({ code }) => code),
        id,
      ).not.toContain('not_given');
      expect(withheld[id]?.severity, id).toBe('unknown');
    }
  });

  it('is no county without closures', () => {
    expect(rules('closures').EV03?.notes).toEqual([]);
    const none = inputFor(way, { ...setting, empty: ['closures'] });
    const ev03 = checkRoute(none).rules.find(({ rule }) => rule === 'EV03');
    expect(ev03).toMatchObject({ outcome: 'pass', notes: [{ code: 'no_closures' }] });
  });
});
