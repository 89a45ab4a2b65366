import { text } from '../../../data/text.ts';
import { readConfig } from '../../../server/config.ts';
import { openDatabase } from '../../../server/database/connect.ts';
import { migrate } from '../../../server/database/migrate.ts';
import { say, tell } from '../terminal.ts';

export async function runMigrate(): Promise<void> {
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
