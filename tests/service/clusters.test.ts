import express from 'express';
import request from 'supertest';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { layers } from '../../data/layers/index.ts';
import { tileRoutes } from '../../server/routes/tiles.ts';
import { latitude, longitude } from '../../server/tiles/address.ts';
import { makeTileService, type TileService } from '../../server/tiles/tile-service.ts';
import { databaseKind, testDatabase } from '../setup/service.ts';
import { addressOf, comparable, features } from './support/tile-data.ts';

const db = testDatabase();
const at = addressOf(10);
const settings = layers.flood_points.tiles.clusters;

let tiles: TileService;
beforeAll(() => {
  tiles = makeTileService({ database: db.database });
});

beforeEach(async () => {
  await db.database.pool.query('DELETE FROM anlan.flood_points; DELETE FROM anlan.shelters;');
});

/** @param unitX from 0 to 4096 within the tile, and beyond it */
async function put(code: string, unitX: number, unitY: number, grade: string | null): Promise<void> {
  await db.database.pool.query(
    `INSERT INTO anlan.flood_points (code, name, people, risk_grade, geom)
     VALUES ($1, $1, 10, $2, ST_SetSRID(ST_MakePoint($3, $4), 4326))`,
    [code, grade, longitude((at.x + unitX / 4096) / 2 ** at.z), latitude((at.y + unitY / 4096) / 2 ** at.z)],
  );
}

async function seen(clustered = true, address = at) {
  return features((await tiles.tile('flood_points', address, { clustered })).body);
}

test('points in one square are one feature with their number, without an id that would be one of theirs', async () => {
  await put('A', 1000, 1000, 'low');
  await put('B', 1010, 1004, 'low');
  await put('C', 3000, 1000, 'general');
  const [alone, together] = (await seen()).sort((a, b) => Number(a.id === undefined) - Number(b.id === undefined));
  expect(alone?.tags).toMatchObject({ code: 'C', risk_grade: 'general' });
  expect(alone?.tags).not.toHaveProperty('cluster_count');
  expect(together).toMatchObject({ id: undefined, tags: { cluster_count: 2, risk_grade: 'low' } });
  expect(together?.tags).not.toHaveProperty('code');
  const [x = 0, y = 0] = together?.geometry[0]?.[0] ?? [];
  expect(Math.abs(x - 1005)).toBeLessThanOrEqual(2);
  expect(Math.abs(y - 1002)).toBeLessThanOrEqual(2);
});

test('the gravest gives its grade, wherever it stands among the others', async () => {
  for (const gravest of settings?.gravestFirst ?? []) {
    await db.database.pool.query('DELETE FROM anlan.flood_points');
    const order = settings?.gravestFirst ?? [];
    const others = order.slice(order.indexOf(gravest));
    for (const [index, grade] of [...others].reverse().entries()) await put(`P${index}`, 1800 + index, 2000, grade);
    await put('last', 1850, 2000, 'low');
    const [one, ...more] = await seen();
    expect(more).toEqual([]);
    expect({ gravest, got: one?.tags.risk_grade ?? null }).toEqual({ gravest, got: gravest });
  }
});

test('every point is counted once, in the tile it lies in', async () => {
  const edges = [-40, 0, 3, 4093, 4097, 4140];
  for (const [index, x] of edges.entries()) await put(`E${index}`, x, 2000, 'low');
  const counts = await Promise.all(
    [-1, 0, 1].map(async (step) => {
      const found = await seen(true, { ...at, x: at.x + step });
      return found.reduce((sum, { tags }) => sum + Number(tags.cluster_count ?? 1), 0);
    }),
  );
  expect(counts).toEqual([1, 3, 2]);
});

test('who does not ask for it, and who looks closer, gets every point', async () => {
  await put('A', 1000, 1000, 'major');
  await put('B', 1001, 1000, 'low');
  expect(await seen(false)).toHaveLength(2);
  const close = settings?.belowZoom ?? 0;
  const ratio = 2 ** (close - at.z);
  const address = {
    z: close,
    x: at.x * ratio + Math.floor((1000 / 4096) * ratio),
    y: at.y * ratio + Math.floor((1000 / 4096) * ratio),
  };
  expect((await seen(true, address)).map(({ tags }) => tags.code).sort()).toEqual(['A', 'B']);
});

test('a change shows in the clustered tile at once, under another ETag than before and than the plain tile', async () => {
  await put('A', 1000, 1000, 'low');
  const before = await tiles.tile('flood_points', at, { clustered: true });
  await put('B', 1001, 1000, 'major');
  const after = await tiles.tile('flood_points', at, { clustered: true });
  const plain = await tiles.tile('flood_points', at);
  expect(new Set([before.etag, after.etag, plain.etag]).size).toBe(3);
  expect(features(after.body)).toMatchObject([{ tags: { cluster_count: 2, risk_grade: 'major' } }]);
  expect(features(plain.body)).toHaveLength(2);
});

test('the map asks for them by a parameter, which the TileJSON hands on', async () => {
  await put('A', 1000, 1000, 'low');
  await put('B', 1010, 1004, 'low');
  const app = express().set('query parser', false).use('/api/tiles', tileRoutes(tiles));
  const { body } = await request(app).get('/api/tiles/flood_points.json?clusters=on').expect(200);
  expect(body.tiles[0]).toMatch(/\/flood_points\/\{z\}\/\{x\}\/\{y\}\?clusters=on$/);
  expect(body.vector_layers[0].fields).toHaveProperty('cluster_count');
  const path = `/api/tiles/flood_points/${at.z}/${at.x}/${at.y}`;
  const counts = await Promise.all(
    ['?clusters=on', '?clusters=off', ''].map(async (query) => {
      const tile = await request(app).get(`${path}${query}`).responseType('blob').expect(200);
      return features(tile.body as Buffer).length;
    }),
  );
  expect(counts).toEqual([1, 2, 2]);
});

test('an empty tile stays empty', async () => {
  expect((await tiles.tile('flood_points', at, { clustered: true })).empty).toBe(true);
});

if (databaseKind === 'server') {
  test('both ways of encoding give the same', async () => {
    // Six heaps, and points by themselves.
    for (let i = 0; i < 60; i++) {
      const [x, y] = i < 48 ? [(i % 6) * 650 + i / 6, (i % 6) * 600 + i / 6] : [(i * 677) % 4096, (i * 311) % 4096];
      await put(`P${i}`, Math.floor(x), Math.floor(y), i % 3 === 0 ? 'major' : null);
    }
    const inNode = makeTileService({
      database: { ...db.database, capabilities: { ...db.database.capabilities, mvt: false } },
    });
    const [sql, node] = [await seen(), features((await inNode.tile('flood_points', at, { clustered: true })).body)];
    expect(node.map(comparable)).toEqual(sql.map(comparable));
    expect(sql.some(({ tags }) => tags.cluster_count !== undefined)).toBe(true);
  });
}
