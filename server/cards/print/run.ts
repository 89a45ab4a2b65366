import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { text } from '../../../data/text.ts';
import type { Database } from '../../database/database.ts';
import type { JobContext, JobRunner } from '../../jobs/job.ts';
import { ProblemError } from '../../problems.ts';
import { cardPages } from '../card-service.ts';
import type { CardPage } from '../page.ts';
import { writePdf } from '../pdf.ts';
import { noPoints, readCover } from '../select.ts';
import { readStandings } from '../standings.ts';
import { keptHours, makePrintFolder, printedFile, sweepPrints } from './files.ts';
import { printInputsSchema } from './inputs.ts';

export interface PrintOptions {
  readonly database: Database;
  readonly dataFolder: string;
}

export interface PrintResult {
  readonly points: number;
  readonly cards: number;
  readonly bytes: number;
  /** Below the address of the API. */
  readonly file: string;
  readonly kept_hours: number;
}

const stepEveryMs = 400;

/** The job of print-cards. A killed service begins the file anew; nobody sees half a file. */
export function printRun({ database, dataFolder }: PrintOptions): JobRunner {
  const { pool } = database;
  return {
    async run(context) {
      const { job, signal, step } = context;
      if (job.checkpoint !== null) return job.checkpoint;
      const { township, lang, size, signals } = printInputsSchema.parse(job.inputs);
      await sweepPrints(dataFolder, new Date());
      const selection = { township: township ?? undefined };
      const cover = await readCover(pool, selection, lang);
      if (cover.entries.length === 0) throw noPoints(selection);
      const proposedSignals = signals === 'proposed';
      const subject = township === null ? '' : await nameOfTownship(pool, township);
      await makePrintFolder(dataFolder);
      const file = printedFile(dataFolder, job.id);
      const half = `${file}.half`;
      const cards = counted(
        cardPages(pool, selection, { language: lang, proposedSignals }, readStandings),
        cover.cards,
        context,
        pool,
      );
      try {
        await toFile(half, signal, (take) =>
          writePdf({ entries: cover.entries, signals }, cards, { size, language: lang, subject }, signal, take),
        );
        signal.throwIfAborted();
        const { size: bytes } = await stat(half);
        await rename(half, file);
        const result: PrintResult = {
          points: cover.entries.length,
          cards: cover.cards,
          bytes,
          file: `/cards/printed/${job.id}.pdf`,
          kept_hours: keptHours,
        };
        await step(pool, { checkpoint: result, progress: 100, message: laidOut(cover.cards, cover.cards) });
        return result;
      } catch (error) {
        await rm(half, { force: true });
        // Dismissed while the last step was on its way: nobody would find the file.
        await rm(file, { force: true });
        signal.throwIfAborted();
        throw asProblem(error);
      }
    },
  };
}

/** Says now and then how far it is; whoever has dismissed the job is heard before the next card. */
async function* counted(
  cards: AsyncIterable<CardPage>,
  total: number,
  { signal, step }: JobContext,
  pool: Database['pool'],
): AsyncGenerator<CardPage> {
  let done = 0;
  let told = Date.now();
  await step(pool, { checkpoint: null, progress: 0, message: laidOut(0, total) });
  for await (const card of cards) {
    signal.throwIfAborted();
    yield card;
    done++;
    if (Date.now() - told < stepEveryMs) continue;
    await step(pool, { checkpoint: null, progress: (99 * done) / total, message: laidOut(done, total) });
    told = Date.now();
  }
}

async function toFile(
  file: string,
  signal: AbortSignal,
  write: (take: (chunk: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const stream = createWriteStream(file);
  const closed = finished(stream);
  // Awaited below; until then a full disk is no unhandled rejection.
  closed.catch(() => {});
  try {
    await Promise.race([
      closed,
      write(async (chunk) => {
        if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), closed]);
      }),
    ]);
    signal.throwIfAborted();
    stream.end();
    await closed;
  } finally {
    stream.destroy();
  }
}

async function nameOfTownship(pool: Database['pool'], code: string): Promise<string> {
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM anlan.townships WHERE code = $1', [code]);
  return rows[0]?.name ?? code;
}

function laidOut(done: number, total: number) {
  return text(`已排 ${done} / ${total} 张卡`, `${done} of ${total} cards laid out`);
}

function asProblem(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new ProblemError(
    'no_space',
    text('服务所在的磁盘空间不足，未生成。', 'The disk of the service has no space left; nothing was printed.'),
    { cause: error },
  );
}
