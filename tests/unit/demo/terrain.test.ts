import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fromArrayBuffer } from 'geotiff';
import { beforeAll, describe, expect, test } from 'vitest';
import { findGdal, needed } from '../../setup/tools.ts';
import { apart, demoFolder, demoLayer, flat, keyOf } from './support/demo.ts';

let raster: {
  values: Float32Array;
  width: number;
  height: number;
  west: number;
  north: number;
  dx: number;
  dy: number;
};

beforeAll(async () => {
  const file = readFileSync(`${demoFolder}elevation.tif`);
  const tiff = await fromArrayBuffer(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
  const image = await tiff.getImage();
  const [values] = await image.readRasters();
  const [west = 0, , , north = 0] = image.getBoundingBox();
  const [dx = 0, dy = 0] = image.getResolution();
  if (!(values instanceof Float32Array)) throw new Error('the raster is not Float32');
  raster = { values, width: image.getWidth(), height: image.getHeight(), west, north, dx, dy: Math.abs(dy) };
  expect(image.getGDALNoData()).toBe(-9999);
  expect(image.getGeoKeys()?.GeographicTypeGeoKey).toBe(4326);
});

/** Height of the cell that holds a place. */
function heightAt(position: readonly number[]): number {
  const column = Math.floor(((position[0] ?? Number.NaN) - raster.west) / raster.dx);
  const row = Math.floor((raster.north - (position[1] ?? Number.NaN)) / raster.dy);
  return raster.values[row * raster.width + column] ?? Number.NaN;
}

describe('the elevation raster', () => {
  test('has cells of 10 m, no holes, and the relief of hill country', () => {
    expect(raster.dx * 95_304).toBeCloseTo(10, 1);
    expect(raster.dy * 110_873).toBeCloseTo(10, 1);
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of raster.values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    expect(low).toBeGreaterThan(250);
    expect(high).toBeGreaterThan(1_000);
    expect(high).toBeLessThan(1_600);
  });

  test('covers every feature of the county', () => {
    for (const road of demoLayer('roads')) {
      for (const position of road.geometry.coordinates) expect(heightAt(position)).toBeGreaterThan(250);
    }
  });
});

test('rivers run downhill on the raster', () => {
  const dams = demoLayer('water_works').filter(({ properties }) => properties.dam_height_m !== undefined);
  const culverts = demoLayer('watercourses').filter(({ properties }) => properties.structure === 'culvert');
  const fills = [
    ...dams.map((dam) => flat(dam.geometry.coordinates)),
    ...culverts.flatMap((culvert) => culvert.geometry.coordinates.flat().map(flat)),
  ];
  let measured = 0;
  for (const course of demoLayer('watercourses')) {
    if (course.properties.structure !== 'open') continue;
    let lowest = Number.POSITIVE_INFINITY;
    for (const position of course.geometry.coordinates.flat()) {
      // Dams and the fill of a road over a culvert stand in the bed.
      if (fills.some((fill) => apart(fill, flat(position)) < 80)) continue;
      const height = heightAt(position);
      expect(height, String(course.properties.code)).toBeLessThan(lowest + 0.5);
      lowest = Math.min(lowest, height);
      measured++;
    }
  }
  expect(measured).toBeGreaterThan(2_000);
});

test('a road’s height on the raster follows the gradient of its class', () => {
  const limits: Record<string, number> = { provincial: 8, county: 10, township: 12, village: 16 };
  for (const { geometry, properties } of demoLayer('roads')) {
    const limit = limits[String(properties.road_class)];
    const length = Number(properties.to_m) - Number(properties.from_m);
    if (limit === undefined || properties.structure !== 'road' || !(length > 120)) continue;
    const rise = heightAt(geometry.coordinates.at(-1) ?? []) - heightAt(geometry.coordinates[0] ?? []);
    // A cell's height may differ from the road's by a few metres at either end.
    expect(Math.abs((100 * rise) / length), String(properties.code)).toBeLessThan(limit + 400 / length);
  }
});

describe('townships', () => {
  const townships = demoLayer('townships');

  test('cover the settlements, each exactly once', () => {
    for (const settlement of demoLayer('settlements')) {
      const holding = townships.filter((township) =>
        township.geometry.coordinates.some((rings) => contains(rings[0] ?? [], settlement.geometry.coordinates)),
      );
      expect(holding).toHaveLength(1);
    }
  });

  test('leave no gap and do not overlap: every border is one township’s and its neighbour’s, or the county’s', () => {
    const edges = new Map<string, string>();
    for (const { geometry } of townships) {
      for (const ring of geometry.coordinates.flat()) {
        for (let index = 1; index < ring.length; index++) {
          const [from, to] = [keyOf(ring[index - 1] ?? []), keyOf(ring[index] ?? [])];
          expect(edges.has(`${from} ${to}`)).toBe(false);
          edges.set(`${from} ${to}`, to);
        }
      }
    }
    const outer = [...edges].filter(([edge]) => !edges.has(edge.split(' ').reverse().join(' ')));
    const next = new Map(outer.map(([edge, to]) => [edge.split(' ')[0], to]));
    // The edges that no neighbour shares are one ring: the county's own border.
    let steps = 0;
    const [start] = next.keys();
    for (let at = start; steps === 0 || at !== start; at = next.get(at)) {
      expect(steps++).toBeLessThan(outer.length + 1);
    }
    expect(steps).toBe(outer.length);
  });
});

test('a longer return period floods more, and deeper', () => {
  const byRiver = new Map<unknown, { years: number; area: number; depth: number }[]>();
  for (const { geometry, properties } of demoLayer('flood_zones')) {
    const area = geometry.coordinates.flat().reduce((sum, ring) => sum + signedArea(ring), 0);
    const zones = byRiver.get(properties.watercourse) ?? [];
    zones.push({ years: Number(properties.return_period_years), area, depth: Number(properties.depth_m) });
    byRiver.set(properties.watercourse, zones);
  }
  expect(byRiver.size).toBeGreaterThan(8);
  for (const zones of byRiver.values()) {
    expect(zones.map((zone) => zone.years)).toEqual([10, 20, 50, 100]);
    zones.slice(1).forEach((zone, index) => {
      expect(zone.area).toBeGreaterThan(zones[index]?.area ?? Number.POSITIVE_INFINITY);
      expect(zone.depth).toBeGreaterThan(zones[index]?.depth ?? Number.POSITIVE_INFINITY);
    });
  }
});

test('GDAL reads the same heights', (context) => {
  const gdal = needed(context, 'gdal', findGdal());
  const gdalinfo = join(dirname(gdal.ogrinfo), 'gdalinfo');
  const file = join(demoFolder, 'elevation.tif');
  const answer = execFileSync(gdalinfo, ['-json', '-stats', file], { env: { ...process.env, GDAL_PAM_ENABLED: 'NO' } });
  const { bands, size, coordinateSystem } = JSON.parse(answer.toString());
  expect(size).toEqual([raster.width, raster.height]);
  expect(coordinateSystem.wkt).toContain('ID["EPSG",4326]');
  const [band] = bands;
  expect(band.noDataValue).toBe(-9999);
  let [low, high, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of raster.values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
  }
  expect(band.minimum).toBeCloseTo(low, 2);
  expect(band.maximum).toBeCloseTo(high, 2);
  expect(band.mean).toBeCloseTo(sum / raster.values.length, 1);
});

function contains(ring: readonly (readonly number[])[], place: readonly number[]): boolean {
  const [x = 0, y = 0] = place;
  let inside = false;
  for (let index = 1; index < ring.length; index++) {
    const [ax = 0, ay = 0] = ring[index - 1] ?? [];
    const [bx = 0, by = 0] = ring[index] ?? [];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

/** Twice the area in square degrees; holes count against it. */
function signedArea(ring: readonly (readonly number[])[]): number {
  let sum = 0;
  const [originX = 0, originY = 0] = ring[0] ?? [];
  for (let index = 1; index < ring.length; index++) {
    const [ax = 0, ay = 0] = ring[index - 1] ?? [];
    const [bx = 0, by = 0] = ring[index] ?? [];
    sum += (ax - originX) * (by - originY) - (bx - originX) * (ay - originY);
  }
  return sum;
}
