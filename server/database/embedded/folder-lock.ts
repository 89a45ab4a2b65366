import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from '../../../data/text.ts';
import { type Holder, isAlive, ownMark, readHolder } from '../../living-process.ts';
import { StartError } from '../../start-error.ts';

export interface FolderLock {
  release(): void;
}

/** Removes a dead holder's lock; one that somebody else has put there since it was read is put back. */
function takeAway(file: string, dead: Holder | undefined): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const taken = readHolder(aside);
  if (taken?.pid !== dead?.pid || taken?.started !== dead?.started) linkSync(aside, file);
  rmSync(aside);
}

/**
 * Keeps a second service off a data folder: two engines on the same files destroy them. The lock of a process that has
 * died is taken over.
 *
 * @throws StartError `data_folder_in_use` naming the folder and the process that holds it, or `data_folder_unusable`.
 */
export function lockFolder(folder: string): FolderLock {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unusable(folder, error);
  }
  const file = path.join(folder, 'lock');
  const mine = ownMark();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, `${mine}\n`, { flag: 'wx' });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(folder, error);
    }
    const holder = readHolder(file);
    if (holder && isAlive(holder)) {
      throw new StartError(
        'data_folder_in_use',
        text(
          `数据文件夹 ${folder} 正被另一个安澜进程（进程号 ${holder.pid}）使用；请先停止它，或用 ANLAN_DATA 指定其他文件夹`,
          `${folder} is in use by another Anlan (process ${holder.pid}); stop it, or set ANLAN_DATA to another folder`,
        ),
      );
    }
    takeAway(file, holder);
  }
  throw new StartError(
    'data_folder_in_use',
    text(`数据文件夹 ${folder} 正被另一个安澜进程占用`, `${folder} is being taken by another Anlan that is starting`),
  );
}

function unusable(folder: string, error: unknown): StartError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StartError(
    'data_folder_unusable',
    text(`无法写入数据文件夹 ${folder}：${reason}`, `cannot write to the data folder ${folder}: ${reason}`),
    { cause: error },
  );
}
