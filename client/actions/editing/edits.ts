import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import { type Content, changedMembers, keyOf, type Stored, sameValue } from './content.ts';

/** What has become of one feature: its content, or undefined where it is deleted. */
export interface Edit {
  readonly layer: LayerId;
  readonly content: Content | undefined;
}

/** Every feature that differs from what the service holds, by key; new ones have keys of their own making. */
export type Edits = ReadonlyMap<string, Edit>;

/** What the service held when the edits began, by the same keys. New features have none. */
export type Originals = ReadonlyMap<string, Stored>;

/** Every state of the edits as a whole: they share what has not changed, and going back is choosing an older one. */
export interface EditHistory {
  readonly past: readonly Edits[];
  readonly present: Edits;
  readonly future: readonly Edits[];
  /** Steps of one kind in a row, such as letters typed into one field, are one step. */
  readonly lastStep: string | undefined;
}

const mostSteps = 200;

export const emptyHistory: EditHistory = { past: [], present: new Map(), future: [], lastStep: undefined };

/** @param step names steps that run together with the one before if it has the same name */
export function withEdits(
  history: EditHistory,
  changes: readonly (readonly [key: string, edit: Edit])[],
  originals: Originals,
  step?: string,
): EditHistory {
  const present = new Map(history.present);
  for (const [key, edit] of changes) {
    if (isAsBefore(edit, originals.get(key))) present.delete(key);
    else present.set(key, edit);
  }
  const isSame = step !== undefined && step === history.lastStep;
  const past = isSame ? history.past : [...history.past, history.present].slice(-mostSteps);
  return { past, present, future: [], lastStep: step };
}

export function undo({ past, present, future }: EditHistory): EditHistory {
  const before = past.at(-1);
  if (!before) return { past, present, future, lastStep: undefined };
  return { past: past.slice(0, -1), present: before, future: [present, ...future], lastStep: undefined };
}

export function redo({ past, present, future }: EditHistory): EditHistory {
  const [next, ...rest] = future;
  if (!next) return { past, present, future, lastStep: undefined };
  return { past: [...past, present], present: next, future: rest, lastStep: undefined };
}

/** The feature as it is now: edited, or as the service holds it; undefined where deleted or unknown. */
export function contentNow(edits: Edits, originals: Originals, key: string): Content | undefined {
  const edit = edits.get(key);
  return edit ? edit.content : originals.get(key);
}

export type Change =
  | { readonly operation: 'create'; readonly layer: LayerId; readonly feature: unknown }
  | {
      readonly operation: 'update';
      readonly layer: LayerId;
      readonly id: number;
      readonly version: number;
      readonly patch: unknown;
    }
  | { readonly operation: 'delete'; readonly layer: LayerId; readonly id: number; readonly version: number };

/** What is sent of the edits, in their order; what is new and deleted again is not. */
export function toChanges(edits: Edits, originals: Originals): readonly (readonly [key: string, change: Change])[] {
  const changes: (readonly [string, Change])[] = [];
  for (const [key, { layer, content }] of edits) {
    const original = originals.get(key);
    if (!original) {
      if (content) changes.push([key, { operation: 'create', layer, feature: { type: 'Feature', ...content } }]);
    } else if (!content) {
      changes.push([key, { operation: 'delete', layer, id: original.id, version: original.version }]);
    } else {
      const { id, version } = original;
      changes.push([key, { operation: 'update', layer, id, version, patch: patchOf(layer, original, content) }]);
    }
  }
  return changes;
}

/** A JSON merge patch: only what differs, null where a member is no longer given. */
function patchOf(layer: LayerId, before: Content, after: Content): Readonly<Record<string, unknown>> {
  const changed = changedMembers(layers[layer], before, after);
  const members = changed.filter((name) => name !== 'geometry');
  return {
    ...(changed.includes('geometry') && { geometry: after.geometry }),
    ...(members.length > 0 && {
      properties: Object.fromEntries(members.map((name) => [name, after.properties[name] ?? null])),
    }),
  };
}

export interface Saved {
  readonly key: string;
  readonly id: number;
  readonly version: number;
}

export interface AfterSave {
  readonly history: EditHistory;
  readonly originals: Originals;
  /** The new keys of features that had keys of their own making. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * What is left once the service has stored what was sent: whatever the person has changed since, now on top of what
 * was stored. Earlier steps are forgotten, for they would lead back behind it.
 */
export function afterSave(present: Edits, originals: Originals, sent: Edits, saved: readonly Saved[]): AfterSave {
  const [nextEdits, nextOriginals] = [new Map(present), new Map(originals)];
  const renamed = new Map<string, string>();
  const stored = new Map(saved.map((one) => [one.key, one]));
  for (const [key, { layer, content }] of sent) {
    const now = present.get(key);
    const result = stored.get(key);
    nextEdits.delete(key);
    nextOriginals.delete(key);
    if (!result || !content) continue;
    const { id, version } = result;
    const newKey = keyOf(layer, id);
    if (newKey !== key) renamed.set(key, newKey);
    nextOriginals.set(newKey, { id, version, ...content });
    if (now && !sameValue(now.content, content)) nextEdits.set(newKey, now);
  }
  return { history: { ...emptyHistory, present: nextEdits }, originals: nextOriginals, renamed };
}

function isAsBefore({ layer, content }: Edit, original: Stored | undefined): boolean {
  if (!original) return content === undefined;
  return content !== undefined && changedMembers(layers[layer], original, content).length === 0;
}
