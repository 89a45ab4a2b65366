import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { text } from '../../data/text.ts';
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
    }),
  );
  const byHand = (await readdir(folder)).filter((name) => /\.tiff?$/i.test(name)).sort();
  return [...imported, ...byHand.map((name) => ({ name, files: [name], rasters: [path.join(folder, name)] }))];
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
 * Removes what no import in the list uses: what was replaced, and what an import that was cut off has left.
 *
 * @param isBusy whether the import that writes a folder may still be running
 */
export async function removeUnlisted(dataFolder: string, isBusy: (folder: string) => boolean): Promise<void> {
  const listed = new Set((await readStored(dataFolder)).map(({ folder }) => folder));
  const folder = elevationFolder(dataFolder);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || listed.has(entry.name) || isBusy(entry.name)) continue;
    // A running service may hold the files where the system does not let go of open ones: the next import tries again.
    await rm(path.join(folder, entry.name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function listFile(dataFolder: string): string {
  return path.join(elevationFolder(dataFolder), 'sources.json');
}
