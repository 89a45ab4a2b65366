import type pg from 'pg';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { Database } from '../database/database.ts';
import type { FeatureSelection, PagePosition, PageRequest } from './query.ts';
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
    yield* readAll(client, layer, { selection, sort: [] }, signal);
  } finally {
    await client.query('ROLLBACK').catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}

/**
 * Every feature of a selection in the order asked for, page by page. Outside a transaction each page is as the layer is
 * when the page is read: no feature comes twice or is passed over for what is written meanwhile, unless the writing
 * moves it within the order.
 */
export async function* readAll(
  db: Pick<pg.ClientBase, 'query'>,
  layer: LayerDefinition,
  request: Pick<PageRequest, 'selection' | 'sort' | 'shape'>,
  signal?: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  let after: PagePosition | undefined;
  do {
    signal?.throwIfAborted();
    const page = await readPage(db, layer, { ...request, after, limit: pageFeatures });
    yield* page.features;
    after = page.next;
  } while (after);
}
