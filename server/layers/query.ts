import type { LayerDefinition } from '../../data/layers/definition.ts';
import { columnOf, typeOf } from './columns.ts';
import { type Filter, filterSql } from './filter.ts';

/** West, south, east, north in degrees; west greater than east crosses the antimeridian. */
export type Bbox = readonly [number, number, number, number];

/** A closed interval of time; an open end is undefined. Instants have both ends equal. ISO 8601 with zone. */
export interface TimeInterval {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface SortKey {
  readonly member: string;
  readonly descending: boolean;
}

export interface EqualityFilter {
  readonly member: string;
  readonly value: string | number | boolean;
}

/** What of each feature is wanted. The id and the members of the record always come. */
export interface FeatureShape {
  /** Among the layer's own; all of them unless said. */
  readonly members?: readonly string[] | undefined;
  /** Without it, `geometry` is null. */
  readonly geometry?: boolean | undefined;
}

export interface FeatureSelection {
  readonly ids?: readonly number[] | undefined;
  readonly bbox?: Bbox | undefined;
  readonly interval?: TimeInterval | undefined;
  readonly filters?: readonly EqualityFilter[] | undefined;
  readonly filter?: Filter | undefined;
  /** The layer as it was at this instant (ISO 8601 with zone); without it, as it is. */
  readonly asOf?: string | undefined;
}

/** The sort values of the last feature of a page, null where missing, and its id. */
export interface PagePosition {
  readonly values: readonly (string | number | boolean | null)[];
  readonly id: number;
}

export interface PageRequest {
  readonly selection: FeatureSelection;
  readonly sort: readonly SortKey[];
  /** Whole features unless said. */
  readonly shape?: FeatureShape | undefined;
  readonly after?: PagePosition | undefined;
  readonly limit: number;
}

/** SQL with its values, put together piece by piece so that no value ever becomes part of the text. */
export class Sql {
  readonly values: unknown[] = [];

  /** The placeholder of a value. */
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Conditions of a selection; `TRUE` where it selects nothing out. */
export function whereSql(layer: LayerDefinition, selection: FeatureSelection, sql: Sql): string {
  const conditions: string[] = [];
  if (selection.ids) conditions.push(`id = ANY(${sql.bind(selection.ids)}::bigint[])`);
  if (selection.bbox) conditions.push(bboxSql(selection.bbox, sql));
  if (selection.interval && layer.temporal) conditions.push(...intervalSql(layer, selection.interval, sql));
  for (const { member, value } of selection.filters ?? []) {
    conditions.push(`${columnOf(layer, member)} = ${sql.bind(value)}::${typeOf(layer, member)}`);
  }
  if (selection.filter) conditions.push(filterSql(layer, selection.filter, sql));
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ');
}

export function orderSql(layer: LayerDefinition, sort: readonly SortKey[]): string {
  const keys = sort.map(
    ({ member, descending }) => `${columnOf(layer, member)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`,
  );
  return [...keys, 'id ASC'].join(', ');
}

/**
 * What comes after a position in the order of `orderSql`. A keyset rather than an OFFSET: page 100 costs what page 1
 * costs, and rows written in between neither repeat nor hide others.
 */
export function afterSql(layer: LayerDefinition, sort: readonly SortKey[], after: PagePosition, sql: Sql): string {
  const [key, ...rest] = sort;
  if (!key) return `id > ${sql.bind(after.id)}::bigint`;
  const [value = null, ...values] = after.values;
  const column = columnOf(layer, key.member);
  const tail = afterSql(layer, rest, { values, id: after.id }, sql);
  // Missing values come last, whichever way the order runs.
  if (value === null) return `(${column} IS NULL AND ${tail})`;
  const bound = `${sql.bind(value)}::${typeOf(layer, key.member)}`;
  return `(${column} ${key.descending ? '<' : '>'} ${bound} OR ${column} IS NULL OR (${column} = ${bound} AND ${tail}))`;
}

/** The sort values of a row as a JSON array, for the position of the next page. */
export function positionSql(layer: LayerDefinition, sort: readonly SortKey[]): string {
  return `json_build_array(${sort.map(({ member }) => columnOf(layer, member)).join(', ')})`;
}

export function bboxSql([west, south, east, north]: Bbox, sql: Sql): string {
  const boxes =
    west <= east
      ? [[west, east]]
      : [
          [west, 180],
          [-180, east],
        ];
  const parts = boxes.map(([left, right]) => {
    const envelope = `ST_MakeEnvelope(${[left, south, right, north].map((n) => `${sql.bind(n)}::float8`).join(', ')}, 4326)`;
    return `ST_Intersects(geom, ${envelope})`;
  });
  return parts.length === 1 ? parts.join('') : `(${parts.join(' OR ')})`;
}

/** A feature without times is not selected out (OGC API – Features 1, requirement 26). */
function intervalSql(layer: LayerDefinition, { from, to }: TimeInterval, sql: Sql): string[] {
  const { start, end } = layer.temporal ?? { start: '', end: '' };
  const conditions: string[] = [];
  if (to !== undefined) conditions.push(boundSql(layer, start, '<=', to, sql));
  if (from !== undefined) conditions.push(boundSql(layer, end, '>=', from, sql));
  return conditions;
}

function boundSql(layer: LayerDefinition, member: string, operator: '<=' | '>=', instant: string, sql: Sql): string {
  const column = columnOf(layer, member);
  const type = typeOf(layer, member);
  // A date is compared with the calendar day written in the request, not with that day's midnight elsewhere.
  const value = type === 'date' ? instant.slice(0, 10) : instant;
  return `(${column} IS NULL OR ${column} ${operator} ${sql.bind(value)}::${type})`;
}
