import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { layers } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { readBody } from '../http/body.ts';
import { featureCollectionText, type Link } from '../http/feature-collection.ts';
import { describeIssue } from '../http/issue.ts';
import { parseJsonBody } from '../http/json-body.ts';
import { languageOf } from '../http/language.ts';
import { localised } from '../http/localised.ts';
import { baseUrl, geoJsonType, jsonType, negotiate, selfUrl } from '../http/negotiate.ts';
import { readInteger, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { readIntent } from '../http/write-request.ts';
import { countyWriterOf } from '../http/writer.ts';
import type { AcceptOptions, AcceptService } from '../plans/accept.ts';
import { assumptionsOf } from '../plans/assumptions.ts';
import { comparePlans } from '../plans/compare.ts';
import { doubtsOf } from '../plans/doubts.ts';
import { outdatedBy } from '../plans/outdated.ts';
import { mappedKinds, planFeatureKinds } from '../plans/plan-features.ts';
import { deletePlan, listPlans, type Plan, readPlan, readPlanFeatures, readReport } from '../plans/plan-store.ts';
import { unknownPlan } from '../plans/unknown-plan.ts';
import { invalidParameter, ProblemError } from '../problems.ts';

const defaultLimit = 20;
const maximumLimit = 1000;
const largestId = 10 ** 15 - 1;

export interface PlanServices {
  readonly database: Database;
  readonly acceptance: AcceptService;
  readonly maxBodyBytes: number;
}

/** Mounted at /api/plans: evacuation plans, which the process plan-evacuation makes. */
export function planRoutes({ database, acceptance, maxBodyBytes }: PlanServices): Router {
  const { pool } = database;
  const router = Router();

  router
    .route('/')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'limit', 'cursor']);
      const type = negotiate(request, parameters, jsonType);
      const limit = readInteger(parameters, 'limit', 1, maximumLimit) ?? defaultLimit;
      const found = await listPlans(pool, readInteger(parameters, 'cursor', 1, largestId), limit + 1);
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      response.set('Cache-Control', 'no-cache').type(type);
      response.json({ plans: page.map((plan) => planDocument(request, plan)), links: pageLinks(request, last) });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/compare')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'a', 'b']);
      const type = negotiate(request, parameters, jsonType);
      const reported = async (name: 'a' | 'b') => {
        const id = readInteger(parameters, name, 1, largestId);
        if (id === undefined) throw invalidParameter(name, '', text('应为方案号', 'it must be the id of a plan'));
        const plan = await requirePlan(id);
        const report = await readReport(pool, id);
        if (!report) throw unknownPlan(String(id));
        return { plan, report };
      };
      const [a, b] = [await reported('a'), await reported('b')];
      const comparison = comparePlans(a, b);
      response.set('Cache-Control', 'no-cache').type(type);
      response.json({ a: planDocument(request, a.plan), b: planDocument(request, b.plan), ...comparison });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/:id')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const plan = await requirePlan(idOf(request));
      const changes = await outdatedBy(pool, plan, new Date());
      const doubts = await doubtsOf(pool, plan);
      const language = languageOf(request);
      response.set('Cache-Control', 'no-cache').vary('Accept-Language').type(type);
      response.json({
        ...planDocument(request, plan),
        outdated: changes.length > 0,
        changed_since: changes,
        doubts: localised(doubts, language),
        assumptions: localised(assumptionsOf(plan.inputs), language),
      });
    })
    .delete(async (request, response) => {
      countyWriterOf(response, [layers.evacuation_routes]);
      readParameters(request, []);
      const id = idOf(request);
      if (!(await deletePlan(pool, id))) throw unknownPlan(String(id));
      response.status(204).end();
    })
    .all(otherMethods('GET', 'HEAD', 'DELETE'));

  router
    .route('/:id/report')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const id = idOf(request);
      const report = await readReport(pool, id);
      if (!report) throw unknownPlan(String(id));
      response
        .vary('Accept-Language')
        .type(type)
        .json(localised(report, languageOf(request)));
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/:id/features')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'kind']);
      const type = negotiate(request, parameters, geoJsonType, jsonType);
      const kinds = readKinds(parameters.get('kind'));
      const { id } = await requirePlan(idOf(request));
      const features = await readPlanFeatures(pool, id, kinds);
      const links = [{ rel: 'self', href: selfUrl(request).href, type: geoJsonType }];
      response.type(type).send(featureCollectionText({ features, next: undefined }, features.length, links));
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/:id/accept')
    .post(async (request: Request<{ id: string }>, response: Response) => {
      const writer = countyWriterOf(response, [layers.evacuation_routes]);
      readParameters(request, []);
      const { message } = readIntent(request);
      const options = hasBody(request)
        ? parseOptions(parseJsonBody(await readBody(request, [jsonType], maxBodyBytes)))
        : {};
      const accepted = await acceptance.accept(writer, { source: 'process', message }, idOf(request), options);
      const plan = await requirePlan(idOf(request));
      response.json({ ...planDocument(request, plan), ...accepted });
    })
    .all(otherMethods('POST'));

  return router;

  async function requirePlan(id: number): Promise<Plan> {
    const plan = await readPlan(pool, id);
    if (!plan) throw unknownPlan(String(id));
    return plan;
  }
}

