import { type CookieOptions, type Request, Router } from 'express';
import type pg from 'pg';
import { z } from 'zod';
import { layerList } from '../../data/layers/index.ts';
import { mayEdit, mayRead } from '../../data/permissions.ts';
import { text } from '../../data/text.ts';
import { type AttemptLimits, makeAttemptLimits } from '../accounts/attempts.ts';
import { makeDeviceMark, readDeviceMark } from '../accounts/device.ts';
import { hashPassword, requireGoodPassword, verifyPassword } from '../accounts/passwords.ts';
import type { Account, Principal } from '../accounts/principal.ts';
import type { AccessSettings } from '../accounts/settings.ts';
import { signIn } from '../accounts/sign-in.ts';
import { normaliseName, readSignInRecord, setOwnPassword } from '../accounts/users.ts';
import { principalOf, signInRequired } from '../http/authenticate.ts';
import { requireSameOrigin } from '../http/csrf.ts';
import { readJsonRequest } from '../http/json-request.ts';
import { jsonType, negotiate } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { beginSession, endSession, sessionCookie } from '../http/session.ts';
import { sessionAccountOf } from '../http/session-account.ts';
import { ProblemError } from '../problems.ts';

export interface SessionServices {
  readonly pool: pg.Pool;
  readonly settings: AccessSettings;
  /** Signs what a device keeps. */
  readonly secret: string;
  readonly limits?: AttemptLimits;
}

const longest = 200;
const credentialsSchema = z.strictObject({
  name: z.string().min(1).max(longest),
  password: z.string().max(longest * 5),
});
const passwordSchema = z.strictObject({ current: z.string().max(longest * 5), password: z.string().max(longest * 5) });

const deviceCookie = 'anlan.device';
const yearMs = 365 * 86_400_000;

/** Mounted at /api/session: who am I, sign in, sign out, another password. */
export function sessionRoutes({ pool, settings, secret, limits = makeAttemptLimits() }: SessionServices): Router {
  const router = Router();

  const describe = async (principal: Principal, csrf: string | undefined) => {
    const publicRead = await settings.publicRead();
    return {
      user: principal.kind === 'stranger' ? null : describeAccount(principal.account),
      signed_in_by: principal.kind,
      csrf: csrf ?? null,
      public_read: publicRead,
      may_read: mayRead(principal, publicRead),
      edits: principal.kind === 'stranger' ? [] : editableLayers(principal.account),
    };
  };

  router
    .route('/')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const principal = principalOf(response);
      const csrf = principal.kind === 'session' ? request.session.csrf : undefined;
      response
        .set('Cache-Control', 'no-store')
        .type(type)
        .json(await describe(principal, csrf));
    })
    .post(async (request, response) => {
      requireSameOrigin(request);
      const credentials = await readJsonRequest(request, credentialsSchema);
      const name = normaliseName(credentials.name);
      const mark = cookieOf(request, deviceCookie);
      const device = mark && readDeviceMark(secret, name, mark);
      const { user, sessionEpoch } = await signIn(pool, limits, credentials, { address: request.ip ?? '', device });
      await beginSession(request, user.id, sessionEpoch);
      if (!device) response.cookie(deviceCookie, makeDeviceMark(secret, name), deviceOptions(request));
      response
        .set('Cache-Control', 'no-store')
        .json(await describe({ kind: 'session', account: user }, request.session.csrf));
    })
    .delete(async (request, response) => {
      readParameters(request, []);
      if (principalOf(response).kind === 'session') await endSession(request);
      response.clearCookie(sessionCookie, { path: '/' }).status(204).end();
    })
    .all(otherMethods('GET', 'HEAD', 'POST', 'DELETE'));

  router
    .route('/password')
    .put(async (request, response) => {
      const account = sessionAccountOf(response);
      const { current, password } = await readJsonRequest(request, passwordSchema);
      await requireCurrentPassword(request, account, current);
      requireGoodPassword(password, account.name);
      const session = { id: request.sessionID, userId: account.id, epoch: request.session.epoch ?? 0 };
      if (!(await setOwnPassword(pool, session, await hashPassword(password)))) throw signInRequired();
      response.status(204).end();
    })
    .all(otherMethods('PUT'));

  /** Whoever finds a page left open cannot take the account over. Nobody else's failures keep its owner from it. */
  async function requireCurrentPassword(request: Request, { name }: Account, current: string): Promise<void> {
    const attempt = { name, address: request.ip ?? '', device: 'signed in' };
    limits.require(attempt);
    limits.failed(attempt);
    const record = await readSignInRecord(pool, name);
    if (!(await verifyPassword(record?.passwordHash, current))) {
      throw new ProblemError(
        'forbidden',
        text('现密码不正确，未作修改。', 'The current password is wrong; nothing was changed.'),
        {
          parameter: 'current',
        },
      );
    }
    limits.succeeded(attempt);
  }

  return router;
}

function describeAccount({ id, name, displayName, role, township }: Account) {
  return { id, name, display_name: displayName, role, township };
}

function editableLayers(account: Account): string[] {
  return layerList.filter((layer) => mayEdit(account, layer).allowed).map(({ id }) => id);
}

function deviceOptions(request: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: request.secure, maxAge: yearMs, path: '/api/session' };
}

function cookieOf(request: Request, name: string): string | undefined {
  const cookies = request.get('cookie')?.split(/; */) ?? [];
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}
