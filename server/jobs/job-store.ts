import type { Text } from '../../data/text.ts';
import type { Author } from '../layers/changes/announce.ts';
import { type Job, JobEnded, type JobProblem, type JobStatus, type JobStep, type Queryable } from './job.ts';

/** How long a service that gives no sign is taken to be still at work on its job. */
export const leaseSeconds = 15;
/** Finished jobs kept for looking at. */
const keptJobs = 1000;

export interface JobPosition {
  readonly createdAt: string;
  readonly id: string;
}

export interface JobFilter {
  readonly process?: string | undefined;
  readonly status?: JobStatus | undefined;
}

interface JobRow extends Omit<Job, 'author'> {
  readonly userId: number | null;
  readonly userName: string;
  readonly role: string | null;
}

const instant = (column: string) => `to_json(${column}) #>> '{}'`;
const columns = `id, process, inputs, status, progress, message, checkpoint, result, problem, user_id AS "userId",
  user_name AS "userName", role, ${instant('created_at')} AS "createdAt", ${instant('started_at')} AS "startedAt",
  ${instant('finished_at')} AS "finishedAt", ${instant('updated_at')} AS "updatedAt"`;

function jobOf({ userId, userName, role, ...rest }: JobRow): Job {
  return { ...rest, author: { userId, name: userName, role } };
}

async function one(db: Queryable, sql: string, values: unknown[]): Promise<Job | undefined> {
  const { rows } = await db.query<JobRow>(sql, values);
  return rows[0] && jobOf(rows[0]);
}

export async function createJob(db: Queryable, process: string, inputs: unknown, author: Author): Promise<Job> {
  const job = await one(
    db,
    `INSERT INTO anlan.jobs (process, inputs, user_id, user_name, role) VALUES ($1, $2::jsonb, $3, $4, $5)
     RETURNING ${columns}`,
    [process, JSON.stringify(inputs), author.userId, author.name, author.role],
  );
  if (!job) throw new Error('a job was created without a row');
  return job;
}

export function readJob(db: Queryable, id: string): Promise<Job | undefined> {
  return one(db, `SELECT ${columns} FROM anlan.jobs WHERE id = $1::uuid`, [id]);
}

/** Newest first. */
export async function listJobs(
  db: Queryable,
  { process, status }: JobFilter,
  after: JobPosition | undefined,
  limit: number,
): Promise<Job[]> {
  const { rows } = await db.query<JobRow>(
    `SELECT ${columns} FROM anlan.jobs
     WHERE ($1::text IS NULL OR process = $1) AND ($2::text IS NULL OR status = $2)
       AND ($3::timestamptz IS NULL OR (created_at, id) < ($3::timestamptz, $4::uuid))
     ORDER BY anlan.jobs.created_at DESC, anlan.jobs.id DESC LIMIT $5`,
    [process ?? null, status ?? null, after?.createdAt ?? null, after?.id ?? null, limit],
  );
  return rows.map(jobOf);
}

