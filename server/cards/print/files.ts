import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Long enough to be fetched and printed; cards hold names and phone numbers and are not kept longer than that. */
export const keptHours = 24;
const keptMs = keptHours * 3600 * 1000;

/** Where the cards that a job has printed lie. @param job a UUID */
export function printedFile(dataFolder: string, job: string): string {
  return path.join(folderOf(dataFolder), `${job.toLowerCase()}.pdf`);
}

export async function makePrintFolder(dataFolder: string): Promise<void> {
  await mkdir(folderOf(dataFolder), { recursive: true });
}

/** Undefined where it is there no more, or is to go with the next sweep. */
export async function printedUntil(dataFolder: string, job: string, now: Date): Promise<Date | undefined> {
  const made = await madeAt(printedFile(dataFolder, job));
  if (made === undefined || now.getTime() - made >= keptMs) return undefined;
  return new Date(made + keptMs);
}

/** Removes what is kept long enough, and the halves of a service that was killed. */
export async function sweepPrints(dataFolder: string, now: Date): Promise<void> {
  const folder = folderOf(dataFolder);
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    const made = await madeAt(file);
    if (made !== undefined && now.getTime() - made >= keptMs) await rm(file, { force: true });
  }
}

async function madeAt(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.mtimeMs;
}

function folderOf(dataFolder: string): string {
  return path.join(dataFolder, 'printed-cards');
}
