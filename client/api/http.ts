import { type Language, type Text, text } from '../../data/text.ts';
import { en } from '../i18n/en.ts';
import { zh } from '../i18n/zh.ts';
import { holdSession, sessionStore } from '../state/session.ts';
import type { SessionDescription } from './types.ts';

/** What went wrong, in words: the service's own problem document, or why there is none. */
export class ServiceProblem extends Error {
  /** Undefined where no answer came at all. */
  readonly status: number | undefined;
  readonly code: string;
  readonly titleText: Text;
  readonly detailText: Text;
  readonly faults: readonly ProblemFault[];
  readonly faultCount: number;
  /** The member of what was sent that is at fault. */
  readonly parameter: string | undefined;
  /** How long to wait before trying again. */
  readonly retryAfterSeconds: number | undefined;
  /** The problem document as it came, with the members of its own kind. */
  readonly document: unknown;

  constructor(problem: {
    status?: number;
    code: string;
    title: Text;
    detail: Text;
    faults?: readonly ProblemFault[];
    faultCount?: number;
    parameter?: string | undefined;
    retryAfterSeconds?: number | undefined;
    document?: unknown;
    cause?: unknown;
  }) {
    super(problem.detail.en, { cause: problem.cause });
    this.name = 'ServiceProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.titleText = problem.title;
    this.detailText = problem.detail;
    this.faults = problem.faults ?? [];
    this.faultCount = problem.faultCount ?? this.faults.length;
    this.parameter = problem.parameter;
    this.retryAfterSeconds = problem.retryAfterSeconds;
    this.document = problem.document;
  }
}

export interface ProblemFault {
  /** Which of the features, readings or gauges sent, counted from 1. */
  readonly number?: number;
  readonly member: string;
  readonly reason: string;
}

export interface RequestSettings {
  readonly language: Language;
  readonly signal?: AbortSignal;
  /** GET without a body, POST with one. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, under its own type, in place of JSON. */
  readonly file?: Blob;
  /** Sent as a form, with files among its fields. */
  readonly form?: FormData;
  /** The version that the change is made to. */
  readonly ifMatch?: string;
  /** What may come in place of JSON. */
  readonly accept?: string;
  /** A request that comes again with the same key is answered as the first one was, and done once. */
  readonly idempotencyKey?: string;
}

/** Addresses are relative to the page, so that the service may live behind a path. */
export function apiUrl(path: string): string {
  return new URL(`api/${path}`, document.baseURI).href;
}

/** Throws a `ServiceProblem`, or the abort error where `signal` ended the request. */
export async function fetchJson<T>(path: string, settings: RequestSettings): Promise<T> {
  const response = await answered(path, settings);
  const content = await readJson(response);
  if (content !== undefined) return content as T;
  throw problemFrom(response.status, content);
}

/** For answers that are files. Throws as `fetchJson` does. */
export async function fetchFile(path: string, settings: RequestSettings): Promise<Blob> {
  const response = await answered(path, settings);
  return response.blob().catch((cause: unknown) => {
    throw unreachable(cause);
  });
}

/**
 * For answers that come line by line, each an object. Throws as `fetchJson` does, also where the lines break off before
 * `onLine` has said that one was the last.
 */
export async function fetchLines(
  path: string,
  settings: RequestSettings,
  onLine: (line: unknown, response: Response) => boolean,
): Promise<void> {
  const response = await answered(path, { ...settings, accept: 'application/x-ndjson' });
  if (!response.headers.get('content-type')?.includes('ndjson') || !response.body) {
    if (onLine({ answer: await readJson(response) }, response)) return;
    throw problemFrom(response.status, undefined);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  // Of a long line only the pieces are kept until its end has come.
  let pieces: string[] = [];
  for (;;) {
    const { done, value = '' } = await reader.read().catch((cause: unknown) => {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
      throw unreachable(cause);
    });
    const lines = value.split('\n');
    for (const line of lines.slice(0, -1)) {
      if (onLine(objectOf(pieces.join('') + line), response)) return;
      pieces = [];
    }
    pieces.push(lines.at(-1) ?? '');
    if (done) throw unreachable(undefined);
  }
}

/** What stands between may write into the answer; whether the service has done its work is not known then. */
function objectOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw unreachable(cause);
  }
}

/** For requests that are answered with nothing. Throws as `fetchJson` does. */
export async function sendRequest(path: string, settings: RequestSettings): Promise<void> {
  await answered(path, settings);
}

