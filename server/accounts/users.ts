import type pg from 'pg';
import type { Role } from '../../data/roles.ts';
import { isRole } from '../../data/roles.ts';
import { text } from '../../data/text.ts';
import { withTransaction } from '../database/transaction.ts';
import { ProblemError } from '../problems.ts';
import { requireDisplayName, requireTownship } from './account-rules.ts';
import type { Account } from './principal.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** An account as administrators see it. */
export interface User extends Account {
  readonly disabled: boolean;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly display_name: string;
  readonly role: string;
  readonly township: string | null;
  readonly disabled: boolean;
  readonly created_at: Date;
  readonly last_sign_in_at: Date | null;
}

const columns = 'id, name, display_name, role, township, disabled, created_at, last_sign_in_at';

function toUser(row: Row): User {
  if (!isRole(row.role)) throw new Error(`the account ${row.id} has the unknown role ${row.role}`);
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    role: row.role,
    township: row.township,
    disabled: row.disabled,
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
  };
}

/** Names are the same whatever their case and the width of their letters. */
export function normaliseName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

export async function listUsers(db: Queryable): Promise<User[]> {
  const { rows } = await db.query<Row>(`SELECT ${columns} FROM anlan.users ORDER BY name`);
  return rows.map(toUser);
}

/** @throws ProblemError `unknown_user` */
export async function readUser(db: Queryable, id: number): Promise<User> {
  const { rows } = await db.query<Row>(`SELECT ${columns} FROM anlan.users WHERE id = $1`, [id]);
  if (!rows[0]) throw unknownUser(String(id));
  return toUser(rows[0]);
}

/** @throws ProblemError `unknown_user` */
export async function readUserNamed(db: Queryable, name: string): Promise<User> {
  const { rows } = await db.query<Row>(`SELECT ${columns} FROM anlan.users WHERE name = $1`, [normaliseName(name)]);
  if (!rows[0]) throw unknownUser(name);
  return toUser(rows[0]);
}

export interface SignInRecord {
  readonly user: User;
  readonly passwordHash: string;
  readonly sessionEpoch: number;
}

/** What sign-in compares with; undefined where nobody has the name. */
export async function readSignInRecord(db: Queryable, name: string): Promise<SignInRecord | undefined> {
  const { rows } = await db.query<Row & { password_hash: string; session_epoch: number }>(
    `SELECT ${columns}, password_hash, session_epoch FROM anlan.users WHERE name = $1`,
    [normaliseName(name)],
  );
  const [row] = rows;
  return row && { user: toUser(row), passwordHash: row.password_hash, sessionEpoch: row.session_epoch };
}

/** The account of a session that is still good: not disabled, and of the epoch in which the session began. */
export async function readSessionAccount(db: Queryable, id: number, epoch: number): Promise<Account | undefined> {
  const { rows } = await db.query<Row>(
    `SELECT ${columns} FROM anlan.users WHERE id = $1 AND session_epoch = $2 AND NOT disabled`,
    [id, epoch],
  );
  return rows[0] && toUser(rows[0]);
}

/** The account of a session as it is stored; undefined where it was ended since it was read. */
export async function readSessionById(db: Queryable, sessionId: string): Promise<Account | undefined> {
  const { rows } = await db.query<Row>(
    `SELECT ${columns} FROM anlan.users AS u JOIN anlan.sessions AS s ON (s.sess->>'userId')::bigint = u.id
     WHERE s.sid = $1 AND (s.sess->>'epoch')::integer = u.session_epoch AND NOT u.disabled`,
    [sessionId],
  );
  return rows[0] && toUser(rows[0]);
}

export async function noteSignIn(db: Queryable, id: number): Promise<void> {
  await db.query('UPDATE anlan.users SET last_sign_in_at = now() WHERE id = $1', [id]);
}

export interface NewUser {
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  readonly township: string | null;
  readonly passwordHash: string;
}

