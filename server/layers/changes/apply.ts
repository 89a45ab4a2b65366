import type pg from 'pg';
import type { ImportProgress } from '../../../data/imports.ts';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { text } from '../../../data/text.ts';
import { type Fault, ProblemError } from '../../problems.ts';
import { insertFeatures } from '../store.ts';
import { tableOf } from '../table.ts';
import type { NewFeature } from '../validation.ts';
import type { Author } from './announce.ts';
import type { Applied, Authorise, Change } from './change.ts';
import { type Conflict, conflictProblem } from './conflict.ts';
import { type Prepared, prepareChanges } from './prepare.ts';
import { deleteRows, reinsertRows, updateRows, type Written } from './rows.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

export interface ChangeRequest {
  readonly author: Author;
  readonly changes: readonly Change[];
  /** Merge stale writes whose members nobody else has changed, instead of refusing them. */
  readonly mergeDisjoint: boolean;
  readonly authorise: Authorise;
  /** Asked now and then in long work, which ends where it throws. */
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** One statement each: large enough that its fixed cost does not count. */
const batchFeatures = 1000;

/**
 * The one gate for writes of single features: checks all changes, then makes all of them, in a transaction that
 * `announceChanges` has opened. What undoes them is the undo of that transaction.
 *
 * @returns what became of each change, in their order
 * @throws ProblemError `invalid_features`, `version_conflict`, `version_required`, `unknown_feature`, `not_deleted`,
 * `code_taken`, or what `authorise` throws; the caller rolls back
 */
export async function applyChanges(db: Queryable, request: ChangeRequest): Promise<Applied[]> {
  const { changes } = request;
  refuseRepetition(changes);
  const numbered = changes.map((change, index) => ({ change, number: index + 1 }));
  const applied: Applied[] = [];
  const ready: { number: number; change: Change; prepared: Prepared }[] = [];
  const faults: Fault[] = [];
  const conflicts: Conflict[] = [];
  const refusals: ProblemError[] = [];
  const attempts = [];
  for (const layer of new Set(changes.map((change) => change.layer))) {
    const own = numbered.filter(({ change }) => change.layer === layer);
    const preparations = await prepareChanges(db, layer, own, request, (done) =>
      request.onProgress?.({ stage: 'checking', done: attempts.length + done, total: changes.length }),
    );
    for (const [index, preparation] of preparations.entries()) {
      const { change, number } = own[index] ?? {};
      attempts.push(preparation.attempt);
      if (preparation.kind === 'faulty') faults.push(...preparation.faults);
      else if (preparation.kind === 'refused') refusals.push(preparation.problem);
      else if (preparation.kind === 'conflict') conflicts.push(preparation.conflict);
      else if (change && number !== undefined) {
        ready.push({ number, change, prepared: preparation.prepared });
      }
    }
  }
  // Whoever may not change a feature does not learn from a refusal what it holds.
  await request.authorise(db, attempts);
  if (refusals[0]) throw refusals[0];
  if (faults.length > 0) throw faulty(faults);
  if (conflicts.length > 0) throw conflictProblem(conflicts);

  let stored = 0;
  for (const layer of new Set(ready.map(({ change }) => change.layer))) {
    const own = ready.filter(({ change }) => change.layer === layer);
    const before = stored;
    const written = await write(
      db,
      layer,
      own.map(({ prepared }) => prepared),
      (done) => request.onProgress?.({ stage: 'storing', done: before + done, total: changes.length }),
    );
    stored += own.length;
    for (const [index, { change, number, prepared }] of own.entries()) {
      const row = written[index];
      if (!row) throw new Error(`change ${number} of ${layer.id} met no row`);
      const mended = 'mended' in prepared && prepared.mended.length > 0 ? { mended: prepared.mended } : {};
      const merged = 'merged' in prepared && prepared.merged ? { merged: prepared.merged } : {};
      applied[number - 1] = { verb: change.kind, layer, id: row.id, version: row.version, ...mended, ...merged };
    }
  }
  return applied;
}

/** One statement for each kind of write, and for each thousand new features; deletions first, so that their codes are free for what follows. */
async function write(
  db: Queryable,
  layer: LayerDefinition,
  prepared: readonly Prepared[],
  onProgress: (done: number) => void,
): Promise<(Written | undefined)[]> {
  const of = <K extends Prepared['kind']>(kind: K) =>
    prepared.filter((one): one is Extract<Prepared, { kind: K }> => one.kind === kind);
  const removed = await deleteRows(
    db,
    layer,
    of('remove').map(({ id }) => id),
  );
  await refuseTakenCodes(db, layer, [...of('write'), ...of('insert')]);
  const rows = [
    ...removed,
    ...(await updateRows(db, layer, of('write'))),
    ...(await reinsertRows(
      db,
      layer,
      of('bringBack').map(({ historyId }) => historyId),
    )),
  ];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const inserts = of('insert');
  const ids: number[] = [];
  for (let start = 0; start < inserts.length; start += batchFeatures) {
    onProgress(rows.length + start);
    const batch = inserts.slice(start, start + batchFeatures).map(({ feature }) => feature);
    ids.push(...(await insertFeatures(db, layer, batch)));
  }
  onProgress(prepared.length);
  const created = new Map(inserts.map((insert, index) => [insert as Prepared, ids[index]]));
  return prepared.map((one) => {
    if (one.kind !== 'insert') return byId.get(one.id);
    const id = created.get(one);
    return id === undefined ? undefined : { id, version: 1 };
  });
}

/**
 * Asked beforehand, and not left to the unique index: the embedded database loses its connection where a statement
 * fails after some of its rows.
 */
async function refuseTakenCodes(
  db: Queryable,
  layer: LayerDefinition,
  wanted: readonly { readonly id?: number; readonly feature: NewFeature }[],
): Promise<void> {
  const codes = wanted.flatMap(({ feature }) =>
    typeof feature.properties.code === 'string' ? [feature.properties.code] : [],
  );
  if (codes.length === 0) return;
  const ids = wanted.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const { rows } = await db.query<{ code: string }>(
    `SELECT code FROM ${tableOf(layer)} WHERE code = ANY($1::text[]) AND NOT id = ANY($2::bigint[])`,
    [codes, ids],
  );
  const taken = rows[0]?.code ?? codes.find((code, index) => codes.indexOf(code) < index);
  if (taken === undefined) return;
  throw new ProblemError(
    'code_taken',
    text(
      `图层“${layer.title.zh}”中编号“${taken}”已被使用，未保存任何内容。请换一个编号。`,
      `The code "${taken}" is in use in the layer ${layer.id}; nothing was stored. Choose another.`,
    ),
  );
}

function refuseRepetition(changes: readonly Change[]): void {
  const seen = new Map<string, number>();
  for (const [index, change] of changes.entries()) {
    if (change.kind === 'create') continue;
    const key = `${change.layer.id} ${change.id}`;
    const first = seen.get(key);
    if (first !== undefined) {
      const reason = text(
        `要素 ${key} 在第 ${first} 项已有改动，一次提交中每个要素只能出现一次`,
        `the feature ${key} is changed by change ${first} already; each may occur once`,
      );
      throw faulty([{ feature: index + 1, member: 'id', code: 'id_repeated', reason }]);
    }
    seen.set(key, index + 1);
  }
}

const faultsListed = 100;

function faulty(faults: readonly Fault[]): ProblemError {
  return new ProblemError(
    'invalid_features',
    text(
      `有 ${faults.length} 处问题，未保存任何内容。请改正后重新提交。`,
      `There are ${faults.length} faults; nothing was stored. Mend them and send it again.`,
    ),
    { faults: faults.slice(0, faultsListed), faultCount: faults.length },
  );
}
