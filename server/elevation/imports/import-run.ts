import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Text, text } from '../../../data/text.ts';
import type { Database } from '../../database/database.ts';
import { type JobContext, JobEnded, type JobRunner } from '../../jobs/job.ts';
import { readJob } from '../../jobs/job-store.ts';
import { ProblemError, toProblem } from '../../problems.ts';
import type { ElevationImportReport } from '../import.ts';
import { type ImportInputs, importInputsSchema } from './process.ts';
import { importInThread } from './thread.ts';
import { clearUploads, uploadFolder } from './uploads.ts';

export interface ImportRunOptions {
  readonly database: Database;
  readonly dataFolder: string;
}

/** Set when the elevation is in: what is left then is to say so. */
interface Cursor {
  readonly imported: ReturnType<typeof resultOf>;
}

const stepEveryMs = 500;

/**
 * The job that imports elevation sent over HTTP. A killed service imports it again from the start. Where the database
 * cannot be reached the import goes on, and the files stay until the job has ended.
 */
export function importRun({ database, dataFolder }: ImportRunOptions): JobRunner {
  return {
    async run(context) {
      const { job, signal, step } = context;
      const { pool } = database;
      await clearUploads(dataFolder, pool);
      const inputs = importInputsSchema.parse(job.inputs);
      const folder = uploadFolder(dataFolder, inputs.upload);
      let imported = (job.checkpoint as Cursor | null)?.imported;
      try {
        if (!imported) {
          imported =
            (await readImported(folder)) ?? resultOf(await importUpload(context, database, dataFolder, inputs));
          await writeFile(path.join(folder, importedFile), JSON.stringify(imported));
          const checkpoint: Cursor = { imported };
          await step(pool, { checkpoint, progress: 100, message: text('高程已导入', 'The elevation is in') });
        }
        await rm(folder, { recursive: true, force: true });
        return imported;
      } catch (error) {
        // A service that ends, or has lost the database, leaves the files to the one that takes the job up.
        const isInterrupted = signal.aborted || error instanceof JobEnded || isLostDatabase(error);
        const isOver = !isInterrupted || (await isDismissed(pool, job.id));
        if (isOver) await rm(folder, { recursive: true, force: true });
        throw error instanceof ProblemError ? withoutFolder(error, folder) : error;
      }
    },
  };
}

/** Beside the files of an upload, whose names end otherwise: what the job gives, once the elevation is in. */
const importedFile = 'imported.json';

/** Of an earlier turn of the job that could not say so: importing again could replace what has come since. */
async function readImported(folder: string): Promise<Cursor['imported'] | undefined> {
  try {
    return JSON.parse(await readFile(path.join(folder, importedFile), 'utf8'));
  } catch {
    return undefined;
  }
}

function isLostDatabase(error: unknown): boolean {
  return toProblem(error).code === 'database_unavailable';
}

async function isDismissed(pool: Database['pool'], jobId: string): Promise<boolean> {
  const job = await readJob(pool, jobId).catch(() => undefined);
  return job?.status === 'dismissed';
}

async function importUpload(
  { signal, step }: JobContext,
  { pool }: Database,
  dataFolder: string,
  inputs: ImportInputs,
): Promise<ElevationImportReport> {
  const folder = uploadFolder(dataFolder, inputs.upload);
  const ending = new AbortController();
  const request = {
    dataFolder,
    files: inputs.files.map((file) => path.join(folder, file)),
    name: inputs.name,
    verticalAccuracyMetres: inputs.vertical_accuracy_m,
    voidValue: inputs.void,
    replaceAll: inputs.replace_all,
  };
  let told = 0;
  let telling: Promise<void> = Promise.resolve();
  const onProgress = (done: number, all: number) => {
    if (Date.now() - told < stepEveryMs) return;
    told = Date.now();
    const progress = (99 * done) / all;
    const percent = Math.floor(progress);
    const message = text(`正在导入高程：${percent}%`, `Importing elevation: ${percent} %`);
    telling = telling
      .then(() => step(pool, { checkpoint: null, progress, message }))
      .catch((error: unknown) => {
        // Nobody is told how far it is for a while; that is no reason to begin again.
        if (!isLostDatabase(error)) ending.abort(error);
      });
  };
  try {
    return await importInThread(request, AbortSignal.any([signal, ending.signal]), onProgress);
  } finally {
    await telling;
  }
}

function resultOf({ name, bounds, rasters, replaced, zeroVoids }: ElevationImportReport) {
  return {
    name,
    bounds,
    replaced,
    zero_voids: zeroVoids,
    rasters: rasters.map(({ files, width, height, cellSizeMetres, cells, heights, lowest, highest }) => ({
      files,
      width,
      height,
      cell_m: Math.round(10 * cellSizeMetres) / 10,
      void_share: Math.round((1000 * (cells - heights)) / cells) / 1000,
      lowest_m: heights > 0 ? lowest : null,
      highest_m: heights > 0 ? highest : null,
    })),
  };
}

/** Whoever sent a file knows it by its name, and not where it lay meanwhile. */
function withoutFolder({ code, detail, details }: ProblemError, folder: string): ProblemError {
  const plain = (words: string) => words.replaceAll(`${folder}${path.sep}`, '');
  const told: Text = text(plain(detail.zh), plain(detail.en));
  return new ProblemError(code, told, details);
}
