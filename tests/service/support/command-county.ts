import { openDatabase } from '../../../server/database/connect.ts';
import type { Database } from '../../../server/database/database.ts';
import { databaseKind, testDatabase, testDataFolder } from '../../setup/service.ts';

/** A county of the kind of database under test, for commands, and for this process between them. */
export function commandCounty(): {
  readonly environment: () => Record<string, string>;
  readonly open: () => Promise<Database>;
} {
  const environment = environmentOfCounty();
  return {
    environment,
    open: () => {
      const { DATABASE_URL: databaseUrl, ANLAN_DATA: dataFolder = '' } = environment();
      return openDatabase({ databaseUrl, dataFolder, onProgress: () => {} });
    },
  };
}

function environmentOfCounty(): () => Record<string, string> {
  if (databaseKind === 'server') {
    const db = testDatabase();
    return () => ({ DATABASE_URL: db.url ?? '' });
  }
  const data = testDataFolder();
  return () => ({ ANLAN_DATA: data.path });
}