const acceptSchema = z.strictObject({
  /** Though roads, points or shelters have changed since the plan was made. */
  confirm_outdated: z.boolean().optional(),
  /** Though it leaves people without a place. */
  confirm_incomplete: z.boolean().optional(),
  /** Though its routes pass dangers, or something that bears on them is not known. */
  confirm_doubts: z.boolean().optional(),
  /** Though it was worked out for a county that is not the one recorded. */
  confirm_assumptions: z.boolean().optional(),
});

function parseOptions(body: unknown): AcceptOptions {
  const parsed = acceptSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const member = issue?.path.join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : 'body');
  const reason = describeIssue(issue);
  throw new ProblemError(
    'malformed_body',
    text(`请求内容有误（${member}）：${reason.zh}`, `The body is malformed (${member}): ${reason.en}`),
    { parameter: member },
  );
}

function planDocument(request: Request, plan: Plan) {
  const address = `${baseUrl(request)}/api/plans/${plan.id}`;
  const links: Link[] = [
    { rel: 'self', href: address, type: jsonType },
    { rel: 'describedby', href: `${address}/report`, type: jsonType },
    { rel: 'items', href: `${address}/features`, type: geoJsonType },
  ];
  return {
    id: plan.id,
    name: plan.name,
    status: plan.status,
    ...plan.summary,
    created: plan.createdAt,
    user_name: plan.userName,
    job_id: plan.jobId,
    accepted: plan.acceptedAt,
    accepted_by: plan.acceptedBy,
    transaction: plan.transactionId,
    inputs: plan.inputs,
    links,
  };
}

function pageLinks(request: Request, last: Plan | undefined): Link[] {
  const self = selfUrl(request);
  const links: Link[] = [{ rel: 'self', href: self.href, type: jsonType }];
  if (!last) return links;
  const next = new URL(self);
  next.searchParams.set('cursor', String(last.id));
  return [...links, { rel: 'next', href: next.href, type: jsonType }];
}

function idOf(request: Request<{ id: string }>): number {
  const { id } = request.params;
  if (!/^[1-9]\d{0,14}$/.test(id)) throw unknownPlan(id.slice(0, 60));
  return Number(id);
}

function readKinds(value: string | undefined): readonly string[] {
  if (value === undefined) return mappedKinds;
  const kinds = value.split(',');
  const unknown = kinds.find((kind) => !planFeatureKinds.some((known) => known === kind));
  if (unknown === undefined) return kinds;
  const known = planFeatureKinds.join(', ');
  throw invalidParameter(
    'kind',
    value,
    text(`可用（可用逗号分隔多个）：${known}`, `it can be one or several, with commas, of: ${known}`),
  );
}

function hasBody(request: Request): boolean {
  return request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;
}
