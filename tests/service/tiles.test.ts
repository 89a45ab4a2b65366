import { VectorTile } from '@mapbox/vector-tile';
import express, { type ErrorRequestHandler } from 'express';
import { PbfReader } from 'pbf';
import request from 'supertest';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LayerId, layerIds, layers } from '../../data/layers/index.ts';
import type { Database } from '../../server/database/database.ts';
import { withTransaction } from '../../server/database/transaction.ts';
import { problemDocument, toProblem } from '../../server/problems.ts';
import { tileRoutes } from '../../server/routes/tiles.ts';
import { encodedTileQuery, tileFeaturesQuery } from '../../server/tiles/query.ts';
import { makeTileService, type TileService } from '../../server/tiles/tile-service.ts';
import { databaseKind, testDatabase } from '../setup/service.ts';
import {
  addressOf,
  area,
  comparable,
  type DecodedFeature,
  decode,
  features,
  fillEveryLayer,
  lineSql,
  place,
} from './support/tile-data.ts';

const db = testDatabase();

let tiles: TileService;
let app: express.Express;

beforeAll(() => {
  tiles = makeTileService({ database: db.database });
  app = appOf(tiles);
});

beforeEach(async () => {
  // Not TRUNCATE: it makes each table and index anew, which takes the embedded database half a second.
  await sql(layerIds.map((id) => `DELETE FROM anlan.${id};`).join(' '));
});

describe('what a tile holds', () => {
  test('a feature stands where it lies, with its row id and the members meant for tiles', async () => {
    const id = await insertFloodPoint('FP1', place.lon, place.lat);
    const { z, x, y } = addressOf(14);
    const layer = decode((await tiles.tile('flood_points', { z, x, y })).body).layers.flood_points;
    const feature = layer?.feature(0);
    expect(layer?.length).toBe(1);
    expect(layer?.extent).toBe(4096);
    expect(feature?.id).toBe(id);
    expect(feature?.properties).toMatchObject({ code: 'FP1', name: '王家坪', people: 37 });
    // Nobody's telephone number is on the map's tiles, and what is missing is not there as an empty text or zero.
    const tileMembers = Object.entries(layers.flood_points.properties).filter(([, property]) => property.tile);
    expect(tileMembers.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(feature?.properties ?? {})));
    expect(feature?.properties).not.toHaveProperty('responsible_phone');
    expect(feature?.properties).not.toHaveProperty('risk_grade');
    const geometry = feature?.toGeoJSON(x, y, z).geometry;
    if (geometry?.type !== 'Point') throw new Error(`a point was expected, not ${geometry?.type}`);
    const unitDegrees = 360 / 2 ** z / 4096;
    expect(Math.abs((geometry.coordinates[0] ?? 0) - place.lon)).toBeLessThan(unitDegrees);
    expect(Math.abs((geometry.coordinates[1] ?? 0) - place.lat)).toBeLessThan(unitDegrees);
  });

  test('dates and times are the same text whatever the connection is set to', async () => {
    await sql(
      `INSERT INTO anlan.closures (code, reason, valid_from, geom) VALUES ('C1', 'flood', '2026-07-01T08:00:00+08', ${lineSql(0)})`,
    );
    const [feature] = await featuresAt('closures', 13);
    expect(feature?.tags).toMatchObject({ code: 'C1', valid_from: '2026-07-01T00:00:00Z' });
    expect(feature?.tags).not.toHaveProperty('valid_to');
  });

  test('from afar only the values that the definition keeps are in the tile', async () => {
    const classes = layers.roads.properties.road_class?.codes?.map((code) => code.value) ?? [];
    for (const [index, value] of classes.entries()) {
      await sql(
        `INSERT INTO anlan.roads (code, road_class, structure, geom) VALUES ('${value}', '${value}', 'road', ${lineSql(index)})`,
      );
    }
    const steps = layers.roads.tiles.thinning?.belowZoom ?? [];
    expect(steps.length).toBeGreaterThan(1);
    for (let z = layers.roads.tiles.minimumZoom; z <= layers.roads.tiles.maximumZoom; z++) {
      const step = steps.filter(({ zoom }) => z < zoom).sort((a, b) => a.zoom - b.zoom)[0];
      const seen = (await featuresAt('roads', z)).map(({ tags }) => tags.road_class);
      expect({ z, seen: seen.sort() }).toEqual({ z, seen: [...(step?.values ?? classes)].sort() });
    }
  });

  test('a line of thirty metres is still there at the smallest zoom', async () => {
    await sql(
      `INSERT INTO anlan.road_hazards (code, hazard, grade, state, geom) VALUES ('H1', 'cliff', 'major', 'found',
       ST_SetSRID(ST_MakeLine(ARRAY[ST_MakePoint(${place.lon}, ${place.lat}), ST_MakePoint(${place.lon + 0.00016}, ${place.lat + 0.0001}), ST_MakePoint(${place.lon + 0.0003}, ${place.lat})]), 4326))`,
    );
    expect(await featuresAt('road_hazards', layers.road_hazards.tiles.minimumZoom)).toHaveLength(1);
  });

  test('geometry reaches 64 units beyond the tile and not further', async () => {
    const { z, x, y } = addressOf(14);
    const edge = ((x + 1) / 2 ** z) * 360 - 180;
    const unit = 360 / 2 ** z / 4096;
    await insertFloodPoint('inside', edge + 60 * unit, place.lat);
    await insertFloodPoint('outside', edge + 70 * unit, place.lat);
    const names = features((await tiles.tile('flood_points', { z, x, y })).body).map(({ tags }) => tags.code);
    expect(names).toEqual(['inside']);
  });
});

