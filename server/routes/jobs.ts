import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layers } from '../../data/layers/index.ts';
import { mayEdit, mayKeepElevation } from '../../data/permissions.ts';
import { text } from '../../data/text.ts';
import { forbidden } from '../accounts/authorise.ts';
import type { Account } from '../accounts/principal.ts';
import type { Database } from '../database/database.ts';
import { importElevationProcess } from '../elevation/imports/process.ts';
import { accountOf } from '../http/authenticate.ts';
import type { Link } from '../http/feature-collection.ts';
import { languageOf } from '../http/language.ts';
import { jsonType, negotiate, selfUrl } from '../http/negotiate.ts';
import { readInteger, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { isInstant } from '../http/times.ts';
import { countyWriterOf, elevationKeeperOf } from '../http/writer.ts';
import { type Job, jobStatuses } from '../jobs/job.ts';
import type { JobService } from '../jobs/job-service.ts';
import { type JobPosition, listJobs, readJob } from '../jobs/job-store.ts';
import { invalidParameter, ProblemError } from '../problems.ts';
import { jobLayers, layerOfJobs } from '../processes/index.ts';
import { rescreenProcess } from '../processes/screen-roads/runners.ts';
import { statusInfo } from './job-document.ts';

const defaultLimit = 20;
const maximumLimit = 1000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface JobRouteServices {
  readonly database: Database;
  readonly jobs: Pick<JobService, 'dismiss'>;
}

/** Mounted at /api/jobs (OGC API – Processes 1: job list, dismiss). */
export function jobRoutes({ database, jobs }: JobRouteServices): Router {
  const router = Router();

  router
    .route('/')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'limit', 'status', 'processID', 'cursor']);
      const type = negotiate(request, parameters, jsonType);
      const limit = readInteger(parameters, 'limit', 1, maximumLimit) ?? defaultLimit;
      const filter = { status: readStatus(parameters.get('status')), process: parameters.get('processID') };
      const found = await listJobs(database.pool, filter, readCursor(parameters.get('cursor')), limit + 1);
      const page = found.slice(0, limit);
      const language = languageOf(request);
      response.set('Cache-Control', 'no-cache').vary('Accept-Language').type(type);
      response.json({
        jobs: page.map((job) => statusInfo(request, job, language)),
        links: pageLinks(request, found.length > limit ? page.at(-1) : undefined),
      });
    })
    .all(otherMethods('GET', 'HEAD'));

  /** Who may end a job is who may send one of its kind; asked before anything is said of the job. */
  const jobToDismiss = async (request: Request<{ id: string }>, response: Response): Promise<Job> => {
    const account = accountOf(response);
    readParameters(request, []);
    const job = uuid.test(request.params.id) ? await readJob(database.pool, request.params.id) : undefined;
    const layer = job && layerOfJobs(job.process);
    if (job && layer === null && isOwn(job, account)) return job;
    // Who may end no other job at all is told so, and not which there are.
    if (!mayKeepElevation(account).allowed) countyWriterOf(response, someLayerOf(account));
    if (!job) throw unknownJob(request.params.id);
    if (job.process === importElevationProcess) elevationKeeperOf(response);
    else countyWriterOf(response, [layer ?? layers.evacuation_routes]);
    return job;
  };

  router
    .route('/:id')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const job = await requireJob(database, request.params.id);
      response.set('Cache-Control', 'no-cache').vary('Accept-Language').type(type);
      response.json(statusInfo(request, job, languageOf(request)));
    })
    .delete(async (request, response) => {
      const { id, process, status } = await jobToDismiss(request, response);
      if (process === rescreenProcess && (status === 'accepted' || status === 'running')) {
        throw forbidden(
          text(
            '道路改动后的重新筛查不能取消，否则改动会被漏掉',
            'The screening of edited roads cannot be dismissed: the edits would be passed over',
          ),
        );
      }
      const job = await jobs.dismiss(id);
      if (!job) throw unknownJob(id);
      response.vary('Accept-Language').type(jsonType);
      response.json({ ...statusInfo(request, job, languageOf(request)), status: 'dismissed' });
    })
    .all(otherMethods('GET', 'HEAD', 'DELETE'));

  router
    .route('/:id/results')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const job = await requireJob(database, request.params.id);
      response.type(type).json(resultOf(job));
    })
    .all(otherMethods('GET', 'HEAD'));

  return router;
}

function isOwn({ author }: Job, { id, name }: Account): boolean {
  return author.userId === null ? id === null && author.name === name : author.userId === id;
}

/** A layer whose editors end jobs: one that the account edits, if there is any. */
function someLayerOf(account: Account): LayerDefinition[] {
  const own = jobLayers.find((layer) => mayEdit(account, layer).allowed) ?? jobLayers[0];
  return own ? [own] : [];
}

async function requireJob(database: Database, id: string): Promise<Job> {
  const job = uuid.test(id) ? await readJob(database.pool, id) : undefined;
  if (!job) throw unknownJob(id);
  return job;
}

function unknownJob(id: string): ProblemError {
  const shown = id.slice(0, 60);
  return new ProblemError(
    'unknown_job',
    text(`没有任务“${shown}”；任务列表见 /api/jobs`, `There is no job "${shown}"; the jobs are at /api/jobs`),
  );
}

function resultOf(job: Job): unknown {
  switch (job.status) {
    case 'successful':
      return job.result;
    case 'failed':
      throw new ProblemError('job_failed', job.problem?.detail ?? text('任务失败。', 'The job failed.'), {
        members: { job_id: job.id, cause: job.problem?.code },
      });
    case 'dismissed':
      throw new ProblemError(
        'job_dismissed',
        text('任务已取消，没有结果。', 'The job was dismissed; it has no result.'),
      );
    default:
      throw new ProblemError(
        'result_not_ready',
        text(
          `任务尚未完成（${Math.floor(job.progress)}%），请稍后再取。`,
          `The job is not finished (${Math.floor(job.progress)} %); ask again later.`,
        ),
      );
  }
}

function readStatus(value: string | undefined) {
  if (value === undefined) return undefined;
  const status = jobStatuses.find((one) => one === value);
  if (status) return status;
  const known = jobStatuses.join(', ');
  throw invalidParameter('status', value, text(`可用：${known}`, `it can be: ${known}`));
}

const cursorSchema = z.strictObject({ createdAt: z.string().refine(isInstant), id: z.string().regex(uuid) });

function readCursor(value: string | undefined): JobPosition | undefined {
  if (value === undefined) return undefined;
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')));
  } catch {
    throw invalidParameter('cursor', value, text('请从 next 链接取用', 'take it from a next link'));
  }
}

function pageLinks(request: Request, last: Job | undefined): Link[] {
  const self = selfUrl(request);
  const links: Link[] = [{ rel: 'self', href: self.href, type: jsonType }];
  if (!last) return links;
  const position: JobPosition = { createdAt: last.createdAt, id: last.id };
  const next = new URL(self);
  next.searchParams.set('cursor', Buffer.from(JSON.stringify(position)).toString('base64url'));
  return [...links, { rel: 'next', href: next.href, type: jsonType }];
}
