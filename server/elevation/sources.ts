import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { text } from '../../data/text.ts';
import { type FolderLock, lockFolder } from '../database/embedded/folder-lock.ts';
import { isAlive, ownMark, readHolder } from '../living-process.ts';
import { StartError } from '../start-error.ts';

/** One import of elevation: what somebody calls it, and the rasters made of it. */
export interface ElevationSource {
  readonly name: string;
  /** Standard deviation of a height in metres, where whoever imported it knew. */
  readonly verticalAccuracyMetres?: number | undefined;
  /** RFC 3339; absent for a file put into the folder by hand. */
  readonly importedAt?: string | undefined;
  /** Names of the files as they were given. */
  readonly files: readonly string[];
  /** Absolute paths, the preferred first. */
  readonly rasters: readonly string[];
  /** Where an import keeps its rasters; absent for a file put in by hand. */
  readonly folder?: string | undefined;
}

const storedSchema = z.object({
  folder: z.string().regex(/^[\w-]+$/),
  name: z.string(),
  vertical_accuracy_m: z.number().positive().optional(),
  imported_at: z.string(),
  files: z.array(z.string()),
  rasters: z.array(z.string().regex(/^[\w-]+\.tif$/)),
});
const listSchema = z.object({ version: z.literal(1), sources: z.array(storedSchema) });

/** As it stands in `sources.json`, the latest import first. */
export type StoredSource = z.infer<typeof storedSchema>;

export function elevationFolder(dataFolder: string): string {
  return path.join(dataFolder, 'elevation');
}

/**
 * The county's elevation: what was imported, then GeoTIFFs that were put into the folder by hand.
 *
 * @throws StartError where the list of imports cannot be read: going on without them would give no heights, or others
 */
export async function readSources(dataFolder: string): Promise<ElevationSource[]> {
  const folder = elevationFolder(dataFolder);
  await mkdir(folder, { recursive: true });
  const imported = (await readStored(dataFolder)).map(
    (source): ElevationSource => ({
      name: source.name,
      verticalAccuracyMetres: source.vertical_accuracy_m,
      importedAt: source.imported_at,
      files: source.files,
      rasters: source.rasters.map((name) => path.join(folder, source.folder, name)),
      folder: path.join(folder, source.folder),
    }),
  );
  const byHand = await filesByHand(dataFolder);
  return [...imported, ...byHand.map((name) => ({ name, files: [name], rasters: [path.join(folder, name)] }))];
}

/** Names of the GeoTIFFs that were put into the folder by hand. */
export async function filesByHand(dataFolder: string): Promise<string[]> {
  const names = await readdir(elevationFolder(dataFolder)).catch(() => []);
  return names.filter((name) => /\.tiff?$/i.test(name)).sort();
}

export async function readStored(dataFolder: string): Promise<StoredSource[]> {
  const file = listFile(dataFolder);
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  try {
    return listSchema.parse(JSON.parse(content)).sources;
  } catch (cause) {
    throw new StartError(
      'elevation_list_unreadable',
      text(
        `高程目录清单 ${file} 已损坏；请从备份恢复，或删除后重新导入高程`,
        `the list of elevation ${file} is damaged; restore it from a backup, or delete it and import the elevation again`,
      ),
      { cause },
    );
  }
}

/** Puts another list in place of the present one: all of it or, where the power fails, nothing. */
export async function writeStored(dataFolder: string, sources: readonly StoredSource[]): Promise<void> {
  const file = listFile(dataFolder);
  const part = `${file}.part`;
  const handle = await open(part, 'w');
  try {
    await handle.writeFile(`${JSON.stringify({ version: 1, sources }, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
}

/**
 * Lets one at a time, of all processes on the folder, change what is in it.
 *
 * @throws StartError `data_folder_in_use` where another does not come to its end
 */
export async function withList<T>(dataFolder: string, work: () => Promise<T>): Promise<T> {
  const folder = elevationFolder(dataFolder);
  const lock = await takeTurn(folder);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** What is done in turn takes milliseconds, clearing away large files a second. */
const patienceMs = 30_000;
const lookEveryMs = 20;

async function takeTurn(folder: string): Promise<FolderLock> {
  for (const end = Date.now() + patienceMs; ; await sleep(lookEveryMs)) {
    try {
      return lockFolder(folder);
    } catch (error) {
      const isTaken = error instanceof StartError && error.code === 'data_folder_in_use';
      if (!isTaken || Date.now() > end) throw error;
    }
  }
}

/**
 * Puts this process's mark into the folder of an import: until it is taken away, or the process has ended, nobody
 * clears the folder away. Only within `withList`.
 *
 * @returns the mark's file
 */
export async function markInUse(folder: string): Promise<string> {
  const file = path.join(folder, `${markPrefix}${randomUUID()}`);
  await writeFile(file, ownMark());
  return file;
}

const markPrefix = 'used-by-';

/**
 * Removes what no import in the list uses and nobody reads any more: what was replaced, and what an import that was cut
 * off has left. Only within `withList`.
 */
export async function removeUnused(dataFolder: string): Promise<void> {
  const listed = new Set((await readStored(dataFolder)).map(({ folder }) => folder));
  const folder = elevationFolder(dataFolder);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || listed.has(entry.name)) continue;
    const own = path.join(folder, entry.name);
    if (await isInUse(own)) continue;
    // A system may not let go of files that are open: the next import tries again.
    await rm(own, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function isInUse(folder: string): Promise<boolean> {
  const marks = (await readdir(folder)).filter((name) => name.startsWith(markPrefix));
  return marks.some((name) => {
    const holder = readHolder(path.join(folder, name));
    return holder !== undefined && isAlive(holder);
  });
}

export function listFile(dataFolder: string): string {
  return path.join(elevationFolder(dataFolder), 'sources.json');
}
