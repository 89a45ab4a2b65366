import type { Command } from 'commander';
import { text } from '../../data/text.ts';
import { example } from './help.ts';
import { language } from './terminal.ts';
import type { runMigrate } from './work/migrate.ts';

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
    .action(async (...given: Parameters<typeof runMigrate>) =>
      (await import('./work/migrate.ts')).runMigrate(...given),
    );
}
