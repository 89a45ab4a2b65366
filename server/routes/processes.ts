import { type Request, type Response, Router } from 'express';
import { layers } from '../../data/layers/index.ts';
import { type Language, text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { readBody } from '../http/body.ts';
import type { Link } from '../http/feature-collection.ts';
import { parseJsonBody } from '../http/json-body.ts';
import { languageOf } from '../http/language.ts';
import { baseUrl, jsonType, negotiate } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { authorOf, countyWriterOf } from '../http/writer.ts';
import type { JobService } from '../jobs/job-service.ts';
import type { Author } from '../layers/changes/announce.ts';
import { invalidParameter, ProblemError } from '../problems.ts';
import { processList, processNamed } from '../processes/index.ts';
import type { JobProcess, Process } from '../processes/process.ts';
import type { RouteChecker } from '../route-checks/checker.ts';
import { jobAddress, statusInfo } from './job-document.ts';

export interface ProcessServices {
  readonly database: Database;
  readonly jobs: Pick<JobService, 'submit'>;
  readonly routeChecker: RouteChecker;
  readonly maxBodyBytes: number;
}

/** Mounted at /api/processes (OGC API – Processes 1): what is quick is answered, what takes long becomes a job. */
export function processRoutes({ database, jobs, routeChecker, maxBodyBytes }: ProcessServices): Router {
  const router = Router();

  router
    .route('/')
    .get((request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const language = languageOf(request);
      const links: Link[] = [{ rel: 'self', href: `${baseUrl(request)}/api/processes`, type: jsonType }];
      response.vary('Accept-Language').type(type);
      response.json({ processes: processList.map((process) => summary(request, process, language)), links });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/:id')
    .get((request, response) => {
      const process = requireProcess(request.params.id);
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      response
        .vary('Accept-Language')
        .type(type)
        .json(description(request, process, languageOf(request)));
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/:id/execution')
    .post(async (request, response) => {
      const process = requireProcess(request.params.id);
      readParameters(request, []);
      negotiate(request, new Map(), process.output.mediaType, jsonType);
      const body = parseJsonBody(await readBody(request, [jsonType], maxBodyBytes));
      const { inputs, asDocument } = parseExecution(process, body);
      const context = { database, routeChecker, now: new Date() };
      if ('prepare' in process) {
        const preferred = readPreference(request);
        const author = starterOf(response, process);
        const job = await jobs.submit(process.id, await process.prepare(inputs, context), author);
        if (preferred) response.set('Preference-Applied', preferred);
        response.status(201).set('Location', jobAddress(request, job.id));
        response.type(jsonType).json(statusInfo(request, job, languageOf(request)));
        return;
      }
      const result = await process.execute(inputs, context);
      response.type(asDocument ? jsonType : process.output.mediaType);
      response.send(JSON.stringify(asDocument ? { [process.output.id]: result } : result));
    })
    .all(otherMethods('POST'));

  return router;
}

function starterOf(response: Response, { startedByEditorsOf }: JobProcess): Author {
  if (startedByEditorsOf === null) return authorOf(response);
  return countyWriterOf(response, [layers[startedByEditorsOf]]).author;
}

/**
 * What the client prefers (RFC 7240). `respond-async` is what happens; `wait` may be passed over, for a job is never
 * ready within a wait that a proxy would bear.
 *
 * @throws ProblemError `invalid_parameter` for a wish to be answered at once, which nobody should wait for in vain
 */
function readPreference(request: Request): string | undefined {
  const preferences = (request.get('prefer') ?? '').split(',').map((one) => one.trim().toLowerCase());
  const sync = preferences.find((one) => one === 'respond-sync');
  if (sync !== undefined) {
    throw invalidParameter(
      'Prefer',
      sync,
      text(
        '该分析耗时较长，只能作为任务运行；请用 Prefer: respond-async，再从 Location 查询进度',
        'this process takes long and runs as a job only; send Prefer: respond-async and follow the Location',
      ),
    );
  }
  return preferences.find((one) => one === 'respond-async');
}

function requireProcess(id: string): Process {
  const process = processNamed(id);
  if (process) return process;
  const known = processList.map((one) => one.id);
  const shown = id.slice(0, 60);
  throw new ProblemError(
    'unknown_process',
    text(
      `没有分析“${shown}”；可用：${known.join('、')}`,
      `There is no process "${shown}"; there are: ${known.join(', ')}`,
    ),
  );
}

/** The execution request: `inputs`, each as it is or wrapped as `{ "value": … }`, and `response` raw (default) or document. */
function parseExecution(process: Process, body: unknown): { inputs: Record<string, unknown>; asDocument: boolean } {
  if (!isRecord(body) || !isRecord(body.inputs)) {
    throw new ProblemError('invalid_inputs', text('请求内容应为 {"inputs": {…}}', 'The body must be {"inputs": {…}}'));
  }
  const { inputs, response = 'raw' } = body;
  if (response !== 'raw' && response !== 'document') {
    throw new ProblemError(
      'invalid_inputs',
      text('response 应为 raw 或 document', 'response must be raw or document'),
      {
        parameter: 'response',
      },
    );
  }
  const known = Object.keys(process.inputs);
  const unknown = Object.keys(inputs).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const shown = unknown.slice(0, 60);
    throw new ProblemError(
      'invalid_inputs',
      text(
        `没有输入项“${shown}”；可用：${known.join('、')}`,
        `There is no input "${shown}"; there are: ${known.join(', ')}`,
      ),
      { parameter: shown },
    );
  }
  const missing = known.find((name) => process.inputs[name]?.required && inputs[name] == null);
  if (missing !== undefined) {
    throw new ProblemError('invalid_inputs', text(`缺少输入项 ${missing}`, `The input ${missing} is missing`), {
      parameter: missing,
    });
  }
  const unwrapped = Object.entries(inputs).map(([name, input]) => [name, isQualified(input) ? input.value : input]);
  return { inputs: Object.fromEntries(unwrapped), asDocument: response === 'document' };
}

function isQualified(input: unknown): input is { value: unknown } {
  return isRecord(input) && 'value' in input && !('type' in input);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function summary(request: Request, process: Process, language: Language) {
  const address = `${baseUrl(request)}/api/processes/${process.id}`;
  return {
    id: process.id,
    version: process.version,
    title: process.title[language],
    description: process.description[language],
    jobControlOptions: ['prepare' in process ? 'async-execute' : 'sync-execute'],
    outputTransmission: ['value'],
    links: [
      { rel: 'self', href: address, type: jsonType },
      { rel: 'http://www.opengis.net/def/rel/ogc/1.0/execute', href: `${address}/execution`, type: jsonType },
    ] satisfies Link[],
  };
}

function description(request: Request, process: Process, language: Language) {
  const inputs = Object.entries(process.inputs).map(([name, input]) => [
    name,
    {
      title: input.title[language],
      ...(input.description && { description: input.description[language] }),
      minOccurs: input.required ? 1 : 0,
      maxOccurs: 1,
      schema: input.schema,
    },
  ]);
  const { id, title, mediaType, schema } = process.output;
  return {
    ...summary(request, process, language),
    inputs: Object.fromEntries(inputs),
    outputs: { [id]: { title: title[language], schema: { ...schema, contentMediaType: mediaType } } },
  };
}
