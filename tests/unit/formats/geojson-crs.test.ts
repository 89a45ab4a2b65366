import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Text } from '../../../data/text.ts';
import { readGeoJson } from '../../../server/formats/geojson/read.ts';
import { ProblemError } from '../../../server/problems.ts';

const place = { type: 'Feature', geometry: { type: 'Point', coordinates: [110.2, 31.2] }, properties: {} };

async function read(crs: unknown): Promise<{ values: unknown[]; remarks: Text[] }> {
  const remarks: Text[] = [];
  const values: unknown[] = [];
  const file = JSON.stringify({ type: 'FeatureCollection', features: [{ ...place, crs }, place], crs });
  for await (const { value } of readGeoJson(Readable.from([Buffer.from(file)]), {}, (remark) => remarks.push(remark))) {
    values.push(value);
  }
  return { values, remarks };
}

const named = (name: string) => ({ type: 'name', properties: { name } });

describe('the coordinate system of a file', () => {
  it.each([
    'urn:ogc:def:crs:EPSG::4490',
    'EPSG:4490',
    'http://www.opengis.net/def/crs/EPSG/0/4490',
    'CGCS2000',
    'GCS_China_Geodetic_Coordinate_System_2000',
  ])('%s is taken as it is, which is said once', async (name) => {
    const { values, remarks } = await read(named(name));
    expect(values[1]).toEqual(place);
    expect(remarks).toHaveLength(1);
    expect(remarks[0]?.zh).toMatch(/CGCS2000.*未作换算/);
    expect(remarks[0]?.en).toMatch(/CGCS2000.*centimetres/);
  });

  it('of WGS 84 has nothing to be said of', async () => {
    expect((await read(named('EPSG:4326'))).remarks).toEqual([]);
    expect((await read(null)).remarks).toEqual([]);
  });

  it.each([
    ['EPSG:4547', '高斯投影', 'Gauss-Kruger'],
    ['urn:ogc:def:crs:EPSG::4527', '高斯投影', 'Gauss-Kruger'],
    ['EPSG:3857', 'EPSG:3857', 'EPSG:3857'],
    ['EPSG:4214', 'EPSG:4214', 'EPSG:4214'],
    ['EPSG:44901', 'EPSG:44901', 'EPSG:44901'],
  ])('%s is refused, with how to convert it', async (name, zh, en) => {
    const error = await read(named(name)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    const { detail } = error as ProblemError;
    for (const words of [zh, 'ogr2ogr -t_srs EPSG:4326', 'QGIS']) expect(detail.zh).toContain(words);
    for (const words of [en, 'ogr2ogr -t_srs EPSG:4326', 'QGIS']) expect(detail.en).toContain(words);
  });
});
