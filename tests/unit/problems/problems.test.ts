import { describe, expect, test } from 'vitest';
import { text } from '../../../data/text.ts';
import { invalidParameter, ProblemError, problemDocument, toProblem } from '../../../server/problems.ts';

function databaseError(code: string, message = 'refused'): Error {
  return Object.assign(new Error(message), { code });
}

describe('what is thrown becomes a problem', () => {
  test.each([
    ['23505', 'code_taken', 409],
    ['22003', 'invalid_features', 422],
    ['23502', 'invalid_features', 422],
    ['08006', 'database_unavailable', 503],
    ['57P01', 'database_unavailable', 503],
    ['ECONNREFUSED', 'database_unavailable', 503],
    ['42P01', 'internal', 500],
    ['XX000', 'internal', 500],
  ])('%s is %s', (sqlState, code, status) => {
    const problem = toProblem(databaseError(sqlState));
    expect([problem.code, problem.status]).toEqual([code, status]);
  });

  test('a file that is not there is the database only where it is the database’s socket', () => {
    const missing = databaseError('ENOENT');
    expect(toProblem(Object.assign(missing, { syscall: 'connect' })).code).toBe('database_unavailable');
    expect(toProblem(Object.assign(missing, { syscall: 'open' })).code).toBe('internal');
  });

  test('our own stays what it is, anything else is internal and keeps its words to itself', () => {
    const own = new ProblemError('unknown_feature', text('没有', 'none'));
    expect(toProblem(own)).toBe(own);
    for (const thrown of ['text', undefined, null, 7, new TypeError('password=secret')]) {
      const problem = toProblem(thrown);
      expect(problem.code).toBe('internal');
      expect(JSON.stringify(problemDocument(problem, 'en'))).not.toMatch(/secret/);
    }
  });
});

describe('the document of a problem', () => {
  test('is in one language, with faults counted', () => {
    const faults = [{ feature: 2, member: 'properties.name', code: 'required', reason: text('必填', 'is required') }];
    const problem = new ProblemError('invalid_features', text('有误', 'faulty'), { faults, faultCount: 12 });
    expect(problemDocument(problem, 'zh')).toEqual({
      type: 'urn:anlan:problem:invalid_features',
      title: '要素未通过校验',
      status: 422,
      code: 'invalid_features',
      detail: '有误',
      faults: [{ feature: 2, member: 'properties.name', code: 'required', reason: '必填' }],
      fault_count: 12,
    });
    expect(problemDocument(problem, 'en')).toMatchObject({ detail: 'faulty', faults: [{ reason: 'is required' }] });
  });

  test('shows a long value cut', () => {
    const { detail } = problemDocument(invalidParameter('bbox', 'x'.repeat(5000), text('应短', 'be short')), 'en');
    expect(String(detail).length).toBeLessThan(200);
  });
});
