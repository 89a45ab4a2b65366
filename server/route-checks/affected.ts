import { checkedLayers } from '../evacuation/index.ts';
import type { Queryable } from '../jobs/job.ts';

/** Layers that the check of a route reads. */
export const followedLayers = checkedLayers;

/** About 200 m, farther than any rule looks. */
const reachDegrees = 0.002;

/** What no rule reads. */
const irrelevantMembers = ['remarks', 'township', 'version', 'updated_at'];

/** Of a road: what decides who can go where. Other members bear on the routes beside it only. */
const membersOfWays = ['code', 'road_class', 'technical_class', 'oneway', 'motor_vehicles', 'width_m', 'structure'];

/**
 * The routes whose check the changes can bear on, by the layer that was changed. A change near a route, or one that names
 * it, its flood point, its shelter or its roads bears on it; and another way may open or close far from it: what makes up
 * the network bears on every route.
 *
 * @param historyIds of the changes
 */
export async function affectedRoutes(
  db: Queryable,
  historyIds: readonly number[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const { rows } = await db.query<{ layer: string; id: number }>(
    `WITH h AS (
       SELECT * FROM anlan.history WHERE id = ANY($1::bigint[]) AND (operation <> 'update'
         OR before_geom IS DISTINCT FROM after_geom OR before - $3::text[] IS DISTINCT FROM after - $3::text[])),
     sides AS (
       SELECT h.layer, h.feature_id, s.document, s.geom FROM h
       CROSS JOIN LATERAL (VALUES (before, before_geom), (after, after_geom)) AS s(document, geom)
       WHERE s.document IS NOT NULL),
     everywhere AS (
       SELECT DISTINCT layer FROM h WHERE layer IN ('closures', 'flood_zones', 'shelters')
         OR layer = 'roads' AND (operation <> 'update' OR before_geom IS DISTINCT FROM after_geom
           OR EXISTS (SELECT FROM unnest($4::text[]) AS m(name) WHERE before -> m.name IS DISTINCT FROM after -> m.name)))
     SELECT e.layer, r.id FROM everywhere AS e CROSS JOIN anlan.evacuation_routes AS r
     UNION
     SELECT s.layer, s.feature_id FROM sides AS s WHERE s.layer = 'evacuation_routes'
     UNION
     SELECT s.layer, r.id FROM sides AS s JOIN anlan.evacuation_routes AS r
       ON r.geom && ST_Expand(s.geom, $2) AND ST_DWithin(r.geom, s.geom, $2)
     UNION
     SELECT s.layer, r.id FROM sides AS s JOIN anlan.evacuation_routes AS r ON r.flood_point_code = s.document ->> 'code'
       WHERE s.layer = 'flood_points'
     UNION
     SELECT s.layer, r.id FROM sides AS s JOIN anlan.evacuation_routes AS r
       ON r.flood_point_code = s.document ->> 'flood_point_code' OR r.shelter_code = s.document ->> 'shelter_code'
       WHERE s.layer = 'evacuation_routes'
     UNION
     SELECT s.layer, r.id FROM sides AS s
       JOIN anlan.roads AS w ON w.code = s.document ->> 'segment_code' OR w.road_code = s.document ->> 'road_code'
       JOIN anlan.evacuation_routes AS r ON r.geom && ST_Expand(w.geom, $2) AND ST_DWithin(r.geom, w.geom, $2)
       WHERE s.layer = 'road_hazards'`,
    [historyIds, reachDegrees, irrelevantMembers, membersOfWays],
  );
  const affected = new Map<string, number[]>();
  for (const { layer, id } of rows) affected.set(layer, [...(affected.get(layer) ?? []), id]);
  return affected;
}
