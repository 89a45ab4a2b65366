import type pg from 'pg';
import { type Role, roleIds, roles } from '../../data/roles.ts';
import { type Text, text } from '../../data/text.ts';
import { readCounty } from '../county.ts';
import type { Database } from '../database/database.ts';
import { withTransaction } from '../database/transaction.ts';
import { addUser } from './administration.ts';
import { makePassword } from './passwords.ts';
import { readDemoPassword, writeDemoPassword, writePublicRead } from './settings.ts';
import { listUsers } from './users.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/**
 * Gives a service its first accounts: in the demo county one for each role and reading for everybody, elsewhere, where
 * there is none, an administrator.
 *
 * @returns what is to be told to whoever has started the service: the first passwords, which nobody can be told again
 * (those of the demo are told at each start)
 */
export async function makeFirstAccounts({ pool }: Pick<Database, 'pool'>): Promise<readonly Text[]> {
  const isDemo = (await readCounty(pool))?.demo ?? false;
  return withTransaction(pool, async (db) => {
    // Two services that start on one database at once make one set of accounts.
    await db.query('LOCK TABLE anlan.users IN SHARE ROW EXCLUSIVE MODE');
    const users = await listUsers(db);
    const names = users.map(({ name }) => name);
    if (isDemo) return demoNotes((await readDemoPassword(db)) ?? (await makeDemoAccounts(db, names)));
    if (users.some(({ role }) => role === 'administrator') || names.includes(administratorName)) return [];
    const { madePassword } = await addUser(db, {
      name: administratorName,
      displayName: roles.administrator.title.zh,
      role: 'administrator',
      township: null,
    });
    return [
      text(
        `已建立管理员账户 ${administratorName}，密码：${madePassword}（只显示这一次，请登录后修改）`,
        `The administrator's account is ${administratorName}, its password ${madePassword} (shown this once; change it after signing in)`,
      ),
    ];
  });
}

const administratorName = 'admin';

/** One account for each role, by the name of the role. */
const demoName = (role: Role) => (role === 'administrator' ? administratorName : role);

async function makeDemoAccounts(db: Queryable, taken: readonly string[]): Promise<string> {
  const password = makePassword();
  const { rows } = await db.query<{ code: string; name: string }>(
    'SELECT code, name FROM anlan.townships WHERE code IS NOT NULL ORDER BY code LIMIT 1',
  );
  const [township] = rows;
  for (const role of roleIds) {
    if (taken.includes(demoName(role)) || (role === 'township' && !township)) continue;
    const isTownship = role === 'township' && township;
    await addUser(db, {
      name: demoName(role),
      displayName: isTownship ? township.name : roles[role].title.zh,
      role,
      township: isTownship ? township.code : null,
      password,
    });
  }
  await writeDemoPassword(db, password);
  await writePublicRead(db, true);
  return password;
}

function demoNotes(password: string): Text[] {
  return [
    text(
      `演示账户：${roleIds.map((role) => `${demoName(role)}（${roles[role].title.zh}）`).join('、')}；密码均为 ${password}（另设过密码的除外）`,
      `Accounts of the demo: ${roleIds.map((role) => `${demoName(role)} (${roles[role].title.en})`).join(', ')}; the password of each is ${password}, unless it was set anew`,
    ),
  ];
}
