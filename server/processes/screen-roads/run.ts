import { layers } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import { withTransaction } from '../../database/transaction.ts';
import type { ElevationService } from '../../elevation/elevation-service.ts';
import type { JobContext, JobRunner, JobStep, Queryable } from '../../jobs/job.ts';
import { formatPosition, presentPosition } from '../../layers/history/feed.ts';
import { Sql, whereSql } from '../../layers/query.ts';
import { addToTally, beginRun, emptyTally, type RunTally, saveRun } from '../../proposals/runs.ts';
import { storeFindings } from '../../proposals/store-findings.ts';
import { supersedeUnscreened, tellUnscreened } from '../../proposals/unscreened.ts';
import type { Finding } from '../../screening/types.ts';
import { featuresOf, readSources, type ScreeningSources } from './county-data.ts';
import { settleDue } from './due.ts';
import { nothingSelected, rowsOf, type ScreenRoadsInputs, selectionOf } from './inputs.ts';
import type { Chunk, Plan, Planned } from './protocol.ts';
import { planSurroundings } from './surroundings.ts';
import type { ScreeningThread, ThreadKeeper } from './thread.ts';

/** Where a run stands, stored with each of its chunks. */
interface Cursor {
  readonly runId: number;
  /** Key of the last alignment that is stored; missing before the first. */
  readonly after?: number;
  readonly tally: RunTally;
  /** Edited while they were screened, to be screened again. */
  readonly outdated: readonly number[];
}

export interface ScreeningRunOptions extends ScreeningSources {
  readonly threads: ThreadKeeper;
  /** Queues roads that were edited while they were screened. */
  readonly rescreen: (roadIds: readonly number[]) => Promise<void>;
  /** A first run has begun: edits of roads are followed from then on. */
  readonly begun: () => void;
}

/** Up to so many roads are read with their surroundings; for more it is quicker to read all. */
const mostRoadsByPlace = 100;

/**
 * The job of screen-roads, and of screening edited roads again: the roads are screened in a thread, continuous road by
 * continuous road, and each chunk is stored together with how far the run has come.
 */
export function screeningRun(options: ScreeningRunOptions): JobRunner {
  const { pool } = options.database;
  return {
    async run(context) {
      // The whole run rests on one elevation, whatever is imported meanwhile.
      const { result, roadIds, elevation } = await options.elevation.use((elevation) => screen(context, elevation));
      const isStillSo = await options.elevation.use(async (now) => now === elevation);
      if (!isStillSo) await options.rescreen(roadIds);
      return result;
    },
  };

  async function screen(context: JobContext, elevation: ElevationService) {
    const { job, signal } = context;
    const inputs = job.inputs as ScreenRoadsInputs;
    const sources = await readSources(options, elevation.sources);
    const started = (job.checkpoint as Cursor | null) ?? (await begin(context, inputs, sources.sources, pool));
    options.begun();
    const selected = await selectedRoads(pool, inputs);
    const plan: Plan = { ...sources, selected, after: started.after, hazards: inputs.hazards, rows: rowsOf(inputs) };
    return await options.threads.use(signal, async (thread) => {
      const planned = await readAndPlan(pool, thread, plan, signal);
      if (planned.roads === 0 && job.process === 'screen-roads') throw nothingSelected();
      const cursor = await screenChunks(context, pool, thread, planned, inputs, started);
      const tally = await finish(context, pool, cursor, planned, inputs, selected);
      if (cursor.outdated.length > 0) await options.rescreen(cursor.outdated);
      const result = { run: cursor.runId, ...tally, outdated_roads: cursor.outdated.length };
      return { result, roadIds: planned.roadIds, elevation };
    });
  }
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
    const cursor: Cursor = { runId, tally: emptyTally, outdated: [] };
    const message = text('正在读取公路、水系与高程', 'Reading roads, water and elevation');
    await context.step(db, { checkpoint: cursor, progress: 0, message });
    return cursor;
  });
}

async function readAndPlan(db: Queryable, thread: ScreeningThread, plan: Plan, signal: AbortSignal): Promise<Planned> {
  if (plan.selected && plan.selected.length <= mostRoadsByPlace) return await planSurroundings(db, thread, plan);
  // Joining roads to continuous ones needs them all, whichever are selected.
  for await (const page of featuresOf(db, layers.roads)) {
    signal.throwIfAborted();
    thread.add('roads', page);
  }
  for (const of of ['water_bodies', 'watercourses'] as const) {
    for await (const page of featuresOf(db, layers[of])) thread.add(of, page);
  }
  return await thread.plan(plan);
}

async function screenChunks(
  context: JobContext,
  pool: ScreeningSources['database']['pool'],
  thread: ScreeningThread,
  planned: Planned,
  { hazards }: ScreenRoadsInputs,
  started: Cursor,
): Promise<Cursor> {
  let cursor = started;
  let done = planned.doneMetres;
  const store = async ({ roads, lastKey, metres, findings }: Chunk): Promise<Cursor> => {
    const parsed = findings.map((finding): Finding => JSON.parse(finding));
    done += metres;
    return await withTransaction(pool, async (db) => {
      const stored = await storeFindings(db, { runId: cursor.runId, roads, hazards, findings: parsed });
      const after: Cursor = {
        runId: cursor.runId,
        after: lastKey,
        tally: addToTally(cursor.tally, { roads: roads.length, metres, ...stored }),
        outdated: [...cursor.outdated, ...stored.outdated],
      };
      await context.step(db, stepOf(after, done, planned.allMetres));
      return after;
    });
  };
  // The next chunk is screened while the last one is stored.
  let next = thread.next();
  for (let chunk = await next; chunk; chunk = await next) {
    next = thread.next();
    // Should storing fail first, nobody is left to hear that this did too.
    next.catch(() => {});
    cursor = await store(chunk);
  }
  return cursor;
}

async function finish(
  context: JobContext,
  pool: ScreeningSources['database']['pool'],
  cursor: Cursor,
  planned: Planned,
  { hazards }: ScreenRoadsInputs,
  selected: readonly number[] | undefined,
): Promise<RunTally> {
  return await withTransaction(pool, async (db) => {
    const superseded = await supersedeUnscreened(db, hazards, planned.roadIds, selected);
    const attention = await tellUnscreened(db, hazards, planned.roadIds, selected);
    const outcome = { ...emptyTally.outcome, superseded, attention };
    const tally = addToTally(cursor.tally, { roads: 0, metres: 0, counts: {}, outcome });
    await saveRun(db, cursor.runId, tally);
    if (!selected) await settleDue(db, cursor.runId, cursor.outdated);
    await context.step(db, stepOf({ ...cursor, tally }, 1, 1));
    return tally;
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

/** Undefined where all roads are meant. Ids alone are taken as they are, also those of roads deleted since. */
async function selectedRoads(db: Queryable, inputs: ScreenRoadsInputs): Promise<readonly number[] | undefined> {
  const selection = selectionOf(inputs);
  if (!selection) return undefined;
  if (inputs.ids && !inputs.bbox && !inputs.filters) return inputs.ids;
  const sql = new Sql();
  const where = whereSql(layers.roads, selection, sql);
  const { rows } = await db.query<{ id: number }>(`SELECT id FROM anlan.roads WHERE ${where}`, sql.values);
  return rows.map(({ id }) => id);
}
