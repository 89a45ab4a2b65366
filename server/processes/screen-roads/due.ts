import type { Text } from '../../../data/text.ts';
import type { Queryable } from '../../jobs/job.ts';
import { createJob } from '../../jobs/job-store.ts';
import type { Author } from '../../layers/changes/announce.ts';
import { allHazards, type ScreenRoadsInputs } from './inputs.ts';
import { rescreenProcess } from './runners.ts';

/** Edited roads that have yet to be screened: each is due until a job that covers it has succeeded. */

/** In whose name edited roads are screened again. */
const author: Author = { userId: null, name: 'anlan:screening', role: null };
/** Stands for all roads. */
const allRoads = 0;
/** A road whose screening has failed this often, at the end alone, is given up until it is edited again. */
export const mostFailures = 8;
/** The first retry comes after a minute, each further one after twice the time, at most an hour. */
const firstRetryMinutes = 1;
const lastRetryMinutes = 60;
/** Into so many jobs at most roads are parted that have failed together: one of them spoils it for the others. */
const mostRetryJobs = 16;

/**
 * Adds roads that were edited to the job that already waits for its turn, or makes one; in the caller's transaction. The
 * job is done for the hazards and by the numbers that hold now, not by those of when it was made.
 *
 * @param roads undefined: all
 */
export async function queueRoads(db: Queryable, roads: readonly number[] | undefined): Promise<string> {
  const now = await inputsFor(db, roads);
  const waiting = await db.query<{ id: string }>(
    `UPDATE anlan.jobs SET updated_at = now(), inputs = CASE WHEN inputs ? 'ids' AND $2::bigint[] IS NOT NULL
       THEN jsonb_set($3::jsonb, '{ids}', (SELECT jsonb_agg(ids.id) FROM
         (SELECT jsonb_array_elements(inputs -> 'ids') AS id UNION SELECT to_jsonb(r) FROM unnest($2::bigint[]) AS r) AS ids))
       ELSE $3::jsonb - 'ids' END
     WHERE id = (SELECT id FROM anlan.jobs WHERE process = $1 AND status = 'accepted' AND NOT inputs ? 'retry'
       ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id`,
    [rescreenProcess, roads ?? null, JSON.stringify(now)],
  );
  const jobId = waiting.rows[0]?.id ?? (await createJob(db, rescreenProcess, now, author)).id;
  await db.query(
    `INSERT INTO anlan.screening_due (road_id, job_id) SELECT DISTINCT r.id, $2::uuid FROM unnest($1::bigint[]) AS r(id)
     ON CONFLICT (road_id) DO UPDATE SET since = now(), job_id = EXCLUDED.job_id, failures = 0, failed_at = NULL,
       problem = NULL, reported = false`,
    [roads ?? [allRoads], jobId],
  );
  return jobId;
}

/**
 * By the county's own numbers if the last run over the whole county was, and for the hazards that have been screened at
 * all. What was tried out on some roads stays there.
 */
async function inputsFor(db: Queryable, roads: readonly number[] | undefined): Promise<ScreenRoadsInputs> {
  const { rows } = await db.query<{ standard: ScreenRoadsInputs['standard'] | null; hazards: string[] }>(
    `SELECT (SELECT standard FROM anlan.screening_runs WHERE process = 'screen-roads' AND finished_at IS NOT NULL
         AND NOT inputs ?| array['ids', 'filters', 'bbox'] ORDER BY id DESC LIMIT 1) AS standard,
       array(SELECT DISTINCT unnest(hazards) FROM anlan.screening_runs) AS hazards`,
  );
  const { standard, hazards } = rows[0] ?? { standard: null, hazards: [] };
  return {
    ...(roads && { ids: roads }),
    hazards: allHazards.filter((hazard) => hazards.includes(hazard)),
    ...(standard && { standard }),
  };
}

export interface GivenUp {
  readonly road: number;
  readonly problem: { readonly code: string; readonly detail: Text } | null;
}

/**
 * Makes jobs of the roads whose screening has failed and whose time has come again, in ever smaller parts; in the
 * caller's transaction, one at a time.
 *
 * @returns the jobs, and what is given up and has not been said yet
 */
export async function retryDue(db: Queryable): Promise<{ jobs: readonly string[]; givenUp: readonly GivenUp[] }> {
  const { rows } = await db.query<{ road: number; failures: number }>(
    `SELECT road_id AS road, failures FROM anlan.screening_due
     WHERE job_id IS NULL AND failures < $1
       AND failed_at <= now() - make_interval(secs => 60 * least($2 * 2 ^ (failures - 1), $3))
     ORDER BY failures, road_id`,
    [mostFailures, firstRetryMinutes, lastRetryMinutes],
  );
  const jobs: string[] = [];
  for (const failures of new Set(rows.map((row) => row.failures))) {
    const roads = rows.filter((row) => row.failures === failures).map(({ road }) => road);
    const whole = roads.includes(allRoads) ? [[allRoads]] : [];
    const some = roads.filter((road) => road !== allRoads);
    for (const part of [...whole, ...partsOf(some, Math.min(2 ** failures, mostRetryJobs))]) {
      const inputs = await inputsFor(db, part.includes(allRoads) ? undefined : part);
      // What is edited meanwhile keeps out of what may fail again.
      const { id } = await createJob(db, rescreenProcess, { ...inputs, retry: failures }, author);
      await db.query('UPDATE anlan.screening_due SET job_id = $2::uuid WHERE road_id = ANY($1::bigint[])', [part, id]);
      jobs.push(id);
    }
  }
  const { rows: givenUp } = await db.query<GivenUp>(
    `UPDATE anlan.screening_due SET reported = true WHERE job_id IS NULL AND failures >= $1 AND NOT reported
     RETURNING road_id AS road, problem`,
    [mostFailures],
  );
  return { jobs, givenUp };
}

/** What was given up is tried once more: the service that starts may be one that has been mended. */
export async function reviveGivenUp(db: Queryable): Promise<void> {
  await db.query(
    `UPDATE anlan.screening_due SET failures = $1 - 1, reported = false WHERE job_id IS NULL AND failures >= $1`,
    [mostFailures],
  );
}

/**
 * A run over the whole county, for all hazards that are screened at all, has covered what failed before it began.
 *
 * @param outdated roads that were edited while they were screened
 */
export async function settleDue(db: Queryable, runId: number, outdated: readonly number[]): Promise<void> {
  await db.query(
    `DELETE FROM anlan.screening_due AS d USING anlan.screening_runs AS run
     WHERE run.id = $1 AND d.job_id IS NULL AND d.since <= run.started_at AND NOT d.road_id = ANY($2::bigint[])
       AND run.hazards @> array(SELECT DISTINCT unnest(hazards) FROM anlan.screening_runs)`,
    [runId, outdated],
  );
}

function partsOf(roads: readonly number[], count: number): number[][] {
  const size = Math.ceil(roads.length / count);
  return Array.from({ length: size > 0 ? Math.ceil(roads.length / size) : 0 }, (_, i) =>
    roads.slice(i * size, (i + 1) * size),
  );
}
