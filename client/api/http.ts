import { type Language, type Text, text } from '../../data/text.ts';
import { en } from '../i18n/en.ts';
import { zh } from '../i18n/zh.ts';

/** What went wrong, in words: the service's own problem document, or why there is none. */
export class ServiceProblem extends Error {
  /** Undefined where no answer came at all. */
  readonly status: number | undefined;
  readonly code: string;
  readonly titleText: Text;
  readonly detailText: Text;
  readonly faults: readonly ProblemFault[];
  readonly faultCount: number;

  constructor(problem: {
    status?: number;
    code: string;
    title: Text;
    detail: Text;
    faults?: readonly ProblemFault[];
    faultCount?: number;
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
  }
}

export interface ProblemFault {
  readonly member: string;
  readonly reason: string;
}

interface RequestSettings {
  readonly language: Language;
  readonly signal?: AbortSignal;
  /** Sent as JSON by POST. */
  readonly body?: unknown;
}

/** Addresses are relative to the page, so that the service may live behind a path. */
export function apiUrl(path: string): string {
  return new URL(`api/${path}`, document.baseURI).href;
}

/** Throws a `ServiceProblem`, or the abort error where `signal` ended the request. */
export async function fetchJson<T>(path: string, { language, signal, body }: RequestSettings): Promise<T> {
  const response = await sent(path, {
    headers: {
      accept: 'application/json, application/geo+json, application/problem+json',
      'accept-language': language,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(signal ? { signal } : {}),
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const content = await readJson(response);
  if (response.ok && content !== undefined) return content as T;
  throw problemFrom(response.status, content);
}

async function sent(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(apiUrl(path), init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ServiceProblem({
      code: 'unreachable',
      title: text(zh.problemUnreachable, en.problemUnreachable),
      detail: text(zh.problemUnreachableDetail, en.problemUnreachableDetail),
      cause,
    });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/** A problem document is in the one language that was asked for, so both languages of the text are that one. */
export function problemFrom(status: number, document: unknown): ServiceProblem {
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
  });
}

function faultFrom(value: unknown): ProblemFault[] {
  if (!isRecord(value) || typeof value.reason !== 'string') return [];
  return [{ member: typeof value.member === 'string' ? value.member : '', reason: value.reason }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
