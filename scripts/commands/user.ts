import type { Command } from 'commander';
import { Option } from 'commander';
import { roleIds, roles } from '../../data/roles.ts';
import { text } from '../../data/text.ts';
import { example } from './help.ts';
import { language } from './terminal.ts';

/** The work is loaded when it is asked for: argon2 and the database take their time. */
const work = () => import('./work/user.ts');

const roleList = roleIds
  .map((role) => `${role}${text('：', ': ')[language]}${roles[role].title[language]}`)
  .join(text('；', '; ')[language]);

const say = (zh: string, en: string) => text(zh, en)[language];

export function registerUser(program: Command): void {
  const user = program
    .command('user')
    .summary(say('管理账户', 'manage the accounts'))
    .description(
      say(
        '添加、查看、停用账户，重置密码。密码由程序生成，只显示一次；也可从标准输入给出。',
        'Adds, lists and disables accounts and resets their passwords. A password is made and shown once, unless it is given on standard input.',
      ),
    );

  user
    .command('add')
    .summary(say('添加账户', 'add an account'))
    .argument('<name>', say('用户名', 'its name'))
    .addOption(
      new Option('--role <role>', say(`角色（${roleList}）`, `its role (${roleList})`))
        .choices(roleIds)
        .makeOptionMandatory(),
    )
    .option('--township <code>', say('乡镇代码，仅用于乡镇账户', 'the code of the township, for the account of one'))
    .option('--display-name <name>', say('显示的名称，默认同用户名', 'the name shown; by default the same'))
    .option(
      '--password-stdin',
      say('从标准输入的第一行读取密码', 'read the password from the first line of standard input'),
    )
    .addHelpText('after', example('user add zhang --role township --township 420526001 --display-name 张工'))
    .action(async (...given: Parameters<Awaited<ReturnType<typeof work>>['runAdd']>) =>
      (await work()).runAdd(...given),
    );

  user
    .command('list')
    .summary(say('列出账户', 'list the accounts'))
    .action(async () => (await work()).runList());

  user
    .command('disable')
    .summary(say('停用账户，并结束其会话', 'disable an account and end its sessions'))
    .argument('<name>', say('用户名', 'its name'))
    .action(async (name: string) => (await work()).runDisable(name, true));

  user
    .command('enable')
    .summary(say('重新启用账户', 'enable an account again'))
    .argument('<name>', say('用户名', 'its name'))
    .action(async (name: string) => (await work()).runDisable(name, false));

  user
    .command('role')
    .summary(say('改变账户的角色', 'change the role of an account'))
    .argument('<name>', say('用户名', 'its name'))
    .addArgument(user.createArgument('<role>', say(`角色（${roleList}）`, `its role (${roleList})`)).choices(roleIds))
    .option('--township <code>', say('乡镇代码，仅用于乡镇账户', 'the code of the township, for the account of one'))
    .action(async (...given: Parameters<Awaited<ReturnType<typeof work>>['runRole']>) =>
      (await work()).runRole(...given),
    );

  user
    .command('reset')
    .summary(say('重置密码，并结束会话、撤销令牌', 'reset a password, end the sessions and revoke the tokens'))
    .argument('<name>', say('用户名', 'its name'))
    .option(
      '--password-stdin',
      say('从标准输入的第一行读取密码', 'read the password from the first line of standard input'),
    )
    .action(async (...given: Parameters<Awaited<ReturnType<typeof work>>['runReset']>) =>
      (await work()).runReset(...given),
    );
}
