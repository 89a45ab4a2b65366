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

describe('guessing the layer of a file', () => {
  it.each(layerList.map(({ id }) => [id]))('knows a whole feature of %s', (id) => {
    expect(guessLayers([full(id)], layerList)[0]).toBe(id);
  });

  it.each(['road_hazards', 'closures', 'flood_points', 'roads'] as const)('knows %s by what it requires', (id) => {
    expect(guessLayers([sample(id), sample(id)], layerList)[0]).toBe(id);
  });

  it('knows roads of OpenStreetMap', () => {
    expect(guessLayers([osmRoad], layerList)[0]).toBe('roads');
  });

  it('offers only layers whose geometry the features have, and which the account edits', () => {
    const likely = guessLayers([sample('shelters')], layerList);
    expect(likely.map((id) => layers[id].geometry)).toEqual(likely.map(() => 'Point'));
    expect(guessLayers([sample('shelters')], [layers.roads])).toEqual([]);
    expect(guessLayers([], layerList)).toEqual([]);
    expect(guessLayers([7, null, 'text'], layerList)).toEqual([]);
  });

  it('takes features without a geometry for changes of members', () => {
    expect(guessLayers([{ ...sample('flood_points', { code: 'A' }), geometry: null }], layerList)[0]).toBe(
      'flood_points',
    );
  });
});
