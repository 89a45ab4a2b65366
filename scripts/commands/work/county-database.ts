import { readConfig } from '../../../server/config.ts';
import { openDatabase } from '../../../server/database/connect.ts';
import type { Database } from '../../../server/database/database.ts';
import { migrate } from '../../../server/database/migrate.ts';
import { tell } from '../terminal.ts';

/**
 * Runs a command's work on the county's database, opened as the environment says and closed afterwards. Where a running
 * service has an embedded database open, the work is done beside it.
 */
export async function withCountyDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ ...readConfig(process.env), onProgress: tell, join: true });
  try {
    await migrate(database, tell);
    return await work(database);
  } finally {
    await database.close();
  }
}
