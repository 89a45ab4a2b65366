import type pg from 'pg';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { text } from '../../../data/text.ts';
import { ProblemError } from '../../problems.ts';
import { type GeoJsonFeature, type LastEntry, readVersion } from '../history/states.ts';
import { type Content, changedMembers } from './content.ts';

/** A write that names a version which is no longer the feature's: all that is needed to decide what should hold. */
export interface Conflict {
  readonly layer: string;
  readonly id: number;
  readonly expected_version: number;
  /** Null where the feature has been deleted meanwhile. */
  readonly current_version: number | null;
  /** As it was in the expected version, as it is now, as it should have become; null: deleted, or never so. */
  readonly base: GeoJsonFeature | null;
  readonly theirs: GeoJsonFeature | null;
  readonly yours: Content | null;
  /** The members changed on either side since, and those that both sides have changed differently. */
  readonly changed: { readonly theirs: readonly string[]; readonly yours: readonly string[] } | null;
  readonly clashes: readonly string[];
  /** The last of the changes in between. */
  readonly by: {
    readonly user_name: string;
    readonly role: string | null;
    readonly at: string;
    readonly message: string | null;
  };
}

export interface ConflictingWrite {
  readonly layer: LayerDefinition;
  readonly last: LastEntry;
  readonly expectedVersion: number;
  readonly theirs: GeoJsonFeature | undefined;
  readonly yours: Content | undefined;
  readonly clashes?: readonly string[];
}

export async function describeConflict(
  db: Pick<pg.ClientBase, 'query'>,
  { layer, last, expectedVersion, theirs, yours, clashes = [] }: ConflictingWrite,
): Promise<Conflict> {
  const base = (await readVersion(db, layer, last.state.id, expectedVersion))?.feature;
  return {
    layer: layer.id,
    id: last.state.id,
    expected_version: expectedVersion,
    current_version: theirs ? last.version : null,
    base: base ?? null,
    theirs: theirs ?? null,
    yours: yours ?? null,
    changed:
      base && theirs
        ? { theirs: changedMembers(layer, base, theirs), yours: yours ? changedMembers(layer, base, yours) : [] }
        : null,
    clashes,
    by: { user_name: last.userName, role: last.role, at: last.at.toISOString(), message: last.message },
  };
}

/** The members of the first conflict stand in the problem itself; where there are several, all of them in a list. */
export function conflictProblem(conflicts: readonly Conflict[]): ProblemError {
  const [first] = conflicts;
  const { layer = '', id = 0, expected_version: expected = 0, current_version: current = null, by } = first ?? {};
  const state =
    current === null
      ? text('已被删除', 'it has been deleted')
      : text(`现为第 ${current} 版`, `it is at version ${current}`);
  return new ProblemError(
    'version_conflict',
    text(
      `未保存任何内容：要素 ${layer} ${id} 在第 ${expected} 版之后有人改过（${by?.user_name}），${state.zh}。请对照 base、theirs、yours 后再提交；改动字段不同时可用 merge=disjoint 合并。`,
      `Nothing was stored: the feature ${layer} ${id} has changed since version ${expected} (by ${by?.user_name}); ${state.en}. Compare base, theirs and yours and send again; changes of different members can be merged with merge=disjoint.`,
    ),
    { members: { ...first, ...(conflicts.length > 1 && { conflicts }) } },
  );
}

export function versionRequired(layer: LayerDefinition, last: LastEntry): ProblemError {
  const { id } = last.state;
  return new ProblemError(
    'version_required',
    text(
      `要素 ${layer.id} ${id} 最近由 ${last.userName} 修改，请用 If-Match 或 properties._version 说明修改所依据的版本（现为第 ${last.version} 版）。`,
      `The feature ${layer.id} ${id} was last changed by ${last.userName}: say which version the change is based on, with If-Match or properties._version (it is at version ${last.version}).`,
    ),
    { members: { layer: layer.id, id, current_version: last.version } },
  );
}
