import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';

export interface Cluster {
  /** Connection URL of the superuser, without a password: the socket lies in a folder only this user may enter. */
  readonly url: string;
  stop(): Promise<void>;
}

const startTimeoutMs = 30_000;

/** PostgreSQL refuses to run as root, so root hands it to an account without rights of its own. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // The next name.
    }
  }
  throw new Error('running as root, and there is neither a user postgres nor nobody to start PostgreSQL as');
}

/**
 * A PostgreSQL of its own in a temporary folder, reachable over a unix socket in it; `stop` leaves nothing behind. Its
 * data is not synced to disk.
 *
 * @param bin the folder with `initdb` and `postgres`.
 */
export async function startCluster(bin: string): Promise<Cluster> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anlan-pg-'));
  const user = unprivileged();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const options = { ...user, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'] };

  const initdb = path.join(bin, 'initdb');
  execFileSync(
    initdb,
    ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    options,
  );

  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    fsync: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    max_wal_size: '4GB',
  };
  const arguments_ = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(path.join(bin, 'postgres'), ['-D', data, ...arguments_], options);
  let log = '';
  server.stderr.on('data', (chunk) => {
    log = (log + chunk).slice(-4000);
  });
  server.stdout.resume();
  // If the test run itself is cut off, its server goes with it.
  // SIGINT and not SIGQUIT, after which the server's shared memory stays in /dev/shm.
  const kill = () => server.kill('SIGINT');
  process.once('exit', kill);

  const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`;
  const stop = async () => {
    process.removeListener('exit', kill);
    if (server.exitCode === null) {
      const exited = once(server, 'exit');
      server.kill('SIGINT');
      await exited;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(url, server);
  } catch (error) {
    await stop();
    throw new Error(`the test server from ${bin} did not start:\n${log}`, { cause: error });
  }
  return { url, stop };
}

async function waitUntilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
