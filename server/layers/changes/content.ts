import { isDeepStrictEqual } from 'node:util';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { recordMembers } from '../../../data/layers/definition.ts';

/** What a writer can change of a feature: its geometry, and the members of its layer, null where missing. */
export interface Content {
  readonly geometry: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The geometry beside the names of members, in lists of what has changed. */
const geometryMember = 'geometry';

/** The members, and `geometry`, in which two contents differ. */
export function changedMembers(layer: LayerDefinition, before: Content, after: Content): string[] {
  const names = Object.keys(layer.properties).filter(
    (name) => !sameValue(layer, name, before.properties[name], after.properties[name]),
  );
  return isDeepStrictEqual(before.geometry, after.geometry) ? names : [...names, geometryMember];
}

export type Merge =
  | { readonly ok: true; readonly content: Content }
  | { readonly ok: false; readonly clashes: readonly string[] };

/**
 * Your changes of `base` on top of theirs. Members that only one side has changed, or both to the same value, merge.
 * Two new geometries never do, even where they are equal: whether a line that was moved twice still fits the members
 * measured along it is for a person to see.
 */
export function mergeDisjoint(layer: LayerDefinition, base: Content, theirs: Content, yours: Content): Merge {
  const theirMembers = new Set(changedMembers(layer, base, theirs));
  const yourMembers = changedMembers(layer, base, yours);
  const clashes = yourMembers.filter(
    (name) =>
      theirMembers.has(name) &&
      (name === geometryMember || !sameValue(layer, name, theirs.properties[name], yours.properties[name])),
  );
  if (clashes.length > 0) return { ok: false, clashes };
  const changed = Object.fromEntries(
    yourMembers.filter((name) => name !== geometryMember).map((name) => [name, yours.properties[name] ?? null]),
  );
  return {
    ok: true,
    content: {
      geometry: yourMembers.includes(geometryMember) ? yours.geometry : theirs.geometry,
      properties: { ...theirs.properties, ...changed },
    },
  };
}

/** A document changed by a merge patch (RFC 7396): null takes a member out, objects are merged, all else replaces. */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const result = new Map(isRecord(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name);
    else result.set(name, applyMergePatch(result.get(name), value));
  }
  // Own members even where they are called __proto__, so that validation meets and refuses them.
  return Object.fromEntries(result);
}

/** The content of what a writer sent, as far as it has the shape of a feature; validation says what is wrong with it. */
export function contentOf(value: unknown): Content {
  const properties = isRecord(value) && isRecord(value.properties) ? value.properties : {};
  const own = Object.entries(properties).filter(([name]) => !recordMembers.some((member) => member === name));
  return { geometry: isRecord(value) ? value.geometry : undefined, properties: Object.fromEntries(own) };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameValue(layer: LayerDefinition, name: string, a: unknown, b: unknown): boolean {
  if ((a ?? null) === (b ?? null)) return true;
  // The same time may be written in another zone.
  if (layer.properties[name]?.format === 'date-time' && typeof a === 'string' && typeof b === 'string') {
    return Date.parse(a) === Date.parse(b);
  }
  return isDeepStrictEqual(a, b);
}
