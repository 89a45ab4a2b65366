import type { Geometry } from 'geojson';
import type { LayerDefinition, LayerId } from '../../../data/layers/definition.ts';
import { recordMembers } from '../../../data/layers/definition.ts';
import type { Text } from '../../../data/text.ts';
import type { CountyFeature } from '../../api/types.ts';

/** What a person can change of a feature. A member that is not given is absent or null, which is the same. */
export interface Content {
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A feature as the service holds it. */
export interface Stored extends Content {
  readonly id: number;
  readonly version: number;
}

/** What came of an action on geometry; refused with the reason in words. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Text };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused(reason: Text): { readonly ok: false; readonly reason: Text } {
  return { ok: false, reason };
}

/** Takes apart what the service answered; undefined where it is no feature with an id and a version. */
export function storedFrom({ id, geometry, properties }: CountyFeature): Stored | undefined {
  const version = properties._version;
  if (typeof version !== 'number' || !Number.isSafeInteger(Number(id))) return undefined;
  const own = Object.entries(properties).filter(([name]) => !recordMembers.some((member) => member === name));
  return { id: Number(id), version, geometry, properties: Object.fromEntries(own) };
}

export function sameValue(a: unknown, b: unknown): boolean {
  return (a ?? null) === (b ?? null) || JSON.stringify(a) === JSON.stringify(b);
}

/** The members, and `geometry`, in which two contents differ. */
export function changedMembers(layer: LayerDefinition, before: Content, after: Content): readonly string[] {
  const names = Object.keys(layer.properties).filter(
    (name) => !sameValue(before.properties[name], after.properties[name]),
  );
  return sameValue(before.geometry, after.geometry) ? names : [...names, 'geometry'];
}

export function keyOf(layer: LayerId, id: number | string): string {
  return `${layer}/${id}`;
}
