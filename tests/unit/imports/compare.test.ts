import { describe, expect, it } from 'vitest';
import { layers } from '../../../data/layers/index.ts';
import { memberChanges, onTopOf, patchOf } from '../../../server/imports/compare.ts';
import type { Content } from '../../../server/layers/changes/content.ts';

const layer = layers.flood_points;
const before: Content = {
  geometry: { type: 'Point', coordinates: [110.123456789, 31.2] },
  properties: { code: 'A1', name: '王家坪', people: 37, remarks: '旧' },
};
const feature = (geometry: unknown, properties: unknown) => ({ type: 'Feature', geometry, properties });

describe('a feature of a file on top of the one with its code', () => {
  it('changes what the file names, clears what it says is null, and leaves the rest', () => {
    const after = onTopOf(
      layer,
      before,
      feature(before.geometry, { code: 'A1', people: 40, remarks: null, _version: 3 }),
    );
    expect(after).toMatchObject({ properties: { code: 'A1', name: '王家坪', people: 40, remarks: null } });
    const changes = memberChanges(layer, before, after as Content);
    expect(changes).toEqual([
      { member: 'people', before: 37, after: 40 },
      { member: 'remarks', before: '旧', after: null },
    ]);
    expect(patchOf(after as Content, changes)).toEqual({ properties: { people: 40, remarks: null } });
  });

  it('stays where it is where the file has no geometry, or the same one to a centimetre', () => {
    for (const geometry of [null, { type: 'Point', coordinates: [110.1234568, 31.2] }]) {
      expect(onTopOf(layer, before, feature(geometry, {}))).toMatchObject({ geometry: before.geometry });
    }
  });

  it('moves where the file says so', () => {
    const moved = { type: 'Point', coordinates: [110.1235, 31.2] };
    const after = onTopOf(layer, before, feature(moved, { code: 'A1' })) as Content;
    const changes = memberChanges(layer, before, after);
    expect(changes.map(({ member }) => member)).toEqual(['geometry']);
    expect(patchOf(after, changes)).toEqual({ geometry: moved });
  });

  it('takes a polygon for the multi-polygon of one part that it became', () => {
    const ring = [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ];
    const stored = { geometry: { type: 'MultiPolygon', coordinates: [ring] }, properties: {} };
    const after = onTopOf(layers.water_bodies, stored, feature({ type: 'Polygon', coordinates: ring }, {}));
    expect(after).toMatchObject({ geometry: stored.geometry });
  });

  it('leaves what is no feature to the validation', () => {
    for (const value of [7, null, feature(null, 'text')]) expect(onTopOf(layer, before, value)).toBe(value);
  });
});