describe('both ways of encoding', () => {
  // The embedded database cannot encode; a PostGIS server can do it both ways, over the same rows.
  if (databaseKind === 'server') {
    test('give the same ids, tags and geometry for every layer and zoom', async () => {
      await fillEveryLayer(sql);
      const inNode = makeTileService({ database: withoutMvt(db.database) });
      let compared = 0;
      for (const id of layerIds) {
        const { minimumZoom, maximumZoom } = layers[id].tiles;
        for (let z = minimumZoom; z <= maximumZoom; z++) {
          const [fromSql, fromNode] = await Promise.all([tiles.tile(id, addressOf(z)), inNode.tile(id, addressOf(z))]);
          const [wanted, got] = [features(fromSql.body), features(fromNode.body)];
          expect({ id, z, features: got.map(comparable) }).toEqual({ id, z, features: wanted.map(comparable) });
          for (const [index, feature] of got.entries()) {
            // Where polygons are cut, the two may round the cut's ends to neighbouring units.
            expect(Math.abs(area(feature) - area(wanted[index]))).toBeLessThanOrEqual(4096 + 2 * 64);
          }
          expect(fromNode.etag).toBe(fromSql.etag);
          compared += wanted.length;
        }
      }
      expect(compared).toBeGreaterThan(500);
    });
  }

  test('one revision of a tile is one sequence of bytes', async () => {
    await fillEveryLayer(sql);
    for (const id of layerIds) {
      const first = await makeTileService({ database: db.database }).tile(id, addressOf(12));
      const second = await makeTileService({ database: db.database }).tile(id, addressOf(12));
      expect(first.empty).toBe(false);
      expect(first.body.equals(second.body)).toBe(true);
    }
  });
});

describe('over HTTP', () => {
  test('a tile comes compressed, to be asked for again each time', async () => {
    await insertFloodPoint('FP1', place.lon, place.lat);
    const answer = await getTile('flood_points', 14).set('Accept-Encoding', 'gzip');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-encoding': 'gzip',
      'cache-control': expect.stringContaining('no-cache'),
      vary: expect.stringContaining('Accept-Encoding'),
    });
    expect(answer.headers.etag).toMatch(/^"[\w-]+"$/);
    // supertest unzips what says that it is gzip
    expect(new VectorTile(new PbfReader(answer.body)).layers.flood_points?.length).toBe(1);
  });

  test('a client that cannot unzip gets the same tile as it is, under another ETag', async () => {
    await insertFloodPoint('FP1', place.lon, place.lat);
    const zipped = await getTile('flood_points', 14).set('Accept-Encoding', 'gzip');
    const plain = await getTile('flood_points', 14).set('Accept-Encoding', 'identity');
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(Number(plain.headers['content-length'])).toBe(plain.body.length);
    expect(plain.body.equals(zipped.body)).toBe(true);
    expect(plain.headers.etag).not.toBe(zipped.headers.etag);
  });

  test('.mvt and .pbf name the same tile', async () => {
    await insertFloodPoint('FP1', place.lon, place.lat);
    const plain = await getTile('flood_points', 14);
    for (const suffix of ['.mvt', '.pbf']) {
      const answer = await binary(request(app).get(`${tilePath('flood_points', 14)}${suffix}`));
      expect(answer.headers.etag).toBe(plain.headers.etag);
    }
  });

  test('304 while nothing changed, the new tile after a change past the service', async () => {
    await insertFloodPoint('FP1', place.lon, place.lat);
    const etag = (await getTile('flood_points', 14)).headers.etag ?? '';
    const unchanged = await getTile('flood_points', 14).set('If-None-Match', etag);
    expect(unchanged.status).toBe(304);
    expect(unchanged.headers.etag).toBe(etag);
    await sql(`UPDATE anlan.flood_points SET people = 99`);
    const changed = await getTile('flood_points', 14).set('If-None-Match', etag);
    expect(changed.status).toBe(200);
    expect(changed.headers.etag).not.toBe(etag);
    expect(features(changed.body)[0]?.tags.people).toBe(99);
    // A change of one layer leaves the tiles of the others as they were.
    const other = (await getTile('shelters', 14)).headers.etag;
    await sql(`UPDATE anlan.flood_points SET people = 98`);
    expect((await getTile('shelters', 14)).headers.etag).toBe(other);
  });

  test('an empty tile is 204, and becomes 200 with the first feature', async () => {
    const empty = await getTile('flood_points', 14);
    expect(empty.status).toBe(204);
    const etag = empty.headers.etag ?? '';
    expect((await getTile('flood_points', 14).set('If-None-Match', etag)).status).toBe(304);
    await insertFloodPoint('FP1', place.lon, place.lat);
    expect((await getTile('flood_points', 14).set('If-None-Match', etag)).status).toBe(200);
  });

  test.each([
    ['/api/tiles/railways/14/0/0', 404, 'unknown_collection'],
    ['/api/tiles/railways.json', 404, 'unknown_collection'],
    ['/api/tiles/__proto__.json', 404, 'unknown_collection'],
    ['/api/tiles/roads/16/0/0', 404, 'unknown_tile'],
    ['/api/tiles/roads/7/0/0', 404, 'unknown_tile'],
    ['/api/tiles/roads/10/1024/0', 404, 'unknown_tile'],
    ['/api/tiles/roads/10/0/1024', 404, 'unknown_tile'],
    ['/api/tiles/roads/99/0/0', 404, 'unknown_tile'],
    ['/api/tiles/roads/10/-1/0', 400, 'invalid_parameter'],
    ['/api/tiles/roads/10/0/1.5', 400, 'invalid_parameter'],
    ['/api/tiles/roads/1e1/0/0', 400, 'invalid_parameter'],
    ['/api/tiles/roads/10/0/99999999999999999999', 400, 'invalid_parameter'],
  ])('%s is refused with %i %s', async (path, status, code) => {
    const answer = await request(app).get(path);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  });
});

