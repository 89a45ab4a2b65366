import type { Command } from 'commander';
import { text } from '../../data/text.ts';
import { readConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/database/connect.ts';
import { migrate } from '../../server/database/migrate.ts';
import { example } from './help.ts';
import { language, say, tell } from './terminal.ts';

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .summary(text('建立或升级数据表', 'create or upgrade the tables')[language])
    .description(
      text(
        '把数据库升级到本版本所需的结构。启动服务和导入导出时会自动进行；此命令用于事先单独升级。',
        'Brings the database to the schema of this version. Starting the service, import and export do it by themselves; this does it beforehand.',
      )[language],
    )
    .addHelpText('after', example('migrate'))
    .action(runMigrate);
}

async function runMigrate(): Promise<void> {
  const database = await openDatabase({ ...readConfig(process.env), onProgress: tell });
  try {
    const done = await migrate(database, tell);
    say(
      done.length === 0
        ? text('数据表已是最新。', 'The tables are up to date.')
        : text(`已完成：${done.join('、')}`, `Done: ${done.join(', ')}`),
    );
  } finally {
    await database.close();
  }
}
