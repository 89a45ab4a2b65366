import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { text } from '../../../data/text.ts';
import { type Fault, ProblemError } from '../../problems.ts';
import { type GeoJsonFeature, type LastEntry, readCurrent, readLastEntries, readVersion } from '../history/states.ts';
import { type NewFeature, validateFeature } from '../validation.ts';
import type { Author } from './announce.ts';
import type { Attempt, Change } from './change.ts';
import { type Conflict, describeConflict, versionRequired } from './conflict.ts';
import { applyMergePatch, type Content, changedMembers, contentOf, mergeDisjoint } from './content.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;
type ChangeOfExisting = Exclude<Change, { kind: 'create' }>;

/** A change whose features have been found and checked: what is to be written. */
export type Prepared =
  | { readonly kind: 'insert'; readonly feature: NewFeature; readonly mended: readonly string[] }
  | {
      readonly kind: 'write';
      readonly id: number;
      readonly feature: NewFeature;
      readonly keepGeometry: boolean;
      readonly mended: readonly string[];
      readonly merged?: readonly string[];
    }
  | { readonly kind: 'remove'; readonly id: number }
  | { readonly kind: 'bringBack'; readonly id: number; readonly historyId: number };

export type Preparation =
  | { readonly kind: 'ready'; readonly prepared: Prepared; readonly attempt: Attempt }
  | { readonly kind: 'conflict'; readonly conflict: Conflict; readonly attempt: Attempt }
  | { readonly kind: 'refused'; readonly problem: ProblemError; readonly attempt: Attempt }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[]; readonly attempt: Attempt };

export interface PreparationContext {
  readonly author: Author;
  readonly mergeDisjoint: boolean;
}

const breathChanges = 250;

/** Prepares changes of one layer, each with its place in the request, counted from 1. Reads, and writes nothing. */
export async function prepareChanges(
  db: Queryable,
  layer: LayerDefinition,
  changes: readonly { readonly change: Change; readonly number: number }[],
  context: PreparationContext,
  onProgress: (done: number) => void = () => {},
): Promise<Preparation[]> {
  const ids = changes.flatMap(({ change }) => (change.kind === 'create' ? [] : [change.id]));
  const current = await readCurrent(db, layer, ids);
  const last = await readLastEntries(db, layer, ids);
  const preparations: Preparation[] = [];
  for (const { change, number } of changes) {
    if (preparations.length % breathChanges === breathChanges - 1) {
      // Checking thousands takes seconds, in which others want to be answered.
      await new Promise((resolve) => setImmediate(resolve));
      onProgress(preparations.length);
    }
    if (change.kind === 'create') {
      preparations.push(prepareCreate(change, number));
    } else {
      const entry = last.get(change.id);
      if (!entry) throw unknownFeature(layer, change.id);
      const known = { now: current.get(change.id)?.feature, last: entry };
      preparations.push(
        change.kind === 'restore'
          ? await prepareRestore(db, change, known, context)
          : await prepareExisting(db, change, known, context, number),
      );
    }
  }
  return preparations;
}

interface Known {
  readonly now: GeoJsonFeature | undefined;
  readonly last: LastEntry;
}

function prepareCreate({ layer, feature }: Extract<Change, { kind: 'create' }>, number: number): Preparation {
  const outcome = validateFeature(layer, feature, number);
  if (!outcome.ok) return { kind: 'faulty', faults: outcome.faults, attempt: { verb: 'create', layer } };
  const { feature: valid, mended } = outcome;
  return {
    kind: 'ready',
    prepared: { kind: 'insert', feature: valid, mended },
    attempt: { verb: 'create', layer, after: valid },
  };
}

async function prepareRestore(
  db: Queryable,
  { layer, id, expectedVersion }: Extract<Change, { kind: 'restore' }>,
  { now, last }: Known,
  { author }: PreparationContext,
): Promise<Preparation> {
  if (now) {
    const problem = new ProblemError(
      'not_deleted',
      text(
        `要素 ${layer.id} ${id} 未被删除，无需恢复（现为第 ${last.version} 版）。`,
        `The feature ${layer.id} ${id} is not deleted: there is nothing to restore (it is at version ${last.version}).`,
      ),
    );
    return { kind: 'refused', problem, attempt: { verb: 'restore', layer, before: now } };
  }
  const attempt: Attempt = { verb: 'restore', layer, after: last.state.feature };
  if (expectedVersion === undefined) {
    if (!isOwn(last, author)) return { kind: 'refused', problem: versionRequired(layer, last), attempt };
  } else if (expectedVersion !== last.version) {
    const conflict = { layer, last, expectedVersion, theirs: undefined, yours: undefined };
    return { kind: 'conflict', conflict: await describeConflict(db, conflict), attempt };
  }
  return { kind: 'ready', prepared: { kind: 'bringBack', id, historyId: last.historyId }, attempt };
}

