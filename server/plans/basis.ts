import type { LayerId } from '../../data/layers/definition.ts';
import type { Queryable } from '../jobs/job.ts';
import { lastChangeSql } from '../layers/history/feed.ts';

/** The layers that a plan is worked out from. */
export const basisLayers = [
  'roads',
  'flood_points',
  'shelters',
  'closures',
  'flood_zones',
  'road_hazards',
  'watercourses',
  'water_bodies',
] as const;
type BasisLayer = (typeof basisLayers)[number];

/** Of each layer (plans of before may lack some) the revision in which it was read, and the last entry of its history up to then. */
export type Basis = Readonly<Partial<Record<BasisLayer, { readonly revision: number; readonly position: number }>>>;

/** What has changed in a layer since a plan was worked out. */
export interface LayerChange {
  readonly layer: LayerId;
  readonly features: number;
  /** The first of them. */
  readonly ids: readonly number[];
}

/** How many ids a change names. */
export const listedIds = 20;

/**
 * The members that a plan depends on. Of the others, a phone number say, an edit leaves a plan as right as it was. An
 * empty list: whatever changes matters.
 */
const members: Readonly<Record<BasisLayer, readonly string[]>> = {
  roads: [
    'code',
    'road_code',
    'name',
    'road_class',
    'technical_class',
    'structure',
    'oneway',
    'motor_vehicles',
    'design_speed_kmh',
    'speed_limit_kmh',
    'width_m',
    'lanes',
    'from_m',
    'to_m',
  ],
  flood_points: ['code', 'people', 'lead_time_min'],
  shelters: ['code', 'capacity', 'state'],
  closures: [],
  flood_zones: ['return_period_years'],
  road_hazards: ['segment_code', 'road_code', 'from_m', 'to_m', 'grade', 'state'],
  watercourses: ['structure'],
  water_bodies: ['kind'],
};

/** Run it in the snapshot that the layers are read in. */
export async function readBasis(db: Queryable): Promise<Basis> {
  const { rows } = await db.query<{ layer: BasisLayer; revision: number; position: number }>(
    `SELECT r.layer, r.revision,
       coalesce(${lastChangeSql('r.layer')}, 0) AS position
     FROM anlan.layer_revisions AS r WHERE r.layer = ANY($1::text[])`,
    [basisLayers],
  );
  return Object.fromEntries(rows.map(({ layer, revision, position }) => [layer, { revision, position }])) as Basis;
}

/** What has changed since, of what matters to a plan. */
export async function changesSince(db: Queryable, basis: Basis): Promise<LayerChange[]> {
  const { rows } = await db.query<{ layer: LayerId; features: number; ids: number[] }>(
    `SELECT c.layer, count(*) AS features, (array_agg(c.feature_id ORDER BY c.feature_id))[1:$4] AS ids
     FROM (
       SELECT DISTINCT h.layer, h.feature_id
       FROM unnest($1::text[], $2::bigint[]) AS b(layer, position)
       CROSS JOIN LATERAL (SELECT $3::json -> b.layer AS members) AS m
       JOIN anlan.history AS h ON h.layer = b.layer AND h.id > b.position
       WHERE h.operation <> 'update' OR h.before_geom IS DISTINCT FROM h.after_geom OR json_array_length(m.members) = 0
         OR EXISTS (SELECT FROM json_array_elements_text(m.members) AS member(name)
           WHERE h.before -> member.name IS DISTINCT FROM h.after -> member.name)
     ) AS c
     GROUP BY c.layer ORDER BY c.layer`,
    [basisLayers, basisLayers.map((layer) => basis[layer]?.position ?? null), JSON.stringify(members), listedIds],
  );
  return rows.map(({ layer, features, ids }) => ({ layer, features: Number(features), ids: ids.map(Number) }));
}
