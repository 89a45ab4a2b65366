import type { Feature, LineString } from 'geojson';
import type { Logger } from 'pino';
import { layers } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { withTransaction } from '../database/transaction.ts';
import type { Verdict } from '../evacuation/index.ts';
import type { JobContext, JobRunner } from '../jobs/job.ts';
import { formatPosition, presentPosition } from '../layers/history/feed.ts';
import { readFeature } from '../layers/store.ts';
import { toProblem } from '../problems.ts';
import type { CheckedRoute, RouteChecker } from './checker.ts';
import { recheckProcess } from './processes.ts';
import { countDue, coverRoutes, type DueRoute, dueRoutes, storeCheck } from './store.ts';
import { readWithoutRoute } from './without-route.ts';

export interface CheckRoutesInputs {
  /** Of routes; all where missing. */
  readonly ids?: readonly number[];
  readonly stale_only?: boolean;
}

type Tally = Readonly<Record<Verdict | 'problem', number>>;

interface Cursor {
  /** The last route that is done. */
  readonly after: number;
  readonly done: number;
  readonly all: number;
  readonly tally: Tally;
}

const noneYet: Tally = { fail: 0, unknown: 0, warn: 0, pass: 0, problem: 0 };
const pageRoutes = 50;

export interface CheckRoutesOptions {
  readonly database: Database;
  readonly checker: RouteChecker;
  readonly logger: Logger;
  /** A first check of all routes has begun: changes are followed from then on. */
  readonly begun: () => void;
}

/** The job of check-routes, and of checking stale routes again: route by route, each stored with how far the job has come. */
export function checkRoutesRun({ database, checker, logger, begun }: CheckRoutesOptions): JobRunner {
  const { pool } = database;

  const begin = async (context: JobContext, selection: Selection): Promise<Cursor> =>
    await withTransaction(pool, async (db) => {
      // Before any route is read: a change in between is checked once more, never missed.
      await db.query('INSERT INTO anlan.route_checks_followed (position) VALUES ($1) ON CONFLICT (one) DO NOTHING', [
        formatPosition(await presentPosition(db)),
      ]);
      await coverRoutes(db);
      const cursor = { after: 0, done: 0, all: await countDue(db, selection), tally: noneYet };
      await context.step(db, stepOf(cursor));
      return cursor;
    });

  const checkOne = async (context: JobContext, due: DueRoute, cursor: Cursor): Promise<Cursor> => {
    const read = await readFeature(pool, layers.evacuation_routes, due.id);
    const route: (Feature<LineString> & { properties: { _version: number } }) | undefined = read && JSON.parse(read);
    const outcome = route && (await outcomeOf(checker, logger, route));
    const key = outcome === undefined ? null : 'report' in outcome ? outcome.report.verdict : 'problem';
    const next: Cursor = {
      after: due.id,
      done: cursor.done + 1,
      all: Math.max(cursor.all, cursor.done + 1),
      tally: key === null ? cursor.tally : { ...cursor.tally, [key]: cursor.tally[key] + 1 },
    };
    await withTransaction(pool, async (db) => {
      if (route && outcome) await storeCheck(db, due, route.properties._version, outcome);
      await context.step(db, stepOf(next));
    });
    return next;
  };

  return {
    async run(context) {
      const { job, signal } = context;
      const inputs = job.inputs as CheckRoutesInputs;
      const selection = { staleOnly: job.process === recheckProcess || inputs.stale_only === true, ids: inputs.ids };
      let cursor = (job.checkpoint as Cursor | null) ?? (await begin(context, selection));
      begun();
      for (;;) {
        const page = await dueRoutes(pool, { ...selection, after: cursor.after, limit: pageRoutes });
        if (page.length === 0) {
          const { points, people } = await readWithoutRoute(pool);
          return {
            routes: cursor.done,
            ...cursor.tally,
            points_without_route: points,
            people_without_route: people,
          };
        }
        for (const due of page) {
          signal.throwIfAborted();
          cursor = await checkOne(context, due, cursor);
        }
      }
    },
  };
}

interface Selection {
  readonly staleOnly: boolean;
  readonly ids: readonly number[] | undefined;
}

/** A route that cannot be checked must not keep the others from it. */
async function outcomeOf(
  checker: RouteChecker,
  logger: Logger,
  route: Feature<LineString>,
): Promise<Parameters<typeof storeCheck>[3]> {
  try {
    const checked: CheckedRoute = await checker.check(route, new Date());
    return checked;
  } catch (error) {
    const { code, detail, status } = toProblem(error);
    if (code === 'database_unavailable') throw error;
    if (status >= 500) logger.error({ err: error, route: route.id }, 'a route cannot be checked');
    return { problem: { code, detail } };
  }
}

function stepOf(cursor: Cursor) {
  const { done, all } = cursor;
  return {
    checkpoint: cursor,
    progress: all === 0 ? 100 : (100 * done) / all,
    message: text(`已检查 ${done} 条路线，共 ${all} 条`, `${done} of ${all} routes checked`),
  };
}
