import type { Database } from '../database/database.ts';
import { withTransaction } from '../database/transaction.ts';
import type { WarningState } from '../evacuation/warnings/types.ts';
import { judgeCounty } from './judge-county.ts';

/**
 * The state of each flood point as it is now, by the point's code; points without a code cannot be named and are left
 * out. Judges anew, so that rain which has gone stale since does not pass for known. Not to be called within a
 * transaction.
 */
export async function readWarningStates(
  database: Pick<Database, 'pool'>,
  now: Date = new Date(),
): Promise<ReadonlyMap<string, WarningState>> {
  const { warnings } = await withTransaction(database.pool, (client) => judgeCounty(client, now, new Map()));
  return new Map(
    warnings.flatMap(({ point, judgement }) => (point.code === undefined ? [] : [[point.code, judgement.state]])),
  );
}
