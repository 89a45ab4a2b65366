import type { Feature, Geometry } from 'geojson';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { isLayerId, layerIds, layers } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import type { Database } from '../../database/database.ts';
import { filterableMembers, parseBbox, parseItemsRequest } from '../../http/items-request.ts';
import type { Bbox, FeatureSelection } from '../../layers/query.ts';
import { readPage } from '../../layers/store.ts';
import { structureFaults } from '../../layers/validation/geojson.ts';
import { checkGeometry } from '../../layers/validation/geometry.ts';
import { ProblemError } from '../../problems.ts';
import { asInput, invalidInput, isRecord } from '../inputs.ts';
import { maximumFeatures, maximumPositions } from './limits.ts';
import { positionsOf } from './reach.ts';

export interface SourceFeature {
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly id: string | number | null;
  readonly collection: string | null;
}

/** The features to buffer: given in the request, or those of a collection by ids, box and filter. */
export async function readSource(
  database: Database,
  inputs: Readonly<Record<string, unknown>>,
): Promise<SourceFeature[]> {
  const { features, collection } = inputs;
  if ((features == null) === (collection == null)) {
    throw invalidInput('features', text('features 与 collection 给且只给一个', 'give either features or collection'));
  }
  const selecting = selectionInputs.find((name) => features != null && inputs[name] != null);
  if (selecting) {
    throw invalidInput(
      selecting,
      text(
        '只能与 collection 一起使用，不能与 features 同时给出',
        'it selects from a collection and cannot go with features',
      ),
    );
  }
  const source = features == null ? await fromCollection(database, inputs) : fromRequest(features);
  if (source.length > maximumFeatures) throw tooManyFeatures();
  const positions = source.reduce((sum, { geometry }) => sum + positionsOf(geometry).length, 0);
  if (positions > maximumPositions) {
    throw new ProblemError(
      'too_large_to_analyse',
      text(
        `一次最多 ${maximumPositions} 个坐标点，现有 ${positions} 个，请缩小范围或简化线形`,
        `At most ${maximumPositions} positions at once, here are ${positions}; narrow the selection or simplify the lines`,
      ),
    );
  }
  return source;
}

const selectionInputs = ['ids', 'bbox', 'filter'] as const;

function tooManyFeatures(): ProblemError {
  return new ProblemError(
    'too_large_to_analyse',
    text(
      `一次最多 ${maximumFeatures} 个要素，请缩小范围`,
      `At most ${maximumFeatures} features at once; narrow the selection`,
    ),
  );
}

async function fromCollection(database: Database, inputs: Readonly<Record<string, unknown>>): Promise<SourceFeature[]> {
  const { collection } = inputs;
  if (typeof collection !== 'string' || !isLayerId(collection)) {
    throw invalidInput(
      'collection',
      text(`应为图层之一：${layerIds.join('、')}`, `it must be one of the collections: ${layerIds.join(', ')}`),
    );
  }
  const layer = layers[collection];
  const ids = readIds(inputs.ids);
  const selection: FeatureSelection = {
    bbox: readBox(inputs.bbox),
    filters: readFilters(layer, inputs.filter),
    ids,
  };
  const read = async (wanted: FeatureSelection): Promise<SourceFeature[]> => {
    const request = { selection: wanted, sort: [], limit: maximumFeatures + 1 };
    const page = await readPage(database.pool, layer, request);
    return page.features.map((feature) => {
      const { id, geometry, properties }: Feature = JSON.parse(feature);
      return { id: id ?? null, geometry, properties: properties ?? {}, collection };
    });
  };
  const found = await read(selection);
  const notFound = without(ids ?? [], found);
  // What the box or the filter leaves out is there all the same.
  const unknown = notFound.length > 0 ? without(notFound, await read({ ids: notFound })) : [];
  if (unknown.length > 0) throw unknownFeatures(collection, unknown);
  return found;
}

function without(ids: readonly number[], found: readonly SourceFeature[]): number[] {
  const present = new Set(found.map(({ id }) => Number(id)));
  return ids.filter((id) => !present.has(id));
}

/** A list of thousands helps nobody. */
const idsNamed = 10;

