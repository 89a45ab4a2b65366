import type pg from 'pg';
import { StartError } from '../start-error.ts';
import type { Capabilities, Database, OnProgress } from './database.ts';
import { runningEngine, startEngine, type Transport } from './embedded/start.ts';
import { makePool } from './pool.ts';
import { describeServer, requirePostgis } from './postgis-server.ts';

export interface OpenOptions {
  /** postgresql://…; without it the embedded database in `dataFolder` is started. */
  readonly databaseUrl?: string | undefined;
  readonly dataFolder: string;
  readonly onProgress: OnProgress;
  /** The embedded database has ended by itself after it was opened. Queries reject from then on. */
  readonly onFailure?: (error: StartError) => void;
  /** Where a running service has the embedded database open already, work beside it on its engine. */
  readonly join?: boolean;
  /** How pg reaches the embedded database; by default what the platform has. */
  readonly transport?: Transport;
}

/** No statement of a request or of an import's batch takes nearly this long on a county's tables. */
const statementTimeoutMs = 60_000;
/** The engine's single backend cannot be interrupted, so that this only frees the waiting caller; it includes waiting. */
const embeddedQueryTimeoutMs = 120_000;
const connectTimeoutMs = 10_000;
/** For queries under way; a connection still in use after that does not keep the service from ending. */
const endTimeoutMs = 10_000;

/**
 * Opens the service's database, embedded or on a server, with PostGIS ready and its capabilities known. The schema is
 * `migrate`'s work.
 *
 * @throws StartError with a one-line reason, among them `database_unreachable`, `postgis_missing`, `postgis_too_old`,
 * `data_folder_in_use` and `embedded_database_failed`.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  return options.databaseUrl === undefined ? openEmbedded(options) : openServer(options.databaseUrl);
}

async function openServer(databaseUrl: string): Promise<Database> {
  const pool = makePool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    // Compiling a query of PostGIS functions takes longer than running it on a county's tables.
    options: '-c jit=off -c timezone=UTC',
  });
  try {
    await requirePostgis(pool, describeServer(databaseUrl));
    return { pool, kind: 'server', capabilities: await probe(pool), close: once(() => endPool(pool)) };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function openEmbedded(options: OpenOptions): Promise<Database> {
  let joined = false;
  const engine = await startEngine({
    dataFolder: options.dataFolder,
    transport: options.transport ?? (process.platform === 'win32' ? 'loopback' : 'socket'),
    onProgress: options.onProgress,
    onFailure: options.onFailure ?? (() => {}),
  }).catch((error: unknown) => {
    const isTaken = error instanceof StartError && error.code === 'data_folder_in_use';
    const running = isTaken && options.join ? runningEngine(options.dataFolder) : undefined;
    if (!running) throw error;
    joined = true;
    return running;
  });
  const pool = makePool({
    host: engine.host,
    port: engine.port,
    user: 'postgres',
    password: '',
    database: 'postgres',
    ssl: false,
    max: 8,
    query_timeout: embeddedQueryTimeoutMs,
  });
  const close = once(async () => {
    await endPool(pool);
    await engine.close();
  });
  try {
    return { pool, kind: 'embedded', capabilities: await probe(pool), close, joined };
  } catch (error) {
    await close();
    throw error;
  }
}

async function endPool(pool: pg.Pool): Promise<void> {
  await Promise.race([pool.end(), new Promise((resolve) => setTimeout(resolve, endTimeoutMs).unref())]);
}

async function probe(pool: pg.Pool): Promise<Capabilities> {
  const versions = await pool.query<{ postgis: string; postgres: string }>(
    "SELECT postgis_lib_version() AS postgis, split_part(current_setting('server_version'), ' ', 1) AS postgres",
  );
  const [row] = versions.rows;
  if (!row) throw new Error('the database did not tell its version');
  return { ...row, mvt: await canEncodeTiles(pool) };
}

/** Asked by doing: builds without protobuf-c have the function, which then fails. */
async function canEncodeTiles(pool: pg.Pool): Promise<boolean> {
  try {
    await pool.query("SELECT ST_AsMVT(t, 'probe') FROM (SELECT ST_GeomFromText('POINT(1 1)') AS geom) AS t");
    return true;
  } catch {
    return false;
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