/** Asks the service anew who this is, and what they may. */
export async function renewSession(language: Language, signal?: AbortSignal): Promise<SessionDescription> {
  const session = await fetchJson<SessionDescription>('session', { language, ...(signal ? { signal } : {}) });
  holdSession(session);
  return session;
}

async function answered(path: string, settings: RequestSettings): Promise<Response> {
  const response = await sent(path, requestInit(settings));
  if (response.ok) return response;
  const problem = problemFrom(response.status, await readJson(response), response.headers);
  if (problem.code === 'csrf_failed' && (await isStillTheSame(settings.language))) {
    const again = await sent(path, requestInit(settings));
    if (again.ok) return again;
    throw problemFrom(again.status, await readJson(again), again.headers);
  }
  // The session has ended: the page learns what it may still do, and offers to sign in.
  if (problem.code === 'sign_in_required') await renewSession(settings.language).catch(() => undefined);
  throw problem;
}

/**
 * Somebody who has signed in again in another window has a new word for changes; who has signed in there as somebody
 * else must see so before anything is done in the other's name.
 */
async function isStillTheSame(language: Language): Promise<boolean> {
  const before = sessionStore.get().session?.user?.id;
  const session = await renewSession(language).catch(() => undefined);
  return before !== undefined && session?.user?.id === before;
}

function requestInit(settings: RequestSettings): RequestInit {
  const { language, signal, body, file, form, method, ifMatch, idempotencyKey, accept } = settings;
  const csrf = sessionStore.get().session?.csrf;
  const hasContent = body !== undefined || file !== undefined || form !== undefined;
  const isChange = hasContent || !(method === undefined || method === 'GET' || method === 'HEAD');
  return {
    method: method ?? (hasContent ? 'POST' : 'GET'),
    headers: {
      accept: [...(accept ? [accept] : []), 'application/json, application/geo+json, application/problem+json'].join(
        ', ',
      ),
      'accept-language': language,
      // The browser gives a form its type, with what parts its fields.
      ...(hasContent && !form ? { 'content-type': file?.type ?? 'application/json' } : {}),
      ...(isChange && csrf ? { 'Anlan-CSRF': csrf } : {}),
      ...(ifMatch ? { 'if-match': ifMatch } : {}),
      ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
    },
    ...(signal ? { signal } : {}),
    ...(hasContent ? { body: form ?? file ?? JSON.stringify(body) } : {}),
  };
}

async function sent(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(apiUrl(path), init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw unreachable(cause);
  }
}

/** Where no answer came at all. */
export function unreachable(cause: unknown): ServiceProblem {
  return new ServiceProblem({
    code: 'unreachable',
    title: text(zh.problemUnreachable, en.problemUnreachable),
    detail: text(zh.problemUnreachableDetail, en.problemUnreachableDetail),
    cause,
  });
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/** A problem document is in the one language that was asked for, so both languages of the text are that one. */
export function problemFrom(status: number, document: unknown, headers = new Headers()): ServiceProblem {
  if (!isRecord(document) || typeof document.title !== 'string') {
    return new ServiceProblem({
      status,
      code: 'unreadable',
      title: text(zh.problemUnreadable, en.problemUnreadable),
      detail: text(zh.problemUnreadableDetail(status), en.problemUnreadableDetail(status)),
    });
  }
  const detail = typeof document.detail === 'string' ? document.detail : '';
  const faults = Array.isArray(document.faults) ? document.faults.flatMap(faultFrom) : [];
  return new ServiceProblem({
    status,
    code: typeof document.code === 'string' ? document.code : 'unreadable',
    title: text(document.title, document.title),
    detail: text(detail, detail),
    faults,
    faultCount: typeof document.fault_count === 'number' ? document.fault_count : faults.length,
    parameter: typeof document.parameter === 'string' ? document.parameter : undefined,
    retryAfterSeconds: Number(headers.get('retry-after')) || undefined,
    document,
  });
}

function faultFrom(value: unknown): ProblemFault[] {
  if (!isRecord(value) || typeof value.reason !== 'string') return [];
  const number = [value.feature, value.reading, value.gauge].find((one) => typeof one === 'number');
  return [
    {
      ...(number ? { number } : {}),
      member: typeof value.member === 'string' ? value.member : '',
      reason: value.reason,
    },
  ];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
