import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { Mapping } from '../../data/mappings/index.ts';
import type { Database } from '../database/database.ts';
import { withTransaction } from '../database/transaction.ts';
import type { NumberedValue } from '../formats/index.ts';
import { type Announcement, announceChanges } from './changes/announce.ts';
import type { Authorise } from './changes/change.ts';
import { BatchWriter } from './import-batches.ts';
import { FaultList } from './import-faults.ts';
import { nothingSeen, type Preparation, prepareFeature } from './import-feature.ts';
import { recogniseMapping } from './import-mapping.ts';
import { Tallies, type Tally } from './import-tally.ts';
import { tableOf } from './table.ts';

export interface ImportRequest {
  readonly database: Pick<Database, 'pool'>;
  readonly layer: LayerDefinition;
  readonly source: AsyncIterable<NumberedValue>;
  /** Who brings the features in, and why. */
  readonly announcement: Omit<Announcement, 'layers'>;
  /** Whether they may. Without it whoever calls may do everything. */
  readonly authorise?: Authorise;
  /** `'recognise'`: look whether the features are of a data set that has a mapping. Without it they must be ours. */
  readonly mapping?: Mapping | 'recognise' | undefined;
  /** Check everything, store nothing. */
  readonly dryRun?: boolean;
  /** Takes the ids of stored features batch by batch, in the order they came in; void if the import then fails. */
  readonly onStored?: (ids: readonly number[]) => void;
  /** Called about every thousand features. */
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface ImportProgress {
  readonly read: number;
  readonly faults: number;
}

export interface ImportReport {
  /** read = stored + left out. */
  readonly read: number;
  /** In a dry run: how many would have been stored. */
  readonly stored: number;
  readonly mapping: Mapping | undefined;
  /** The transaction of the history that undoing takes back; undefined where nothing was stored. */
  readonly transaction: number | undefined;
  /** Features that are not for this layer, by reason. */
  readonly leftOut: readonly Tally[];
  /** Values of stored features that were not taken over, by reason. */
  readonly notices: readonly Tally[];
  /** What was mended in stored features. */
  readonly mended: readonly Tally[];
}

/**
 * Brings features into a layer: maps, checks and stores them in one transaction, all or none.
 *
 * Memory holds some thousand features and a few short texts for each id and code met so far, whatever the size of the source.
 *
 * @throws ProblemError `invalid_features` with the first faults and their count; whatever the source throws; the
 * signal's reason. Nothing is stored then.
 */
export async function importFeatures(request: ImportRequest): Promise<ImportReport> {
  const { database, layer, signal, dryRun = false, onStored = () => {} } = request;
  const { mapping, source } = await chooseMapping(request);
  const faults = new FaultList();
  const leftOut = new Tallies();
  const notices = new Tallies();
  const mended = new Tallies();
  const seen = nothingSeen();
  let read = 0;

  const take = (preparation: Preparation, number: number, batches: BatchWriter): Promise<void> | undefined => {
    if (preparation.kind === 'faulty') {
      faults.add(...preparation.faults);
      return undefined;
    }
    if (preparation.kind === 'left_out') {
      const { code, reason, tag } = preparation.because;
      leftOut.add(code, reason, number, tag);
      return undefined;
    }
    for (const { code, reason, tag } of preparation.notices) notices.add(code, reason, number, tag);
    for (const { code, reason } of preparation.mended) mended.add(code, reason, number);
    return batches.add(preparation.feature, number);
  };

  const { stored, transaction } = await withTransaction(database.pool, async (client) => {
    const announced = dryRun
      ? undefined
      : await announceChanges(client, { ...request.announcement, layers: [layer.id] });
    const { authorise } = request;
    const batches = new BatchWriter({ client, layer, faults, dryRun, onStored, authorise });
    try {
      for await (const { number, value } of source) {
        read += 1;
        const written = take(prepareFeature({ layer, mapping, seen }, value, number), number, batches);
        if (written) await written;
        if (read % progressFeatures === 0) {
          signal?.throwIfAborted();
          request.onProgress?.({ read, faults: faults.count });
        }
      }
      await batches.finish();
      signal?.throwIfAborted();
    } catch (error) {
      await batches.abandon();
      throw error;
    }
    if (faults.count > 0) throw faults.toProblem(read);
    return { stored: batches.accepted, transaction: batches.accepted > 0 ? announced : undefined };
  });
  // The embedded database has nobody else who would count the rows, and plans without counts scan whole tables.
  if (!dryRun && stored >= worthAnalysing) await database.pool.query(`ANALYZE ${tableOf(layer)}`);
  return {
    read,
    stored,
    mapping,
    transaction,
    leftOut: leftOut.list(),
    notices: notices.list(),
    mended: mended.list(),
  };
}

const progressFeatures = 1000;
/** A few features more change no plan, and reading a whole table for each of them would make single writes slow. */
const worthAnalysing = 1000;

async function chooseMapping({ mapping, source, layer }: ImportRequest) {
  return mapping === 'recognise' ? recogniseMapping(source, layer.id) : { mapping, source };
}
