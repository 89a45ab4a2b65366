import type { Request, RequestHandler, Response } from 'express';
import type pg from 'pg';
import { text } from '../../data/text.ts';
import { type Account, type Principal, stranger } from '../accounts/principal.ts';
import { accountOfToken, looksLikeToken, type TokenOwner } from '../accounts/tokens.ts';
import { normaliseName, readSessionAccount, readSessionById } from '../accounts/users.ts';
import { ProblemError } from '../problems.ts';
import { isSafe, requireCsrfWord, requireSameOrigin } from './csrf.ts';
import { keepSession, type Sessions, sessionCookie } from './session.ts';

const principals = new WeakMap<Response, Principal>();

/** Who makes the request, as `authenticate` has found. */
export function principalOf(response: Response): Principal {
  return principals.get(response) ?? stranger;
}

type Queryable = Pick<pg.ClientBase, 'query'>;
type Recheck = (db: Queryable) => Promise<boolean>;
const rechecks = new WeakMap<Response, Recheck>();

/** Says how to find out again whether whoever makes a request may still have made it. */
export function askAgain(response: Response, recheck: Recheck): void {
  rechecks.set(response, recheck);
}

/**
 * Whether whoever made a request that is still being answered is still who they were: not signed out, not disabled, in
 * the same role.
 */
export async function isStillGood(response: Response, db: Queryable): Promise<boolean> {
  return (await rechecks.get(response)?.(db)) ?? true;
}

/**
 * Asked again right before something is changed: a request whose body came slowly may have begun long ago.
 *
 * @throws ProblemError `sign_in_required`
 */
export async function requireStillGood(response: Response, db: Queryable): Promise<void> {
  if (!(await isStillGood(response, db))) throw signInRequired();
}

/** The account that makes the request. @throws ProblemError `sign_in_required` */
export function accountOf(response: Response): Account {
  const principal = principalOf(response);
  if (principal.kind === 'stranger') throw signInRequired();
  return principal.account;
}

/** Finds out who makes a request: by its Authorization header, else by its session. */
export function authenticate(db: Queryable, sessions: Sessions): RequestHandler {
  const bySession = async (request: Request): Promise<Principal> => {
    const { userId, epoch, csrf } = request.session;
    if (userId === undefined || epoch === undefined || csrf === undefined) return stranger;
    if (!(await keepSession(db, request))) return stranger;
    const account = await readSessionAccount(db, userId, epoch);
    if (!account) return stranger;
    // Signing in again is how a page that has lost its word comes by a new one.
    if (!isSafe(request) && !signsIn(request)) {
      requireSameOrigin(request);
      requireCsrfWord(request, csrf);
    }
    return { kind: 'session', account };
  };

  return async (request, response, next) => {
    refuseTokenInUrl(request);
    const authorization = request.get('authorization');
    // Whoever signs in says anew who they are.
    if (authorization !== undefined && !signsIn(request)) {
      const { account, secret } = await byToken(db, authorization);
      principals.set(response, { kind: 'token', account, scope: account.scope });
      askAgain(response, async (current) => isSame(account, await accountOfToken(current, secret)));
    } else if (/^\/session/i.test(request.path) || request.get('cookie')?.includes(`${sessionCookie}=`)) {
      await new Promise<void>((resolve, reject) => {
        sessions.handler(request, response, (error: unknown) => (error ? reject(error) : resolve()));
      });
      const principal = await bySession(request);
      principals.set(response, principal);
      if (principal.kind === 'session') {
        const { account } = principal;
        askAgain(response, async (current) => isSame(account, await readSessionById(current, request.sessionID)));
      }
    }
    next();
  };
}

function signsIn(request: Request): boolean {
  return request.method === 'POST' && /^\/session\/?$/i.test(request.path);
}

function isSame(before: Account, now: Account | undefined): boolean {
  return now !== undefined && now.role === before.role && now.township === before.township;
}

async function byToken(db: Queryable, authorization: string): Promise<{ account: TokenOwner; secret: string }> {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+)$/.exec(authorization.trim()) ?? [];
  const basic = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8') : undefined;
  const colon = basic?.indexOf(':') ?? -1;
  const secret = basic === undefined ? value : basic.slice(colon + 1);
  const isKnownScheme = basic === undefined ? scheme.toLowerCase() === 'bearer' : colon >= 0;
  if (!isKnownScheme || !looksLikeToken(secret)) {
    throw new ProblemError(
      'invalid_token',
      text(
        '请用 Authorization: Bearer <令牌>，或以令牌为密码的 Basic 验证；账户密码只在登录页使用。令牌在“账户”中生成。',
        'Use Authorization: Bearer <token>, or Basic with a token as the password; an account’s password is for the page only. Tokens are made under "Account".',
      ),
    );
  }
  const account = await accountOfToken(db, secret);
  const named = basic === undefined ? '' : normaliseName(basic.slice(0, colon));
  if (account && (named === '' || named === account.name)) return { account, secret };
  throw new ProblemError(
    'invalid_token',
    text(
      '令牌不存在、已撤销、已过期，或不属于该用户。请重新生成令牌。',
      'The token does not exist, is revoked, is past its time, or is not this user’s. Make a new one.',
    ),
  );
}

const tokenParameters = new Set(['token', 'access_token', 'auth', 'authorization', 'api_key', 'apikey', 'key']);

/** Addresses are kept in logs and histories and sent around. */
function refuseTokenInUrl(request: Request): void {
  const query = request.originalUrl.indexOf('?');
  if (query < 0) return;
  for (const [name, value] of new URLSearchParams(request.originalUrl.slice(query + 1))) {
    if (!tokenParameters.has(name.toLowerCase()) && !looksLikeToken(value)) continue;
    throw new ProblemError(
      'token_in_url',
      text(
        '令牌不得写在地址中，请放在请求头 Authorization。地址会留在日志里：请撤销这个令牌，另生成一个。',
        'A token belongs in the Authorization header, not in the address. Addresses stay in logs: revoke this token and make another.',
      ),
      { parameter: name.slice(0, 60) },
    );
  }
}

export function signInRequired(): ProblemError {
  return new ProblemError(
    'sign_in_required',
    text(
      '请先登录，或在请求头 Authorization 中提供令牌。',
      'Sign in first, or send a token in the Authorization header.',
    ),
  );
}
