import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noFilters } from '../../../client/actions/filter/conditions.ts';
import { choicesOf, type Looks, leastOpacityPercent, withLook } from '../../../client/actions/look.ts';
import { formatPermalink, parsePermalink } from '../../../client/actions/permalink.ts';
import { showables, shownAtFirst, type View } from '../../../client/actions/view.ts';
import { type LayerId, layerIds, layers } from '../../../data/layers/index.ts';
import { conditionsOf } from './support/conditions.ts';

const first: View = {
  camera: undefined,
  shown: shownAtFirst,
  looks: {},
  relief: false,
  language: 'zh',
  selection: undefined,
  filters: noFilters,
};

const anyLook = (id: LayerId) =>
  fc
    .record({
      by: fc.constantFrom(undefined, ...choicesOf(layers[id]).map(({ member }) => member)),
      opacityPercent: fc.integer({ min: leastOpacityPercent(layers[id]), max: 100 }),
      labels: fc.boolean(),
    })
    .map((look) => withLook({}, id, look));

describe('the permalink', () => {
  it('is short on a first look', () => {
    expect(formatPermalink(first)).toBe('#lang=zh');
  });

  it('writes zoom, latitude and longitude as other web maps do', () => {
    const camera = { zoom: 13.204, latitude: 31.2, longitude: 110.123456, bearing: 0, pitch: 0 };
    expect(formatPermalink({ ...first, camera })).toBe('#map=13.2/31.20000/110.12346&lang=zh');
  });

  it('writes bearing and pitch only where the map is turned or tilted', () => {
    const camera = { zoom: 13, latitude: 31, longitude: 110, bearing: 30, pitch: 0 };
    expect(formatPermalink({ ...first, camera })).toContain('#map=13/31.00000/110.00000/30&');
    expect(formatPermalink({ ...first, camera: { ...camera, bearing: 0, pitch: 60 } })).toContain('/110.00000/0/60&');
  });

  it('writes how a layer looks where it looks otherwise than usual', () => {
    const looks = withLook(withLook({}, 'roads', { by: 'surface', opacityPercent: 60 }), 'shelters', { labels: false });
    const link = formatPermalink({ ...first, looks, relief: true });
    expect(link).toBe('#relief=on&look.roads=surface,60&look.shelters=nolabels&lang=zh');
  });

  it('takes of a look what it understands', () => {
    expect(parsePermalink('#look.roads=colour,0,nolabels&look.rivers=50').looks).toEqual({
      roads: { by: undefined, opacityPercent: 10, labels: false },
    });
  });

  it('lets no link show a danger too faintly to be seen', () => {
    const { looks } = parsePermalink('#look.road_hazards=10&look.flood_points=0&look.flood_zones=39&look.closures=1');
    for (const id of ['road_hazards', 'flood_points', 'flood_zones', 'closures'] as const) {
      expect(looks[id]?.opacityPercent).toBe(layers[id].style.leastOpacityPercent);
      expect(looks[id]?.opacityPercent).toBeGreaterThanOrEqual(40);
    }
    expect(withLook({}, 'closures', { opacityPercent: 5 }).closures?.opacityPercent).toBe(40);
  });

  it('brings back any view', () => {
    const views = fc.record({
      camera: fc.option(
        fc.record({
          zoom: fc.integer({ min: 0, max: 2200 }).map((n) => n / 100),
          latitude: fc.integer({ min: -8_500_000, max: 8_500_000 }).map((n) => n / 1e5),
          longitude: fc.integer({ min: -18_000_000, max: 18_000_000 }).map((n) => n / 1e5),
          bearing: fc.integer({ min: -1800, max: 1800 }).map((n) => n / 10),
          pitch: fc.integer({ min: 0, max: 850 }).map((n) => n / 10),
        }),
        { nil: undefined },
      ),
      shown: fc.subarray([...showables]).map((ids) => new Set(ids)),
      looks: fc.tuple(...layerIds.map(anyLook)).map((looks) => Object.assign({}, ...looks) as Looks),
      relief: fc.boolean(),
      language: fc.constantFrom('zh' as const, 'en' as const),
      selection: fc.option(
        fc.record({
          layer: fc.constantFrom(...layerIds),
          id: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
        }),
        { nil: undefined },
      ),
      filters: fc
        .uniqueArray(fc.constantFrom(...layerIds), { maxLength: 3 })
        .chain((ids) => fc.tuple(...ids.map((id) => conditionsOf(layers[id]).map((some) => [id, some] as const))))
        .map((filters) => new Map(filters)),
    });
    fc.assert(
      fc.property(views, (view) => {
        expect(parsePermalink(formatPermalink(view))).toEqual(view);
      }),
    );
  });

  it('tells nothing shown from a first look', () => {
    const link = formatPermalink({ ...first, shown: new Set() });
    expect(parsePermalink(link).shown).toEqual(new Set());
    expect(parsePermalink('#lang=zh').shown).toEqual(shownAtFirst);
  });

  it.each([
    '#map=13/31',
    '#map=//',
    '#map=a/b/c',
    '#map=99/31/110',
    '#map=10/91/110',
    '#map=10/31/110/181',
    '#map=10/31/110/0/90',
    '#map=10/31/110/0/30/1',
    '#lang=fr',
    '#feature=nowhere/1',
    '#feature=roads/',
    '#feature=%E0%A4%A',
    '#=&&==',
    '#filter.nowhere=name.given',
    '#filter.roads=geom.given;road_class.in.motorway;lanes.equals.two;lanes.from;surveyed_on.from.2026-02-30',
    '#filter.roads=%%%',
    '#filter.roads=',
    '',
  ])('leaves out what it cannot understand: %s', (hash) => {
    expect(parsePermalink(hash)).toEqual({
      camera: undefined,
      shown: shownAtFirst,
      looks: {},
      relief: false,
      language: undefined,
      selection: undefined,
      filters: noFilters,
    });
  });

  it('drops unknown layers and keeps the known ones of a link', () => {
    expect(parsePermalink('#layers=roads,gone,shelters').shown).toEqual(new Set(['roads', 'shelters']));
  });
});
