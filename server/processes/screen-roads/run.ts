import { layers } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import { withTransaction } from '../../database/transaction.ts';
import type { JobContext, JobRunner, JobStep, Queryable } from '../../jobs/job.ts';
import { formatPosition, presentPosition } from '../../layers/history/feed.ts';
import { Sql, whereSql } from '../../layers/query.ts';
import { addToTally, beginRun, emptyTally, type RunTally, saveRun } from '../../proposals/runs.ts';
import { storeFindings, supersedeUnscreened } from '../../proposals/store-findings.ts';
import type { Finding } from '../../screening/types.ts';
import { featuresOf, readSources, type ScreeningSources } from './county-data.ts';
import { nothingSelected, rowsOf, type ScreenRoadsInputs, selectionOf } from './inputs.ts';
import { startScreeningThread } from './thread.ts';

/** Where a run stands, stored with each of its chunks. */
interface Cursor {
  readonly runId: number;
  /** Key of the last alignment that is stored; undefined before the first. */
  readonly after: number | undefined;
  readonly tally: RunTally;
  /** Edited while they were screened, to be screened again. */
  readonly outdated: readonly number[];
}

export interface CountyRunOptions extends ScreeningSources {
  /** Queues roads that were edited while they were screened. */
  readonly rescreen: (roadIds: readonly number[]) => Promise<void>;
}

/**
 * The job of screen-roads: all roads are read, since joining them to continuous roads needs them all; those selected are
 * screened in a thread, and each chunk is stored together with how far the run has come.
 */
export function countyRun(options: CountyRunOptions): JobRunner {
  const { database, rescreen } = options;
  return {
    async run(context) {
      const { job, signal } = context;
      const inputs = job.inputs as ScreenRoadsInputs;
      const rows = rowsOf(inputs);
      const thread = startScreeningThread(signal);
      try {
        const sources = await readSources(options);
        let cursor =
          (job.checkpoint as Cursor | null) ?? (await begin(context, inputs, sources.sources, database.pool));
        const selected = await selectedRoads(database.pool, inputs);
        for await (const page of featuresOf(database.pool, layers.roads)) thread.add('roads', page);
        for (const layer of [layers.water_bodies, layers.watercourses]) {
          for await (const page of featuresOf(database.pool, layer)) thread.add('water', page);
        }
        signal.throwIfAborted();
        const { hazards } = inputs;
        const planned = await thread.plan({ ...sources, selected, after: cursor.after, hazards, rows });
        if (planned.roads === 0) throw nothingSelected();

        let done = planned.doneMetres;
        // The next chunk is screened while the last one is stored.
        let next = thread.next();
        for (let chunk = await next; chunk; chunk = await next) {
          next = thread.next();
          next.catch(() => {});
          const { roads, lastKey, metres } = chunk;
          const findings = chunk.findings.map((finding): Finding => JSON.parse(finding));
          done += metres;
          cursor = await withTransaction(database.pool, async (db) => {
            const stored = await storeFindings(db, { runId: cursor.runId, roads, hazards, findings });
            const after: Cursor = {
              runId: cursor.runId,
              after: lastKey,
              tally: addToTally(cursor.tally, { roads: roads.length, metres, ...stored }),
              outdated: [...cursor.outdated, ...stored.outdated],
            };
            await context.step(db, stepOf(after, done, planned.allMetres));
            return after;
          });
        }
        const tally = await withTransaction(database.pool, async (db) => {
          const superseded = await supersedeUnscreened(db, hazards, planned.roadIds, selected);
          const outcome = { ...emptyTally.outcome, superseded };
          const whole = addToTally(cursor.tally, { roads: 0, metres: 0, counts: {}, outcome });
          await saveRun(db, cursor.runId, whole, true);
          await context.step(db, stepOf({ ...cursor, tally: whole }, 1, 1));
          return whole;
        });
        if (cursor.outdated.length > 0) await rescreen(cursor.outdated);
        return { run: cursor.runId, ...tally, outdated_roads: cursor.outdated.length };
      } finally {
        await thread.end();
      }
    },
  };
}

async function begin(
  context: JobContext,
  inputs: ScreenRoadsInputs,
  sources: unknown,
  pool: ScreeningSources['database']['pool'],
): Promise<Cursor> {
  return await withTransaction(pool, async (db) => {
    // Before the roads are read: an edit in between is screened once more, never missed.
    await db.query('INSERT INTO anlan.screening_followed (position) VALUES ($1) ON CONFLICT (one) DO NOTHING', [
      formatPosition(await presentPosition(db)),
    ]);
    const runId = await beginRun(db, {
      jobId: context.job.id,
      process: context.job.process,
      inputs,
      hazards: inputs.hazards,
      standard: inputs.standard ?? null,
      dataUsed: sources,
    });
    const cursor: Cursor = { runId, after: undefined, tally: emptyTally, outdated: [] };
    const message = text('正在读取公路、水系与高程', 'Reading roads, water and elevation');
    await context.step(db, { checkpoint: cursor, progress: 0, message });
    return cursor;
  });
}

function stepOf(cursor: Cursor, done: number, all: number): JobStep {
  const kilometres = (cursor.tally.length_m / 1000).toFixed(1);
  return {
    checkpoint: cursor,
    progress: all > 0 ? Math.min(100, (100 * done) / all) : 100,
    message: text(`已判别公路 ${kilometres} 公里`, `${kilometres} km of roads screened`),
  };
}

/** Undefined where all roads are meant. */
async function selectedRoads(db: Queryable, inputs: ScreenRoadsInputs): Promise<readonly number[] | undefined> {
  const selection = selectionOf(inputs);
  if (!selection) return undefined;
  const sql = new Sql();
  const where = whereSql(layers.roads, selection, sql);
  const { rows } = await db.query<{ id: number }>(`SELECT id FROM anlan.roads WHERE ${where}`, sql.values);
  return rows.map(({ id }) => id);
}

/** @throws ProblemError `invalid_inputs` where no road is selected */
export async function requireRoads(db: Queryable, inputs: ScreenRoadsInputs): Promise<void> {
  const sql = new Sql();
  const where = whereSql(layers.roads, selectionOf(inputs) ?? {}, sql);
  const { rows } = await db.query<{ some: boolean }>(
    `SELECT EXISTS (SELECT FROM anlan.roads WHERE ${where}) AS some`,
    sql.values,
  );
  if (!rows[0]?.some) throw nothingSelected();
}
