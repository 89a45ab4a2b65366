import { isDeepStrictEqual } from 'node:util';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { recordMembers } from '../../data/layers/definition.ts';
import { type Content, changedMembers, isRecord } from '../layers/changes/content.ts';

/** Files of RFC 7946 have seven digits of a degree, a centimetre: written so and read back, nothing was moved. */
const fileDigits = 7;

export interface MemberChange {
  readonly member: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What the layer would hold of a feature that it has already: members that the file does not name stay as they are, as
 * does the geometry where the file has none or the same one to a centimetre.
 */
export function onTopOf(layer: LayerDefinition, before: Content, value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { geometry, properties } = value;
  if (!isRecord(properties) && properties !== null && properties !== undefined) return value;
  const given = Object.entries(properties ?? {}).filter(([name]) => !recordMembers.some((one) => one === name));
  const known = Object.fromEntries(
    Object.keys(layer.properties).map((name) => [name, before.properties[name] ?? null]),
  );
  const isKept = geometry === null || geometry === undefined || isSamePlace(before.geometry, geometry);
  return {
    type: 'Feature',
    geometry: isKept ? before.geometry : geometry,
    properties: { ...known, ...Object.fromEntries(given) },
  };
}

/** The members in which a feature would change, with both values; the geometry is said to change, and not shown. */
export function memberChanges(layer: LayerDefinition, before: Content, after: Content): readonly MemberChange[] {
  return changedMembers(layer, before, after).map((member) =>
    member === 'geometry'
      ? { member, before: undefined, after: undefined }
      : { member, before: before.properties[member] ?? null, after: after.properties[member] ?? null },
  );
}

/** The JSON merge patch that makes the one out of the other. */
export function patchOf(after: Content, changes: readonly MemberChange[]): Readonly<Record<string, unknown>> {
  const members = changes.filter(({ member }) => member !== 'geometry');
  return {
    ...(members.length < changes.length && { geometry: after.geometry }),
    ...(members.length > 0 && {
      properties: Object.fromEntries(members.map(({ member, after: value }) => [member, value])),
    }),
  };
}

function isSamePlace(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return false;
  return isDeepStrictEqual(coarse(whole(one)), coarse(whole(other)));
}

/** Parts of a multi type, so that a polygon is compared with the multi-polygon of one part that it became. */
function whole({ type, coordinates }: Record<string, unknown>): unknown {
  if (type === 'LineString' || type === 'Polygon') return [`Multi${type}`, [coordinates]];
  return [type, coordinates];
}

function coarse(value: unknown): unknown {
  if (typeof value === 'number') return Math.round(value * 10 ** fileDigits);
  return Array.isArray(value) ? value.map(coarse) : value;
}
