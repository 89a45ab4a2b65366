import type { LayerDefinition } from '../../../data/layers/definition.ts';
import type { Text } from '../../../data/text.ts';
import { type Content, type Stored, sameValue } from '../editing/content.ts';
import { type FormField, faultsOf, formFields } from '../editing/fields.ts';

/** Values that a preview lists one by one. */
export const mostReplaced = 8;

export interface BulkChange {
  readonly stored: Stored;
  readonly content: Content;
}

/** What becomes of the features if a member of all of them gets one value. */
export interface BulkPlan {
  readonly changes: readonly BulkChange[];
  /** The values that would be replaced, the most frequent first. */
  readonly replaced: readonly { readonly value: unknown; readonly count: number }[];
  /** Have the value already. */
  readonly same: number;
  readonly forbidden: readonly Reason[];
  /** Would break a rule of the layer. */
  readonly faulty: readonly Reason[];
}

export interface Reason {
  readonly reason: Text;
  readonly count: number;
}

/** Its values are unique in the layer: no two features may get the same. */
const uniqueMember = 'code';

/** The fields that many features may share a value of. */
export function bulkFields(layer: LayerDefinition): readonly FormField[] {
  return formFields(layer).filter(({ kind, member }) => kind !== 'record' && member !== uniqueMember);
}

export interface BulkSubject {
  readonly stored: Stored;
  /** With unsaved edits, where there are some. */
  readonly content: Content;
}

/**
 * @param value undefined clears the member
 * @param refusal why the account may not change a feature; undefined where it may
 */
export function planBulkEdit(
  layer: LayerDefinition,
  subjects: readonly BulkSubject[],
  member: string,
  value: unknown,
  refusal: (content: Content) => Text | undefined,
): BulkPlan {
  const changes: BulkChange[] = [];
  const replaced: unknown[] = [];
  const forbidden: Text[] = [];
  const faulty: Text[] = [];
  let same = 0;
  for (const { stored, content } of subjects) {
    const before = content.properties[member];
    const after = { ...content, properties: { ...content.properties, [member]: value } };
    // Moving a feature into another township is as much a matter of rights as changing it.
    const refused = refusal(content) ?? refusal(after);
    const fault = [...faultsOf(layer, after.properties).values()][0];
    if (sameValue(before, value)) same += 1;
    else if (refused) forbidden.push(refused);
    else if (fault) faulty.push(fault);
    else {
      changes.push({ stored, content: after });
      replaced.push(before ?? null);
    }
  }
  return {
    changes,
    same,
    replaced: counted(replaced).map(([, { one, count }]) => ({ value: one, count })),
    forbidden: counted(forbidden).map(([, { one, count }]) => ({ reason: one, count })),
    faulty: counted(faulty).map(([, { one, count }]) => ({ reason: one, count })),
  };
}

function counted<T>(values: readonly T[]): readonly (readonly [string, { readonly one: T; readonly count: number }])[] {
  const counts = new Map<string, { one: T; count: number }>();
  for (const one of values) {
    const key = JSON.stringify(one);
    counts.set(key, { one, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts].sort(([, a], [, b]) => b.count - a.count);
}
