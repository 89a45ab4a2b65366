import type { LayerDefinition } from '../../data/layers/definition.ts';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { withTransaction } from '../database/transaction.ts';
import type { NumberedValue } from '../formats/index.ts';
import { ProblemError } from '../problems.ts';
import { FaultList } from './import-faults.ts';
import { prepareFeature } from './import-feature.ts';
import { Tallies, type Tally } from './import-tally.ts';
import { insertFeatures, takenCodes } from './store.ts';
import { tableOf } from './table.ts';
import type { NewFeature } from './validation.ts';

export interface Creation {
  /** Of the new features, in the order given. */
  readonly ids: readonly number[];
  /** What was mended, and in how many of them. */
  readonly mended: readonly Tally[];
}

interface Numbered {
  readonly feature: NewFeature;
  readonly number: number;
}

const batchFeatures = 1000;

/**
 * Creates features out of a request: all or none. Unlike an import of any size, all of them are read and checked before
 * the transaction begins: the embedded database serves one transaction at a time, and a client that sends slowly would
 * keep everybody else waiting.
 *
 * @throws ProblemError `invalid_features` with the faults; `code_taken` where taken codes are the only faults; whatever
 * the source throws. Nothing is stored then.
 */
export async function createFeatures(
  database: Pick<Database, 'pool'>,
  layer: LayerDefinition,
  source: AsyncIterable<NumberedValue>,
): Promise<Creation> {
  const seen = { ids: new Map<string, number>(), codes: new Map<string, number>() };
  const faults = new FaultList();
  const mended = new Tallies();
  const features: Numbered[] = [];
  let read = 0;
  for await (const { value, number } of source) {
    read += 1;
    const prepared = prepareFeature({ layer, mapping: undefined, seen }, value, number);
    if (prepared.kind === 'faulty') faults.add(...prepared.faults);
    if (prepared.kind !== 'ready') continue;
    features.push({ feature: prepared.feature, number });
    for (const { code, reason } of prepared.mended) mended.add(code, reason, number);
  }
  if (read === 0) throw nothingGiven();
  const faultsOfTheirOwn = faults.count;
  await findTakenCodes(database, layer, features, faults);
  if (faults.count > 0) throw faultsOfTheirOwn > 0 ? faults.toProblem(read) : codesTaken(faults.toProblem(read));

  const ids = await withTransaction(database.pool, async (client) => {
    const stored: number[] = [];
    for (const batch of batches(features)) {
      stored.push(
        ...(await insertFeatures(
          client,
          layer,
          batch.map(({ feature }) => feature),
        )),
      );
    }
    return stored;
  });
  // The embedded database has nobody else who would count the rows; for a few of them the old counts will do.
  if (ids.length >= batchFeatures) await database.pool.query(`ANALYZE ${tableOf(layer)}`);
  return { ids, mended: mended.list() };
}

/** Asked before storing, so that all of them are named; the unique index has the last word. */
async function findTakenCodes(
  { pool }: Pick<Database, 'pool'>,
  layer: LayerDefinition,
  features: readonly Numbered[],
  faults: FaultList,
): Promise<void> {
  const coded = features.flatMap(({ feature: { properties }, number }) =>
    typeof properties.code === 'string' ? [{ code: properties.code, number }] : [],
  );
  if (coded.length === 0) return;
  const taken = await takenCodes(
    pool,
    layer,
    coded.map(({ code }) => code),
  );
  for (const { code, number } of coded) {
    if (!taken.has(code)) continue;
    const reason = text(`图层中已有编号为“${code}”的要素`, `the layer has a feature with the code "${code}" already`);
    faults.add({ feature: number, member: 'properties.code', code: 'code_taken', reason });
  }
}

function codesTaken({ details }: ProblemError): ProblemError {
  const [first] = details.faults ?? [];
  const count = details.faultCount ?? 0;
  return new ProblemError(
    'code_taken',
    text(
      `${count} 个要素的编号已被使用，未保存任何内容：第 ${first?.feature} 个要素，${first?.reason.zh}。`,
      `The codes of ${count} features are taken; nothing was stored: feature ${first?.feature}, ${first?.reason.en}.`,
    ),
    details,
  );
}

function nothingGiven(): ProblemError {
  const reason = text('没有任何要素', 'there is no feature in it');
  return new ProblemError('invalid_features', text('没有任何要素可保存。', 'There is no feature to store.'), {
    faults: [{ feature: 0, member: 'features', code: 'empty', reason }],
  });
}

function* batches(features: readonly Numbered[]): Generator<readonly Numbered[]> {
  for (let from = 0; from < features.length; from += batchFeatures) yield features.slice(from, from + batchFeatures);
}
