import type { Command } from 'commander';
import { text } from '../../data/text.ts';
import { example } from './help.ts';
import { language } from './terminal.ts';
import type { runServe } from './work/serve.ts';

export function registerServe(program: Command): void {
  program
    .command('serve')
    .summary(text('启动服务', 'start the service')[language])
    .description(
      text(
        '启动服务并打印网址。空数据库会载入演示县。环境变量：PORT（8080）、ANLAN_DATA（数据文件夹）、DATABASE_URL（PostGIS 服务器）。',
        'Starts the service and prints its address. An empty database gets the demo county. Environment: PORT (8080), ANLAN_DATA (data folder), DATABASE_URL (a PostGIS server).',
      )[language],
    )
    .option('--empty', text('不载入演示县', 'load no demo county')[language])
    .addHelpText('after', example('serve', 'serve --empty'))
    .action(async (...given: Parameters<typeof runServe>) => (await import('./work/serve.ts')).runServe(...given));
}
