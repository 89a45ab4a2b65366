import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { type ElevationService, openElevationSources } from './elevation-service.ts';
import { elevationFolder, filesByHand, listFile, markInUse, readSources, removeUnused, withList } from './sources.ts';

/** The county's elevation while the service runs: what is imported, replaced or removed beside it counts at once. */
export interface CountyElevation {
  /**
   * Lends the elevation as it is now. What is lent stays readable until the work is done, whatever is imported
   * meanwhile.
   */
  use<T>(work: (elevation: ElevationService) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Elevation that is open, and how many are at work with it. */
interface OpenSet {
  readonly service: ElevationService;
  readonly marks: readonly string[];
  /** Of the folder when it was opened. */
  readonly state: string;
  users: number;
  retired: boolean;
}

/**
 * @throws StartError naming the file that cannot be used and why. Of a change while the service runs that is told to the
 * log, and the elevation stays what it was.
 */
export async function openCountyElevation(dataFolder: string, logger: Logger): Promise<CountyElevation> {
  let current = await openSet(dataFolder);
  let refused: string | undefined;
  let renewing: Promise<void> | undefined;

  const end = async (set: OpenSet): Promise<void> => {
    await set.service.close();
    await giveBack(dataFolder, set.marks);
  };
  const retire = async (set: OpenSet): Promise<void> => {
    set.retired = true;
    if (set.users === 0) await end(set);
  };
  const renew = async (state: string): Promise<void> => {
    try {
      const next = await openSet(dataFolder);
      const last = current;
      current = next;
      await retire(last);
    } catch (error) {
      refused = state;
      logger.error({ err: error }, 'the changed elevation cannot be used; the earlier stays');
    }
  };
  const renewIfChanged = async (): Promise<void> => {
    const state = await stateOf(dataFolder);
    if (state === current.state || state === refused) return;
    renewing ??= renew(state).finally(() => {
      renewing = undefined;
    });
    await renewing;
  };

  return {
    async use(work) {
      await renewIfChanged();
      const set = current;
      set.users++;
      try {
        return await work(set.service);
      } finally {
        set.users--;
        if (set.retired && set.users === 0) await end(set);
      }
    },
    async close() {
      await renewing;
      if (!current.retired) await retire(current);
    },
  };
}

/** Marks what it opens: an import that replaces it leaves it on the disk until the mark is taken away. */
async function openSet(dataFolder: string): Promise<OpenSet> {
  const { state, sources, marks } = await withList(dataFolder, async () => {
    const state = await stateOf(dataFolder);
    const sources = await readSources(dataFolder);
    const folders = sources.flatMap(({ folder }) => folder ?? []);
    return { state, sources, marks: await Promise.all(folders.map(markInUse)) };
  });
  try {
    return { service: await openElevationSources(sources), marks, state, users: 0, retired: false };
  } catch (error) {
    await giveBack(dataFolder, marks);
    throw error;
  }
}

async function giveBack(dataFolder: string, marks: readonly string[]): Promise<void> {
  await withList(dataFolder, async () => {
    for (const mark of marks) await rm(mark, { force: true });
    await removeUnused(dataFolder);
  });
}

/** The same as long as the same elevation is there: the list of imports, and the files put in by hand. */
async function stateOf(dataFolder: string): Promise<string> {
  const folder = elevationFolder(dataFolder);
  const byHand = await filesByHand(dataFolder);
  const files = [listFile(dataFolder), ...byHand.map((name) => path.join(folder, name))];
  const states = await Promise.all(
    files.map(async (file) => {
      const found = await stat(file).catch(() => undefined);
      return found ? `${file} ${found.ino} ${found.size} ${found.mtimeMs}` : '';
    }),
  );
  return states.join('\n');
}
