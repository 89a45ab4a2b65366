import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { text } from '../../data/text.ts';
import { accountOf } from '../http/authenticate.ts';
import { readBody } from '../http/body.ts';
import { describeIssue } from '../http/issue.ts';
import { parseJsonBody } from '../http/json-body.ts';
import { jsonType } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { answerWithProgress } from '../http/progress.ts';
import { bodyVersion, readIntent, transactionSchema } from '../http/write-request.ts';
import { writerOf } from '../http/writer.ts';
import type { Change } from '../layers/changes/change.ts';
import type { ChangeService } from '../layers/changes/change-service.ts';
import type { IdempotentRequest } from '../layers/changes/idempotency.ts';
import { unknownTransaction } from '../layers/changes/undo.ts';
import { invalidParameter, ProblemError } from '../problems.ts';
import { layerNamed } from './layer-parameter.ts';

export interface TransactionServices {
  readonly changes: ChangeService;
  readonly maxBodyBytes: number;
}

/** Mounted at /api/transactions: many changes over several layers, all or none, and their undo. */
export function transactionRoutes({ changes, maxBodyBytes }: TransactionServices): Router {
  const router = Router();

  router
    .route('/')
    .post(async (request, response) => {
      accountOf(response);
      readParameters(request, []);
      const bytes = await readBody(request, [jsonType], maxBodyBytes);
      const body = parseTransaction(parseJsonBody(bytes));
      const intent = readIntent(request);
      const wanted = body.changes.map(toChange);
      const writer = writerOf(
        response,
        wanted.map(({ layer }) => layer),
      );
      await answerWithProgress(request, response, async (onProgress) => {
        const { answer, repeated } = await changes.transaction(
          writer,
          {
            message: body.message ?? intent.message,
            source: body.source ?? intent.source,
            mergeDisjoint: body.merge === 'disjoint',
            signal: body.source === 'import' ? leaving(response) : undefined,
            onProgress,
          },
          wanted,
          idempotent(request, bytes),
        );
        if (repeated && !response.headersSent) response.set('Idempotency-Replayed', 'true');
        return answer;
      });
    })
    .all(otherMethods('POST'));

  router
    .route('/:id/undo')
    .post(async (request, response) => {
      const writer = writerOf(response);
      readParameters(request, []);
      if (!/^[1-9]\d{0,14}$/.test(request.params.id)) throw unknownTransaction(request.params.id.slice(0, 60));
      const { answer, repeated } = await changes.undo(
        writer,
        readIntent(request),
        Number(request.params.id),
        idempotent(request, Buffer.from('')),
      );
      if (repeated) response.set('Idempotency-Replayed', 'true');
      response.json(answer);
    })
    .all(otherMethods('POST'));

  return router;
}

/**
 * Who imports a file calls it off by hanging up. Of a hand's edits the opposite is meant: they are to be stored though
 * the answer may no longer reach anybody.
 */
function leaving(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) controller.abort();
  });
  return controller.signal;
}

type TransactionBody = z.infer<typeof transactionSchema>;

function parseTransaction(value: unknown): TransactionBody {
  const parsed = transactionSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const member = issue?.path.join('.') || 'changes';
  throw new ProblemError(
    'malformed_body',
    text(
      `提交内容有误（${member}）：应为 {"changes": [{"operation": "create|replace|update|delete|restore", "layer": …}]}；${describeIssue(issue).zh}`,
      `The transaction is malformed (${member}): it must be {"changes": [{"operation": "create|replace|update|delete|restore", "layer": …}]}; ${describeIssue(issue).en}`,
    ),
    { parameter: member },
  );
}

function toChange(change: TransactionBody['changes'][number]): Change {
  const layer = layerNamed(change.layer);
  switch (change.operation) {
    case 'create':
      return { kind: 'create', layer, feature: change.feature };
    case 'replace': {
      const { id, feature, version } = change;
      return { kind: 'replace', layer, id, expectedVersion: version ?? bodyVersion(feature), feature };
    }
    case 'update': {
      const { id, patch, version } = change;
      return { kind: 'update', layer, id, expectedVersion: version ?? bodyVersion(patch), patch };
    }
    default:
      return { kind: change.operation, layer, id: change.id, expectedVersion: change.version };
  }
}

function idempotent(request: Request, body: Buffer): IdempotentRequest | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw invalidParameter(
      'Idempotency-Key',
      key,
      text('应为 1 至 200 个可见的 ASCII 字符', 'it must be 1 to 200 visible ASCII characters'),
    );
  }
  return { key, body: Buffer.concat([Buffer.from(`${request.originalUrl}\n`), body]) };
}
