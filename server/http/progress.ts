import type { Request, Response } from 'express';
import { problemDocument, toProblem } from '../problems.ts';
import { languageOf } from './language.ts';
import { jsonType } from './negotiate.ts';

/** One JSON object a line: `{"progress": …}` as often as there is some, at last `{"answer": …}` or `{"problem": …}`. */
export const progressType = 'application/x-ndjson';

/** More often than a person sees it change. */
const leastMs = 100;

/**
 * Answers with JSON, and for a client that asks for `application/x-ndjson` with how far the work has come as well. What
 * goes wrong before the first word of progress has a status of its own; afterwards the last line is the problem, since
 * the status has been said.
 */
export async function answerWithProgress(
  request: Request,
  response: Response,
  work: (onProgress: (progress: object) => void) => Promise<unknown>,
): Promise<void> {
  if (!request.get('accept')?.includes(progressType)) {
    const answer = await work(() => {});
    response.type(jsonType).json(answer);
    return;
  }
  let said = Number.NEGATIVE_INFINITY;
  const write = (line: object) => {
    if (!response.headersSent) response.type(progressType);
    response.write(`${JSON.stringify(line)}\n`);
    // Else the compression keeps it back until there is more.
    response.flush();
  };
  try {
    const answer = await work((progress) => {
      if (response.closed || performance.now() - said < leastMs) return;
      said = performance.now();
      write({ progress });
    });
    write({ answer });
  } catch (error) {
    const problem = toProblem(error);
    if (!response.headersSent) throw error;
    write({ problem: problemDocument(problem, languageOf(request)) });
    response.end();
    // The person is told in the last line; a bug goes the way of all bugs, which ends in the log.
    if (problem.status >= 500) throw error;
    return;
  }
  response.end();
}
