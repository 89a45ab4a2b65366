import { randomBytes } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type pg from 'pg';
import { accountStandards as standards } from '../../data/standards/accounts.ts';

declare module 'express-session' {
  interface SessionData {
    userId: number;
    /** The session is over once the account's epoch has gone on. */
    epoch: number;
    /** Sent by the page with everything that changes something; another site's page cannot read it. */
    csrf: string;
    signedInAt: number;
    renewedAt: number;
  }
}

export const sessionCookie = 'anlan.sid';
const hourMs = 3_600_000;
const idleMs = standards.sessionIdleHours.value * hourMs;
const longestMs = standards.sessionDaysMost.value * 24 * hourMs;
/** The end is put off no more often than this: otherwise each tile of a map would write to the table of sessions. */
const renewAfterMs = idleMs / 24;

export interface Sessions {
  /** Reads the session of a request's cookie; without a cookie there is none. */
  readonly handler: RequestHandler;
  /** What else is signed for this service's pages is signed with. */
  readonly secret: string;
  close(): void;
}

/** Sessions in the table `anlan.sessions`, by a signed cookie that scripts cannot read. */
export function makeSessions(pool: pg.Pool, secret: string): Sessions {
  const Store = connectPgSimple(session);
  const store = new Store({
    pool,
    schemaName: 'anlan',
    tableName: 'sessions',
    // Renewed below, which writes less.
    disableTouch: true,
  });
  const handler = session({
    name: sessionCookie,
    secret,
    store,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: longestMs, path: '/' },
  });
  return { handler, secret, close: () => store.close() };
}

/** A session of somebody who has just shown who they are: with a new id, so that one planted before is worth nothing. */
export async function beginSession(request: Request, userId: number, epoch: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate((error: unknown) => (error ? reject(error) : resolve()));
  });
  const now = Date.now();
  Object.assign(request.session, {
    userId,
    epoch,
    csrf: randomBytes(24).toString('base64url'),
    signedInAt: now,
    renewedAt: now,
  });
  await saveSession(request);
}

/** Stored before the answer goes out: the next request may come before the end of this one. */
async function saveSession(request: Request): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.save((error: unknown) => (error ? reject(error) : resolve()));
  });
}

export async function endSession(request: Request): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.destroy((error: unknown) => (error ? reject(error) : resolve()));
  });
}

/**
 * Whether a session has neither lain idle too long nor outlived its longest time; if so it is noted, now and then, that it
 * is in use. By a statement of its own: the library would store the whole session at the end of the request, and so
 * bring back one that was ended meanwhile.
 */
export async function keepSession(db: Pick<pg.ClientBase, 'query'>, request: Request): Promise<boolean> {
  const { signedInAt = 0, renewedAt = 0 } = request.session;
  const now = Date.now();
  if (now - signedInAt > longestMs || now - renewedAt > idleMs) return false;
  if (now - renewedAt > renewAfterMs) {
    await db.query(
      `UPDATE anlan.sessions SET sess = jsonb_set(sess::jsonb, '{renewedAt}', $2::jsonb)::json WHERE sid = $1`,
      [request.sessionID, JSON.stringify(now)],
    );
  }
  return true;
}
