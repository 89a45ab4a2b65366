import { readFileSync } from 'node:fs';
import { fromArrayBuffer } from 'geotiff';
import { beforeAll, describe, expect, test } from 'vitest';
import { apart, demoFolder, demoLayer, flat } from './support/demo.ts';

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

test('townships cover the settlements they claim, each exactly once', () => {
  const townships = demoLayer('townships');
  for (const settlement of demoLayer('settlements')) {
    const holding = townships.filter((township) =>
      township.geometry.coordinates.some((rings) => contains(rings[0] ?? [], settlement.geometry.coordinates)),
    );
    expect(holding.map((township) => township.properties.code)).toHaveLength(1);
  }
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
