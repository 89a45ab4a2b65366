import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { shownAtFirst } from '../../../client/actions/view.ts';
import { mapStyle, showableOf } from '../../../client/map/style.ts';
import { legendEntries, symbolOf } from '../../../client/map/symbols.ts';
import { layerList, layers } from '../../../data/layers/index.ts';

const options = { apiUrl: 'http://127.0.0.1:8080/api/', shown: shownAtFirst, elevation: true };
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
    const without = mapStyle({ ...options, shown: new Set([...shownAtFirst].filter((id) => id !== 'roads')) });
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
