import type { LayerDefinition, PropertyDefinition } from '../../layers/definition.ts';
import { type Text, text } from '../../text.ts';
import type { MappingRemark, SourceFeature } from '../mapping.ts';

export type Tags = Readonly<Record<string, string>>;

/**
 * The tags of an element, however it was exported: as properties (osmium, QuickOSM), below `tags` (osmtogeojson), or
 * with the rarer ones in one text `other_tags` (GDAL). Bridges and one-way streets hide in the last, so it must be read.
 */
export function tagsOf(properties: Readonly<Record<string, unknown>>): Tags {
  const tags: Record<string, string> = {};
  const { tags: nested, other_tags: other } = properties;
  if (typeof other === 'string') Object.assign(tags, parseHstore(other));
  for (const source of [properties, isRecord(nested) ? nested : {}]) {
    for (const [name, value] of Object.entries(source)) {
      if (typeof value === 'string' && value.trim() !== '') tags[name] = value.trim();
      else if (typeof value === 'number' || typeof value === 'boolean') tags[name] = String(value);
    }
  }
  return tags;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `"key"=>"value","key"=>"value"` with backslash before quotes and backslashes. */
function parseHstore(hstore: string): Record<string, string> {
  const pairs = hstore.matchAll(/"((?:[^"\\]|\\.)*)"\s*=>\s*"((?:[^"\\]|\\.)*)"/g);
  const unquoted = (part = '') => part.replaceAll(/\\(.)/g, '$1');
  return Object.fromEntries([...pairs].map(([, key, value]) => [unquoted(key), unquoted(value).trim()]));
}

/**
 * Which element of OpenStreetMap a feature is, such as `osm:w6165450`; undefined where the file does not say.
 *
 * Known spellings: `w123`, `way/123`, osmium's area numbers (`a246` is way 123, `a247` relation 123), GDAL's `osm_id`
 * and `osm_way_id`.
 */
export function osmCode({ id, geometry, properties }: SourceFeature): string | undefined {
  for (const name of [id, properties['@id'], properties.full_id]) {
    const match = /^(node|way|relation|area|[nwra])\/?(\d{1,16})$/i.exec(String(name ?? ''));
    const letter = match?.[1]?.[0]?.toLowerCase();
    if (!match || letter === undefined) continue;
    const number = Number(match[2]);
    if (letter !== 'a') return `osm:${letter}${number}`;
    return number % 2 === 0 ? `osm:w${number / 2}` : `osm:r${(number - 1) / 2}`;
  }
  if (/^\d+$/.test(String(properties.osm_way_id ?? ''))) return `osm:w${properties.osm_way_id}`;
  if (!/^\d+$/.test(String(properties.osm_id ?? ''))) return undefined;
  const letters: Partial<Record<string, string>> = {
    Point: 'n',
    LineString: 'w',
    MultiLineString: 'r',
    MultiPolygon: 'r',
  };
  const letter = letters[geometry.type];
  return letter && `osm:${letter}${properties.osm_id}`;
}

/** Reads tags into members of one layer and keeps account of values it could not take. */
export class TagReader {
  readonly tags: Tags;
  readonly notices: MappingRemark[] = [];
  private readonly layer: LayerDefinition;

  constructor(layer: LayerDefinition, tags: Tags) {
    this.layer = layer;
    this.tags = tags;
  }

  is(tag: string): boolean {
    const value = this.tags[tag];
    return value !== undefined && value !== 'no';
  }

  /** The value a table gives for the tag; an unlisted one is noted and stays missing. */
  code<T>(tag: string, table: Readonly<Record<string, T>>): T | undefined {
    const value = this.tags[tag];
    if (value === undefined) return undefined;
    const code = lookUp(table, value);
    if (code !== undefined) return code;
    this.note(
      'value_not_mapped',
      text('取值不在对照表内，已留空', 'a value the table does not have; left missing'),
      tag,
    );
    return undefined;
  }

  /** A number within the member's bounds, in its unit. `units`: factors by the unit written behind the number. */
  number(member: string, tag: string, units: Readonly<Record<string, number>> = {}): number | undefined {
    const value = this.tags[tag];
    if (value === undefined) return undefined;
    // A comma before one or two digits is a decimal comma; before three it could also part thousands: not read.
    const match = /^(-?\d+)(?:[.,](\d{1,2})|\.(\d{3,}))?\s*([a-z/]*)$/i.exec(value);
    const factor = match?.[4] ? units[match[4].toLowerCase()] : 1;
    if (!match || factor === undefined) {
      this.note('number_unreadable', text('无法读作单个数值，已留空', 'not readable as one number; left missing'), tag);
      return undefined;
    }
    const exact = Number(`${match[1]}.${match[2] ?? match[3] ?? 0}`) * factor;
    const definition = this.definition(member);
    const number = definition.type === 'integer' ? Math.round(exact) : exact;
    if (!isWithin(number, definition)) {
      this.note(
        'number_out_of_range',
        text('超出字段允许的范围，已留空', 'out of the bounds of the member; left missing'),
        tag,
      );
      return undefined;
    }
    return number;
  }

  /** Text that fits the member; a longer one would have to be cut and is left missing. */
  text(member: string, tag: string): string | undefined {
    const value = this.tags[tag];
    if (value === undefined) return undefined;
    if (value.length > (this.definition(member).maxLength ?? Number.POSITIVE_INFINITY)) {
      this.note('text_too_long', text('文字过长，已留空', 'the text is too long; left missing'), tag);
      return undefined;
    }
    return value;
  }

  private definition(member: string): PropertyDefinition {
    const definition = this.layer.properties[member];
    if (!definition) throw new RangeError(`the layer ${this.layer.id} has no member ${member}`);
    return definition;
  }

  note(code: string, reason: Text, tag: string): void {
    this.notices.push({ code, reason, tag: `${tag}=${this.tags[tag] ?? ''}` });
  }
}

function isWithin(value: number, { minimum, exclusiveMinimum, maximum }: PropertyDefinition): boolean {
  return (
    value >= (minimum ?? Number.NEGATIVE_INFINITY) &&
    value > (exclusiveMinimum ?? Number.NEGATIVE_INFINITY) &&
    value <= (maximum ?? Number.POSITIVE_INFINITY)
  );
}

/** Tags are typed by people: one that is named like a member of every object must find nothing. */
export function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Where the local name is missing, the Chinese one serves. */
export function nameTag(tags: Tags): string {
  return tags.name === undefined ? 'name:zh' : 'name';
}

export function withoutMissing(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** The licence asks that the source be named wherever the data goes (ODbL 4.3). */
export const osmSource = '© OpenStreetMap contributors (ODbL)';
