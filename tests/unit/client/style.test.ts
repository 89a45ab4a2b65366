import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { choicesOf, type Looks, styledLayer, withLook } from '../../../client/actions/look.ts';
import { shownAtFirst } from '../../../client/actions/view.ts';
import { showableOf } from '../../../client/map/looks.ts';
import { mapStyle } from '../../../client/map/style.ts';
import { legendEntries, symbolOf } from '../../../client/map/symbols.ts';
import { layerList, layers } from '../../../data/layers/index.ts';

const view = { shown: shownAtFirst, looks: {} };
const options = { apiUrl: 'http://127.0.0.1:8080/api/', view, elevation: true };
const style = mapStyle(options);

describe('the style of the map', () => {
  it('is valid by the style specification', () => {
    expect(validateStyleMin(style).map(({ message }) => message)).toEqual([]);
  });

  it('asks nothing of any other server: no glyphs, no sprite, tiles of the service only', () => {
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    const addresses = JSON.stringify(style).match(/[a-z]+:\/\/[^"]*/g) ?? [];
    expect(addresses.length).toBe(layerList.length + 1);
    for (const address of addresses) expect(address).toMatch(/^http:\/\/127\.0\.0\.1:8080\/api\//);
  });

  it.each(layerList)('draws $id from its minimum zoom', (layer) => {
    const drawn = style.layers.filter(({ id }) => showableOf(id) === layer.id);
    expect(drawn.length).toBeGreaterThan(0);
    expect(Math.min(...drawn.map(({ minzoom }) => minzoom ?? 0))).toBe(layer.style.minimumZoom);
  });

  it('draws layers upwards in their order', () => {
    const orders = style.layers
      .filter(({ type, id }) => type === 'line' && !id.startsWith('hillshade'))
      .map(({ id }) => layerList.find((layer) => layer.id === showableOf(id))?.style.order ?? 0);
    expect(orders).toEqual([...orders].sort((a, b) => a - b));
  });

  it('hides every part of a layer that is switched off and no other', () => {
    const without = mapStyle({
      ...options,
      view: { ...view, shown: new Set([...shownAtFirst].filter((id) => id !== 'roads')) },
    });
    for (const layer of without.layers) {
      const hidden = layer.layout?.visibility === 'none';
      const owner = showableOf(layer.id);
      if (owner !== undefined) expect([layer.id, hidden]).toEqual([layer.id, owner === 'roads']);
    }
  });

  it('has no hillshade where there is no elevation', () => {
    const flat = mapStyle({ ...options, elevation: false });
    expect(flat.sources.hillshade).toBeUndefined();
    expect(flat.layers.some(({ type }) => type === 'hillshade')).toBe(false);
  });
});

describe('the look of a layer', () => {
  const drawn = (looks: Looks) => mapStyle({ ...options, view: { ...view, looks } });
  const choices = layerList.flatMap((layer) => choicesOf(layer).map(({ member }) => [layer.id, member] as const));

  it.each(choices)('%s by %s is valid, and every value has a legend entry', (id, by) => {
    expect(validateStyleMin(drawn(withLook({}, id, { by, opacityPercent: 40 }))).map(({ message }) => message)).toEqual(
      [],
    );
    const styled = styledLayer(layers[id], { by });
    expect(legendEntries(styled)).toHaveLength(styled.style.by?.cases.length ?? 0);
  });

  it.each(choices)('%s by %s can be drawn from its tiles', (id, by) => {
    expect(layers[id].properties[by]).toMatchObject({ tile: true });
  });

  it.each(choices.filter(([id, by]) => by !== layers[id].style.by?.member))(
    '%s by %s tells its values apart by more than hue',
    (id, by) => {
      const { style } = styledLayer(layers[id], { by });
      const told = (style.by?.cases ?? []).map(({ value, sizePixels, dash, glyph, colour }) =>
        // The marks of grades are ringed, filled or hollow beside their colour.
        JSON.stringify([
          sizePixels,
          dash,
          glyph,
          by === 'risk_grade' ? value : Math.round(lightness(colour ?? style.base.colour) / 12),
        ]),
      );
      expect(new Set(told).size).toBe(told.length);
    },
  );

  it('makes every part of the layer less opaque and no other', () => {
    for (const layer of drawn(withLook({}, 'flood_zones', { opacityPercent: 50 })).layers) {
      const before = style.layers.find(({ id }) => id === layer.id);
      if (showableOf(layer.id) === 'flood_zones') expect(layer.paint).not.toEqual(before?.paint);
      else expect(layer).toEqual(before);
    }
  });

  it('without labels has its marks and no names or numbers', () => {
    const hidden = drawn(withLook({}, 'roads', { labels: false })).layers.filter(
      ({ id, layout }) => showableOf(id) === 'roads' && layout?.visibility === 'none',
    );
    expect(hidden.map(({ id }) => id).sort()).toEqual(['roads:label', 'roads:number']);
  });

  it('draws clusters of dangers above those of help', () => {
    const clusters = drawn({}).layers.flatMap(({ id }) => (id.endsWith(':cluster') ? [showableOf(id)] : []));
    expect(clusters).toEqual(['shelters', 'water_works', 'flood_points']);
  });

  it('keeps the order of drawing', () => {
    const parts = (looks: Looks) => [...new Set(drawn(looks).layers.map(({ id }) => showableOf(id) ?? id))];
    expect(parts(withLook({}, 'road_hazards', { by: 'hazard' }))).toEqual(parts({}));
  });

  it('is gone from the record once it is the usual again', () => {
    const looks = withLook({}, 'roads', { by: 'surface', labels: false });
    expect(withLook(looks, 'roads', { by: 'road_class', labels: true })).toEqual({});
  });
});

/** Of a colour as #rrggbb, 0 to 100, roughly as it is seen in grey print. */
function lightness(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return (0.299 * r + 0.587 * g + 0.114 * b) / 2.55;
}

describe('symbols', () => {
  it('are those of the case, completed by the base', () => {
    expect(symbolOf(layers.roads, 'national')).toMatchObject({ colour: '#e8a33d', sizePixels: 7 });
    expect(symbolOf(layers.road_hazards, 'major')).toMatchObject({ outlineColour: '#ffffff', sizePixels: 9 });
  });

  it('are the base symbol where the value is missing or unknown', () => {
    expect(symbolOf(layers.road_hazards)).toEqual(layers.road_hazards.style.base);
    expect(symbolOf(layers.road_hazards, 'unheard-of')).toEqual(layers.road_hazards.style.base);
  });

  it.each(layerList)('$id has a legend entry with a title for every case', (layer) => {
    expect(legendEntries(layer)).toHaveLength(layer.style.by?.cases.length ?? 1);
    for (const { title } of legendEntries(layer)) expect(title.zh && title.en).toBeTruthy();
  });
});
