import { createInterface } from 'node:readline';
import { isRole, type Role, roles } from '../../../data/roles.ts';
import { text } from '../../../data/text.ts';
import { addUser, resetPassword } from '../../../server/accounts/administration.ts';
import { changeUser, listUsers, readUserNamed } from '../../../server/accounts/users.ts';
import { CommandError } from '../failure.ts';
import { language, say } from '../terminal.ts';
import { withCountyDatabase } from './county-database.ts';

interface PasswordOption {
  readonly passwordStdin?: boolean;
}

export async function runAdd(
  name: string,
  options: PasswordOption & { readonly role: Role; readonly township?: string; readonly displayName?: string },
): Promise<void> {
  const password = await readPassword(options);
  const { user, madePassword } = await withCountyDatabase(({ pool }) =>
    addUser(pool, {
      name,
      displayName: options.displayName,
      role: options.role,
      township: options.township ?? null,
      password,
    }),
  );
  say(
    text(
      `已添加账户 ${user.name}（${roles[user.role].title.zh}）。`,
      `The account ${user.name} (${user.role}) is added.`,
    ),
  );
  tellPassword(madePassword);
}

export async function runList(): Promise<void> {
  const users = await withCountyDatabase(({ pool }) => listUsers(pool));
  for (const user of users) {
    const parts = [
      user.name,
      user.displayName,
      roles[user.role].title[language],
      user.township ?? '',
      user.disabled ? text('已停用', 'disabled')[language] : '',
      user.lastSignInAt?.toISOString() ?? '',
    ];
    const line = parts.join('\t');
    say(text(line, line));
  }
}

export async function runDisable(name: string, disabled: boolean): Promise<void> {
  const user = await withCountyDatabase(async ({ pool }) =>
    changeUser(pool, (await readUserNamed(pool, name)).id, { disabled }),
  );
  say(
    disabled
      ? text(
          `已停用账户 ${user.name}：会话已结束，令牌在重新启用前无效。`,
          `The account ${user.name} is disabled: its sessions are over, its tokens void until it is enabled again.`,
        )
      : text(`已启用账户 ${user.name}。`, `The account ${user.name} is enabled.`),
  );
}

export async function runRole(name: string, role: string, { township }: { readonly township?: string }): Promise<void> {
  if (!isRole(role)) throw new CommandError(text(`没有角色“${role}”。`, `There is no role "${role}".`));
  const user = await withCountyDatabase(async ({ pool }) =>
    changeUser(pool, (await readUserNamed(pool, name)).id, { role, ...(township !== undefined && { township }) }),
  );
  say(
    text(
      `账户 ${user.name} 现为“${roles[user.role].title.zh}”，须重新登录。`,
      `The account ${user.name} has the role ${user.role} now and signs in anew.`,
    ),
  );
}

export async function runReset(name: string, options: PasswordOption): Promise<void> {
  const password = await readPassword(options);
  const { user, madePassword } = await withCountyDatabase(async ({ pool }) => {
    const user = await readUserNamed(pool, name);
    return { user, madePassword: await resetPassword(pool, user, password) };
  });
  say(
    text(
      `已重置账户 ${user.name} 的密码，其会话已结束，令牌已撤销。`,
      `The password of ${user.name} is reset; its sessions are over and its tokens revoked.`,
    ),
  );
  tellPassword(madePassword);
}

function tellPassword(password: string | undefined): void {
  if (password !== undefined)
    say(text(`密码：${password}（只显示这一次）`, `Its password is ${password} (shown this once)`));
}

/** Not an argument, which other people on the machine can see. */
async function readPassword({ passwordStdin = false }: PasswordOption): Promise<string | undefined> {
  if (!passwordStdin) return undefined;
  for await (const line of createInterface({ input: process.stdin })) return line;
  throw new CommandError(text('标准输入中没有密码。', 'There is no password on standard input.'));
}
