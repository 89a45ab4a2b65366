import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Beside the folder from the beginning of its creation to its end: nothing can have been stored in a folder so marked. */
const markOf = (databaseFolder: string): string => `${databaseFolder}.incomplete`;

/**
 * Clears away a creation that was cut off.
 *
 * @returns whether the database is still to be created; `finishCreation` is to be called then.
 */
export function prepareFolder(databaseFolder: string): boolean {
  const mark = markOf(databaseFolder);
  if (existsSync(mark)) rmSync(databaseFolder, { recursive: true, force: true });
  const isNew = !existsSync(databaseFolder);
  if (isNew) writeFileSync(mark, '');
  return isNew;
}

/** Brings every file to the disk, since initdb's are copied in without the engine's fsync, and takes the mark away. */
export function finishCreation(databaseFolder: string): void {
  for (const entry of readdirSync(databaseFolder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = openSync(path.join(entry.parentPath, entry.name), 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
  rmSync(markOf(databaseFolder));
}
