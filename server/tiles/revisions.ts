import type { LayerId } from '../../data/layers/index.ts';
import type { Database } from '../database/database.ts';
import { revisionSql } from './query.ts';

export type Revisions = ReadonlyMap<string, string>;

/**
 * The revisions of all layers, as committed at some moment after the call.
 *
 * A map asks for dozens of tiles in one go. Calls of the same turn of the event loop share one statement, and only
 * those: a statement already under way may have begun before a change whose author is asking now.
 */
export function revisionReader(database: Pick<Database, 'pool'>): () => Promise<Revisions> {
  let upcoming: Promise<Revisions> | undefined;
  return () => {
    upcoming ??= new Promise<void>((resolve) => {
      setImmediate(resolve);
    }).then(() => {
      upcoming = undefined;
      return readRevisions(database);
    });
    return upcoming;
  };
}

async function readRevisions(database: Pick<Database, 'pool'>): Promise<Revisions> {
  const { rows } = await database.pool.query<{ layer: string; revision: string }>(
    `SELECT layer, ${revisionSql} AS revision FROM anlan.layer_revisions`,
  );
  return new Map(rows.map(({ layer, revision }) => [layer, revision]));
}

/** @throws Error if the layer has no revision: its migration is missing. */
export function revisionOf(revisions: Revisions, layer: LayerId): string {
  const revision = revisions.get(layer);
  if (revision === undefined) throw new Error(`layer ${layer} has no row in anlan.layer_revisions`);
  return revision;
}
