import { readStored, removeUnused, withList, writeStored } from './sources.ts';

/**
 * Takes an import out of the county. Its files stay on the disk until nobody reads them any more.
 *
 * @returns false where no import has the name
 */
export async function removeElevation(dataFolder: string, name: string): Promise<boolean> {
  return await withList(dataFolder, async () => {
    const stored = await readStored(dataFolder);
    const kept = stored.filter((source) => source.name !== name);
    if (kept.length === stored.length) return false;
    await writeStored(dataFolder, kept);
    await removeUnused(dataFolder);
    return true;
  });
}