async function prepareExisting(
  db: Queryable,
  change: Exclude<ChangeOfExisting, { kind: 'restore' }>,
  { now, last }: Known,
  context: PreparationContext,
  number: number,
): Promise<Preparation> {
  const { layer, id, expectedVersion } = change;
  if (!now && expectedVersion === undefined) throw unknownFeature(layer, id);
  if (now && expectedVersion === undefined && !isOwn(last, context.author)) {
    const attempt: Attempt = { verb: change.kind, layer, before: now };
    return { kind: 'refused', problem: versionRequired(layer, last), attempt };
  }
  const isStale = !now || (expectedVersion !== undefined && expectedVersion !== last.version);
  if (!isStale) return prepareFresh(change, now, number);

  const expected = expectedVersion ?? last.version;
  const base = (await readVersion(db, layer, id, expected))?.feature;
  const yours = change.kind === 'delete' ? undefined : wantedContent(change, base ?? last.state.feature);
  // Of what would have been written nothing has been checked, and nothing is going to be written.
  const attempt: Attempt = { verb: change.kind, layer, before: now ?? last.state.feature };
  const conflicting = { layer, last, expectedVersion: expected, theirs: now, yours };
  if (!now || !base || !yours || change.kind === 'delete' || !context.mergeDisjoint) {
    return { kind: 'conflict', conflict: await describeConflict(db, conflicting), attempt };
  }
  const merge = mergeDisjoint(layer, base, now, yours);
  if (!merge.ok) {
    const conflict = await describeConflict(db, { ...conflicting, clashes: merge.clashes });
    return { kind: 'conflict', conflict, attempt };
  }
  const merged = changedMembers(layer, base, now);
  return prepareWrite(change, now, merge.content, number, merged);
}

function prepareFresh(
  change: Exclude<ChangeOfExisting, { kind: 'restore' }>,
  now: GeoJsonFeature,
  number: number,
): Preparation {
  const { layer, id } = change;
  if (change.kind === 'delete') {
    return { kind: 'ready', prepared: { kind: 'remove', id }, attempt: { verb: 'delete', layer, before: now } };
  }
  const wanted = change.kind === 'replace' ? change.feature : patched(change.patch, now);
  return prepareWrite(change, now, wanted, number);
}

function prepareWrite(
  { kind, layer, id }: { kind: 'replace' | 'update'; layer: LayerDefinition; id: number },
  now: GeoJsonFeature,
  wanted: unknown,
  number: number,
  merged?: readonly string[],
): Preparation {
  const outcome = validateFeature(layer, withType(wanted), number);
  if (!outcome.ok) return { kind: 'faulty', faults: outcome.faults, attempt: { verb: kind, layer, before: now } };
  const { feature, mended } = outcome;
  return {
    kind: 'ready',
    prepared: {
      kind: 'write',
      id,
      feature,
      // Read with nine digits and sent back: the geometry was not meant to change.
      keepGeometry: isDeepStrictEqual(feature.geometry, now.geometry),
      mended,
      ...(merged && { merged }),
    },
    attempt: { verb: kind, layer, before: now, after: feature },
  };
}

function wantedContent(change: Extract<Change, { kind: 'replace' | 'update' }>, base: GeoJsonFeature): Content {
  return contentOf(change.kind === 'replace' ? change.feature : patched(change.patch, base));
}

/** Of a feature that is patched only what a writer can change is its own: record members in the patch say a version. */
function patched(patch: unknown, target: GeoJsonFeature): unknown {
  const { geometry, properties } = contentOf(target);
  return applyMergePatch({ type: 'Feature', geometry, properties }, patch);
}

function withType(wanted: unknown): unknown {
  return typeof wanted === 'object' && wanted !== null && !('type' in wanted) ? { type: 'Feature', ...wanted } : wanted;
}

/** Clients that say no version may change what they themselves have changed last: they know what is there. */
function isOwn(last: LastEntry, author: Author): boolean {
  return last.userId === author.userId && last.userName === author.name;
}

export function unknownFeature(layer: LayerDefinition, id: number | string): ProblemError {
  return new ProblemError(
    'unknown_feature',
    text(`图层“${layer.title.zh}”中没有要素 ${id}`, `The layer ${layer.id} has no feature ${id}`),
  );
}
