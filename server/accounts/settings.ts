import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** For how long a change made past this process (a command, another service on the same database) may go unseen. */
const freshMs = 2000;

/** Settings about who may use the service. */
export interface AccessSettings {
  /** Whether whoever reaches the service may read without an account. */
  publicRead(): Promise<boolean>;
  setPublicRead(value: boolean): Promise<void>;
}

export function makeAccessSettings(db: Queryable): AccessSettings {
  let known: { readonly value: Promise<boolean>; readonly at: number } | undefined;
  return {
    publicRead() {
      if (!known || Date.now() - known.at > freshMs) {
        const value = readPublicRead(db);
        // A failure is for the one who asked; the next one asks again.
        value.catch(() => {
          known = undefined;
        });
        known = { value, at: Date.now() };
      }
      return known.value;
    },
    async setPublicRead(value) {
      await writePublicRead(db, value);
      known = undefined;
    },
  };
}

async function readPublicRead(db: Queryable): Promise<boolean> {
  return z
    .boolean()
    .default(false)
    .parse(await readSetting(db, 'public_read'));
}

export async function writePublicRead(db: Queryable, value: boolean): Promise<void> {
  await writeSetting(db, 'public_read', value);
}

/** What session cookies are signed with, made at the first start. */
export async function sessionSecret(db: Queryable): Promise<string> {
  await db.query(
    `INSERT INTO anlan.settings (key, value) VALUES ('session_secret', $1::jsonb) ON CONFLICT DO NOTHING`,
    [JSON.stringify(randomBytes(32).toString('base64url'))],
  );
  return z.string().parse(await readSetting(db, 'session_secret'));
}

/** The password of the demo county's accounts; undefined in any other county. */
export async function readDemoPassword(db: Queryable): Promise<string | undefined> {
  return z
    .string()
    .optional()
    .parse(await readSetting(db, 'demo_password'));
}

export async function writeDemoPassword(db: Queryable, password: string): Promise<void> {
  await writeSetting(db, 'demo_password', password);
}

async function readSetting(db: Queryable, key: string): Promise<unknown> {
  const { rows } = await db.query<{ value: unknown }>('SELECT value FROM anlan.settings WHERE key = $1', [key]);
  return rows[0]?.value;
}

async function writeSetting(db: Queryable, key: string, value: unknown): Promise<void> {
  await db.query(
    `INSERT INTO anlan.settings (key, value) VALUES ($1, $2::jsonb)
     ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
    [key, JSON.stringify(value)],
  );
}
