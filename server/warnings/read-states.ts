import type { Database } from '../database/database.ts';
import { withTransaction } from '../database/transaction.ts';
import type { Level, WarningState } from '../evacuation/warnings/types.ts';
import { judgeCounty } from './judge-county.ts';

/** What is known of a point's warning where rain may be missing. */
export interface KnownWarning {
  readonly state: WarningState;
  /** The gravest that it may be. */
  readonly possible: Level;
  /** What was known before rain went missing, where that was graver. */
  readonly lastKnown: Level | undefined;
}

/**
 * The state of each flood point as it is now, by the point's code, or `#` and its id where it has none. Judges anew, so that rain which has gone stale since does not pass for known. Not to be called within a
 * transaction.
 */
export async function readWarningStates(
  database: Pick<Database, 'pool'>,
  now: Date = new Date(),
): Promise<ReadonlyMap<string, KnownWarning>> {
  const { warnings } = await withTransaction(database.pool, (client) => judgeCounty(client, now, new Map()));
  return new Map(
    warnings.map(({ point, judgement: { state, possible }, lastKnown }) => [
      point.code ?? `#${point.id}`,
      { state, possible, lastKnown: lastKnown?.state },
    ]),
  );
}
