import type { Feature, Geometry, LineString, Point } from 'geojson';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import type { Queryable } from '../../jobs/job.ts';
import { featureSql } from '../../layers/feature.ts';
import type { Bbox } from '../../layers/query.ts';
import { quoteIdentifier, tableOf } from '../../layers/table.ts';

/** What a small map shows beside the route, and from which its words are made. */
export interface MapSurroundings {
  /** Whole, for a road cut at the edge of the sheet has lost its chainage. */
  readonly roads: readonly Feature<LineString>[];
  readonly settlements: readonly Feature<Point>[];
  /** Cut at the edge of the sheet: a river or a flood zone goes on through the county. */
  readonly watercourses: readonly Feature[];
  readonly waterBodies: readonly Feature[];
  readonly floodZones: readonly Feature[];
}

/** One answer a box, in their order; each layer is asked once for all of them. */
export async function readSurroundings(db: Queryable, boxes: readonly Bbox[]): Promise<MapSurroundings[]> {
  const text = JSON.stringify(boxes);
  const roads = await whole<LineString>(db, layers.roads, text, boxes.length);
  const settlements = await whole<Point>(db, layers.settlements, text, boxes.length);
  const watercourses = await cut(db, layers.watercourses, ['name', 'kind', 'structure'], text, boxes.length);
  const waterBodies = await cut(db, layers.water_bodies, ['name', 'kind'], text, boxes.length);
  const floodZones = await cut(db, layers.flood_zones, ['kind', 'return_period_years'], text, boxes.length);
  return boxes.map((_, index) => ({
    roads: roads[index] ?? [],
    settlements: settlements[index] ?? [],
    watercourses: watercourses[index] ?? [],
    waterBodies: waterBodies[index] ?? [],
    floodZones: floodZones[index] ?? [],
  }));
}

const envelope = `ST_MakeEnvelope(
  (b.box->>0)::float8, (b.box->>1)::float8, (b.box->>2)::float8, (b.box->>3)::float8, 4326)`;
const eachBox = `json_array_elements($1::json) WITH ORDINALITY AS b(box, number)`;

async function whole<G extends Geometry>(
  db: Queryable,
  layer: LayerDefinition,
  boxes: string,
  count: number,
): Promise<Feature<G>[][]> {
  const { rows } = await db.query<Row>(
    `SELECT b.number::int AS number, f.feature FROM ${eachBox}
     JOIN ${tableOf(layer)} AS t ON t.geom && ${envelope}
     CROSS JOIN LATERAL (SELECT ${featureSql(layer)} AS feature FROM ${tableOf(layer)} WHERE id = t.id OFFSET 0) AS f
     ORDER BY b.number, t.id`,
    [boxes],
  );
  return grouped(rows, count);
}

async function cut(
  db: Queryable,
  layer: LayerDefinition,
  members: readonly string[],
  boxes: string,
  count: number,
): Promise<Feature[][]> {
  const columns = members.map((member) => `t.${quoteIdentifier(member)}`).join(', ');
  const { rows } = await db.query<Row>(
    `SELECT b.number::int AS number, '{"type":"Feature","geometry":' || ST_AsGeoJSON(c.geom, 6) || ',"properties":' ||
       (SELECT row_to_json(p)::text FROM (SELECT ${columns}) AS p) || '}' AS feature
     FROM ${eachBox} JOIN ${tableOf(layer)} AS t ON t.geom && ${envelope}
     CROSS JOIN LATERAL (SELECT ST_ClipByBox2D(t.geom, ${envelope}) AS geom) AS c
     WHERE NOT ST_IsEmpty(c.geom) ORDER BY b.number, t.id`,
    [boxes],
  );
  return grouped(rows, count);
}

interface Row {
  readonly number: number;
  readonly feature: string;
}

function grouped<G extends Geometry>(rows: readonly Row[], count: number): Feature<G>[][] {
  const groups: Feature<G>[][] = Array.from({ length: count }, () => []);
  for (const { number, feature } of rows) groups[number - 1]?.push(JSON.parse(feature));
  return groups;
}
