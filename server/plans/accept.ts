import type { Feature, LineString } from 'geojson';
import type { LayerId } from '../../data/layers/definition.ts';
import { layers } from '../../data/layers/index.ts';
import { type Text, text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import type { Events } from '../events/events.ts';
import type { Queryable } from '../jobs/job.ts';
import { announceChanges, withRetriedTransaction } from '../layers/changes/announce.ts';
import { applyChanges } from '../layers/changes/apply.ts';
import type { Change } from '../layers/changes/change.ts';
import type { WriteIntent, Writer } from '../layers/changes/change-service.ts';
import { readLayer } from '../networks/read-layer.ts';
import { ProblemError } from '../problems.ts';
import { assumptionsOf } from './assumptions.ts';
import { basisLayers, type LayerChange } from './basis.ts';
import { doubtsOf } from './doubts.ts';
import { outdatedBy } from './outdated.ts';
import { type Plan, readPlan, readPlanFeatures } from './plan-store.ts';
import { type PlannedRoute, planRoutes, type RouteChanges } from './route-changes.ts';
import { unknownPlan } from './unknown-plan.ts';

export interface AcceptOptions {
  /** Though what it was worked out from has changed since. */
  readonly confirm_outdated?: boolean | undefined;
  /** Though it leaves people without a place. */
  readonly confirm_incomplete?: boolean | undefined;
  /** Though its routes pass dangers, or something that bears on them is not known. */
  readonly confirm_doubts?: boolean | undefined;
  /** Though it was worked out for a county that is not the one recorded. */
  readonly confirm_assumptions?: boolean | undefined;
}

/** What became of the evacuation routes, by their ids. */
export interface Accepted {
  /** Null: the routes were those of the plan already. */
  readonly transaction: number | null;
  readonly created: readonly number[];
  /** Of the same point and shelter as before. */
  readonly updated: readonly number[];
  /** Other routes of the plan's points: the history keeps them. */
  readonly deleted: readonly number[];
  readonly unchanged: readonly number[];
  /** Of points for which the plan has no route: they stay as they were. */
  readonly left: readonly number[];
  /** Points that lie at their shelter: there is no line to write. */
  readonly without_line: readonly string[];
}

export interface AcceptService {
  /**
   * Makes a plan's routes the county's evacuation routes, all or none, in one transaction through the gate for writes.
   *
   * @throws ProblemError `unknown_plan`, `plan_outdated`, `plan_incomplete`, `plan_in_doubt`, `plan_assumes`, `invalid_features` where a point or shelter
   *   has no code to name it by, or what the gate throws
   */
  accept(writer: Writer, intent: WriteIntent, id: number, options: AcceptOptions): Promise<Accepted>;
}

export function makeAcceptService(database: Pick<Database, 'pool'>, events: Pick<Events, 'wake'>): AcceptService {
  return {
    async accept({ author, authorise }, intent, id, options) {
      const accepted = await withRetriedTransaction(database.pool, async (db): Promise<Accepted> => {
        // What is read of these layers from now on nobody else changes until the commit.
        await db.query('SELECT FROM anlan.layer_revisions WHERE layer = ANY($1::text[]) ORDER BY layer FOR UPDATE', [
          [...basisLayers, 'evacuation_routes'] satisfies LayerId[],
        ]);
        const plan = await readPlan(db, id);
        if (!plan) throw unknownPlan(String(id));
        requireWhole(plan, options);
        requireRecordedCounty(plan, options);
        await requireNoDoubt(db, plan, options);
        const routes = await routesOf(db, plan);
        requireCodes(routes);
        await requirePresent(db, plan, routes);
        await requireCurrent(db, plan, options);
        const { changes, ...rest } = await changesFor(db, plan, routes);
        if (changes.length === 0) {
          await noteAcceptance(db, plan, author, plan.transactionId);
          return { transaction: null, created: [], updated: [], deleted: [], ...rest };
        }
        const transaction = await announceChanges(db, { author, ...intent, layers: ['evacuation_routes'] });
        const applied = await applyChanges(db, { author, authorise, mergeDisjoint: false, changes });
        await noteAcceptance(db, plan, author, transaction);
        const idsOf = (verb: Change['kind']) => applied.filter((one) => one.verb === verb).map((one) => one.id);
        return { transaction, created: idsOf('create'), updated: idsOf('update'), deleted: idsOf('delete'), ...rest };
      });
      events.wake();
      return accepted;
    },
  };
}

function requireWhole({ id, status, summary }: Plan, { confirm_incomplete }: AcceptOptions): void {
  if (status !== 'incomplete' || confirm_incomplete) return;
  throw new ProblemError(
    'plan_incomplete',
    text(
      `方案 ${id} 有 ${summary.unserved} 人未安置，未作任何改动；确认后可用 confirm_incomplete 审定。`,
      `Plan ${id} leaves ${summary.unserved} people without a place; nothing was changed. To accept it so, send confirm_incomplete.`,
    ),
    { members: { plan: id, unserved: summary.unserved } },
  );
}

function requireRecordedCounty({ id, inputs }: Plan, { confirm_assumptions }: AcceptOptions): void {
  const assumptions = assumptionsOf(inputs);
  if (assumptions.length === 0 || confirm_assumptions) return;
  const listed = joined(assumptions);
  throw new ProblemError(
    'plan_assumes',
    text(
      `方案 ${id} 基于假设情形（${listed.zh}），未作任何改动；确认后可用 confirm_assumptions 审定。`,
      `Plan ${id} rests on assumptions (${listed.en}); nothing was changed. To accept it so, send confirm_assumptions.`,
    ),
    { members: { plan: id, assumptions: assumptions.map(({ code }) => code) } },
  );
}

async function requireNoDoubt(db: Queryable, plan: Plan, { confirm_doubts }: AcceptOptions): Promise<void> {
  if (confirm_doubts) return;
  const doubts = await doubtsOf(db, plan);
  if (doubts.length === 0 && plan.status !== 'unknown') return;
  const listed = joined(doubts);
  throw new ProblemError(
    'plan_in_doubt',
    text(
      `方案 ${plan.id} 的人员能否全部安全到达未定（${listed.zh}），未作任何改动；确认后可用 confirm_doubts 审定。`,
      `Whether everybody gets to a shelter safely by plan ${plan.id} is not known (${listed.en}); nothing was changed. To accept it so, send confirm_doubts.`,
    ),
    { members: { plan: plan.id, doubts: [...new Set(doubts.map(({ code }) => code))] } },
  );
}

function joined(all: readonly { readonly message: Text }[]): Text {
  return text(all.map(({ message }) => message.zh).join('；'), all.map(({ message }) => message.en).join('; '));
}

async function routesOf(db: Queryable, { id }: Plan): Promise<PlannedRoute[]> {
  const features = await readPlanFeatures(db, id, ['route']);
  return features.map((feature) => {
    const { geometry, properties }: Feature = JSON.parse(feature);
    return {
      point: String(properties?.point),
      shelter: String(properties?.shelter),
      people: typeof properties?.people === 'number' ? properties.people : null,
      line: geometry.type === 'LineString' ? geometry : null,
    };
  });
}

/** What has no code goes by `#id` in a plan; a route can name a point and a shelter by their codes only. */
function requireCodes(routes: readonly PlannedRoute[]): void {
  const nameless = [
    ...new Set(routes.flatMap(({ point, shelter }) => [`flood_points ${point}`, `shelters ${shelter}`])),
  ].filter((name) => name.includes(' #'));
  if (nameless.length === 0) return;
  const listed = nameless.slice(0, 10).join(', ');
  throw new ProblemError(
    'invalid_features',
    text(
      `以下灾害点或安置点没有编号，路线无法引用：${listed}。请先录入编号，再重新制定方案；未作任何改动。`,
      `These flood points or shelters have no code by which a route could name them: ${listed}. Give them one and plan again; nothing was changed.`,
    ),
  );
}

async function requirePresent(db: Queryable, plan: Plan, routes: readonly PlannedRoute[]): Promise<void> {
  const gone = async (table: 'flood_points' | 'shelters', codes: readonly string[]) => {
    const { rows } = await db.query<{ code: string }>(
      `SELECT DISTINCT w.code FROM unnest($1::text[]) AS w(code)
       WHERE NOT EXISTS (SELECT FROM anlan.${table} AS t WHERE t.code = w.code)`,
      [codes],
    );
    return rows.map(({ code }) => `${table} ${code}`);
  };
  const missing = [
    ...(await gone(
      'flood_points',
      routes.map(({ point }) => point),
    )),
    ...(await gone(
      'shelters',
      routes.map(({ shelter }) => shelter),
    )),
  ];
  if (missing.length === 0) return;
  const listed = missing.slice(0, 10).join(', ');
  throw new ProblemError(
    'plan_outdated',
    text(
      `方案 ${plan.id} 所用的 ${listed} 已不存在，须重新制定方案；未作任何改动。`,
      `Plan ${plan.id} uses ${listed}, which are no longer there: plan again. Nothing was changed.`,
    ),
    { members: { plan: plan.id, missing, can_be_confirmed: false } },
  );
}

async function requireCurrent(db: Queryable, plan: Plan, { confirm_outdated }: AcceptOptions): Promise<void> {
  if (confirm_outdated) return;
  const changed = await outdatedBy(db, plan, new Date());
  if (changed.length === 0) return;
  const listed = (language: 'zh' | 'en') => changed.map((change) => describeChange(change)[language]);
  throw new ProblemError(
    'plan_outdated',
    text(
      `方案 ${plan.id} 制定之后有改动（${listed('zh').join('、')}），未作任何改动；请重新制定，或确认后用 confirm_outdated 审定。`,
      `What plan ${plan.id} rests on has changed since (${listed('en').join(', ')}); nothing was changed. Plan again, or send confirm_outdated to accept it so.`,
    ),
    { members: { plan: plan.id, changed_since: changed, can_be_confirmed: true } },
  );
}

function describeChange({ layer, features }: LayerChange) {
  return text(`${layers[layer].title.zh} ${features} 处`, `${features} of ${layer}`);
}

async function changesFor(db: Queryable, plan: Plan, routes: readonly PlannedRoute[]): Promise<RouteChanges> {
  const present = await readLayer<LineString>(db, layers.evacuation_routes);
  const points = await readLayer(db, layers.flood_points);
  const shelters = await readLayer(db, layers.shelters);
  const { rows } = await db.query<{ codes: string[] }>(
    `SELECT array(SELECT p.value ->> 'point' FROM jsonb_array_elements(report -> 'unserved_points') AS p(value)) AS codes
     FROM anlan.plans WHERE id = $1`,
    [plan.id],
  );
  return planRoutes({ inputs: plan.inputs, routes, present, points, shelters, unserved: rows[0]?.codes ?? [] });
}

async function noteAcceptance(
  db: Queryable,
  { id }: Plan,
  { name, userId }: Writer['author'],
  transaction: number | null,
): Promise<void> {
  await db.query(
    `UPDATE anlan.plans SET accepted_at = now(), accepted_by = $2, accepted_user_id = $3, transaction_id = $4 WHERE id = $1`,
    [id, name, userId, transaction],
  );
}
