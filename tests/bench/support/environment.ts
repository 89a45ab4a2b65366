import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { layers } from '../../../data/layers/index.ts';
import { writePublicRead } from '../../../server/accounts/settings.ts';
import { openDatabase } from '../../../server/database/connect.ts';
import type { Database } from '../../../server/database/database.ts';
import { migrate } from '../../../server/database/migrate.ts';
import { readGeoJson } from '../../../server/formats/geojson/read.ts';
import { importFeatures } from '../../../server/layers/import.ts';
import { startCluster } from '../../setup/cluster.ts';
import { administer, withDatabase } from '../../setup/postgis-template.ts';
import { makeScratchFolder } from '../../setup/scratch.ts';
import { findPostgresBinaries, howToGet } from '../../setup/tools.ts';
import { type LatticeCounty, writeLatticeCounty } from './county.ts';

/** What the benches on a PostGIS server share; made when the first of them asks. */
export interface Environment {
  readonly county: LatticeCounty;
  readonly url: string;
  readonly database: Database;
  readonly service: Service;
  /** An empty, migrated database of the same server. */
  freshDatabase(name: string): Promise<{ url: string; database: Database }>;
  close(): Promise<void>;
}

export interface Service {
  readonly address: string;
  /** The whole answer, read to its end over a connection that stays open. */
  request(path: string, options?: RequestOptions): Promise<Answer>;
  close(): Promise<void>;
}

interface RequestOptions {
  /** Sent as JSON by POST. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

const roadCount = Number(process.env.ANLAN_BENCH_ROADS ?? 100_000);

export async function openEnvironment(): Promise<Environment> {
  const bin = findPostgresBinaries();
  if (!bin) throw new Error(howToGet.postgis);
  const folder = makeScratchFolder();
  const county = await writeLatticeCounty(folder, roadCount);
  const cluster = await startCluster(bin);
  const opened: Database[] = [];
  const freshDatabase = async (name: string) => {
    await administer(cluster.url, `CREATE DATABASE ${name}`);
    const url = withDatabase(cluster.url, name);
    const database = await openDatabase({ databaseUrl: url, dataFolder: '', onProgress: () => {} });
    opened.push(database);
    await migrate(database, () => {});
    return { url, database };
  };
  const { url, database } = await freshDatabase('county');
  for (const id of county.layers) await importFile(database, county, id);
  await database.pool.query('ANALYZE');
  await writePublicRead(database.pool, true);
  const service = await startServiceProcess(url);
  return {
    county,
    url,
    database,
    service,
    freshDatabase,
    close: async () => {
      await service.close();
      for (const one of opened) await one.close();
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function importFile(database: Database, county: LatticeCounty, id: LatticeCounty['layers'][number]) {
  return importFeatures({
    announcement: { author: { userId: null, name: 'bench', role: null }, source: 'import' },
    database,
    layer: layers[id],
    source: readGeoJson(createReadStream(county.file(id))),
  });
}

/** The service in a process of its own, so that what asks it takes no time from it. */
async function startServiceProcess(url: string): Promise<Service> {
  const script = path.join(import.meta.dirname, 'service-process.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [address] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  return {
    address,
    request: (requestPath, options = {}) => send(`${address}${requestPath}`, agent, options),
    close: () => end(child, agent),
  };
}

function send(url: string, agent: http.Agent, { body, headers }: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const request = http.request(url, {
      agent,
      method: sent === undefined ? 'GET' : 'POST',
      headers: {
        'Accept-Encoding': 'gzip',
        ...headers,
        ...(sent !== undefined && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(sent) }),
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.end(sent);
  });
}

async function end(child: ChildProcess, agent: http.Agent): Promise<void> {
  agent.destroy();
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
