import type { LayerDefinition, PropertyDefinition } from '../../data/layers/definition.ts';

/** Names come from the definitions alone, never from a request; quoting guards against a definition named like a keyword. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function tableOf(layer: LayerDefinition): string {
  return `anlan.${quoteIdentifier(layer.id)}`;
}

/** The PostgreSQL type of a member's column. */
export function columnType(definition: PropertyDefinition): string {
  switch (definition.type) {
    case 'string':
      if (definition.format === 'date') return 'date';
      return definition.format === 'date-time' ? 'timestamptz' : 'text';
    case 'integer':
      return 'integer';
    case 'number':
      return 'double precision';
    case 'boolean':
      return 'boolean';
    case 'object':
      return 'jsonb';
  }
}
