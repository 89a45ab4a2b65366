import type { LayerDefinition, PropertyDefinition } from '../../data/layers/definition.ts';
import { text } from '../../data/text.ts';
import { isSortable, memberOf, sortableMembers } from '../layers/columns.ts';
import type { Bbox, EqualityFilter, FeatureShape, PageRequest, SortKey, TimeInterval } from '../layers/query.ts';
import { looksSwapped } from '../layers/validation/swapped.ts';
import { invalidParameter } from '../problems.ts';
import { parseFilter } from './cql2.ts';
import { decodeCursor } from './cursor.ts';
import { readInteger, readOneOf } from './parameters.ts';
import { isDay, isInstant, isPlausible } from './times.ts';

export const defaultLimit = 100;
export const maximumLimit = 10_000;
const maximumSortKeys = 4;

/** The parameters that say which features, in which order, and what of them, beside the layer's own members. */
export const selectionParameters = [
  'bbox',
  'datetime',
  'as_of',
  'filter',
  'filter-lang',
  'sortby',
  'properties',
  'skipGeometry',
] as const;

/** The parameters that `items` has beside the layer's own members. */
export const itemsParameters = ['f', 'limit', ...selectionParameters, 'cursor'] as const;

/** The members that can be filtered by: all that hold one value. */
export function filterableMembers(layer: LayerDefinition): string[] {
  return Object.entries(layer.properties)
    .filter(([, definition]) => definition.type !== 'object')
    .map(([name]) => name);
}

/** The request for a page of items as one value; everything in it has been checked. */
export function parseItemsRequest(layer: LayerDefinition, parameters: ReadonlyMap<string, string>): PageRequest {
  const sort = parseSort(layer, parameters.get('sortby'));
  const cursor = parameters.get('cursor');
  const datetime = parameters.get('datetime');
  const interval = parseInterval(datetime);
  // A layer whose features say no time has one time only: when they were so. An instant then asks for that state.
  const asksForState = !layer.temporal && interval?.to !== undefined && !datetime?.includes('/');
  return {
    limit: readInteger(parameters, 'limit', 1, maximumLimit) ?? defaultLimit,
    sort,
    shape: parseShape(layer, parameters),
    after: cursor === undefined ? undefined : decodeCursor(layer, sort, cursor),
    selection: {
      bbox: parseBbox(parameters.get('bbox')),
      interval,
      asOf: parseAsOf(parameters.get('as_of')) ?? (asksForState ? interval.to : undefined),
      filters: parseFilters(layer, parameters),
      filter: parseFilter(layer, parameters),
    },
  };
}

export function parseBbox(value: string | undefined): Bbox | undefined {
  if (value === undefined) return undefined;
  const numbers = value
    .split(',')
    .map((part) => (/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(part) ? Number(part) : Number.NaN));
  // With heights (six numbers) the box is cut to its ground plan: the layers are two-dimensional.
  const [west, south, east, north] = numbers.length === 6 ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers;
  const wellFormed = (numbers.length === 4 || numbers.length === 6) && numbers.every(Number.isFinite);
  if (!wellFormed || west === undefined || south === undefined || east === undefined || north === undefined) {
    throw invalidParameter(
      'bbox',
      value,
      text('应为“西,南,东,北”四个数，单位为度', 'it must be west,south,east,north: four numbers in degrees'),
    );
  }
  if (looksSwapped(west, south) && looksSwapped(east, north)) {
    throw invalidParameter(
      'bbox',
      value,
      text(
        '像是把经纬度写反了，应为“西,南,东,北”',
        'latitude and longitude seem swapped; it must be west,south,east,north',
      ),
    );
  }
  if (Math.abs(west) > 180 || Math.abs(east) > 180 || Math.abs(south) > 90 || Math.abs(north) > 90) {
    throw invalidParameter(
      'bbox',
      value,
      text(
        '经度应在 -180 至 180，纬度应在 -90 至 90',
        'longitudes lie between -180 and 180, latitudes between -90 and 90',
      ),
    );
  }
  if (south > north) throw invalidParameter('bbox', value, text('南界大于北界', 'south lies above north'));
  return [west, south, east, north];
}

/** A calendar day, written without a time of day, is a day in China. */
const dayZone = '+08:00';