function unknownFeatures(collection: string, ids: readonly number[]): ProblemError {
  const named = ids.slice(0, idsNamed);
  const more = ids.length > named.length;
  return new ProblemError(
    'unknown_feature',
    text(
      `图层 ${collection} 中没有要素 ${named.join('、')}${more ? ` 等共 ${ids.length} 个` : ''}`,
      `The collection ${collection} has no feature ${named.join(', ')}${more ? ` and others, ${ids.length} in all` : ''}`,
    ),
    { parameter: 'ids' },
  );
}

function readBox(value: unknown): Bbox | undefined {
  if (value == null) return undefined;
  if (!Array.isArray(value) || !value.every((number) => typeof number === 'number')) {
    throw invalidInput(
      'bbox',
      text('应为 [西, 南, 东, 北] 四个数，单位为度', 'it must be [west, south, east, north]: four numbers in degrees'),
    );
  }
  return asInput('bbox', () => parseBbox(value.join(',')));
}

/** The values mean what they mean in a request for items, where they are text. */
function readFilters(layer: LayerDefinition, filter: unknown): FeatureSelection['filters'] {
  if (filter == null) return undefined;
  if (!isRecord(filter)) throw invalidInput('filter', text('应为对象', 'it must be an object'));
  const parameters = new Map<string, string>();
  for (const [member, value] of Object.entries(filter)) {
    if (!filterableMembers(layer).includes(member)) {
      throw invalidInput('filter', text(`图层没有字段“${member}”`, `the collection has no member "${member}"`));
    }
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw invalidInput(
        'filter',
        text(
          `字段“${member}”的值应为文本、数或 true/false，不能是空值、数组或对象`,
          `the value of "${member}" must be text, a number, true or false; not null, an array or an object`,
        ),
      );
    }
    parameters.set(member, String(value));
  }
  return asInput('filter', () => parseItemsRequest(layer, parameters).selection.filters);
}

function readIds(ids: unknown): number[] | undefined {
  if (ids == null) return undefined;
  if (!Array.isArray(ids) || !ids.every((id) => Number.isSafeInteger(id) && id > 0)) {
    throw invalidInput(
      'ids',
      text('应为要素号（正整数）的数组', 'it must be an array of feature ids (positive integers)'),
    );
  }
  const distinct = [...new Set<number>(ids)];
  if (distinct.length > maximumFeatures) throw tooManyFeatures();
  return distinct;
}

function fromRequest(value: unknown): SourceFeature[] {
  const list = isRecord(value) && value.type === 'FeatureCollection' ? value.features : [value];
  if (!Array.isArray(list)) throw invalidInput('features', text('不是 GeoJSON', 'it is not GeoJSON'));
  return list.map((item: unknown, index) => {
    const feature =
      isRecord(item) && item.type !== 'Feature' ? { type: 'Feature', geometry: item, properties: null } : item;
    const faults = structureFaults(feature, index + 1);
    if (faults.length > 0) throw givenFaults(faults);
    const { geometry, properties, id } = feature as Feature;
    return {
      id: id ?? null,
      geometry: checkedGeometry(geometry, index + 1),
      properties: properties ?? {},
      collection: null,
    };
  });
}

/** Any type but a collection of geometries is taken; each is held against the rules of its own type. */
function checkedGeometry(geometry: Geometry | null, number: number): Geometry {
  if (geometry?.type === 'Point' || geometry?.type === 'LineString' || geometry?.type === 'MultiLineString') {
    return accepted(checkGeometry(geometry, geometry.type, number));
  }
  if (geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon') {
    return accepted(checkGeometry(geometry, 'MultiPolygon', number));
  }
  throw invalidInput(
    'features',
    text(
      `第 ${number} 个要素的几何类型 ${geometry?.type ?? 'null'} 不能作缓冲`,
      `feature ${number}: ${geometry?.type ?? 'null'} cannot be buffered`,
    ),
  );
}

function accepted(outcome: ReturnType<typeof checkGeometry>): Geometry {
  if (outcome.ok) return outcome.geometry;
  throw givenFaults(outcome.faults);
}

function givenFaults(faults: NonNullable<ProblemError['details']['faults']>): ProblemError {
  const [first] = faults;
  return new ProblemError(
    'invalid_inputs',
    text(
      `输入项 features 第 ${first?.feature} 个要素：${first?.member} ${first?.reason.zh}`,
      `Input features, feature ${first?.feature}: ${first?.member} ${first?.reason.en}`,
    ),
    { parameter: 'features', faults },
  );
}
