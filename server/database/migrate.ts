import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { text } from '../../data/text.ts';
import { StartError } from '../start-error.ts';
import type { Database, OnProgress } from './database.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
const schema = 'anlan';
const table = 'migrations';

/**
 * Brings the schema up to this version: the numbered SQL files of `folder` that have not run yet, in order, all of them
 * or none. Another service that is just doing the same is waited for.
 *
 * @returns the names of the migrations that ran.
 * @throws StartError `schema_too_new` when a newer Anlan has already changed the schema, `migration_failed` with the
 * file's name and the database's reason, `schema_outdated` where the database is that of a running older service.
 */
export async function migrate(
  database: Database,
  onProgress: OnProgress,
  folder: string = migrationsFolder,
): Promise<readonly string[]> {
  const known = await migrationNames(folder);
  const applied = await appliedMigrations(database.pool);
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new StartError(
      'schema_too_new',
      text(
        `数据库由更新版本的安澜建立（含未知的迁移 ${unknown.join('、')}），请升级程序`,
        `the database was made by a newer Anlan (unknown migrations ${unknown.join(', ')}); use that version`,
      ),
    );
  }
  // Also spares the usual start the 0.1 s of loading the migration library.
  if (known.length === applied.length) return [];
  if (database.joined) {
    throw new StartError(
      'schema_outdated',
      text(
        '正在运行的服务还是旧版本，请先重启服务，再运行此命令',
        'the service that is running is of an older version; restart it before this command',
      ),
    );
  }

  onProgress(text('正在建立数据表……', 'Creating the tables …'));
  return runMigrations(database.pool, folder);
}

async function migrationNames(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  return files.filter((file) => file.endsWith('.sql')).map((file) => path.basename(file, '.sql'));
}

async function appliedMigrations(pool: pg.Pool): Promise<string[]> {
  const exists = await pool.query<{ found: string | null }>('SELECT to_regclass($1)::text AS found', [
    `${schema}.${table}`,
  ]);
  if (!exists.rows[0]?.found) return [];
  const result = await pool.query<{ name: string }>(`SELECT name FROM ${schema}.${table} ORDER BY id`);
  return result.rows.map((row) => row.name);
}

async function runMigrations(pool: pg.Pool, folder: string): Promise<string[]> {
  const { runner } = await import('node-pg-migrate');
  const client = await pool.connect();
  let current = '';
  const noteCurrent = (line: string) => {
    current = /### MIGRATION (\S+)/.exec(line)?.[1] ?? current;
  };
  try {
    await client.query('SET statement_timeout = 0');
    const ran = await runner({
      dbClient: client,
      dir: folder,
      direction: 'up',
      migrationsSchema: schema,
      createMigrationsSchema: true,
      migrationsTable: table,
      advisoryLockMode: 'wait',
      singleTransaction: true,
      logger: { info: noteCurrent, warn: noteCurrent, error: noteCurrent },
    });
    return ran.map((migration) => migration.name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      'migration_failed',
      text(`数据表迁移 ${current} 失败：${reason}`, `migration ${current} failed: ${reason}`),
      { cause: error },
    );
  } finally {
    // Not handed on: its session has no statement timeout, and after a failure its state is unknown.
    client.release(true);
  }
}