/** Takes a waiting job, or one whose service is gone; undefined where another has it or it has ended. */
export async function claimJob(
  db: Queryable,
  id: string,
  owner: string,
): Promise<{ job: Job; attempts: number } | undefined> {
  const { rows } = await db.query<JobRow & { attempts: number }>(
    `UPDATE anlan.jobs SET status = 'running', attempts = attempts + 1, started_at = coalesce(started_at, now()),
       updated_at = now(), lease_owner = $2::uuid, lease_until = now() + make_interval(secs => $3)
     WHERE id = $1::uuid AND status IN ('accepted', 'running') AND (lease_until IS NULL OR lease_until <= now())
     RETURNING ${columns}, attempts`,
    [id, owner, leaseSeconds],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { attempts, ...rest } = row;
  return { job: jobOf(rest), attempts };
}

/** @throws JobEnded where the job is no longer the owner's */
export async function saveStep(db: Queryable, id: string, owner: string, step: JobStep): Promise<void> {
  const { rowCount } = await db.query(
    `UPDATE anlan.jobs SET checkpoint = $3::jsonb, progress = greatest(progress, least(100, $4::float8)),
       message = $5::jsonb, attempts = 0, updated_at = now(), lease_until = now() + make_interval(secs => $6)
     WHERE id = $1::uuid AND lease_owner = $2::uuid AND status = 'running'`,
    [id, owner, JSON.stringify(step.checkpoint), step.progress, JSON.stringify(step.message), leaseSeconds],
  );
  if (rowCount === 0) throw new JobEnded('it was dismissed, or another service has taken it up');
}

/** @returns false where the job is no longer the owner's */
export async function renewLease(db: Queryable, id: string, owner: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE anlan.jobs SET lease_until = now() + make_interval(secs => $3)
     WHERE id = $1::uuid AND lease_owner = $2::uuid AND status = 'running'`,
    [id, owner, leaseSeconds],
  );
  return rowCount !== 0;
}

/** Gives a job back unfinished, to be taken up at once. */
export async function releaseLease(db: Queryable, id: string, owner: string): Promise<void> {
  await db.query(`UPDATE anlan.jobs SET lease_until = NULL WHERE id = $1::uuid AND lease_owner = $2::uuid`, [
    id,
    owner,
  ]);
}

/** For a database that no other service can have open: nobody is at work on any job. */
export async function releaseAllLeases(db: Queryable): Promise<void> {
  await db.query(
    `UPDATE anlan.jobs SET lease_until = NULL WHERE status IN ('accepted', 'running') AND lease_until IS NOT NULL`,
  );
}

export type JobEnd =
  | { readonly status: 'successful'; readonly result: unknown }
  | { readonly status: 'failed'; readonly problem: JobProblem };

/** Also takes the oldest finished jobs away, beyond those kept. */
export async function finishJob(db: Queryable, id: string, owner: string, end: JobEnd): Promise<void> {
  const successful = end.status === 'successful';
  await db.query(
    `UPDATE anlan.jobs SET status = $3, result = $4::jsonb, problem = $5::jsonb, finished_at = now(), updated_at = now(),
       progress = CASE WHEN $3 = 'successful' THEN 100 ELSE progress END, message = coalesce($6::jsonb, message),
       lease_until = NULL
     WHERE id = $1::uuid AND lease_owner = $2::uuid AND status = 'running'`,
    [
      id,
      owner,
      end.status,
      successful ? JSON.stringify(end.result) : null,
      successful ? null : JSON.stringify(end.problem),
      successful ? null : JSON.stringify(end.problem.detail),
    ],
  );
  await db.query(
    `DELETE FROM anlan.jobs WHERE status IN ('successful', 'failed', 'dismissed') AND created_at <=
       (SELECT created_at FROM anlan.jobs ORDER BY created_at DESC OFFSET $1 LIMIT 1)`,
    [keptJobs],
  );
}

/** Ends a job that waits or runs. Whatever it has committed stays. */
export function dismissJob(db: Queryable, id: string, message: Text): Promise<Job | undefined> {
  return one(
    db,
    `UPDATE anlan.jobs SET status = 'dismissed', message = $2::jsonb, finished_at = now(), updated_at = now(),
       lease_until = NULL
     WHERE id = $1::uuid AND status IN ('accepted', 'running') RETURNING ${columns}`,
    [id, JSON.stringify(message)],
  );
}

/** Takes a job that has ended out of the list. What it made stays. */
export function removeJob(db: Queryable, id: string): Promise<Job | undefined> {
  return one(
    db,
    `DELETE FROM anlan.jobs WHERE id = $1::uuid AND status IN ('successful', 'failed', 'dismissed') RETURNING ${columns}`,
    [id],
  );
}

/** The jobs that nobody is at work on, oldest first. */
export async function idleJobs(db: Queryable): Promise<{ id: string; process: string }[]> {
  const { rows } = await db.query<{ id: string; process: string }>(
    `SELECT id, process FROM anlan.jobs
     WHERE status IN ('accepted', 'running') AND (lease_until IS NULL OR lease_until <= now()) ORDER BY created_at`,
  );
  return rows;
}
