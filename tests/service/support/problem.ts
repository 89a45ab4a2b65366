import type request from 'supertest';
import { expect } from 'vitest';
import type { ProblemCode } from '../../../server/problems.ts';

export interface ProblemFault {
  /** Which of the features, readings or gauges given, counted from 1. */
  readonly feature?: number;
  readonly reading?: number;
  readonly gauge?: number;
  readonly member: string;
  readonly code: string;
  readonly reason: string;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly parameter?: string;
  readonly faults?: readonly ProblemFault[];
  readonly fault_count?: number;
}

const han = /\p{Script=Han}/u;

/**
 * Sends the request once for a Chinese and once for an English reader, and holds both answers against what every
 * problem document must be: RFC 9457, our code and its status, said in the reader's language.
 *
 * @param send makes the request anew each time
 * @returns the document in both languages
 */
export async function expectProblem(
  send: () => request.Test,
  code: ProblemCode,
  status: number,
): Promise<{ zh: Problem; en: Problem; headers: Readonly<Record<string, string>> }> {
  const zh = await send().set('Accept-Language', 'zh-CN');
  const en = await send().set('Accept-Language', 'en');
  for (const [answer, language] of [
    [zh, 'zh'],
    [en, 'en'],
  ] as const) {
    expect(answer.status, answer.text).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.headers['content-language']).toBe(language);
    expect(answer.body).toMatchObject({ type: `urn:anlan:problem:${code}`, status, code });
    for (const told of [answer.body.title, answer.body.detail]) expect(told).toEqual(expect.stringMatching(/\S/));
  }
  expect(zh.body.title).toMatch(han);
  expect(zh.body.detail).toMatch(han);
  expect(en.body.title).not.toMatch(han);
  expect(en.body.detail).not.toBe(zh.body.detail);
  for (const [index, fault] of (zh.body.faults ?? []).entries()) {
    expect(fault.reason).toMatch(han);
    expect(en.body.faults[index]).toEqual({ ...fault, reason: expect.any(String) });
    expect(en.body.faults[index].reason).not.toBe(fault.reason);
  }
  return { zh: zh.body, en: en.body, headers: zh.headers };
}
