import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import { type LayerDefinition, type LayerId, layerList, layers } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { makeExtents } from '../layers/extents.ts';
import { noSuchTile, type TileAddress } from './address.ts';
import { encodeTile, type TileFeatureRow } from './encode.ts';
import { encodedTileQuery, tileFeaturesQuery } from './query.ts';
import { revisionOf, revisionReader } from './revisions.ts';
import { singleFlight } from './single-flight.ts';
import { type TileJson, tileJson } from './tile-json.ts';

export interface Tile {
  /** Vector tile, gzip; of no bytes when the tile is empty. */
  readonly body: Buffer;
  /** Names layer, place, definition and revision; without quotes. */
  readonly etag: string;
  readonly empty: boolean;
}

export interface TileService {
  /**
   * The tile with every change committed before the call.
   * @throws ProblemError unknown_tile outside the zooms that the layer has tiles for.
   */
  tile(layer: LayerId, address: TileAddress): Promise<Tile>;
  /** What `tile` would give as `etag`, without making the tile. */
  etag(layer: LayerId, address: TileAddress): Promise<string>;
  /** @param baseUrl where the tiles are mounted, without a slash at its end */
  tileJson(layer: LayerId, baseUrl: string): Promise<TileJson>;
}

/** To be raised when the same rows and definition give other bytes than before. */
const encodingVersion = 1;

const defaultCacheBytes = 64 * 1024 * 1024;
/** What an entry costs beside its bytes: key, object, list links. Empty tiles would otherwise count nothing. */
const entryOverheadBytes = 400;
/** Level 6 makes tiles 5 % smaller and takes twice the time, which on a cold tile is as long as HTTP itself. */
const gzipLevel = 3;

const compress = promisify(gzip);

export function makeTileService(options: {
  readonly database: Database;
  /** Size of the cache of finished tiles. */
  readonly cacheBytes?: number;
}): TileService {
  const { database, cacheBytes = defaultCacheBytes } = options;
  const read = revisionReader(database);
  const once = singleFlight<CachedTile>();
  const extents = makeExtents(database);
  const definitionHashes = new Map(layerList.map((layer) => [layer.id, definitionHash(layer)]));
  const cache = new LRUCache<string, CachedTile>({
    maxSize: cacheBytes,
    sizeCalculation: ({ body }, key) => body.length + key.length + entryOverheadBytes,
  });

  const etagOf = (layer: LayerId, { z, x, y }: TileAddress, revision: string): string =>
    hash(`${definitionHashes.get(layer)} ${layer}/${z}/${x}/${y} ${revision}`);

  return {
    async etag(layer, address) {
      checkZoom(layers[layer], address);
      return etagOf(layer, address, revisionOf(await read(), layer));
    },

    /*
     * A tile is never kept under a revision that it does not show. The revision moves in the transaction that changes
     * the rows, and tile and revision are read by one statement, which is one snapshot: it sees both or neither. The
     * tile is kept under the revision of that snapshot, not under the one asked for. Nor does a caller get less than
     * was committed when it asked: it reads the revision first, and joins another's query only if that was begun by
     * someone who had read the same revision.
     */
    async tile(layer, address) {
      checkZoom(layers[layer], address);
      const revision = revisionOf(await read(), layer);
      const key = `${layer}/${address.z}/${address.x}/${address.y}`;
      const cached = cache.get(key);
      const made =
        cached?.revision === revision
          ? cached
          : await once(`${key} ${revision}`, async () => {
              const fresh = await makeTile(database, layers[layer], address);
              cache.set(key, fresh);
              return fresh;
            });
      return { body: made.body, etag: etagOf(layer, address, made.revision), empty: made.body.length === 0 };
    },

    async tileJson(layer, baseUrl) {
      return tileJson(layers[layer], baseUrl, await extents.ofCounty());
    },
  };
}

interface CachedTile {
  readonly revision: string;
  readonly body: Buffer;
}

async function makeTile(database: Database, layer: LayerDefinition, address: TileAddress): Promise<CachedTile> {
  const { revision, encoded } = database.capabilities.mvt
    ? await readEncoded(database, layer, address)
    : await readAndEncode(database, layer, address);
  return { revision, body: encoded.length === 0 ? encoded : await compress(encoded, { level: gzipLevel }) };
}

interface EncodedTile {
  readonly revision: string;
  readonly encoded: Buffer;
}

async function readEncoded(database: Database, layer: LayerDefinition, address: TileAddress): Promise<EncodedTile> {
  const query = encodedTileQuery(layer, address);
  const { rows } = await database.pool.query<{ revision: string; body: Buffer | null }>(query.text, [...query.values]);
  return { revision: rowRevision(layer, rows[0]), encoded: rows[0]?.body ?? Buffer.alloc(0) };
}

async function readAndEncode(database: Database, layer: LayerDefinition, address: TileAddress): Promise<EncodedTile> {
  const query = tileFeaturesQuery(layer, address);
  const { rows } = await database.pool.query<TileFeatureRow & { revision: string }>(query.text, [...query.values]);
  return { revision: rowRevision(layer, rows[0]), encoded: encodeTile(layer, rows) };
}

function rowRevision(layer: LayerDefinition, row: { revision: string } | undefined): string {
  return revisionOf(new Map(row === undefined ? [] : [[layer.id, row.revision]]), layer.id);
}

function checkZoom(layer: LayerDefinition, address: TileAddress): void {
  const { minimumZoom, maximumZoom } = layer.tiles;
  if (address.z >= minimumZoom && address.z <= maximumZoom) return;
  throw noSuchTile(
    address,
    text(
      `图层 ${layer.id} 的瓦片级别为 ${minimumZoom} 至 ${maximumZoom}`,
      `layer ${layer.id} has tiles of zoom ${minimumZoom} to ${maximumZoom}`,
    ),
  );
}

function definitionHash(layer: LayerDefinition): string {
  return hash(JSON.stringify([encodingVersion, layer.id, layer.geometry, layer.tiles, layer.properties]));
}

function hash(value: string): string {
  return createHash('sha256').update(value).digest('base64url').slice(0, 22);
}
