import { randomBytes } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import { afterAll, beforeAll, inject } from 'vitest';
import { openDatabase } from '../../server/database/connect.ts';
import type { Database } from '../../server/database/database.ts';
import { administer, withDatabase } from './postgis-template.ts';
import { makeScratchFolder } from './scratch.ts';

export interface TestDatabase {
  /** The open, migrated database of this test file. */
  readonly database: Database;
  readonly kind: Database['kind'];
  /** For programs such as ogr2ogr; missing for the embedded database. */
  readonly url: string | undefined;
}

interface Opened extends TestDatabase {
  remove(): Promise<void>;
}

/** Which database this run of the file is about; set by the project in vitest.config.ts. */
export const databaseKind: Database['kind'] = process.env.ANLAN_TEST_DATABASE === 'server' ? 'server' : 'embedded';

/**
 * A migrated database of this test file's own, on the database its project is about. Call it once at the top of the
 * file; it can be used from the file's own `beforeAll` on. A file that leaves a connection in use fails.
 */
export function testDatabase(): TestDatabase {
  let opened: Opened | undefined;
  const get = (): Opened => {
    if (!opened) throw new Error('the database is open from beforeAll to afterAll only');
    return opened;
  };
  beforeAll(async () => {
    opened = await (databaseKind === 'server' ? openOnServer() : openEmbedded());
  });
  afterAll(async () => {
    if (!opened) return;
    const { pool } = opened.database;
    const inUse = pool.totalCount - pool.idleCount;
    await opened.database.close();
    await opened.remove();
    if (inUse > 0) throw new Error(`${inUse} database connections were never released`);
  });
  return {
    kind: databaseKind,
    get database() {
      return get().database;
    },
    get url() {
      return get().url;
    },
  };
}

/** A data folder with a migrated embedded database that no process has open, for tests that start the service itself. */
export function testDataFolder(): { readonly path: string } {
  const folder = makeScratchFolder();
  beforeAll(() => cp(inject('embeddedTemplate'), folder, { recursive: true }));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return { path: folder };
}

async function openEmbedded(): Promise<Opened> {
  const dataFolder = makeScratchFolder();
  await cp(inject('embeddedTemplate'), dataFolder, { recursive: true });
  const database = await openDatabase({ dataFolder, onProgress: () => {} });
  return { database, kind: 'embedded', url: undefined, remove: () => rm(dataFolder, { recursive: true, force: true }) };
}

async function openOnServer(): Promise<Opened> {
  const { serverUrl, template } = inject('postgis');
  const name = `anlan_test_${randomBytes(6).toString('hex')}`;
  await administer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = withDatabase(serverUrl, name);
  const database = await openDatabase({ databaseUrl: url, dataFolder: '', onProgress: () => {} });
  return {
    database,
    kind: 'server',
    url,
    remove: () => administer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}
