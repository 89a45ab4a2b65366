import type pg from 'pg';
import { text } from '../../data/text.ts';
import { StartError } from '../start-error.ts';

/** 3.3 is the oldest version the service is tested with (Debian 12's). */
const oldestPostgis = [3, 3] as const;

/** host:port/database of a connection URL: what may be printed of it. */
export function describeServer(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const host = url.searchParams.get('host') ?? (url.hostname || 'localhost');
  return `${host}:${url.port || url.searchParams.get('port') || '5432'}${url.pathname}`;
}

/**
 * Makes sure that a server can be reached and has a PostGIS that will do; creates the extension if that is allowed.
 *
 * @throws StartError `database_unreachable`, `postgis_missing` or `postgis_too_old`, each with a one-line reason.
 */
export async function requirePostgis(pool: pg.Pool, name: string): Promise<void> {
  const version = await installedVersion(pool, name);
  if (version === undefined) await createExtension(pool, name);
  const found = version ?? (await installedVersion(pool, name)) ?? '';
  const [major = 0, minor = 0] = found.split('.').map(Number);
  if (major > oldestPostgis[0] || (major === oldestPostgis[0] && minor >= oldestPostgis[1])) return;
  const oldest = oldestPostgis.join('.');
  throw new StartError(
    'postgis_too_old',
    text(
      `数据库 ${name} 的 PostGIS 版本为 ${found}，需要 ${oldest} 或更新版本`,
      `PostGIS at ${name} is ${found}; ${oldest} or newer is needed`,
    ),
  );
}

async function installedVersion(pool: pg.Pool, name: string): Promise<string | undefined> {
  try {
    const result = await pool.query<{ extversion: string }>(
      "SELECT extversion FROM pg_extension WHERE extname = 'postgis'",
    );
    return result.rows[0]?.extversion;
  } catch (error) {
    const reason = reasonOf(error);
    throw new StartError(
      'database_unreachable',
      text(`无法连接数据库 ${name}：${reason}`, `cannot connect to the database ${name}: ${reason}`),
      { cause: error },
    );
  }
}

async function createExtension(pool: pg.Pool, name: string): Promise<void> {
  try {
    await pool.query('CREATE EXTENSION IF NOT EXISTS postgis');
  } catch (error) {
    const reason = reasonOf(error);
    throw new StartError(
      'postgis_missing',
      text(
        `数据库 ${name} 没有 PostGIS 扩展，也无法创建（${reason}）；请安装 PostGIS，并由管理员执行 CREATE EXTENSION postgis`,
        `${name} has no PostGIS extension and it could not be created (${reason}); install PostGIS and have an administrator run CREATE EXTENSION postgis`,
      ),
      { cause: error },
    );
  }
}

/** One line; a failure to connect to each of several addresses arrives as an AggregateError without a message. */
function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const message = first instanceof Error ? first.message : String(first);
  return message.replace(/\s+/g, ' ').trim();
}
