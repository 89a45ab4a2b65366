import { rmSync } from 'node:fs';
import path from 'node:path';
import express from 'express';
import { decode } from 'fast-png';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ElevationService, openElevation } from '../../../server/elevation/elevation-service.ts';
import { importElevation } from '../../../server/elevation/import.ts';
import { problemHandler } from '../../../server/http/problem-response.ts';
import { terrainRoutes } from '../../../server/routes/terrain.ts';
import { latitude, longitude } from '../../../server/tiles/address.ts';
import { makeScratchFolder } from '../../setup/scratch.ts';
import { type SmallRaster, writeGeotiff } from './write-geotiff.ts';

const folder = makeScratchFolder();
let elevation: ElevationService;
let app: express.Express;

/** A hilly square of about 8 km in a 3-degree zone, its western third void. */
const hills: SmallRaster = {
  width: 400,
  height: 400,
  at: (column, row) =>
    column < 130 ? -32_768 : 900 + 150 * Math.sin(column / 25) + 120 * Math.cos(row / 31) + column * 0.3,
  origin: [420_000, 3_460_000],
  cell: 20,
  epsg: 4546,
  projected: true,
  nodata: '-32768',
  tile: 128,
  deflate: true,
};

beforeAll(async () => {
  await installElevation(folder, writeGeotiff(path.join(makeSource(), 'hills.tif'), hills));
  elevation = await openElevation(folder);
  app = appOf(elevation);
});

afterAll(async () => {
  await elevation.close();
  for (const made of [folder, ...sources]) rmSync(made, { recursive: true, force: true });
});

const sources: string[] = [];
function makeSource(): string {
  const made = makeScratchFolder();
  sources.push(made);
  return made;
}

function appOf(service: ElevationService): express.Express {
  return express()
    .use('/api', terrainRoutes({ use: (work) => work(service) }))
    .use(problemHandler(pino({ level: 'silent' })));
}

async function installElevation(dataFolder: string, file: string): Promise<void> {
  await importElevation({ dataFolder, files: [file] });
}

describe('terrain.json', () => {
  test('says where terrain is and how it is encoded', async () => {
    const { body } = await request(app).get('/api/terrain.json').set('Host', 'county.example').expect(200);
    expect(body).toMatchObject({
      tilejson: '3.0.0',
      tiles: ['http://county.example/api/terrain/{z}/{x}/{y}'],
      encoding: 'terrarium',
      tileSize: 256,
      bounds: elevation.bounds,
    });
    // At the deepest zoom a pixel is no larger than a cell of 20 m, one zoom before it is.
    const pixel = (zoom: number): number => (156_543 * Math.cos((31.2 * Math.PI) / 180)) / 2 ** zoom;
    expect(pixel(body.maxzoom)).toBeLessThanOrEqual(20);
    expect(pixel(body.maxzoom - 1)).toBeGreaterThan(20);
    expect(body.minzoom).toBeLessThan(9);
  });
});