describe('TileJSON', () => {
  test('names tiles, zooms and the fields with their titles', async () => {
    await insertFloodPoint('FP1', place.lon, place.lat);
    const { body } = await request(app).get('/api/tiles/roads.json').set('Host', 'county.example:8080').expect(200);
    expect(body).toMatchObject({
      tilejson: '3.0.0',
      tiles: ['http://county.example:8080/api/tiles/roads/{z}/{x}/{y}'],
      minzoom: layers.roads.tiles.minimumZoom,
      maxzoom: layers.roads.tiles.maximumZoom,
      vector_layers: [{ id: 'roads', fields: { road_class: '行政等级 / Administrative class' } }],
    });
    expect(body).not.toHaveProperty('attribution');
    expect(Object.keys(body.vector_layers[0].fields)).not.toContain('remarks');
    const [west, south, east, north] = body.bounds;
    expect(west).toBeLessThan(place.lon - 0.1);
    expect(east).toBeGreaterThan(place.lon + 0.1);
    expect(south).toBeLessThan(place.lat - 0.1);
    expect(north).toBeGreaterThan(place.lat + 0.1);
    expect(east - west).toBeLessThan(1);
  });

  test('has no bounds in an empty county, and follows the data', async () => {
    expect((await request(app).get('/api/tiles/roads.json')).body).not.toHaveProperty('bounds');
    await insertFloodPoint('FP1', place.lon, place.lat);
    const first = (await request(app).get('/api/tiles/roads.json')).body.bounds;
    await insertFloodPoint('FP2', place.lon + 2, place.lat);
    const second = (await request(app).get('/api/tiles/roads.json')).body.bounds;
    expect(second[2]).toBeCloseTo(first[2] + 2, 2);
    expect(second[0]).toBe(first[0]);
  });
});

