import { describe, expect, it } from 'vitest';
import { layerList, layers } from '../../../data/layers/index.ts';
import { guessLayers } from '../../../server/imports/guess-layer.ts';
import { full, sample } from '../../service/support/features.ts';

const osmRoad = {
  type: 'Feature',
  geometry: {
    type: 'LineString',
    coordinates: [
      [110, 31],
      [110.1, 31],
    ],
  },
  properties: { '@id': 'way/7', highway: 'tertiary', surface: 'asphalt' },
};

const nothing = { likely: [], layer: undefined };

describe('guessing the layer of a file', () => {
  it.each(layerList.map(({ id }) => [id]))('knows a whole feature of %s', (id) => {
    expect(guessLayers([full(id)], layerList).layer).toBe(id);
  });

  it.each(['road_hazards', 'closures', 'flood_points', 'roads'] as const)('knows %s by what it requires', (id) => {
    expect(guessLayers([sample(id), sample(id)], layerList).layer).toBe(id);
  });

  it('knows roads of OpenStreetMap', () => {
    expect(guessLayers([osmRoad], layerList).layer).toBe('roads');
  });

  it('offers only layers whose geometry the features have, and which the account edits', () => {
    const { likely } = guessLayers([sample('shelters')], layerList);
    expect(likely.map((id) => layers[id].geometry)).toEqual(likely.map(() => 'Point'));
    expect(guessLayers([sample('shelters')], [layers.roads])).toEqual(nothing);
    expect(guessLayers([], layerList)).toEqual(nothing);
    expect(guessLayers([7, null, 'text'], layerList)).toEqual(nothing);
  });

  it('takes features without a geometry for changes of members', () => {
    expect(guessLayers([{ ...sample('flood_points', { code: 'A' }), geometry: null }], layerList).layer).toBe(
      'flood_points',
    );
  });

  it('takes none of two layers that are as likely: it would write over the wrong one', () => {
    const named = {
      type: 'Feature',
      geometry: full('water_bodies').geometry,
      properties: { name: '水库', _version: 1 },
    };
    const { layer, likely } = guessLayers([named], layerList);
    expect(layer).toBeUndefined();
    expect(likely).toContain('water_bodies');
    expect(guessLayers([named], [layers.water_bodies]).layer).toBe('water_bodies');
  });
});
