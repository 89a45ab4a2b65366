import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from '../../../data/text.ts';
import type { Queryable } from '../../jobs/job.ts';
import { ProblemError } from '../../problems.ts';
import { importElevationProcess } from './process.ts';

/** Files that have been sent and wait to be imported. */
export interface Upload {
  readonly id: string;
  /** Names as they were given, in the order in which they came. */
  readonly files: readonly string[];
}

/** Takes the files of one upload, one after the other. */
export interface UploadReceiver {
  /** @throws ProblemError `invalid_parameter`, `body_too_large`, `no_space`, or `malformed_body` where it breaks off */
  take(name: string, content: Readable): Promise<void>;
  finish(): Upload;
  /** Leaves nothing of it behind. */
  discard(): Promise<void>;
}

/** Of a broken-off service; longer than any upload takes. */
const forgottenMs = 24 * 3600 * 1000;
const longestNameBytes = 200;

/**
 * @param maximumBytes of all files together
 */
export async function receiveUpload(dataFolder: string, maximumBytes: number): Promise<UploadReceiver> {
  const id = randomUUID();
  const folder = uploadFolder(dataFolder, id);
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  let bytes = 0;
  return {
    async take(name, content) {
      requireFileName(name, files);
      files.push(name);
      const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          bytes += chunk.byteLength;
          if (bytes > maximumBytes) throw tooLarge(maximumBytes);
          yield chunk;
        }
      };
      try {
        await pipeline(content, counted, createWriteStream(path.join(folder, name), { flags: 'wx' }));
      } catch (error) {
        throw asProblem(error);
      }
    },
    finish: () => ({ id, files }),
    discard: () => rm(folder, { recursive: true, force: true }),
  };
}

export function uploadFolder(dataFolder: string, id: string): string {
  return path.join(uploadsFolder(dataFolder), id);
}

/** Removes what belongs to no import that waits or runs: its job was dismissed, or its service killed. */
export async function clearUploads(dataFolder: string, db: Queryable): Promise<void> {
  const folder = uploadsFolder(dataFolder);
  const ids = await readdir(folder).catch(() => []);
  if (ids.length === 0) return;
  const { rows } = await db.query<{ id: string; open: boolean }>(
    `SELECT inputs ->> 'upload' AS id, bool_or(status IN ('accepted', 'running')) AS open FROM anlan.jobs
     WHERE process = $1 AND inputs ->> 'upload' = ANY($2::text[]) GROUP BY 1`,
    [importElevationProcess, ids],
  );
  const open = new Map(rows.map((row) => [row.id, row.open]));
  for (const id of ids) {
    const own = path.join(folder, id);
    // Without a job it may still be on its way.
    const isOver = open.get(id) === false || (!open.has(id) && (await ageMs(own)) > forgottenMs);
    if (isOver) await rm(own, { recursive: true, force: true });
  }
}

function uploadsFolder(dataFolder: string): string {
  return path.join(dataFolder, 'elevation-uploads');
}

async function ageMs(folder: string): Promise<number> {
  const found = await stat(folder).catch(() => undefined);
  return found ? Date.now() - found.mtimeMs : 0;
}

/** A file is kept under its own name, which tells what it is and, of a tile of SRTM, where it lies. */
function requireFileName(name: string, taken: readonly string[]): void {
  const shown = name.slice(0, 80);
  if (!/\.(tiff?|hgt|zip)$/i.test(name)) {
    throw refusedName(
      text(
        `文件名“${shown}”应以 .tif、.tiff、.hgt 或 .hgt.zip 结尾`,
        `the file name "${shown}" must end in .tif, .tiff, .hgt or .hgt.zip`,
      ),
    );
  }
  const isPlain = !/[\\/:*?"<>|\p{Cc}]|^\./u.test(name) && name.isWellFormed();
  if (!isPlain || Buffer.byteLength(name) > longestNameBytes) {
    throw refusedName(
      text(
        `文件名“${shown}”过长或含有不能用于文件名的字符，请改名后再传`,
        `the file name "${shown}" is too long or holds characters that file names cannot have; rename the file`,
      ),
    );
  }
  if (taken.some((other) => other.toLowerCase() === name.toLowerCase())) {
    throw refusedName(text(`有两个文件都叫“${shown}”`, `two files are called "${shown}"`));
  }
}

function refusedName(reason: { zh: string; en: string }): ProblemError {
  return new ProblemError('invalid_parameter', text(`${reason.zh}。`, `${reason.en}.`), { parameter: 'file' });
}

function tooLarge(maximumBytes: number): ProblemError {
  const megabytes = Math.max(1, Math.floor(maximumBytes / 1024 / 1024));
  return new ProblemError(
    'body_too_large',
    text(
      `高程文件超过 ${megabytes} MB，未导入。请在服务所在的机器上用命令导入：npm run anlan -- import-elevation <文件>；上限由 ANLAN_MAX_ELEVATION_MB 设置。`,
      `The elevation is larger than ${megabytes} MB and was not imported. Import it where the service runs: npm run anlan -- import-elevation <file>. The limit is set by ANLAN_MAX_ELEVATION_MB.`,
    ),
  );
}

function asProblem(error: unknown): unknown {
  if (error instanceof ProblemError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new ProblemError(
      'no_space',
      text(
        '服务所在的磁盘空间不足，文件没有存下。',
        'The disk of the service has no space left; the file was not stored.',
      ),
      { cause: error },
    );
  }
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'ECONNABORTED') {
    return new ProblemError(
      'malformed_body',
      text('文件没有传完，未导入。', 'The file broke off; nothing was imported.'),
      { cause: error },
    );
  }
  return error;
}
