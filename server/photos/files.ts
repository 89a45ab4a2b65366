import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';

export type PhotoSize = 'full' | 'small';

/** A file without a row may be on its way to one; after this it is not. */
const forgottenMs = 3600 * 1000;

/** The files of photos, in folders by the first two digits of their ids, so that none grows without end. */
export interface PhotoFiles {
  /** Resolves once they are on the disk. */
  store(id: string, images: Readonly<Partial<Record<PhotoSize, Buffer>>>): Promise<void>;
  /** Undefined where there is none. */
  read(id: string, size: PhotoSize): Promise<Buffer | undefined>;
  remove(id: string): Promise<void>;
  /** Removes what belongs to no photo: the service was killed between a file and its row, or a row and its file. */
  sweep(db: Pick<pg.Pool, 'query'>, now?: Date): Promise<number>;
}

export function makePhotoFiles(dataFolder: string): PhotoFiles {
  const root = path.join(dataFolder, 'photos');
  const folderOf = (id: string) => path.join(root, id.slice(0, 2));
  const fileOf = (id: string, size: PhotoSize) => path.join(folderOf(id), `${id}.${size}`);

  const write = async (file: string, content: Buffer) => {
    const handle = await open(`${file}.part`, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.part`, file);
  };

  return {
    async store(id, images) {
      await mkdir(folderOf(id), { recursive: true });
      for (const size of ['full', 'small'] as const) {
        const image = images[size];
        if (image) await write(fileOf(id, size), image);
      }
    },
    read: (id, size) => readFile(fileOf(id, size)).catch(() => undefined),
    async remove(id) {
      for (const size of ['full', 'small'] as const) await rm(fileOf(id, size), { force: true });
    },
    async sweep(db, now = new Date()) {
      let removed = 0;
      for (const folder of await readdir(root).catch(() => [])) {
        const names = await readdir(path.join(root, folder)).catch(() => []);
        const ids = [...new Set(names.map((name) => name.split('.')[0] ?? ''))].filter((id) =>
          /^[0-9a-f-]{36}$/.test(id),
        );
        const { rows } = await db.query<{ id: string }>(
          'SELECT id FROM anlan.photos WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL',
          [ids],
        );
        const known = new Set(rows.map((row) => row.id));
        for (const name of names) {
          const file = path.join(root, folder, name);
          const isWhole = !name.endsWith('.part') && known.has(name.split('.')[0] ?? '');
          const found = isWhole ? undefined : await stat(file).catch(() => undefined);
          if (!found || now.getTime() - found.mtimeMs < forgottenMs) continue;
          await rm(file, { force: true });
          removed += 1;
        }
      }
      return removed;
    },
  };
}
