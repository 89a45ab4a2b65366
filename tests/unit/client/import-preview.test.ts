import { describe, expect, it } from 'vitest';
import { importFormatOf } from '../../../client/actions/imports/formats.ts';
import {
  importChanges,
  isGeometry,
  type Preview,
  previewFeatures,
  refusedCsv,
  refusedGeoJson,
} from '../../../client/actions/imports/preview.ts';
import { formatOfFile } from '../../../server/formats/index.ts';

const point = { type: 'Point', coordinates: [110.2, 31.2] };
const fault = {
  member: 'properties.people',
  code: 'minimum',
  reason: { zh: '应不小于 0，含“逗号”', en: 'must be "0" or more, at least' },
};
const preview: Preview = {
  layer: 'flood_points',
  read: 4,
  outside: 0,
  notes: [],
  totals: { new: 1, changed: 1, outdated: 0, unchanged: 1, refused: 1, left_out: 0 },
  features: [
    { number: 1, verdict: 'new', code: 'A1', name: null, geometry: point, feature: { type: 'Feature' } },
    {
      number: 2,
      verdict: 'changed',
      code: 'A2',
      name: null,
      geometry: point,
      id: 7,
      version: 3,
      patch: { properties: { people: 4 } },
    },
    { number: 3, verdict: 'unchanged', code: 'A3', name: null, geometry: point, id: 8, version: 1 },
    { number: 4, verdict: 'refused', code: '=1+1', name: '甲', geometry: null, faults: [fault] },
  ],
};

describe('what is stored of a preview', () => {
  it('is what is new and what has changed, each on the version that was shown', () => {
    expect(importChanges(preview, { new: true, changed: true, outdated: false })).toEqual([
      { operation: 'create', layer: 'flood_points', feature: { type: 'Feature' } },
      { operation: 'update', layer: 'flood_points', id: 7, version: 3, patch: { properties: { people: 4 } } },
    ]);
  });

  it('is only what the person wants', () => {
    expect(
      importChanges(preview, { new: false, changed: true, outdated: false }).map(({ operation }) => operation),
    ).toEqual(['update']);
    expect(
      importChanges(preview, { new: true, changed: false, outdated: false }).map(({ operation }) => operation),
    ).toEqual(['create']);
    expect(importChanges(preview, { new: false, changed: false, outdated: false })).toEqual([]);
  });
});

it('stores what was changed since the export only where the person says so', () => {
  const features = preview.features.map((one) => (one.id === 7 ? { ...one, verdict: 'outdated' as const } : one));
  const outdated = { ...preview, features };
  expect(importChanges(outdated, { new: false, changed: true, outdated: false })).toEqual([]);
  expect(importChanges(outdated, { new: false, changed: false, outdated: true })).toMatchObject([
    { id: 7, version: 3 },
  ]);
});

it('draws what would be stored or could not, and marks the one that is looked at', () => {
  const { features } = previewFeatures(preview, 2);
  expect(features.map(({ properties }) => properties)).toEqual([
    { number: 1, verdict: 'new', active: false },
    { number: 2, verdict: 'changed', active: true },
  ]);
});

it('draws nothing that has no place on the earth', () => {
  for (const value of [
    null,
    {},
    { type: 'Point', coordinates: [] },
    { type: 'Point', coordinates: [500_000, 3_400_000] },
  ]) {
    expect(isGeometry(value)).toBe(false);
  }
  expect(
    isGeometry({
      type: 'LineString',
      coordinates: [
        [110, 31],
        [1.1e2, -31],
      ],
    }),
  ).toBe(true);
});

describe('the list of what was refused', () => {
  it('has a line for each fault in both languages, and no formula', () => {
    const lines = refusedCsv(preview).split('\r\n');
    expect(lines[0]).toBe('\uFEFFfeature,code,name,member,fault,reason_zh,reason_en');
    expect(lines[1]).toBe(
      `4,'=1+1,甲,properties.people,minimum,应不小于 0，含“逗号”,"must be ""0"" or more, at least"`,
    );
    expect(lines).toHaveLength(3);
  });

  it('is GeoJSON as well', () => {
    expect(refusedGeoJson(preview).features).toMatchObject([
      { geometry: null, properties: { feature: 4, code: '=1+1' } },
    ]);
  });
});

it('takes the same files as the service', () => {
  for (const name of ['a.geojson', 'B.JSON', 'c.ndjson', 'd.geojsonl', 'e.geojsons']) {
    expect(importFormatOf(name)?.id).toBe(formatOfFile(name)?.id);
  }
  for (const name of ['a.shp', 'a.geojson.zip', 'geojson']) expect(importFormatOf(name)).toBeUndefined();
});