describe('terrain tiles', () => {
  test('show the heights that are read at the middle of each pixel', async () => {
    const { maxzoom } = elevation.terrainJson('');
    const address = tileOf(maxzoom, 0.75, 0.5);
    const heights = await getHeights(address);
    let worst = 0;
    let compared = 0;
    for (let y = 3; y < 256; y += 36) {
      for (let x = 3; x < 256; x += 36) {
        const read = await elevation.heightAt(...pixelPosition(address, x, y));
        if (read === undefined) continue;
        worst = Math.max(worst, Math.abs((heights[y * 256 + x] ?? Number.NaN) - read));
        compared++;
      }
    }
    expect(worst).toBeLessThan(0.05);
    expect(compared).toBeGreaterThan(20);
  });

  test('from afar show means over the ground of a pixel, and no pit at voids or edges', async () => {
    const { minzoom } = elevation.terrainJson('');
    for (let zoom = minzoom; zoom < minzoom + 3; zoom++) {
      const heights = await getHeights(tileOf(zoom, 0.75, 0.5));
      expect(Math.min(...heights)).toBeGreaterThan(600);
      expect(Math.max(...heights)).toBeLessThan(1400);
    }
  });

  test('where no height is, there is no tile', async () => {
    const { maxzoom } = elevation.terrainJson('');
    const { z, x, y } = tileOf(maxzoom, 0.1, 0.5);
    await request(app).get(`/api/terrain/${z}/${x}/${y}`).expect(204);
    await request(app)
      .get(`/api/terrain/${z}/${x - 40}/${y}`)
      .expect(204);
  });

  test('are named by an ETag that answers with 304, until another model takes the place of the file', async () => {
    const { z, x, y } = tileOf(elevation.terrainJson('').maxzoom, 0.75, 0.5);
    const at = `/api/terrain/${z}/${x}/${y}.png`;
    const first = await request(app).get(at).expect(200);
    expect(first.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': expect.stringContaining('no-cache'),
    });
    const etag = first.headers.etag ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    await request(app).get(at).set('If-None-Match', etag).expect(304);
    await request(app).head(at).expect(200).expect('ETag', etag);

    const other = { ...hills, at: (column: number, row: number) => hills.at(column, row) + 10 };
    const second = makeSource();
    await installElevation(second, writeGeotiff(path.join(makeSource(), 'hills.tif'), hills));
    await installElevation(second, writeGeotiff(path.join(makeSource(), 'hills.tif'), other));
    const replaced = await openElevation(second);
    const answer = await request(appOf(replaced)).get(at).set('If-None-Match', etag);
    await replaced.close();
    expect(answer.status).toBe(200);
    expect(answer.headers.etag).not.toBe(etag);
  });

  test('asked for by many at once are drawn alike', async () => {
    const fresh = await openElevation(folder);
    const address = tileOf(elevation.terrainJson('').maxzoom - 1, 0.75, 0.5);
    const tiles = await Promise.all(Array.from({ length: 8 }, () => fresh.terrainTile(address)));
    await fresh.close();
    expect(new Set(tiles.map(({ body }) => body)).size).toBe(1);
  });

  test('asked to keep voids say so by the lowest height of the encoding, and else the same heights', async () => {
    const { maxzoom } = elevation.terrainJson('');
    const address = tileOf(maxzoom - 3, 0.4, 0.5);
    const [filled, kept] = [await getHeights(address), await getHeights(address, '?voids=kept')];
    let voids = 0;
    for (const [index, height] of kept.entries()) {
      if (height === -32_768) voids++;
      else expect(height).toBe(filled[index]);
    }
    expect(voids).toBeGreaterThan(1000);
    expect(voids).toBeLessThan(65_000);
    // A neighbour without any height is a picture too: contour lines need all nine.
    const beside = await getHeights({ ...address, x: address.x - 40 }, '?voids=kept');
    expect(beside.every((height) => height === -32_768)).toBe(true);
    const answer = await request(app).get(`/api/terrain/${maxzoom}/0/0?voids=some`).expect(400);
    expect(answer.body.code).toBe('invalid_parameter');
  });

  test.each([
    ['/api/terrain.json?x=1', 400, 'unknown_parameter'],
    ['/api/terrain/3/0/0', 404, 'unknown_tile'],
    ['/api/terrain/18/0/0', 404, 'unknown_tile'],
    ['/api/terrain/10/1024/0', 404, 'unknown_tile'],
    ['/api/terrain/10/x/0', 400, 'invalid_parameter'],
    ['/api/terrain/10/0/0.jpg', 400, 'invalid_parameter'],
  ])('%s is refused with %i %s', async (address, status, code) => {
    const answer = await request(app).get(address);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  });

  test('can only be read', async () => {
    const answer = await request(app).post('/api/terrain/10/0/0').expect(405);
    expect(answer.headers.allow).toContain('GET');
  });
});

describe('a county without elevation', () => {
  test('says so and how to bring one', async () => {
    const empty = await openElevation(makeSource());
    for (const address of ['/api/terrain.json', '/api/terrain/10/833/417']) {
      const answer = await request(appOf(empty)).get(address).expect(404);
      expect(answer.body.code).toBe('no_elevation');
    }
  });

  test('is not given one that cannot be read', async () => {
    const target = makeSource();
    const file = writeGeotiff(path.join(makeSource(), 'picture.tif'), { ...hills, bands: 3 });
    await expect(installElevation(target, file)).rejects.toMatchObject({ code: 'elevation_not_heights' });
    expect((await openElevation(target)).bounds).toBeUndefined();
  });
});

/** The tile that holds the place at these parts of the model's width and height. */
function tileOf(z: number, east: number, north: number): { z: number; x: number; y: number } {
  const [w, s, e, n] = elevation.bounds ?? [0, 0, 0, 0];
  const side = 2 ** z;
  const x = Math.floor(((w + east * (e - w) + 180) / 360) * side);
  const sine = Math.asinh(Math.tan(((s + north * (n - s)) * Math.PI) / 180));
  return { z, x, y: Math.floor(((1 - sine / Math.PI) / 2) * side) };
}

function pixelPosition({ z, x, y }: { z: number; x: number; y: number }, px: number, py: number): [number, number] {
  const side = 2 ** z;
  return [longitude((x + (px + 0.5) / 256) / side), latitude((y + (py + 0.5) / 256) / side)];
}

async function getHeights({ z, x, y }: { z: number; x: number; y: number }, query = ''): Promise<Float64Array> {
  const answer = await request(app).get(`/api/terrain/${z}/${x}/${y}${query}`).buffer(true).expect(200);
  const { data, width, height, channels } = decode(answer.body);
  expect({ width, height, channels }).toEqual({ width: 256, height: 256, channels: 3 });
  return Float64Array.from({ length: 65_536 }, (_, index) => {
    const [red = 0, green = 0, blue = 0] = data.subarray(index * 3, index * 3 + 3);
    return red * 256 + green + blue / 256 - 32_768;
  });
}
