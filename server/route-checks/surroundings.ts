import type { Feature, Geometry, LineString } from 'geojson';
import type pg from 'pg';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layers } from '../../data/layers/index.ts';
import { boxesAlong } from '../evacuation/geometry/boxes-along.ts';
import { type Coverage, checkedLayers, type RouteSurroundings } from '../evacuation/index.ts';
import { featureSql } from '../layers/feature.ts';
import type { Bbox } from '../layers/query.ts';
import { tableOf } from '../layers/table.ts';

export interface Surroundings {
  readonly features: RouteSurroundings;
  readonly coverage: Coverage;
}

/**
 * What the check has to know of the county, found through the spatial indexes: everything near the route, and, wherever
 * they lie, the shelter and the flood point the route names, the flood zones over the shelter, the closures and hazards
 * that name one of the roads nearby, and the routes counted with this one. Run it in one snapshot.
 *
 * @param reachMetres how far from the route a feature can matter
 */
export async function readSurroundings(
  client: pg.ClientBase,
  route: Feature<LineString>,
  reachMetres: number,
): Promise<Surroundings> {
  const reader = new Reader(client, boxesAlong(route.geometry.coordinates, reachMetres));
  const roads = await reader.near(layers.roads);
  const segmentCodes = textMembers(roads, 'code');
  const roadCodes = textMembers(roads, 'road_code');
  const byRoad = (layer: LayerDefinition) =>
    reader.nearOr(layer, 'segment_code = ANY($2::text[]) OR road_code = ANY($3::text[])', [segmentCodes, roadCodes]);
  const shelterCode = route.properties?.shelter_code;
  const shelters = await reader.nearOr(layers.shelters, 'code = $2::text', [
    typeof shelterCode === 'string' ? shelterCode : null,
  ]);
  const pointCode = route.properties?.flood_point_code;
  const floodPoints = await reader.nearOr(layers.flood_points, 'code = $2::text', [
    typeof pointCode === 'string' ? pointCode : null,
  ]);
  const features = {
    roads,
    closures: await byRoad(layers.closures),
    road_hazards: await byRoad(layers.road_hazards),
    flood_zones: await reader.nearOr(layers.flood_zones, overShelters, [textMembers(shelters, 'code')]),
    watercourses: await reader.near(layers.watercourses),
    water_bodies: await reader.near(layers.water_bodies),
    shelters,
    flood_points: floodPoints,
    evacuation_routes: await reader.nearOr(
      layers.evacuation_routes,
      'flood_point_code = ANY($2::text[]) OR shelter_code = ANY($3::text[])',
      [textMembers(floodPoints, 'code'), textMembers(shelters, 'code')],
    ),
  };
  // Each layer gives the geometry type of its definition, which its table enforces.
  return { features: features as unknown as RouteSurroundings, coverage: await readCoverage(client) };
}

const overShelters = `id IN (
  SELECT z.id FROM anlan.shelters AS s JOIN anlan.flood_zones AS z ON ST_Intersects(z.geom, s.geom) WHERE s.code = ANY($2::text[]))`;

class Reader {
  readonly #client: pg.ClientBase;
  readonly #boxes: string;

  constructor(client: pg.ClientBase, boxes: readonly Bbox[]) {
    this.#client = client;
    this.#boxes = JSON.stringify(boxes);
  }

  near(layer: LayerDefinition): Promise<Feature<Geometry>[]> {
    return this.nearOr(layer, 'FALSE', []);
  }

  /** @param condition of SQL, its values from $2 on */
  async nearOr(layer: LayerDefinition, condition: string, values: readonly unknown[]): Promise<Feature<Geometry>[]> {
    const table = tableOf(layer);
    // The join asks the spatial index once a box; a condition over all boxes at once would read the whole table. So
    // would joining the rows found to their table: the planner takes them for a tenth of it. OFFSET 0 keeps it to
    // fetching them one by one (15 ms for 440 of 100,000 roads, against 117).
    const { rows } = await this.#client.query<{ feature: string }>(
      `SELECT f.feature FROM (
         SELECT t.id FROM json_array_elements($1::json) AS b(box)
         JOIN ${table} AS t ON t.geom && ST_MakeEnvelope(
           (b.box->>0)::float8, (b.box->>1)::float8, (b.box->>2)::float8, (b.box->>3)::float8, 4326)
         UNION SELECT id FROM ${table} WHERE ${condition}) AS found
       CROSS JOIN LATERAL (
         SELECT ${featureSql(layer)} AS feature FROM ${table} AS t WHERE t.id = found.id OFFSET 0) AS f
       ORDER BY found.id`,
      [this.#boxes, ...values],
    );
    return rows.map((row): Feature<Geometry> => JSON.parse(row.feature));
  }
}

async function readCoverage(client: pg.ClientBase): Promise<Coverage> {
  const parts = checkedLayers.map((id) => `EXISTS (SELECT FROM ${tableOf(layers[id])}) AS ${id}`);
  const { rows } = await client.query<Coverage>(`SELECT ${parts.join(', ')}`);
  const [coverage] = rows;
  if (!coverage) throw new Error('the database gave no coverage');
  return coverage;
}

function textMembers(features: readonly Feature[], member: string): string[] {
  const values = features.map((feature) => feature.properties?.[member]);
  return [...new Set(values.filter((value): value is string => typeof value === 'string'))];
}
