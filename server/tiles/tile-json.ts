import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import type { Database } from '../database/database.ts';
import type { Bounds } from './address.ts';
import { tileMembers } from './query.ts';

/** TileJSON 3.0.0 of one layer. */
export interface TileJson {
  readonly tilejson: '3.0.0';
  readonly name: string;
  readonly description: string;
  readonly scheme: 'xyz';
  readonly tiles: readonly [string];
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly bounds?: Bounds;
  readonly vector_layers: readonly VectorLayer[];
}

interface VectorLayer {
  readonly id: string;
  readonly description: string;
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * How far, in degrees (about 20 km), the stated bounds reach beyond the county's data. A map reads the bounds once and
 * asks for no tile outside: what is drawn there later would stay unseen until the page is loaded again.
 */
const boundsMargin = 0.2;

/** @param baseUrl where the tiles are mounted, without a slash at its end */
export function tileJson(layer: LayerDefinition, baseUrl: string, bounds: Bounds | undefined): TileJson {
  const { minimumZoom: minzoom, maximumZoom: maxzoom } = layer.tiles;
  const fields = Object.fromEntries(
    tileMembers(layer).map(([name, { title, unit }]) => [
      name,
      `${title.zh} / ${title.en}${unit === undefined ? '' : ` (${unit})`}`,
    ]),
  );
  return {
    tilejson: '3.0.0',
    name: `${layer.title.zh} / ${layer.title.en}`,
    description: `${layer.description.zh} ${layer.description.en}`,
    scheme: 'xyz',
    tiles: [`${baseUrl}/${layer.id}/{z}/{x}/{y}`],
    minzoom,
    maxzoom,
    ...(bounds === undefined ? {} : { bounds }),
    vector_layers: [{ id: layer.id, description: `${layer.title.zh} / ${layer.title.en}`, minzoom, maxzoom, fields }],
  };
}

/**
 * The box of all layers with its margin, undefined for an empty county. Of all layers, since a layer with one feature
 * today has its next one anywhere in the county.
 */
export async function countyBounds(database: Pick<Database, 'pool'>): Promise<Bounds | undefined> {
  const parts = layerList.map(({ id }) => `SELECT ST_Extent(geom)::box2d AS box FROM anlan.${id}`);
  const { rows } = await database.pool.query<Record<'w' | 's' | 'e' | 'n', number | null>>(
    `SELECT ST_XMin(box) AS w, ST_YMin(box) AS s, ST_XMax(box) AS e, ST_YMax(box) AS n
     FROM (SELECT ST_Extent(box::geometry) AS box FROM (${parts.join(' UNION ALL ')}) AS parts) AS county`,
  );
  const { w, s, e, n } = rows[0] ?? {};
  if (w == null || s == null || e == null || n == null) return undefined;
  const outwards = (value: number, direction: -1 | 1, limit: number): number =>
    direction * Math.min(limit, Math.ceil((direction * value + boundsMargin) * 1000) / 1000);
  return [outwards(w, -1, 180), outwards(s, -1, 90), outwards(e, 1, 180), outwards(n, 1, 90)];
}
