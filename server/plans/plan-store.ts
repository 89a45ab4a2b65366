import type { Text } from '../../data/text.ts';
import type { PlanReport } from '../evacuation/plan/types.ts';
import type { Job, Queryable } from '../jobs/job.ts';
import type { Basis } from './basis.ts';
import type { PlanEvacuationInputs } from './inputs.ts';
import type { PlanFeature } from './plan-features.ts';

/** The figures that plans are listed and compared by. */
export type PlanSummary = Pick<
  PlanReport,
  | 'mode'
  | 'by'
  | 'travel'
  | 'people'
  | 'unserved'
  | 'person_m'
  | 'person_s'
  | 'exposure_person_m'
  | 'longest_s'
  | 'lower_bound'
  | 'gap'
> & {
  readonly points: number;
  readonly routes: number;
  readonly clearance_s: number | null;
  /** Further people who would be cut off by the loss of the one edge that matters most. */
  readonly worst_loss: number;
};

/** The report as it is stored: its lines and the clearance's schedule are features of the plan, and of faults of the network only how many there are. */
export interface StoredReport extends Omit<PlanReport, 'network' | 'losses' | 'schedule'> {
  readonly network: {
    readonly edges: number;
    readonly nodes: number;
    readonly faults: Readonly<Record<string, number>>;
  };
  readonly losses: readonly unknown[];
}

export interface Plan {
  readonly id: number;
  readonly jobId: string | null;
  readonly name: string | null;
  readonly inputs: PlanEvacuationInputs;
  readonly basis: Basis;
  readonly status: PlanReport['status'];
  readonly summary: PlanSummary;
  readonly userName: string;
  readonly createdAt: string;
  readonly acceptedAt: string | null;
  readonly acceptedBy: string | null;
  readonly transactionId: number | null;
}

export interface PlanToStore {
  readonly job: Job;
  readonly inputs: PlanEvacuationInputs;
  readonly basis: Basis;
  readonly report: PlanReport;
  readonly features: readonly PlanFeature[];
}

/** Losses are ranked: what lies far down the list harms nobody. All of them are features of the plan. */
const listedLosses = 100;
const batch = 500;
const columns = `id, job_id AS "jobId", name, inputs, basis, status, summary, user_name AS "userName",
  to_json(created_at) #>> '{}' AS "createdAt", to_json(accepted_at) #>> '{}' AS "acceptedAt",
  accepted_by AS "acceptedBy", transaction_id AS "transactionId"`;

/** Run it in a transaction. @returns the id of the plan */
export async function storePlan(db: Queryable, { job, inputs, basis, report, features }: PlanToStore): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO anlan.plans (job_id, name, inputs, basis, status, summary, report, user_id, user_name)
     VALUES ((SELECT id FROM anlan.jobs WHERE id = $1::uuid), $2, $3::jsonb, $4::jsonb, $5, $6::jsonb, $7::jsonb, $8, $9)
     RETURNING id`,
    [
      job.id,
      inputs.name,
      JSON.stringify(inputs),
      JSON.stringify(basis),
      report.status,
      JSON.stringify(summaryOf(report)),
      JSON.stringify(withoutLines(report)),
      job.author.userId,
      job.author.name,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('a plan was stored without an id');
  for (let start = 0; start < features.length; start += batch) {
    const part = features.slice(start, start + batch).map(({ kind, geometry, properties }, index) => ({
      seq: start + index,
      kind,
      properties,
      geom: geometry,
    }));
    await db.query(
      `INSERT INTO anlan.plan_features (plan_id, seq, kind, properties, geom)
       SELECT $1, r.seq, r.kind, r.properties, ST_SetSRID(ST_GeomFromGeoJSON(r.geom::text), 4326)
       FROM json_to_recordset($2::json) AS r(seq integer, kind text, properties jsonb, geom json)`,
      [id, JSON.stringify(part)],
    );
  }
  return id;
}

export function summaryOf(report: PlanReport): PlanSummary {
  const { mode, by, travel, people, unserved, person_m, person_s, exposure_person_m, longest_s, lower_bound, gap } =
    report;
  const points = new Set(report.assignments.map(({ point }) => point)).size + report.unserved_points.length;
  return {
    mode,
    by,
    travel,
    people,
    unserved,
    person_m,
    person_s,
    exposure_person_m,
    longest_s,
    lower_bound,
    gap,
    points,
    routes: report.assignments.length,
    clearance_s: report.clearance?.seconds ?? null,
    worst_loss: report.losses[0]?.cut_off ?? 0,
  };
}

function withoutLines(report: PlanReport): StoredReport {
  const counts = new Map<string, number>();
  for (const { code } of report.network.faults) counts.set(code, (counts.get(code) ?? 0) + 1);
  const { edges, nodes } = report.network;
  const { schedule: _, ...kept } = report;
  const stored = {
    ...kept,
    losses: report.losses.slice(0, listedLosses),
    network: { edges, nodes, faults: Object.fromEntries(counts) },
  };
  return JSON.parse(JSON.stringify(stored, (key, value: unknown) => (key === 'geometry' ? undefined : value)));
}

export async function readPlan(db: Queryable, id: number): Promise<Plan | undefined> {
  const { rows } = await db.query<Plan>(`SELECT ${columns} FROM anlan.plans WHERE id = $1`, [id]);
  return rows[0];
}

/** Newest first. */
export async function listPlans(db: Queryable, before: number | undefined, limit: number): Promise<Plan[]> {
  const { rows } = await db.query<Plan>(
    `SELECT ${columns} FROM anlan.plans WHERE $1::bigint IS NULL OR id < $1::bigint ORDER BY id DESC LIMIT $2`,
    [before ?? null, limit],
  );
  return rows;
}

export async function readReport(db: Queryable, id: number): Promise<StoredReport | undefined> {
  const { rows } = await db.query<{ report: StoredReport }>('SELECT report FROM anlan.plans WHERE id = $1', [id]);
  return rows[0]?.report;
}

/** Each a GeoJSON Feature as text, in the order of the plan. */
export async function readPlanFeatures(db: Queryable, id: number, kinds: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ feature: string }>(
    `SELECT '{"type":"Feature","id":' || seq || ',"geometry":' || ST_AsGeoJSON(geom, 7) || ',"properties":'
       || properties::text || '}' AS feature
     FROM anlan.plan_features WHERE plan_id = $1 AND kind = ANY($2::text[]) ORDER BY seq`,
    [id, kinds],
  );
  return rows.map(({ feature }) => feature);
}

/** @returns false where there is none */
export async function deletePlan(db: Queryable, id: number): Promise<boolean> {
  const { rowCount } = await db.query('DELETE FROM anlan.plans WHERE id = $1', [id]);
  return rowCount !== 0;
}

/** What a job that made a plan answers. */
export interface PlanResult extends PlanSummary {
  readonly plan: number;
  readonly status: PlanReport['status'];
  readonly cut: Text | null;
}
