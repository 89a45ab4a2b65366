import type { Geometry } from 'geojson';
import type { LayerId } from '../../../data/layers/definition.ts';
import { isLayerId, layers } from '../../../data/layers/index.ts';
import type { CountyFeature } from '../../api/types.ts';
import { type Content, changedMembers, type Stored, storedFrom } from './content.ts';

/** Somebody else has changed what this person has changed: three states of one feature, and who did it. */
export interface Conflict {
  readonly layer: LayerId;
  readonly id: number;
  /** As it was before either; undefined where the service no longer knows. */
  readonly base: Content | undefined;
  /** As the service holds it now; undefined where it has been deleted. */
  readonly theirs: Stored | undefined;
  /** As this person wants it; undefined where they have deleted it. */
  readonly yours: Content | undefined;
  readonly by: { readonly name: string; readonly at: string };
}

export type Side = 'theirs' | 'yours';

/** Reads the conflicts out of a problem document; empty where it tells of none. */
export function conflictsFrom(document: unknown): readonly Conflict[] {
  if (!isRecord(document)) return [];
  const list = Array.isArray(document.conflicts) ? document.conflicts : [document];
  return list.flatMap((one) => {
    if (!isRecord(one) || typeof one.layer !== 'string' || !isLayerId(one.layer)) return [];
    const by = isRecord(one.by) ? one.by : {};
    return [
      {
        layer: one.layer,
        id: Number(one.id),
        base: contentFrom(one.base),
        theirs: isRecord(one.theirs) ? storedFrom(one.theirs as unknown as CountyFeature) : undefined,
        yours: contentFrom(one.yours),
        by: { name: String(by.user_name ?? ''), at: String(by.at ?? '') },
      },
    ];
  });
}

export interface MemberConflict {
  /** A member of the layer, or `geometry`. */
  readonly member: string;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly yours: unknown;
  /** Whether both have changed it; otherwise the one change holds unless the person says otherwise. */
  readonly isClash: boolean;
  readonly suggested: Side;
}

/** Member by member what either side has changed, those that both have first. */
export function memberConflicts({ layer, base, theirs, yours }: Conflict): readonly MemberConflict[] {
  if (!theirs || !yours) return [];
  const definition = layers[layer];
  const differing = changedMembers(definition, theirs, yours);
  const from = base ?? theirs;
  const [byThem, byYou] = [changedMembers(definition, from, theirs), changedMembers(definition, from, yours)];
  const members = differing.map((member): MemberConflict => {
    const isClash = base === undefined || (byThem.includes(member) && byYou.includes(member));
    return {
      member,
      base: base && memberOf(base, member),
      theirs: memberOf(theirs, member),
      yours: memberOf(yours, member),
      isClash,
      suggested: isClash || byYou.includes(member) ? 'yours' : 'theirs',
    };
  });
  return [...members.filter(({ isClash }) => isClash), ...members.filter(({ isClash }) => !isClash)];
}

/** The feature with each member from the chosen side. */
export function resolved(conflict: Conflict, choose: (member: string) => Side): Content | undefined {
  const { theirs, yours } = conflict;
  if (!theirs || !yours) return undefined;
  const taken = memberConflicts(conflict).filter(({ member }) => choose(member) === 'yours');
  const properties = taken
    .filter(({ member }) => member !== 'geometry')
    .map(({ member, yours: mine }) => [member, mine]);
  return {
    geometry: taken.some(({ member }) => member === 'geometry') ? yours.geometry : theirs.geometry,
    properties: { ...theirs.properties, ...Object.fromEntries(properties) },
  };
}

function memberOf(content: Content, member: string): unknown {
  return member === 'geometry' ? content.geometry : content.properties[member];
}

function contentFrom(value: unknown): Content | undefined {
  if (!isRecord(value) || !isRecord(value.geometry) || !isRecord(value.properties)) return undefined;
  return { geometry: value.geometry as unknown as Geometry, properties: value.properties };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
