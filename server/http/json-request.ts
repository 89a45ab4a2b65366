import type { Request } from 'express';
import type { z } from 'zod';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';
import { readBody } from './body.ts';
import { describeIssue } from './issue.ts';
import { parseJsonBody } from './json-body.ts';
import { jsonType } from './negotiate.ts';
import { readParameters } from './parameters.ts';

/** What small requests about accounts and settings may weigh. */
const smallBytes = 16 * 1024;

/**
 * The body of a request that has no parameters, in the shape of a schema.
 *
 * @throws ProblemError `malformed_body` naming the member; its value, which may be a secret, is not shown
 */
export async function readJsonRequest<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  readParameters(request, []);
  const bytes = await readBody(request, [jsonType], smallBytes);
  const value = parseJsonBody(bytes);
  if (JSON.stringify(value).includes('\\u0000')) {
    throw new ProblemError('malformed_body', text('请求内容不能含空字符。', 'The body must not hold a NUL character.'));
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const member = issue?.path.join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : '') || 'body';
  throw new ProblemError(
    'malformed_body',
    text(
      `请求内容的 ${member.slice(0, 60)} 不正确：${describeIssue(issue).zh}`,
      `The body’s ${member.slice(0, 60)} is not right: ${describeIssue(issue).en}`,
    ),
    { parameter: member.slice(0, 60) },
  );
}