describe('under load', () => {
  test('callers of one cold tile share one query, and a warm tile needs none', async () => {
    await insertFloodPoint('FP1', place.lon, place.lat);
    const fresh = makeTileService({ database: db.database });
    const queries = vi.spyOn(db.database.pool, 'query');
    try {
      await Promise.all(Array.from({ length: 20 }, () => fresh.tile('flood_points', addressOf(14))));
      const texts = queries.mock.calls.map(([text]) => String(text));
      expect(texts.filter((text) => text.includes('ST_TileEnvelope') || text.includes('ST_ClipByBox2D'))).toHaveLength(
        1,
      );
      // One more for the revision, which the twenty share because they asked in one turn.
      expect(texts).toHaveLength(2);
      queries.mockClear();
      await fresh.tile('flood_points', addressOf(14));
      expect(queries.mock.calls.map(([text]) => String(text))).toEqual([expect.stringContaining('layer_revisions')]);
      expect(String(queries.mock.calls[0])).not.toContain('FROM anlan.flood_points');
    } finally {
      queries.mockRestore();
    }
  });

  test('no reader gets less than was committed before it asked, and none sees what is not committed', async () => {
    const { pool } = db.database;
    let committed = 0;
    let writing = true;
    const write = async (): Promise<void> => {
      for (let i = 1; i <= 25; i++) {
        await withTransaction(pool, (client) =>
          client.query(
            `INSERT INTO anlan.flood_points (code, name, people, geom) VALUES ($1, '点', 1, ST_SetSRID(ST_MakePoint($2, $3), 4326))`,
            [`F${i}`, place.lon, place.lat],
          ),
        );
        committed = i;
      }
      writing = false;
    };
    let reads = 0;
    const read = async (): Promise<void> => {
      while (writing) {
        const before = committed;
        const tile = await tiles.tile('flood_points', addressOf(14));
        const seen = features(tile.body).length;
        expect(seen).toBeGreaterThanOrEqual(before);
        // At most the one whose commit has not been reported to us yet.
        expect(seen).toBeLessThanOrEqual(committed + 1);
        reads++;
      }
    };
    await Promise.all([write(), read(), read(), read()]);
    expect(reads).toBeGreaterThan(3);
    expect(features((await tiles.tile('flood_points', addressOf(14))).body)).toHaveLength(25);
  });

  test('a rolled-back change leaves tile and ETag alone', async () => {
    await insertFloodPoint('FP1', place.lon, place.lat);
    const before = await tiles.tile('flood_points', addressOf(14));
    await expect(
      withTransaction(db.database.pool, async (client) => {
        await client.query('DELETE FROM anlan.flood_points');
        throw new Error('undo');
      }),
    ).rejects.toThrow('undo');
    expect(await tiles.tile('flood_points', addressOf(14))).toEqual(before);
  });

  test('a cache too small for the tiles serves them all the same', async () => {
    await fillEveryLayer(sql);
    const small = makeTileService({ database: db.database, cacheBytes: 1000 });
    for (const id of ['roads', 'flood_zones', 'roads'] as const) {
      expect((await small.tile(id, addressOf(12))).body.equals((await tiles.tile(id, addressOf(12))).body)).toBe(true);
    }
  });
});

test('the spatial index finds the rows of a tile', async () => {
  await sql(
    `INSERT INTO anlan.roads (code, road_class, structure, geom)
     SELECT 'R' || i, 'village', 'road', ST_SetSRID(ST_MakeLine(ST_MakePoint(110 + (i % 100) * 0.01, 31 + (i / 100) * 0.01),
       ST_MakePoint(110.001 + (i % 100) * 0.01, 31.001 + (i / 100) * 0.01)), 4326) FROM generate_series(0, 5999) AS i`,
  );
  await sql('ANALYZE anlan.roads');
  const queryOf = db.database.capabilities.mvt ? encodedTileQuery : tileFeaturesQuery;
  for (const z of [12, 14, 15]) {
    const { text, values } = queryOf(layers.roads, addressOf(z));
    const { rows } = await db.database.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [...values]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('roads_geom_idx');
    expect(plan).not.toContain('Seq Scan on roads');
  }
});

function appOf(service: TileService): express.Express {
  const made = express().use('/api/tiles', tileRoutes(service));
  const answerProblem: ErrorRequestHandler = (error, _request, response, _next) => {
    const problem = toProblem(error);
    response.status(problem.status).json(problemDocument(problem, 'en'));
  };
  return made.use(answerProblem);
}

function withoutMvt(database: Database): Database {
  return { ...database, capabilities: { ...database.capabilities, mvt: false } };
}

async function sql(text: string): Promise<void> {
  await db.database.pool.query(text);
}

async function insertFloodPoint(code: string, lon: number, lat: number): Promise<number> {
  const { rows } = await db.database.pool.query<{ id: string }>(
    `INSERT INTO anlan.flood_points (code, name, people, responsible_phone, geom)
     VALUES ($1, '王家坪', 37, '13800000001', ST_SetSRID(ST_MakePoint($2, $3), 4326)) RETURNING id`,
    [code, lon, lat],
  );
  return Number(rows[0]?.id);
}

function tilePath(layer: LayerId, zoom: number): string {
  const { z, x, y } = addressOf(zoom);
  return `/api/tiles/${layer}/${z}/${x}/${y}`;
}

function getTile(layer: LayerId, zoom: number): request.Test {
  return binary(request(app).get(tilePath(layer, zoom)));
}

function binary(test: request.Test): request.Test {
  return test.buffer(true).parse((response, done) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => done(null, Buffer.concat(chunks)));
  });
}

async function featuresAt(layer: LayerId, zoom: number): Promise<DecodedFeature[]> {
  return features((await tiles.tile(layer, addressOf(zoom))).body);
}
