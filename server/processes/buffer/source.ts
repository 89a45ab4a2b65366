import type { Feature, Geometry } from 'geojson';
import { isLayerId, layerIds, layers } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import type { Database } from '../../database/database.ts';
import { filterableMembers, parseItemsRequest } from '../../http/items-request.ts';
import type { FeatureSelection } from '../../layers/query.ts';
import { readPage } from '../../layers/store.ts';
import { structureFaults } from '../../layers/validation/geojson.ts';
import { checkGeometry } from '../../layers/validation/geometry.ts';
import { ProblemError } from '../../problems.ts';
import { invalidInput, isRecord } from '../inputs.ts';

/** So many are buffered in about two seconds; what takes longer has no place in a request. */
export const maximumFeatures = 2000;

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
  const source = features == null ? await fromCollection(database, inputs) : fromRequest(features);
  if (source.length > maximumFeatures) {
    throw new ProblemError(
      'too_large_to_analyse',
      text(
        `一次最多 ${maximumFeatures} 个要素，请缩小范围`,
        `At most ${maximumFeatures} features at once; narrow the selection`,
      ),
    );
  }
  return source;
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
  // The same words as in a request for items, so that they mean the same.
  const parameters = new Map<string, string>();
  if (inputs.bbox != null)
    parameters.set('bbox', Array.isArray(inputs.bbox) ? inputs.bbox.join(',') : String(inputs.bbox));
  if (inputs.filter != null) {
    if (!isRecord(inputs.filter)) throw invalidInput('filter', text('应为对象', 'it must be an object'));
    for (const [member, value] of Object.entries(inputs.filter)) {
      if (!filterableMembers(layer).includes(member)) {
        throw invalidInput('filter', text(`图层没有字段“${member}”`, `the collection has no member "${member}"`));
      }
      parameters.set(member, String(value));
    }
  }
  const selection: FeatureSelection = { ...parseItemsRequest(layer, parameters).selection, ids: readIds(inputs.ids) };
  const page = await readPage(database.pool, layer, { selection, sort: [], limit: maximumFeatures + 1 });
  return page.features.map((feature) => {
    const { id, geometry, properties }: Feature = JSON.parse(feature);
    return { id: id ?? null, geometry, properties: properties ?? {}, collection };
  });
}

function readIds(ids: unknown): number[] | undefined {
  if (ids == null) return undefined;
  if (Array.isArray(ids) && ids.every((id) => Number.isSafeInteger(id) && id > 0)) return ids;
  throw invalidInput(
    'ids',
    text('应为要素号（正整数）的数组', 'it must be an array of feature ids (positive integers)'),
  );
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
