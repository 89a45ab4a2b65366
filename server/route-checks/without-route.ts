import { routeCheckNumbers, routeCheckRowsWith } from '../../data/standards/route-check.ts';
import type { Queryable } from '../jobs/job.ts';

export interface PointWithoutRoute {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
  readonly township: string | null;
  readonly people: number;
}

export interface WithoutRoute {
  readonly points: number;
  readonly people: number;
  /** Those of most people first; not all where there are many. */
  readonly first: readonly PointWithoutRoute[];
}

const mostNamed = 100;
/** Wider than any reach: what an index looks through. */
const boxDegrees = 0.01;

/**
 * Flood points with people of which no route takes any, as rule EV09 counts: none names the point, and none that names no
 * point starts within reach of it. No check of a route can find them.
 * @param township only in this one
 */
export async function readWithoutRoute(db: Queryable, township?: string): Promise<WithoutRoute> {
  const { rows } = await db.query<PointWithoutRoute & { points: number; all_people: number }>(
    `SELECT p.id, p.code, p.name, p.township, p.people, (count(*) OVER ())::integer AS points,
       (sum(p.people) OVER ())::integer AS all_people
     FROM anlan.flood_points AS p
     WHERE p.people > 0 AND ($4::text IS NULL OR p.township = $4)
       AND NOT EXISTS (SELECT FROM anlan.evacuation_routes AS r WHERE btrim(r.flood_point_code) = btrim(p.code))
       AND NOT EXISTS (SELECT FROM anlan.evacuation_routes AS r
         WHERE r.geom && ST_Expand(p.geom, $2) AND coalesce(btrim(r.flood_point_code), '') = ''
           AND ST_DWithin(ST_StartPoint(r.geom)::geography, p.geom::geography, $3))
     ORDER BY p.people DESC, p.id LIMIT $1`,
    [mostNamed, boxDegrees, routeCheckNumbers(routeCheckRowsWith()).point_reach_m, township ?? null],
  );
  const [row] = rows;
  return {
    points: row?.points ?? 0,
    people: row?.all_people ?? 0,
    first: rows.map(({ id, code, name, township, people }) => ({ id, code, name, township, people })),
  };
}
