import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import { type LayerDefinition, type LayerId, layerList, layers } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { makeExtents } from '../layers/extents.ts';
import { noSuchTile, type TileAddress } from './address.ts';
import { clustersAt } from './clusters.ts';
import { encodeTile, type TileFeatureRow } from './encode.ts';
import { encodedTileQuery, type TileQuery, tileFeaturesQuery } from './query.ts';
import { revisionOf, revisionReader } from './revisions.ts';
import { makeTileCache, type RevisedTile } from './tile-cache.ts';
import { type TileJson, tileJson } from './tile-json.ts';

export interface Tile {
  /** Vector tile, gzip; of no bytes when the tile is empty. */
  readonly body: Buffer;
  /** Names layer, place, definition and revision; without quotes. */
  readonly etag: string;
  readonly empty: boolean;
}

export interface TileOptions {
  /** Points that lie close together from afar are one, where the layer has `clusters`. */
  readonly clustered?: boolean;
}

export interface TileService {
  /**
   * The tile with every change committed before the call.
   * @throws ProblemError unknown_tile outside the zooms that the layer has tiles for.
   */
  tile(layer: LayerId, address: TileAddress, options?: TileOptions): Promise<Tile>;
  /** What `tile` would give as `etag`, without making the tile. */
  etag(layer: LayerId, address: TileAddress, options?: TileOptions): Promise<string>;
  /** @param baseUrl where the tiles are mounted, without a slash at its end */
  tileJson(layer: LayerId, baseUrl: string, options?: TileOptions): Promise<TileJson>;
}

/** To be raised when the same rows and definition give other bytes than before. */
const encodingVersion = 1;

const defaultCacheBytes = 64 * 1024 * 1024;
/** Level 6 makes tiles 8 % smaller and takes three times as long, which on a cold tile is longer than HTTP itself. */
const gzipLevel = 1;
/** Up to this size compressing takes a millisecond or two: handing it to another thread and back would take as long. */
const compressHereBytes = 128 * 1024;

const compress = promisify(gzip);

export function makeTileService(options: {
  readonly database: Database;
  /** Size of the cache of finished tiles. */
  readonly cacheBytes?: number;
}): TileService {
  const { database, cacheBytes = defaultCacheBytes } = options;
  const read = revisionReader(database);
  const keep = makeTileCache(cacheBytes);
  const extents = makeExtents(database);
  const definitionHashes = new Map(layerList.map((layer) => [layer.id, definitionHash(layer)]));
  const etagOf = (layer: LayerId, { z, x, y }: TileAddress, clustered: boolean, revision: string): string =>
    hash(`${definitionHashes.get(layer)} ${layer}/${z}/${x}/${y}${clustered ? ' clustered' : ''} ${revision}`);

  return {
    async etag(layer, address, options) {
      checkZoom(layers[layer], address);
      return etagOf(layer, address, isClustered(layers[layer], address, options), revisionOf(await read(), layer));
    },

    async tile(layer, address, options) {
      checkZoom(layers[layer], address);
      const clustered = isClustered(layers[layer], address, options);
      const tile = await keep(
        `${layer}/${address.z}/${address.x}/${address.y}${clustered ? '/clustered' : ''}`,
        async () => revisionOf(await read(), layer),
        () => makeTile(database, layers[layer], address, clustered),
      );
      const etag = etagOf(layer, address, clustered, tile.revision);
      return { body: tile.body, etag, empty: tile.body.length === 0 };
    },

    async tileJson(layer, baseUrl, options) {
      return tileJson(layers[layer], baseUrl, await extents.ofCounty(), options?.clustered ?? false);
    },
  };
}

/** Where no points are drawn as one, the tile is the same either way, and kept once. */
function isClustered(layer: LayerDefinition, address: TileAddress, options: TileOptions | undefined): boolean {
  return options?.clustered === true && clustersAt(layer, address) !== undefined;
}

async function makeTile(
  database: Database,
  layer: LayerDefinition,
  address: TileAddress,
  clustered: boolean,
): Promise<RevisedTile> {
  const { revision, encoded } = database.capabilities.mvt
    ? await readEncoded(database, layer, encodedTileQuery(layer, address, clustered))
    : await readAndEncode(database, layer, tileFeaturesQuery(layer, address, clustered));
  return { revision, body: await zip(encoded) };
}

async function zip(encoded: Buffer): Promise<Buffer> {
  if (encoded.length === 0) return encoded;
  const options = { level: gzipLevel };
  return encoded.length <= compressHereBytes ? gzipSync(encoded, options) : await compress(encoded, options);
}

interface EncodedTile {
  readonly revision: string;
  readonly encoded: Buffer;
}

async function readEncoded(database: Database, layer: LayerDefinition, query: TileQuery): Promise<EncodedTile> {
  const { rows } = await database.pool.query<{ revision: string; body: Buffer | null }>(query.text, [...query.values]);
  return { revision: rowRevision(layer, rows[0]), encoded: rows[0]?.body ?? Buffer.alloc(0) };
}

async function readAndEncode(database: Database, layer: LayerDefinition, query: TileQuery): Promise<EncodedTile> {
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
