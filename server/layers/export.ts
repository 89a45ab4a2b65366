import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { Database } from '../database/database.ts';
import type { FeatureSelection, PagePosition } from './query.ts';
import { readPage } from './store.ts';

export interface ExportRequest {
  readonly database: Pick<Database, 'pool'>;
  readonly layer: LayerDefinition;
  readonly selection?: FeatureSelection;
  readonly signal?: AbortSignal | undefined;
}

/** Features a page: a few megabytes at most times. */
const pageFeatures = 1000;

/**
 * Every feature of a selection as the text of a GeoJSON Feature, in the order of their ids.
 *
 * All pages are read from one snapshot, so that what is written meanwhile neither tears the file nor waits for it.
 */
export async function* exportFeatures({
  database,
  layer,
  selection = {},
  signal,
}: ExportRequest): AsyncGenerator<string, void, undefined> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    let after: PagePosition | undefined;
    do {
      signal?.throwIfAborted();
      const page = await readPage(client, layer, { selection, sort: [], after, limit: pageFeatures });
      yield* page.features;
      after = page.next;
    } while (after);
  } finally {
    await client.query('ROLLBACK').catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}
