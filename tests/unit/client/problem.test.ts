import { describe, expect, it } from 'vitest';
import { problemFrom } from '../../../client/api/http.ts';
import { text } from '../../../data/text.ts';
import { ProblemError, problemDocument } from '../../../server/problems.ts';

describe('a problem of the service', () => {
  it('is shown in the service’s own words, with its faults', () => {
    const error = new ProblemError('invalid_inputs', text('线无效', 'The line is bad'), {
      faults: [{ feature: 1, member: 'geometry', code: 'x', reason: text('自相交', 'crosses itself') }],
      faultCount: 12,
    });
    const problem = problemFrom(400, problemDocument(error, 'zh'));
    expect(problem).toMatchObject({ code: 'invalid_inputs', status: 400, faultCount: 12 });
    expect(problem.detailText.zh).toBe('线无效');
    expect(problem.faults).toEqual([{ number: 1, member: 'geometry', reason: '自相交' }]);
  });

  it.each([undefined, null, 'text', [], {}, { title: 3 }])(
    'says that it cannot be read where it is no problem document: %j',
    (body) => {
      const problem = problemFrom(502, body);
      expect(problem.code).toBe('unreadable');
      expect(problem.detailText.en).toContain('502');
    },
  );
});
