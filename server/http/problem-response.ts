import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { text } from '../../data/text.ts';
import { ProblemError, problemDocument, toProblem } from '../problems.ts';
import { languageOf } from './language.ts';
import { pathOf } from './request-log.ts';

/** What Express and its body reader refuse before a route is asked, by their `type` or status. */
function fromExpress(thrown: unknown): ProblemError | undefined {
  if (!(thrown instanceof Error) || !('status' in thrown) || typeof thrown.status !== 'number') return undefined;
  if (thrown.status === 413) {
    return new ProblemError('body_too_large', text('请求内容超过上限。', 'The body is larger than the limit.'), {
      cause: thrown,
    });
  }
  if (thrown.status === 415) {
    return new ProblemError(
      'unsupported_media_type',
      text('不支持该字符集或压缩方式，请用 UTF-8。', 'The charset or encoding is not supported; send UTF-8.'),
      { cause: thrown },
    );
  }
  if (thrown.status === 404) return undefined;
  if (thrown.status >= 400 && thrown.status < 500) {
    return new ProblemError(
      'invalid_parameter',
      text(`请求无法解析：${thrown.message}`, `The request cannot be read: ${thrown.message}`),
      { cause: thrown },
    );
  }
  return undefined;
}

/** The last handler: everything thrown becomes one problem document, and what is our fault is logged. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    const problem = thrown instanceof ProblemError ? thrown : (fromExpress(thrown) ?? toProblem(thrown));
    if (problem.status >= 500) {
      logger.error({ err: thrown, method: request.method, url: pathOf(request.originalUrl) }, problem.code);
    }
    if (response.headersSent) {
      // Half an answer must not look whole: the connection is cut, unless the answer has been ended by saying so.
      if (!response.writableEnded) next(thrown);
      return;
    }
    const { allow, retryAfterSeconds } = problem.details;
    if (allow) response.set('Allow', allow.join(', '));
    if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));
    // Not Basic, which is taken too: browsers would put their own window before the page's.
    if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer realm="Anlan"');
    if (problem.code === 'database_unavailable') response.set('Retry-After', '5');
    sendProblem(response, problem, languageOf(request));
  };
}

function sendProblem(response: Response, problem: ProblemError, language: 'zh' | 'en'): void {
  response
    .status(problem.status)
    .set('Content-Language', language)
    .vary('Accept-Language')
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(problem, language)));
}

/** For paths that no route knows. */
export const unknownPath: RequestHandler = (request) => {
  throw new ProblemError(
    'unknown_path',
    text(`没有地址 ${request.originalUrl}；入口见 /api`, `There is nothing at ${request.originalUrl}; start at /api`),
  );
};

/** For the methods of a path that it does not have. OPTIONS is answered here with what it has. */
export function otherMethods(...allow: readonly string[]): RequestHandler {
  return (request, response) => {
    if (request.method === 'OPTIONS') {
      response
        .set('Allow', [...allow, 'OPTIONS'].join(', '))
        .status(204)
        .end();
      return;
    }
    throw new ProblemError(
      'method_not_allowed',
      text(
        `此地址不支持 ${request.method}，可用：${allow.join('、')}`,
        `${request.method} is not possible here; possible: ${allow.join(', ')}`,
      ),
      { allow: [...allow, 'OPTIONS'] },
    );
  };
}
