import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { gradeCodes, hazardCodes } from '../../data/layers/codes.ts';
import { layers } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { readBody } from '../http/body.ts';
import { featureCollectionText, type Link } from '../http/feature-collection.ts';
import { describeIssue } from '../http/issue.ts';
import { parseBbox } from '../http/items-request.ts';
import { parseJsonBody } from '../http/json-body.ts';
import { geoJsonType, jsonType, negotiate, selfUrl } from '../http/negotiate.ts';
import { readInteger, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { readIntent } from '../http/write-request.ts';
import { writerOf } from '../http/writer.ts';
import type { Writer } from '../layers/changes/change-service.ts';
import { invalidParameter, ProblemError } from '../problems.ts';
import { type Edits, editableMembers } from '../proposals/decision.ts';
import {
  countProposals,
  type ProposalSelection,
  proposalStates,
  readProposal,
  readProposals,
} from '../proposals/read-proposals.ts';
import { type ReviewService, type ToDecide, unknownProposal } from '../proposals/review-service.ts';

const defaultLimit = 100;
const maximumLimit = 10_000;
const mostAtOnce = 1000;
const largestId = Number.MAX_SAFE_INTEGER;
const filters = ['hazard', 'grade', 'state', 'road_code', 'road_id', 'run', 'attention', 'bbox'];
const hazards = [...hazardCodes.map(({ value }) => value), 'insufficient_data'];
const grades = gradeCodes.map(({ value }) => value);

export interface ProposalServices {
  readonly database: Database;
  readonly reviews: ReviewService;
  readonly maxBodyBytes: number;
}

/** Mounted at /api/proposals: what screening proposes, and the decisions on it. */
export function proposalRoutes({ database, reviews, maxBodyBytes }: ProposalServices): Router {
  const router = Router();
  const bodyOf = async (request: Request): Promise<unknown> => {
    const bytes = await readBody(request, [jsonType], maxBodyBytes);
    return parseJsonBody(bytes);
  };

  router
    .route('/')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'limit', 'cursor', ...filters]);
      const type = negotiate(request, parameters, geoJsonType, jsonType);
      const limit = readInteger(parameters, 'limit', 1, maximumLimit) ?? defaultLimit;
      const after = readInteger(parameters, 'cursor', 0, 10 ** 15 - 1) ?? 0;
      const selection = readSelection(parameters);
      const page = await readProposals(database.pool, selection, after, limit);
      const count = await countProposals(database.pool, selection);
      const links = pageLinks(request, page.next);
      response.set('Cache-Control', 'no-cache').type(type);
      response.send(featureCollectionText({ features: page.features, next: undefined }, count, links));
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/accept')
    .post(async (request, response) => {
      const reviewer = reviewerOf(response);
      readParameters(request, []);
      const { proposals } = parse(bulkAccept, await bodyOf(request));
      const wanted = distinct(proposals).map((one) => ({ ...one, edits: {} }));
      const ids = await reviews.accept(reviewer, acceptIntent(request), wanted);
      response.json({ accepted: wanted.map(({ id }, index) => ({ id, hazard_id: ids[index] })) });
    })
    .all(otherMethods('POST'));

  router
    .route('/reject')
    .post(async (request, response) => {
      const reviewer = reviewerOf(response);
      readParameters(request, []);
      const { proposals, reason } = parse(bulkReject, await bodyOf(request));
      const wanted = distinct(proposals);
      await reviews.reject(reviewer, wanted, reason);
      response.json({ rejected: wanted.map(({ id }) => ({ id })) });
    })
    .all(otherMethods('POST'));

  /** The proposal as it is now, whatever was decided. */
  const answer = async (response: Response, id: number) => {
    const read = await readProposal(database.pool, id);
    if (!read) throw unknownProposal(String(id));
    response.set('ETag', tagOf(id, read.version)).set('Cache-Control', 'no-cache').type(geoJsonType).send(read.feature);
  };

  router
    .route('/:id')
    .get(async (request, response) => {
      negotiate(request, readParameters(request, ['f']), geoJsonType, jsonType);
      await answer(response, idOf(request));
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/:id/accept')
    .post(async (request, response) => {
      const reviewer = reviewerOf(response);
      readParameters(request, []);
      const decided = toDecide(request);
      const edits = hasBody(request) ? (parse(editsSchema, await bodyOf(request)) as Edits) : {};
      await reviews.accept(reviewer, acceptIntent(request), [{ ...decided, edits }]);
      await answer(response, decided.id);
    })
    .all(otherMethods('POST'));

  router
    .route('/:id/reject')
    .post(async (request, response) => {
      const reviewer = reviewerOf(response);
      readParameters(request, []);
      const decided = toDecide(request);
      const { reason } = parse(reasonSchema, await bodyOf(request));
      await reviews.reject(reviewer, [decided], reason);
      await answer(response, decided.id);
    })
    .all(otherMethods('POST'));

  router
    .route('/:id/reopen')
    .post(async (request, response) => {
      const reviewer = reviewerOf(response);
      readParameters(request, []);
      const decided = toDecide(request);
      await reviews.reopen(reviewer, [decided]);
      await answer(response, decided.id);
    })
    .all(otherMethods('POST'));

  return router;
}

/** Whoever may record hazards decides on what is proposed as one. */
function reviewerOf(response: Response): Writer {
  return writerOf(response, [layers.road_hazards]);
}

function acceptIntent(request: Request) {
  const { message } = readIntent(request);
  return { source: 'process' as const, message };
}

function hasBody(request: Request): boolean {
  return request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;
}

function idOf(request: Request<{ id: string }>): number {
  const { id } = request.params;
  if (!/^[1-9]\d{0,14}$/.test(id)) throw unknownProposal(id.slice(0, 60));
  return Number(id);
}

function tagOf(id: number, version: number): string {
  return `"proposal-${id}-${version}"`;
}

function toDecide(request: Request<{ id: string }>): ToDecide {
  const id = idOf(request);
  const header = request.get('if-match')?.trim();
  if (header === undefined || header === '*') return { id, version: undefined };
  const [, tagId, version] = /^(?:W\/)?"proposal-(\d{1,15})-(\d{1,9})"$/.exec(header) ?? [];
  if (Number(tagId) !== id) {
    throw invalidParameter(
      'If-Match',
      header,
      text('应为读取该建议时得到的 ETag', 'it must be the ETag with which this proposal was read'),
    );
  }
  return { id, version: Number(version) };
}

function readSelection(parameters: ReadonlyMap<string, string>): ProposalSelection {
  return {
    hazard: oneOf(parameters, 'hazard', hazards),
    grade: oneOf(parameters, 'grade', grades),
    state: oneOf(parameters, 'state', proposalStates),
    roadCode: parameters.get('road_code'),
    roadId: readInteger(parameters, 'road_id', 1, largestId),
    runId: readInteger(parameters, 'run', 1, largestId),
    attention:
      oneOf(parameters, 'attention', ['true', 'false']) === undefined
        ? undefined
        : parameters.get('attention') === 'true',
    bbox: parseBbox(parameters.get('bbox')),
  };
}

function oneOf<T extends string>(
  parameters: ReadonlyMap<string, string>,
  name: string,
  values: readonly T[],
): T | undefined {
  const value = parameters.get(name);
  if (value === undefined) return undefined;
  const found = values.find((one) => one === value);
  if (found !== undefined) return found;
  const known = values.join(', ');
  throw invalidParameter(name, value, text(`可用：${known}`, `it can be: ${known}`));
}

function pageLinks(request: Request, next: number | undefined): Link[] {
  const self = selfUrl(request);
  const links: Link[] = [{ rel: 'self', href: self.href, type: geoJsonType }];
  if (next === undefined) return links;
  const following = new URL(self);
  following.searchParams.set('cursor', String(next));
  return [...links, { rel: 'next', href: following.href, type: geoJsonType }];
}

const reason = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .refine((value) => value.isWellFormed() && !value.includes('\0'));
const id = z.int().positive();
const version = z
  .int()
  .positive()
  .max(2 ** 31 - 1);
const proposals = z
  .array(z.union([id, z.strictObject({ id, version: version.optional() })]))
  .min(1)
  .max(mostAtOnce);
const reasonSchema = z.strictObject({ reason });
const bulkAccept = z.strictObject({ proposals });
const bulkReject = z.strictObject({ proposals, reason });
const metres = z.number().min(0).max(10_000_000);
/** The values of members are validated by the gate for writes, with the layer's own rules. */
const editsSchema = z.strictObject({
  ...Object.fromEntries(editableMembers.map((name) => [name, z.unknown().optional()])),
  from_m: metres.optional(),
  to_m: metres.optional(),
});

function distinct(given: z.infer<typeof proposals>): ToDecide[] {
  const byId = new Map<number, ToDecide>();
  for (const one of given) {
    const decided = typeof one === 'number' ? { id: one, version: undefined } : { id: one.id, version: one.version };
    byId.set(decided.id, decided);
  }
  return [...byId.values()];
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const member = issue?.path.join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : 'body');
  throw new ProblemError(
    'malformed_body',
    text(
      `请求内容有误（${member}）：${describeIssue(issue).zh}`,
      `The body is malformed (${member}): ${describeIssue(issue).en}`,
    ),
    { parameter: member },
  );
}
