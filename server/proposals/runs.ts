import type { Queryable } from '../jobs/job.ts';
import type { Outcome, StoredFindings } from './store-findings.ts';

/** A screening of roads: what was asked, what it stood on, and what it found. */
export interface RunStart {
  readonly jobId: string;
  readonly process: string;
  readonly inputs: unknown;
  readonly hazards: readonly string[];
  /** The rows that a county's own numbers replaced; null: the standard's own. */
  readonly standard: unknown;
  readonly dataUsed: unknown;
}

export async function beginRun(db: Queryable, run: RunStart): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO anlan.screening_runs (job_id, process, inputs, hazards, standard, data_used)
     VALUES ($1::uuid, $2, $3::jsonb, $4::text[], $5::jsonb, $6::jsonb) RETURNING id`,
    [
      run.jobId,
      run.process,
      JSON.stringify(run.inputs),
      run.hazards,
      run.standard == null ? null : JSON.stringify(run.standard),
      JSON.stringify(run.dataUsed),
    ],
  );
  const [row] = rows;
  if (!row) throw new Error('a run was begun without an id');
  return row.id;
}

/** What a run has come to, added up chunk by chunk. */
export interface RunTally {
  readonly roads: number;
  readonly length_m: number;
  readonly counts: StoredFindings['counts'];
  readonly outcome: Outcome;
}

export const emptyTally: RunTally = {
  roads: 0,
  length_m: 0,
  counts: {},
  outcome: { added: 0, changed: 0, unchanged: 0, superseded: 0, decided: 0, attention: 0 },
};

export function addToTally(
  tally: RunTally,
  { roads, metres, counts, outcome }: { roads: number; metres: number } & Pick<StoredFindings, 'counts' | 'outcome'>,
): RunTally {
  const added = tally.outcome;
  return {
    roads: tally.roads + roads,
    length_m: tally.length_m + metres,
    counts: addCounts(tally.counts, counts),
    outcome: {
      added: added.added + outcome.added,
      changed: added.changed + outcome.changed,
      unchanged: added.unchanged + outcome.unchanged,
      superseded: added.superseded + outcome.superseded,
      decided: added.decided + outcome.decided,
      attention: added.attention + outcome.attention,
    },
  };
}

function addCounts(a: RunTally['counts'], b: RunTally['counts']): RunTally['counts'] {
  const sum: Record<string, Record<string, number>> = {};
  for (const counts of [a, b]) {
    for (const [hazard, grades] of Object.entries(counts)) {
      const own = sum[hazard] ?? {};
      for (const [grade, count] of Object.entries(grades)) own[grade] = (own[grade] ?? 0) + count;
      sum[hazard] = own;
    }
  }
  return sum;
}

export async function saveRun(db: Queryable, runId: number, tally: RunTally): Promise<void> {
  await db.query(
    `UPDATE anlan.screening_runs SET roads = $2, length_m = $3, counts = $4::jsonb, outcome = $5::jsonb,
       finished_at = now() WHERE id = $1`,
    [runId, tally.roads, tally.length_m, JSON.stringify(tally.counts), JSON.stringify(tally.outcome)],
  );
}
