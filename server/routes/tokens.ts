import { Router } from 'express';
import type pg from 'pg';
import { z } from 'zod';
import { accountStandards } from '../../data/standards/accounts.ts';
import { text } from '../../data/text.ts';
import { tokenScopes } from '../accounts/principal.ts';
import { createToken, listTokens, revokeToken, type Token } from '../accounts/tokens.ts';
import { requireStillGood } from '../http/authenticate.ts';
import { readJsonRequest } from '../http/json-request.ts';
import { jsonType, negotiate } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { sessionAccountOf } from '../http/session-account.ts';
import { ProblemError } from '../problems.ts';

const newTokenSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  days: z.int().min(1).max(accountStandards.tokenDaysMost.value).default(accountStandards.tokenDaysDefault.value),
  scope: z.enum(tokenScopes).nullable().default(null),
});

/** Mounted at /api/tokens: the signed-in account's own tokens, for QGIS, GDAL and scripts. */
export function tokenRoutes(db: Pick<pg.ClientBase, 'query'>): Router {
  const router = Router();

  router
    .route('/')
    .get(async (request, response) => {
      const { id } = sessionAccountOf(response);
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const tokens = await listTokens(db, id);
      response
        .set('Cache-Control', 'no-store')
        .type(type)
        .json({ tokens: tokens.map(describe) });
    })
    .post(async (request, response) => {
      const { id } = sessionAccountOf(response);
      const wish = await readJsonRequest(request, newTokenSchema);
      await requireStillGood(response, db);
      const { token, secret } = await createToken(db, id, wish);
      response
        .status(201)
        .set('Cache-Control', 'no-store')
        .json({ ...describe(token), token: secret });
    })
    .all(otherMethods('GET', 'HEAD', 'POST'));

  router
    .route('/:id')
    .delete(async (request, response) => {
      const account = sessionAccountOf(response);
      readParameters(request, []);
      const { id } = request.params;
      if (!/^[1-9]\d{0,14}$/.test(id)) {
        const shown = id.slice(0, 60);
        throw new ProblemError('unknown_token', text(`没有令牌“${shown}”。`, `There is no token "${shown}".`));
      }
      await revokeToken(db, account.id, Number(id));
      response.status(204).end();
    })
    .all(otherMethods('DELETE'));

  return router;
}

function describe(token: Token) {
  return {
    id: token.id,
    name: token.name,
    hint: token.hint,
    scope: token.scope,
    created_at: token.createdAt.toISOString(),
    expires_at: token.expiresAt.toISOString(),
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
  };
}
