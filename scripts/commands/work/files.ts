import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { text } from '../../../data/text.ts';
import { type Format, formatById, formatOfFile, formats } from '../../../server/formats/index.ts';
import { CommandError } from '../failure.ts';

export interface InputFile {
  readonly path: string;
  readonly format: Format;
  readonly read: NonNullable<Format['read']>;
  open(): AsyncIterable<Uint8Array>;
}

/**
 * A file to read, checked before a database is opened for it.
 *
 * @param formatId the format's id; without it the file's name tells
 * @throws CommandError where there is no such file, it is none, or its format is not read
 */
export async function inputFile(file: string, formatId?: string): Promise<InputFile> {
  const found = await stat(file);
  if (found.isDirectory()) {
    throw new CommandError(text(`${file}：这是文件夹，应为文件`, `${file}: it is a folder; a file is wanted`));
  }
  const format = formatId === undefined ? formatOfFile(file) : formatById(formatId);
  if (!format?.read) {
    const known = formats.filter((each) => each.read).flatMap((each) => each.extensions.map((name) => `.${name}`));
    throw new CommandError(
      text(
        `${file}：无法读取这种格式，可读：${known.join('、')}。其他格式请先转换：ogr2ogr -f GeoJSON -t_srs EPSG:4326 新文件.geojson ${file}`,
        `${file}: a format that cannot be read; known: ${known.join(', ')}. Convert others first: ogr2ogr -f GeoJSON -t_srs EPSG:4326 new.geojson ${file}`,
      ),
    );
  }
  return { path: file, format, read: format.read, open: () => createReadStream(file, { highWaterMark: 256 * 1024 }) };
}

/** Looks before any work is done whether a file can be written there. @throws CommandError saying why not */
export async function checkOutput(file: string): Promise<void> {
  const folder = path.dirname(file);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new CommandError(text(`${file}：没有文件夹 ${folder}`, `${file}: there is no folder ${folder}`));
  }
  if ((await stat(file).catch(() => undefined))?.isDirectory()) {
    throw new CommandError(text(`${file}：这是文件夹，应为文件名`, `${file}: it is a folder; a file name is wanted`));
  }
}

/**
 * Writes a file whole or not at all: it gets its name only when all of it is on the disk, so that a program that looks
 * for it never finds half of one.
 */
export async function writeWhole(file: string, content: AsyncIterable<string>, signal?: AbortSignal): Promise<void> {
  const existing = await stat(file).catch(() => undefined);
  // A device or pipe, such as /dev/stdout, takes what it is given and cannot be replaced.
  const direct = existing !== undefined && !existing.isFile();
  const target = direct ? file : path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
  try {
    await pipeline(content, createWriteStream(target), { ...(signal && { signal }) });
    if (!direct) await rename(target, file);
  } catch (error) {
    if (!direct) await rm(target, { force: true });
    // An interrupted pipeline says only that it was; the signal says by what.
    throw signal?.aborted ? signal.reason : error;
  }
}
