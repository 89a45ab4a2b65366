import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../server/database/connect.ts';
import { migrate } from '../../server/database/migrate.ts';
import { startCluster } from './cluster.ts';
import { findPostgresBinaries, howToGet } from './tools.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where databases can be made: `serverUrl` of a role that may, and the name of the migrated database to copy. */
    postgis: { readonly serverUrl: string; readonly template: string };
  }
}

const template = `anlan_template_${process.pid}`;

/** `url` with another database in it. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** Runs one statement that no transaction may hold, such as CREATE DATABASE. */
export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Vitest runs this once before the service tests on a PostGIS server, and what it returns after them. */
export default async function prepare(project: TestProject): Promise<() => Promise<void>> {
  const givenUrl = process.env.TEST_DATABASE_URL;
  const bin = givenUrl ? undefined : findPostgresBinaries();
  if (!givenUrl && !bin) throw new Error(howToGet.postgis);
  const cluster = bin ? await startCluster(bin) : undefined;
  const serverUrl = cluster?.url ?? givenUrl ?? '';

  await administer(serverUrl, `CREATE DATABASE ${template}`);
  const database = await openDatabase({
    databaseUrl: withDatabase(serverUrl, template),
    dataFolder: '',
    onProgress: () => {},
  });
  await migrate(database, () => {});
  await database.close();
  project.provide('postgis', { serverUrl, template });

  return async () => {
    if (cluster) await cluster.stop();
    else await administer(serverUrl, `DROP DATABASE ${template} WITH (FORCE)`);
  };
}
