import type { Queryable } from '../jobs/job.ts';
import { readRoadsNear, readUnscreened } from './known.ts';
import type { Attention } from './match.ts';
import { makeStandings } from './standing.ts';
import { updateAttention } from './store-findings.ts';

/**
 * Takes back the open proposals of roads that were to be screened and are no longer roads for it: deleted, or footpaths
 * now.
 *
 * @param selected the roads that were to be screened; undefined: all
 */
export async function supersedeUnscreened(
  db: Queryable,
  hazards: readonly string[],
  screened: readonly number[],
  selected: readonly number[] | undefined,
): Promise<number> {
  const { rowCount } = await db.query(
    `UPDATE anlan.proposals AS p SET state = 'superseded'
     WHERE p.state = 'proposed' AND coalesce(p.of_hazard, p.hazard) = ANY($1::text[])
       AND NOT EXISTS (SELECT FROM unnest($2::bigint[]) AS s(id) WHERE s.id = p.road_id)
       AND ($3::bigint[] IS NULL OR p.road_id = ANY($3))`,
    [hazards, screened, selected ?? null],
  );
  return rowCount ?? 0;
}

/**
 * Says of accepted hazards that their roads are gone, or are no longer roads to be screened. What lies on another road
 * now is for the screening of that.
 *
 * @param selected the roads that were to be screened; undefined: all
 * @returns of how many something has to be said now
 */
export async function tellUnscreened(
  db: Queryable,
  hazards: readonly string[],
  screened: readonly number[],
  selected: readonly number[] | undefined,
): Promise<number> {
  const { known, displaced } = await readUnscreened(db, hazards, screened, selected);
  const roads = await readRoadsNear(db, displaced);
  const standingsOf = makeStandings([...roads.values()]);
  const unfound = (shift: number | undefined): Attention => ({
    code: 'not_found',
    ...(shift !== undefined && { shift_m: Math.round(10 * shift) / 10 }),
  });
  const told = known.flatMap((one) => {
    const isOwnAsItWas = !displaced.includes(one.id);
    if (isOwnAsItWas) return [{ known: one, attention: unfound(undefined) }];
    const standings = standingsOf(one);
    const own = standings.find(({ roadId }) => roadId === one.roadId);
    if (own) return [{ known: one, attention: unfound(own.shift) }];
    return standings.length > 0 ? [] : [{ known: one, attention: { code: 'road_changed' } as const }];
  });
  return await updateAttention(db, told);
}
