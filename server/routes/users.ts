import { type Request, Router } from 'express';
import type pg from 'pg';
import { z } from 'zod';
import { roleIds } from '../../data/roles.ts';
import { text } from '../../data/text.ts';
import { addUser, resetPassword } from '../accounts/administration.ts';
import { changeUser, endSessions, listUsers, readUser, type User } from '../accounts/users.ts';
import { requireStillGood } from '../http/authenticate.ts';
import { readJsonRequest } from '../http/json-request.ts';
import { jsonType, negotiate } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { administratorOf } from '../http/session-account.ts';
import { ProblemError } from '../problems.ts';

const role = z.enum(roleIds);
const displayName = z.string().trim().min(1).max(100);
const township = z.string().min(1).max(20).nullable();
const password = z.string().max(1000);

const newUserSchema = z.strictObject({
  name: z.string().min(1).max(60),
  display_name: displayName.optional(),
  role,
  township: township.optional(),
  password: password.optional(),
});
const changeSchema = z.strictObject({
  display_name: displayName.optional(),
  role: role.optional(),
  township: township.optional(),
  disabled: z.boolean().optional(),
});
const resetSchema = z.strictObject({ password: password.optional() });

/** Mounted at /api/users: what administrators do with accounts. */
export function userRoutes(pool: pg.Pool): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });

  router
    .route('/')
    .get(async (request, response) => {
      administratorOf(response);
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      response.type(type).json({ users: (await listUsers(pool)).map(describe) });
    })
    .post(async (request, response) => {
      administratorOf(response);
      const body = await readJsonRequest(request, newUserSchema);
      await requireStillGood(response, pool);
      const { user, madePassword } = await addUser(pool, {
        name: body.name,
        displayName: body.display_name,
        role: body.role,
        township: body.township ?? null,
        password: body.password,
      });
      response
        .status(201)
        .location(`${request.baseUrl}/${user.id}`)
        .json({ ...describe(user), ...(madePassword && { password: madePassword }) });
    })
    .all(otherMethods('GET', 'HEAD', 'POST'));

  router
    .route('/:id')
    .get(async (request, response) => {
      administratorOf(response);
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      response.type(type).json(describe(await readUser(pool, idOf(request))));
    })
    .patch(async (request, response) => {
      administratorOf(response);
      const { display_name: name, ...body } = await readJsonRequest(request, changeSchema);
      await requireStillGood(response, pool);
      response.json(describe(await changeUser(pool, idOf(request), { ...body, displayName: name })));
    })
    .all(otherMethods('GET', 'HEAD', 'PATCH'));

  router
    .route('/:id/password')
    .put(async (request, response) => {
      administratorOf(response);
      const body = await readJsonRequest(request, resetSchema);
      await requireStillGood(response, pool);
      const madePassword = await resetPassword(pool, await readUser(pool, idOf(request)), body.password);
      response.json({ ...(madePassword && { password: madePassword }) });
    })
    .all(otherMethods('PUT'));

  router
    .route('/:id/sessions')
    .delete(async (request, response) => {
      administratorOf(response);
      readParameters(request, []);
      await endSessions(pool, idOf(request));
      response.status(204).end();
    })
    .all(otherMethods('DELETE'));

  return router;
}

function idOf(request: Request<{ id: string }>): number {
  const { id } = request.params;
  if (/^[1-9]\d{0,14}$/.test(id)) return Number(id);
  throw new ProblemError(
    'unknown_user',
    text(`没有账户“${id.slice(0, 60)}”。`, `There is no account "${id.slice(0, 60)}".`),
  );
}

function describe(user: User) {
  return {
    id: user.id,
    name: user.name,
    display_name: user.displayName,
    role: user.role,
    township: user.township,
    disabled: user.disabled,
    created_at: user.createdAt.toISOString(),
    last_sign_in_at: user.lastSignInAt?.toISOString() ?? null,
  };
}
