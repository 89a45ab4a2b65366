import type { ClusterSettings, LayerDefinition } from '../../data/layers/definition.ts';
import type { TileAddress } from './address.ts';
import { tileExtent, tileUnits } from './geometry-sql.ts';

/** The tag that says how many points a feature stands for; single points do not have it. */
export const clusterCount = 'cluster_count';

/**
 * Squares along a tile's side: 32 pixels each on a screen, somewhat more than a mark from afar. They end where tiles end,
 * so that every point is counted in one tile and once.
 */
const squares = 16;

/** How points are drawn as one in this tile; undefined where each stands for itself. */
export function clustersAt({ tiles }: LayerDefinition, { z }: TileAddress): ClusterSettings | undefined {
  return tiles.clusters && z < tiles.clusters.belowZoom ? tiles.clusters : undefined;
}

/**
 * One row per square: a point alone in it as it is, several as their mean position without id, with their count and the
 * gravest value of the settings' member. All other tags are NULL.
 *
 * @param points SELECT of `id`, the tags and `geom` (4326)
 * @param orderParameter number of the parameter with the member's values, gravest first, '' for NULL
 */
export function clustersSql(
  points: string,
  tags: readonly string[],
  { member }: ClusterSettings,
  address: TileAddress,
  orderParameter: number,
): string {
  const { z, x, y } = address;
  const { unitsPerMetre } = tileUnits(address);
  // Whole units of the world before the tile's are taken off, so that neighbours agree on whose an edge is.
  const half = (2 ** z / 2) * tileExtent;
  const unitX = `floor(ST_X(metres) * ${unitsPerMetre} + ${half}) - ${x * tileExtent}`;
  const unitY = `floor(ST_Y(metres) * ${-unitsPerMetre} + ${half}) - ${y * tileExtent}`;
  const side = tileExtent / squares;
  const rank = `array_position($${orderParameter}::text[], coalesce(${member}, ''))`;
  const gravest = `(array_agg(${member} ORDER BY ${rank} NULLS FIRST, id))[1]`;
  const ofOne = (name: string) => `CASE WHEN count(*) = 1 THEN (array_agg(${name}))[1] END`;
  const columns = tags.map((name) => `, ${name === member ? gravest : ofOne(name)} AS ${name}`);
  return `SELECT ${ofOne('id')} AS id${columns.join('')},
  CASE WHEN count(*) > 1 THEN count(*)::int END AS ${clusterCount},
  ST_MakePoint(floor(avg(unit_x)), floor(avg(unit_y))) AS geom
FROM (
  SELECT *, ${unitX} AS unit_x, ${unitY} AS unit_y
  FROM (SELECT *, ST_Transform(geom, 3857) AS metres FROM (${points}) AS points) AS projected
) AS placed
WHERE unit_x >= 0 AND unit_x < ${tileExtent} AND unit_y >= 0 AND unit_y < ${tileExtent}
GROUP BY floor(unit_x / ${side}), floor(unit_y / ${side})`;
}
