import { layers } from '../../data/layers/index.ts';
import type { Queryable } from '../jobs/job.ts';
import { layerRevision } from '../layers/store.ts';

/** Roads of one class in one township. Lengths are geodesic, in metres. */
export interface RoadLengths {
  readonly township: string | null;
  readonly road_class: string;
  readonly sections: number;
  readonly length_m: number;
  /** Of sections that carry the day of a survey. */
  readonly surveyed_m: number;
}

/** The lengths as they are, measured again only after a road has changed: of 100,000 lines that takes a second. */
export function makeRoadLengths(db: Queryable): () => Promise<readonly RoadLengths[]> {
  let known: { readonly revision: number; readonly rows: readonly RoadLengths[] } | undefined;
  return async () => {
    // The revision first: a change in between is then measured once more, never missed.
    const revision = await layerRevision(db, layers.roads);
    if (known?.revision === revision) return known.rows;
    const { rows } = await db.query<RoadLengths>(
      `SELECT township, road_class, count(*)::integer AS sections, round(sum(metres)::numeric, 1)::float8 AS length_m,
         round(coalesce(sum(metres) FILTER (WHERE surveyed_on IS NOT NULL), 0)::numeric, 1)::float8 AS surveyed_m
       FROM (SELECT township, road_class, surveyed_on, ST_Length(geom::geography) AS metres FROM anlan.roads) AS r
       GROUP BY township, road_class ORDER BY township, road_class`,
    );
    known = { revision, rows };
    return rows;
  };
}
