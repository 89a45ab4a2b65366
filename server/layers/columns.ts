import type { LayerDefinition, PropertyDefinition } from '../../data/layers/definition.ts';
import { columnType, quoteIdentifier } from './table.ts';

/** Members of the record, which can be sorted and filtered by like those of the definition. */
const recordColumns: Readonly<Record<string, { column: string; type: string }>> = {
  id: { column: 'id', type: 'bigint' },
  _version: { column: 'version', type: 'integer' },
  _created_at: { column: 'created_at', type: 'timestamptz' },
  _updated_at: { column: 'updated_at', type: 'timestamptz' },
};

/** Whether the member holds one value that has an order. */
export function isSortable(layer: LayerDefinition, member: string): boolean {
  if (Object.hasOwn(recordColumns, member)) return true;
  const definition = memberOf(layer, member);
  return definition !== undefined && definition.type !== 'object';
}

/** The members that can be sorted and filtered by, for whoever named another. */
export function sortableMembers(layer: LayerDefinition): string[] {
  const own = Object.keys(layer.properties).filter((member) => isSortable(layer, member));
  return ['id', ...own, '_version', '_created_at', '_updated_at'];
}

/** @throws RangeError for a member that the layer does not have: a request must have been checked before */
export function columnOf(layer: LayerDefinition, member: string): string {
  if (Object.hasOwn(recordColumns, member)) return recordColumns[member]?.column ?? member;
  if (!memberOf(layer, member)) throw new RangeError(`the layer ${layer.id} has no member ${member}`);
  return quoteIdentifier(member);
}

/** The PostgreSQL type of the member's column. */
export function typeOf(layer: LayerDefinition, member: string): string {
  if (Object.hasOwn(recordColumns, member)) return recordColumns[member]?.type ?? 'text';
  const definition = memberOf(layer, member);
  return definition ? columnType(definition) : 'text';
}

/** The definition of a member of the layer's own, undefined for those of the record and for names it does not have. */
export function memberOf(layer: LayerDefinition, member: string): PropertyDefinition | undefined {
  return Object.hasOwn(layer.properties, member) ? layer.properties[member] : undefined;
}
