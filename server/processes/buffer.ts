import { text } from '../../data/text.ts';
import type { Dissolve } from './buffer/compute.ts';
import { readDistances } from './buffer/distances.ts';
import { timeLimitMs, workersAtOnce } from './buffer/limits.ts';
import { refuseOutOfReach } from './buffer/reach.ts';
import { makeBufferRunner } from './buffer/runner.ts';
import { readSource } from './buffer/source.ts';
import { invalidInput } from './inputs.ts';
import type { SyncProcess } from './process.ts';

const runBuffer = makeBufferRunner({ timeLimitMs, workers: workersAtOnce });

export const buffer: SyncProcess = {
  id: 'buffer',
  version: '1.0.0',
  title: text('缓冲区', 'Buffer'),
  description: text(
    '按距离生成要素周围的区域；风险路段可按类型给不同距离，结果可合并。',
    'The area within a distance of features; hazards may have a distance per kind, and the areas may be dissolved.',
  ),
  inputs: {
    features: {
      title: text('要素', 'Features'),
      description: text(
        'GeoJSON 几何、Feature 或 FeatureCollection',
        'A GeoJSON geometry, Feature or FeatureCollection',
      ),
      required: false,
      schema: { type: 'object' },
    },
    collection: { title: text('图层', 'Collection'), required: false, schema: { type: 'string' } },
    ids: {
      title: text('要素号', 'Feature ids'),
      required: false,
      schema: { type: 'array', items: { type: 'integer' } },
    },
    bbox: {
      title: text('范围', 'Box'),
      required: false,
      schema: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 },
    },
    filter: {
      title: text('筛选', 'Filter'),
      description: text('字段与值，如 {"hazard":"cliff"}', 'Members and values, such as {"hazard":"cliff"}'),
      required: false,
      schema: { type: 'object' },
    },
    distance_m: {
      title: text('距离（米）', 'Distance in metres'),
      required: false,
      schema: { type: 'number', exclusiveMinimum: true, minimum: 0 },
    },
    distances_m: {
      title: text('各风险类型的距离（米）', 'Distance per kind of hazard in metres'),
      description: text('如 {"cliff":20,"near_water":30}', 'Such as {"cliff":20,"near_water":30}'),
      required: false,
      schema: { type: 'object', additionalProperties: { type: 'number' } },
    },
    dissolve: {
      title: text('合并', 'Dissolve'),
      description: text('none 不合并，hazard 按风险类型合并，all 全部合并', 'none, hazard (per kind of hazard) or all'),
      required: false,
      schema: { oneOf: [{ type: 'string', enum: ['none', 'hazard', 'all'] }, { type: 'boolean' }], default: 'none' },
    },
  },
  output: {
    id: 'buffers',
    title: text('缓冲区', 'Buffers'),
    mediaType: 'application/geo+json',
    schema: { type: 'object' },
  },
  async execute(inputs, { database }) {
    const distances = readDistances(inputs.distance_m, inputs.distances_m);
    const dissolve = readDissolve(inputs.dissolve);
    const source = await readSource(database, inputs);
    refuseOutOfReach(source, distances);
    return runBuffer({ source, distances, dissolve });
  },
};

function readDissolve(value: unknown): Dissolve {
  if (value == null || value === false || value === 'none') return 'none';
  if (value === true || value === 'all') return 'all';
  if (value === 'hazard') return 'hazard';
  throw invalidInput('dissolve', text('可用：none、hazard、all', 'it can be none, hazard or all'));
}
