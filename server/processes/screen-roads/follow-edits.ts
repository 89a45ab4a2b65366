import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { LayerId } from '../../../data/layers/definition.ts';
import type { Database } from '../../database/database.ts';
import { withTransaction } from '../../database/transaction.ts';
import type { Events } from '../../events/events.ts';
import type { Queryable } from '../../jobs/job.ts';
import { formatPosition, parsePosition, presentPosition, readChanges } from '../../layers/history/feed.ts';
import { followFeed } from '../../layers/history/follow-feed.ts';
import { queueRoads, retryDue, reviveGivenUp } from './due.ts';
import { rescreenProcess } from './runners.ts';
import { reachDegrees } from './surroundings.ts';

const followed: readonly LayerId[] = ['roads', 'water_bodies', 'watercourses'];
/** From so many at once an import or a script is at work: all roads are screened again in one go. */
const bulkChanges = 500;
/** How often what has failed is looked for, beside the edits that come. */
const lookEveryMs = 60_000;
/** After an error of the database, say. */
const resumeAfterMs = 10_000;

export interface EditFollower {
  /** Begins, where roads have ever been screened; may be called again. */
  start(): void;
  close(): Promise<void>;
}

export interface FollowerOptions {
  readonly database: Database;
  readonly events: Pick<Events, 'follow'>;
  readonly logger: Logger;
  readonly wake: (process: string, id: string) => void;
}

/**
 * Screens roads again whose lines or attributes, or the water beside them, have been edited by whatever way: the edits
 * are taken from the history, and how far they have been taken is stored with the job that they become. What that job
 * was to screen stays due until it succeeds.
 */
export function followEdits({ database, events, logger, wake }: FollowerOptions): EditFollower {
  const closing = new AbortController();
  let following: Promise<void> | undefined;

  const takeAll = async (): Promise<void> => {
    const jobId = await withTransaction(database.pool, takeEdits);
    if (jobId !== undefined) wake(rescreenProcess, jobId);
    await retryFailed();
  };
  const retryFailed = async (): Promise<void> => {
    const { jobs, givenUp } = await withTransaction(database.pool, async (db) => {
      await db.query('SELECT FROM anlan.screening_followed FOR UPDATE');
      return await retryDue(db);
    });
    for (const jobId of jobs) wake(rescreenProcess, jobId);
    for (const { road, problem } of givenUp) {
      logger.error({ road: road === 0 ? 'all' : road, problem }, 'an edited road cannot be screened again; given up');
    }
  };
  const follow = async (): Promise<void> => {
    const looking = setInterval(() => retryFailed().catch(tell('failed screenings are not retried')), lookEveryMs);
    looking.unref();
    try {
      for (let isFirst = true; !closing.signal.aborted; isFirst = false) {
        try {
          const { rows } = await database.pool.query('SELECT FROM anlan.screening_followed');
          if (rows.length === 0) return;
          if (isFirst) await reviveGivenUp(database.pool);
          await followFeed(events, followed, closing.signal, takeAll);
        } catch (error) {
          tell('edits of roads are not followed for a while')(error);
        }
        await sleep(resumeAfterMs, undefined, { signal: closing.signal, ref: false }).catch(() => {});
      }
    } finally {
      clearInterval(looking);
    }
  };
  const tell = (what: string) => (error: unknown) => {
    if (!closing.signal.aborted) logger.error({ err: error }, what);
  };

  return {
    start() {
      following ??= follow().finally(() => {
        following = undefined;
      });
    },
    async close() {
      closing.abort();
      await following;
    },
  };
}

/** @returns the job that the edits since the last time became */
async function takeEdits(db: Queryable): Promise<string | undefined> {
  // Locked: of several services on one database each edit is taken by one.
  const { rows } = await db.query<{ position: string }>('SELECT position FROM anlan.screening_followed FOR UPDATE');
  const [row] = rows;
  if (!row) return undefined;
  const { changes, next } = await readChanges(db, parsePosition(row.position, 'position'), bulkChanges, followed);
  if (changes.length === 0) return undefined;
  const isBulk = changes.length === bulkChanges;
  await db.query('UPDATE anlan.screening_followed SET position = $1', [
    formatPosition(isBulk ? await presentPosition(db) : next),
  ]);
  if (isBulk) return await queueRoads(db, undefined);
  const roads = await affectedRoads(
    db,
    changes.map(({ id }) => id),
  );
  return roads.length > 0 ? await queueRoads(db, roads) : undefined;
}

/** Of a road: what no finding depends on. */
const irrelevantMembers = ['remarks', 'version', 'updated_at'];

/**
 * The roads whose findings the changes can bear on: the edited ones; those that have a vertex which an edited road has
 * got or lost, for that makes or unmakes a junction; those that an edited road of the same number or name may join at
 * its ends; all that meet a road which became another kind; and those beside edited water.
 */
export async function affectedRoads(db: Queryable, historyIds: readonly number[]): Promise<readonly number[]> {
  const { rows } = await db.query<{ id: number }>(
    `WITH h AS (SELECT * FROM anlan.history WHERE id = ANY($1::bigint[])),
     edited AS (SELECT * FROM h WHERE layer = 'roads' AND (operation <> 'update'
       OR before_geom IS DISTINCT FROM after_geom
       OR before - $3::text[] IS DISTINCT FROM after - $3::text[])),
     became AS (SELECT * FROM edited WHERE operation = 'update' AND
       (before -> 'road_code', before -> 'name', before -> 'road_class', before -> 'junction') IS DISTINCT FROM
       (after -> 'road_code', after -> 'name', after -> 'road_class', after -> 'junction')),
     vertices AS (
       SELECT (SELECT array_agg(geom) FROM (
         (SELECT geom FROM ST_DumpPoints(before_geom) EXCEPT SELECT geom FROM ST_DumpPoints(after_geom)) UNION ALL
         (SELECT geom FROM ST_DumpPoints(after_geom) EXCEPT SELECT geom FROM ST_DumpPoints(before_geom))) AS v) AS points
       FROM edited),
     places AS (
       SELECT unnest(points) AS geom, NULL::text AS road_code, NULL::text AS name FROM vertices
       UNION ALL
       SELECT (ST_DumpPoints(g.geom)).geom, NULL, NULL FROM became
         CROSS JOIN LATERAL (VALUES (before_geom), (after_geom)) AS g(geom)
       UNION ALL
       SELECT e.geom, d.document ->> 'road_code', d.document ->> 'name' FROM edited
         CROSS JOIN LATERAL (VALUES (before, before_geom), (after, after_geom)) AS d(document, geom)
         CROSS JOIN LATERAL (VALUES (ST_StartPoint(d.geom)), (ST_EndPoint(d.geom))) AS e(geom)
       WHERE d.document IS NOT NULL AND coalesce(d.document ->> 'road_code', d.document ->> 'name') IS NOT NULL)
     SELECT feature_id AS id FROM edited
     UNION
     SELECT r.id FROM places AS p JOIN anlan.roads AS r ON r.geom && p.geom AND ST_DWithin(r.geom, p.geom, 1e-9)
       AND (p.road_code IS NULL AND p.name IS NULL OR r.road_code = p.road_code OR r.name = p.name)
     UNION
     SELECT r.id FROM h CROSS JOIN LATERAL (VALUES (before_geom), (after_geom)) AS g(geom)
       JOIN anlan.roads AS r ON r.geom && ST_Expand(g.geom, $2) AND ST_DWithin(r.geom, g.geom, $2)
     WHERE h.layer <> 'roads'`,
    [historyIds, reachDegrees, irrelevantMembers],
  );
  return rows.map(({ id }) => id);
}