/** @throws ProblemError `name_taken` */
export async function createUser(db: Queryable, user: NewUser): Promise<User> {
  const { rows } = await db.query<Row>(
    `INSERT INTO anlan.users (name, display_name, role, township, password_hash) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name) DO NOTHING RETURNING ${columns}`,
    [normaliseName(user.name), user.displayName, user.role, user.township, user.passwordHash],
  );
  if (rows[0]) return toUser(rows[0]);
  throw new ProblemError(
    'name_taken',
    text(`用户名“${user.name}”已被使用，请换一个。`, `The name "${user.name}" is taken; choose another.`),
    { parameter: 'name' },
  );
}

export interface UserChange {
  readonly displayName?: string | undefined;
  readonly role?: Role | undefined;
  readonly township?: string | null | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Changes an account. One whose rights change has to sign in again.
 *
 * @throws ProblemError `unknown_user`, `last_administrator`, `invalid_account`
 */
export async function changeUser(pool: pg.Pool, id: number, change: UserChange): Promise<User> {
  return withTransaction(pool, async (db) => {
    // All administrators at once, so that two of them cannot take each other's rights away and leave nobody.
    const { rows: administrators } = await db.query<{ id: number }>(
      `SELECT id FROM anlan.users WHERE role = 'administrator' AND NOT disabled ORDER BY id FOR UPDATE`,
    );
    const before = await readUser(db, id);
    const role = change.role ?? before.role;
    const disabled = change.disabled ?? before.disabled;
    const township = role === 'township' ? (change.township === undefined ? before.township : change.township) : null;
    if (change.township !== undefined || role !== before.role)
      await requireTownship(db, role, change.township ?? township);
    if (change.displayName !== undefined) requireDisplayName(change.displayName);
    const staysAdministrator = role === 'administrator' && !disabled;
    if (!staysAdministrator && administrators.length === 1 && administrators[0]?.id === id) {
      throw new ProblemError(
        'last_administrator',
        text(
          `“${before.displayName}”是唯一可用的管理员，请先指定另一名管理员。`,
          `"${before.displayName}" is the only administrator; make another one first.`,
        ),
      );
    }
    const rightsChange = role !== before.role || township !== before.township || disabled !== before.disabled;
    const { rows } = await db.query<Row>(
      `UPDATE anlan.users SET display_name = $2, role = $3, township = $4, disabled = $5,
         session_epoch = session_epoch + $6 WHERE id = $1 RETURNING ${columns}`,
      [id, change.displayName ?? before.displayName, role, township, disabled, rightsChange ? 1 : 0],
    );
    if (!rows[0]) throw unknownUser(String(id));
    return toUser(rows[0]);
  });
}

/** Ends all sessions of an account. */
export async function endSessions(db: Queryable, id: number): Promise<void> {
  await readUser(db, id);
  await db.query('UPDATE anlan.users SET session_epoch = session_epoch + 1 WHERE id = $1', [id]);
}

/** Sets a password and ends all sessions. */
export async function setPassword(db: Queryable, id: number, passwordHash: string): Promise<void> {
  await db.query('UPDATE anlan.users SET password_hash = $2, session_epoch = session_epoch + 1 WHERE id = $1', [
    id,
    passwordHash,
  ]);
}

/**
 * Sets the password of somebody in a session, ends all other sessions and lets this one go on.
 *
 * @returns whether it was set: not where the session has been ended meanwhile, as by a reset
 */
export async function setOwnPassword(
  pool: pg.Pool,
  session: { readonly id: string; readonly userId: number; readonly epoch: number },
  passwordHash: string,
): Promise<boolean> {
  return withTransaction(pool, async (db) => {
    const { rowCount } = await db.query(
      `UPDATE anlan.users SET password_hash = $3, session_epoch = session_epoch + 1
       WHERE id = $1 AND session_epoch = $2 AND NOT disabled`,
      [session.userId, session.epoch, passwordHash],
    );
    if (rowCount === 0) return false;
    await db.query(
      `UPDATE anlan.sessions SET sess = jsonb_set(sess::jsonb, '{epoch}', $2::jsonb)::json WHERE sid = $1`,
      [session.id, JSON.stringify(session.epoch + 1)],
    );
    return true;
  });
}

function unknownUser(shown: string): ProblemError {
  return new ProblemError('unknown_user', text(`没有账户“${shown}”。`, `There is no account "${shown}".`));
}
