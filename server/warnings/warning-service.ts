import type { Logger } from 'pino';
import { warningNumbers } from '../../data/standards/warnings.ts';
import type { Database } from '../database/database.ts';
import { withTransaction } from '../database/transaction.ts';
import type { Author } from '../layers/changes/announce.ts';
import { lastChangeId, readNewChanges, type WarningChange } from './change-store.ts';
import { type CountyJudgement, judgeCounty } from './judge-county.ts';
import type { LateRain } from './late-rain.ts';
import type { ReadingInput } from './readings-input.ts';
import { type RainSource, type StoreReport, storeReadings } from './store-readings.ts';

export interface ReceivedRain extends StoreReport {
  readonly changes: CountyJudgement['changes'];
}

export interface WarningService {
  /** Judges all points as of now and records what has changed. */
  judge(): Promise<CountyJudgement>;
  /** Stores readings, all or none, and judges. */
  receive(readings: readonly ReadingInput[], author: Author, source: RainSource): Promise<ReceivedRain>;
  /** Tells of changes of state, whichever process recorded them. @returns ends it */
  listen(listener: (changes: readonly WarningChange[]) => void): () => void;
  /** From now on rain goes stale by itself. */
  start(): void;
  close(): Promise<void>;
}

export interface WarningOptions {
  readonly database: Pick<Database, 'pool'>;
  readonly logger: Logger;
  /** The clock by which rain goes stale. */
  readonly now?: () => Date;
  readonly judgeEveryMs?: number;
}

/** Changes recorded past this process are found by looking; not LISTEN, which the embedded database does not deliver. */
const lookEveryMs = 2000;
const none: LateRain = new Map();

export function makeWarningService({
  database,
  logger,
  now = () => new Date(),
  judgeEveryMs = warningNumbers().evaluate_every_s * 1000,
}: WarningOptions): WarningService {
  const { pool } = database;
  let clock: NodeJS.Timeout | undefined;
  let underWay: Promise<CountyJudgement> | undefined;
  let waiting: Promise<CountyJudgement> | undefined;
  const news = makeNews(pool, logger);

  const judgeNow = async (late: LateRain): Promise<CountyJudgement> => {
    const judged = await withTransaction(pool, (client) => judgeCounty(client, now(), late));
    if (judged.changes.length > 0) news.look();
    return judged;
  };

  /** Whoever asks while points are being judged shares the next judgement: the one under way may miss what they wrote. */
  const judge = (): Promise<CountyJudgement> => {
    if (waiting) return waiting;
    const begin = () => {
      waiting = undefined;
      const begun = judgeNow(none);
      underWay = begun;
      const end = () => {
        if (underWay === begun) underWay = undefined;
      };
      begun.then(end, end);
      return begun;
    };
    if (!underWay) return begin();
    waiting = underWay.then(begin, begin);
    return waiting;
  };

  return {
    judge,
    async receive(readings, author, source) {
      const report = await withTransaction(pool, (client) =>
        storeReadings(client, readings, { author, source, now: now() }),
      );
      const { changes } = await judgeNow(report.late);
      return { ...report, changes };
    },
    listen: news.listen,
    start() {
      clock ??= setInterval(() => {
        judge().catch((error: unknown) => logger.error({ err: error }, 'flood points could not be judged'));
      }, judgeEveryMs).unref();
    },
    async close() {
      clearInterval(clock);
      await news.close();
      await Promise.allSettled([underWay, waiting]);
    },
  };
}

/** What has been recorded since somebody began to listen. */
function makeNews(pool: Database['pool'], logger: Logger) {
  const listeners = new Set<(changes: readonly WarningChange[]) => void>();
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let last: number | undefined;

  const lookOnce = async () => {
    if (listeners.size === 0) return;
    if (last === undefined) {
      last = await lastChangeId(pool);
      return;
    }
    const changes = await readNewChanges(pool, last);
    last = changes.at(-1)?.id ?? last;
    if (changes.length > 0) for (const listener of listeners) listener(changes);
  };
  const look = () => {
    looking = looking.then(lookOnce).catch((error: unknown) => {
      logger.error({ err: error }, 'changes of warnings could not be read');
    });
  };
  return {
    look,
    listen(listener: (changes: readonly WarningChange[]) => void) {
      listeners.add(listener);
      look();
      timer ??= setInterval(look, lookEveryMs).unref();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
        last = undefined;
      };
    },
    async close() {
      listeners.clear();
      clearInterval(timer);
      await looking;
    },
  };
}