export function parseInterval(value: string | undefined, parameter = 'datetime'): TimeInterval | undefined {
  if (value === undefined) return undefined;
  const refuse = (zh: string, en: string) => invalidParameter(parameter, value, text(zh, en));
  const ends = value.split('/');
  const [first = '', last = first] = ends;
  const isOpen = (end: string) => end === '' || end === '..';
  if (ends.length > 2 || (isOpen(first) && isOpen(last))) {
    throw refuse(
      '应为一个时间，或“起/止”（一端可写 ..）',
      'it must be an instant, or start/end with at most one end open (..)',
    );
  }
  const readEnd = (end: string, timeOfDay: string): string | undefined => {
    if (isOpen(end)) return undefined;
    const instant = isDay(end) ? `${end}T${timeOfDay}${dayZone}` : end;
    if (!isInstant(instant) || !isPlausible(instant)) {
      throw refuse(
        '时间应如 2026-07-01T08:00:00+08:00 或 2026-07-01',
        'a time must be like 2026-07-01T08:00:00+08:00 or 2026-07-01',
      );
    }
    return instant;
  };
  const from = readEnd(first, '00:00:00');
  const to = readEnd(last, '23:59:59.999999');
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
    throw refuse('起始时间晚于截止时间', 'the start is later than the end');
  }
  return { from, to };
}

/** The instant of `as_of`; of a day, its end. Every layer has it, also those whose `datetime` asks for their own times. */
export function parseAsOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.includes('/')) {
    throw invalidParameter('as_of', value, text('应为一个时间，不是时段', 'it must be an instant, not an interval'));
  }
  return parseInterval(value, 'as_of')?.to;
}

function parseSort(layer: LayerDefinition, value: string | undefined): SortKey[] {
  if (value === undefined) return [];
  const keys = value.split(',').map((part) => {
    // A plus sign in a query string arrives as a blank.
    const [, sign = '', member = ''] = /^([+\- ]?)(.*)$/.exec(part) ?? [];
    if (!isSortable(layer, member)) {
      const sortable = sortableMembers(layer).join(', ');
      throw invalidParameter(
        'sortby',
        value,
        text(`不能按“${member}”排序，可用：${sortable}`, `cannot sort by "${member}"; possible: ${sortable}`),
      );
    }
    return { member, descending: sign === '-' };
  });
  const distinct = new Set(keys.map((key) => key.member));
  if (distinct.size < keys.length || keys.length > maximumSortKeys) {
    throw invalidParameter(
      'sortby',
      value,
      text(`最多 ${maximumSortKeys} 个不同的字段`, `at most ${maximumSortKeys} different members`),
    );
  }
  return keys;
}

/** `properties` and `skipGeometry`, which other servers of OGC API – Features call so too. */
function parseShape(layer: LayerDefinition, parameters: ReadonlyMap<string, string>): FeatureShape {
  const properties = parameters.get('properties');
  const members = properties?.split(',').filter((member) => member !== '');
  const unknown = members?.find((member) => !memberOf(layer, member));
  if (properties !== undefined && unknown !== undefined) {
    const known = Object.keys(layer.properties).join(', ');
    throw invalidParameter(
      'properties',
      properties,
      text(`没有字段“${unknown}”，可用：${known}`, `there is no "${unknown}"; possible: ${known}`),
    );
  }
  return { members, geometry: readOneOf(parameters, 'skipGeometry', ['true', 'false']) !== 'true' };
}

function parseFilters(layer: LayerDefinition, parameters: ReadonlyMap<string, string>): EqualityFilter[] {
  return filterableMembers(layer).flatMap((member) => {
    const value = parameters.get(member);
    const definition = layer.properties[member];
    return value === undefined || !definition ? [] : [{ member, value: parseFilterValue(member, definition, value) }];
  });
}

const largestInteger = 2 ** 31 - 1;

function parseFilterValue(member: string, definition: PropertyDefinition, value: string): string | number | boolean {
  const refuse = (zh: string, en: string) => invalidParameter(member, value, text(zh, en));
  switch (definition.type) {
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw refuse('应为 true 或 false', 'it must be true or false');
      return value === 'true';
    case 'integer':
    case 'number': {
      const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : Number.NaN;
      const fits =
        definition.type === 'integer'
          ? Number.isInteger(number) && Math.abs(number) <= largestInteger
          : Number.isFinite(number);
      if (!fits)
        throw refuse(
          `应为${definition.type === 'integer' ? '整数' : '数'}`,
          `it must be ${definition.type === 'integer' ? 'an integer' : 'a number'}`,
        );
      return number;
    }
    default: {
      const codes = definition.codes?.map((code) => code.value);
      if (codes && !codes.includes(value)) {
        throw refuse(`不在代码表内，可用：${codes.join('、')}`, `it is not in the code list: ${codes.join(', ')}`);
      }
      if (definition.format === 'date' && !(isDay(value) && isPlausible(value))) {
        throw refuse('应为日期，如 2026-07-01', 'it must be a date such as 2026-07-01');
      }
      if (definition.format === 'date-time' && !(isInstant(value) && isPlausible(value))) {
        throw refuse('应为带时区的时间', 'it must be a time with its zone, such as 2026-07-01T08:00:00+08:00');
      }
      return value;
    }
  }
}
