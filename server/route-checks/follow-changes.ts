import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { withTransaction } from '../database/transaction.ts';
import type { Events } from '../events/events.ts';
import type { Queryable } from '../jobs/job.ts';
import { createJob } from '../jobs/job-store.ts';
import type { Author } from '../layers/changes/announce.ts';
import { formatPosition, parsePosition, presentPosition, readChanges } from '../layers/history/feed.ts';
import { followFeed } from '../layers/history/follow-feed.ts';
import { affectedRoutes, followedLayers } from './affected.ts';
import type { RouteChecker } from './checker.ts';
import { recheckProcess } from './processes.ts';
import { coverRoutes, markStale } from './store.ts';

/** From so many at once an import or a script is at work: all routes are stale. */
const bulkChanges = 500;
/** After an error of the database, say. */
const resumeAfterMs = 10_000;
/** In whose name stale routes are checked again. */
const author: Author = { userId: null, name: 'anlan:route-checks', role: null };

export interface ChangeFollower {
  /** Begins, where routes have ever been checked; may be called again. */
  start(): void;
  close(): Promise<void>;
}

export interface FollowerOptions {
  readonly database: Database;
  readonly events: Pick<Events, 'follow'>;
  readonly elevation: RouteChecker['elevation'];
  readonly logger: Logger;
  readonly wake: (process: string, id: string) => void;
  /** Quiet after a change before routes are checked again, and how often time and elevation are looked at. */
  readonly quietMs?: number;
  readonly lookEveryMs?: number;
}

/**
 * Marks routes as stale when anything their check depends on changes, by whatever way, and has them checked again once
 * nobody has changed anything for a while. Changes are taken from the history; how far is stored with the marks.
 */
export function followChanges({
  database,
  events,
  elevation,
  logger,
  wake,
  quietMs = 3000,
  lookEveryMs = 10_000,
}: FollowerOptions): ChangeFollower {
  const { pool } = database;
  const closing = new AbortController();
  let following: Promise<void> | undefined;
  let looking: NodeJS.Timeout | undefined;
  let quiet: NodeJS.Timeout | undefined;
  let since = 0;
  /** What timers have begun; nothing of it may outlast the service. */
  let work: Promise<unknown> = Promise.resolve();

  const inTurn = (task: () => Promise<void>): void => {
    work = work.then(task).catch((error) => {
      if (!closing.signal.aborted) logger.warn({ err: error }, 'stale routes are not checked again');
    });
  };
  const queueSoon = (): void => {
    since ||= Date.now();
    clearTimeout(quiet);
    // Somebody who never pauses does not keep routes stale for ever.
    const wait = Math.max(0, Math.min(quietMs, since + 10 * quietMs - Date.now()));
    quiet = setTimeout(() => {
      since = 0;
      inTurn(async () => {
        if (closing.signal.aborted) return;
        const id = await withTransaction(pool, queueRecheck);
        if (id !== undefined) wake(recheckProcess, id);
      });
    }, wait).unref();
  };
  const takeAll = async (): Promise<void> => {
    let more = true;
    while (more && !closing.signal.aborted) more = await withTransaction(pool, takeChanges);
    if (await hasStale(pool)) queueSoon();
  };
  const look = async (): Promise<void> => {
    if (closing.signal.aborted) return;
    // What following has missed, whatever kept it, is not missed for longer than this.
    await takeAll();
    await withTransaction(pool, (db) => markByTime(db));
    const digest = await elevation.digest();
    await withTransaction(pool, (db) => markByElevation(db, digest));
    if (await hasStale(pool)) queueSoon();
  };
  const follow = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        const { rows } = await pool.query('SELECT FROM anlan.route_checks_followed');
        if (rows.length === 0) return;
        looking ??= setInterval(() => inTurn(look), lookEveryMs).unref();
        inTurn(look);
        await followFeed(events, followedLayers, closing.signal, takeAll);
      } catch (error) {
        if (!closing.signal.aborted)
          logger.error({ err: error }, 'changes are not followed for route checks for a while');
      }
      await sleep(resumeAfterMs, undefined, { signal: closing.signal, ref: false }).catch(() => {});
    }
  };

  return {
    start() {
      following ??= follow().finally(() => {
        following = undefined;
      });
    },
    async close() {
      closing.abort();
      clearInterval(looking);
      clearTimeout(quiet);
      await following;
      await work;
    },
  };
}

/** @returns whether there may be more */
async function takeChanges(db: Queryable): Promise<boolean> {
  // Locked: of several services on one database each change is taken by one.
  const { rows } = await db.query<{ position: string }>('SELECT position FROM anlan.route_checks_followed FOR UPDATE');
  const [row] = rows;
  if (!row) return false;
  const since = parsePosition(row.position, 'position');
  const { changes, next } = await readChanges(db, since, bulkChanges, followedLayers);
  if (changes.length === 0) return false;
  const isBulk = changes.length === bulkChanges;
  await db.query('UPDATE anlan.route_checks_followed SET position = $1', [
    formatPosition(isBulk ? await presentPosition(db) : next),
  ]);
  if (isBulk || changes.some(({ layer }) => layer === 'evacuation_routes')) await coverRoutes(db);
  if (isBulk) {
    const layers = [...new Set(changes.map(({ layer }) => layer))];
    const all = await allRoutes(db);
    for (const layer of layers) await markStale(db, all, layer);
    return false;
  }
  const affected = await affectedRoutes(
    db,
    changes.map(({ id }) => id),
  );
  for (const [layer, ids] of affected) await markStale(db, ids, layer);
  return true;
}

async function allRoutes(db: Queryable): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>('SELECT route_id AS id FROM anlan.route_checks');
  return rows.map(({ id }) => id);
}

async function hasStale(db: Queryable): Promise<boolean> {
  const { rows } = await db.query('SELECT FROM anlan.route_checks WHERE stale_since IS NOT NULL LIMIT 1');
  return rows.length > 0;
}

async function markByTime(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ id: number }>(
    'SELECT route_id AS id FROM anlan.route_checks WHERE holds_until <= now() AND stale_since IS NULL',
  );
  await markStale(
    db,
    rows.map(({ id }) => id),
    'time',
  );
}

async function markByElevation(db: Queryable, digest: string): Promise<void> {
  const { rows } = await db.query<{ id: number }>(
    'SELECT route_id AS id FROM anlan.route_checks WHERE elevation <> $1 AND stale_since IS NULL',
    [digest],
  );
  await markStale(
    db,
    rows.map(({ id }) => id),
    'elevation',
  );
}

/** @returns the job that now waits for its turn; undefined where one is waiting already, or nothing is stale */
async function queueRecheck(db: Queryable): Promise<string | undefined> {
  await db.query('SELECT FROM anlan.route_checks_followed FOR UPDATE');
  if (!(await hasStale(db))) return undefined;
  const { rows } = await db.query(`SELECT FROM anlan.jobs WHERE process = $1 AND status = 'accepted' LIMIT 1`, [
    recheckProcess,
  ]);
  return rows.length > 0 ? undefined : (await createJob(db, recheckProcess, {}, author)).id;
}
