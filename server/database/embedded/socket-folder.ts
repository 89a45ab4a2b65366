import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Names the socket as pg expects it, and has no other meaning. */
export const socketPort = 5432;
/** sun_path is 104 bytes on macOS and 108 on Linux, its ending zero included. */
const longestSocketPath = 103;

export function socketPath(folder: string): string {
  return path.join(folder, `.s.PGSQL.${socketPort}`);
}

/** Where the socket of a database is, unless somebody else had taken the name. */
export function socketFolderOf(databaseFolder: string): string {
  const name = `anlan-${createHash('sha256').update(databaseFolder).digest('hex').slice(0, 12)}`;
  const isShort = Buffer.byteLength(socketPath(path.join(os.tmpdir(), `${name}-XXXXXX`))) <= longestSocketPath;
  return path.join(isShort ? os.tmpdir() : '/tmp', name);
}

/**
 * A folder only its owner may enter: there are no passwords behind the socket in it. It is named after the database, so
 * that what a killed process has left is found and replaced; whoever calls holds the database's lock.
 */
export function makeSocketFolder(databaseFolder: string): string {
  const folder = socketFolderOf(databaseFolder);
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  } catch {
    // Somebody else has taken the name in a folder that all share.
    return mkdtempSync(`${folder}-`);
  }
}
