import { text } from '../../data/text.ts';
import { warningStates } from '../evacuation/warnings/types.ts';
import { zoneUses } from '../plans/inputs.ts';
import { readPlanInputs } from './plan-evacuation/inputs.ts';
import type { JobProcess, ProcessInput } from './process.ts';

const optional = (
  zh: string,
  en: string,
  schema: ProcessInput['schema'],
  description?: ProcessInput['description'],
) => ({
  title: text(zh, en),
  ...(description && { description }),
  required: false,
  schema,
});
const codes = { type: 'array', items: { type: 'string' }, minItems: 1 };

export const planEvacuationProcess: JobProcess = {
  id: 'plan-evacuation',
  version: '1.0.0',
  title: text('制定转移方案', 'Plan an evacuation'),
  description: text(
    '为灾害点的群众分配安置点与路线：先使未安置人数最少，再使经过危险路段最少，再使总时间最短，最后使最长时间最短。结果保存为方案，审定后写入转移路线。',
    'Gives the people of flood points shelters and routes: fewest without a place, then least exposure to danger, then least person-time, then the least longest time. The result is stored as a plan; accepting it writes evacuation routes.',
  ),
  startedByEditorsOf: 'evacuation_routes',
  inputs: {
    name: optional('方案名称', 'Name of the plan', { type: 'string', maxLength: 100 }),
    point_codes: optional('灾害点编号', 'Codes of flood points', codes, text('默认全部', 'All by default')),
    township: optional('乡镇代码', 'Township', { type: 'string' }),
    warning_states: optional(
      '预警状态',
      'States of warning',
      { type: 'array', items: { type: 'string', enum: warningStates }, minItems: 1 },
      text('只转移处于这些状态的点', 'Only points in these states'),
    ),
    filter: optional('灾害点筛选', 'Filter of flood points', { type: 'object' }),
    shelter_codes: optional('安置点编号', 'Codes of shelters', codes, text('默认全部', 'All by default')),
    at: optional(
      '使用时间',
      'When it is used',
      { type: 'string' },
      text(
        '时间或“起/止”，默认现在；此间有效的封闭路段不通行',
        'An instant or start/end; now by default. Closures that hold then are closed',
      ),
    ),
    closures: optional('计入封闭路段', 'Take closures into account', { type: 'boolean', default: true }),
    further_closures: optional(
      '假设封闭的路段',
      'Closures assumed',
      { type: 'array', items: { type: 'object' }, maxItems: 500 },
      text(
        'GeoJSON 线要素，可带 segment_code，或 road_code、from_m、to_m',
        'GeoJSON lines, with segment_code, or road_code, from_m and to_m if known',
      ),
    ),
    flood_zones: optional(
      '淹没区内道路',
      'Roads in flood zones',
      { type: 'string', enum: zoneUses, default: 'avoid' },
      text('avoid 尽量绕开，forbid 禁行，ignore 不计', 'avoid, forbid or ignore'),
    ),
    return_period_years: optional(
      '重现期（年）',
      'Return period in years',
      { type: 'integer', minimum: 1, maximum: 10_000 },
      text(
        '计入重现期不超过此值及未注明的淹没区；默认全部',
        'Zones of up to this period, and those that name none; all by default',
      ),
    ),
    hazards: optional('计入风险路段', 'Take road hazards into account', { type: 'boolean', default: true }),
    travel: optional('转移方式', 'How people travel', { type: 'string', enum: ['foot', 'vehicle'], default: 'foot' }),
    vehicle_width_m: optional(
      '车辆宽度（米）',
      'Width of the vehicle in metres',
      { type: 'number', exclusiveMinimum: true, minimum: 0, maximum: 5 },
      text('更窄的路不通行；宽度不详的路会说明', 'Narrower roads are not used; roads of unknown width are said'),
    ),
    mode: optional(
      '分配方式',
      'Whether a village may be parted',
      { type: 'string', enum: ['split', 'whole'], default: 'split' },
      text('split 可拆分，whole 整村', 'split or whole'),
    ),
    by: optional(
      '优化目标',
      'What is least',
      { type: 'string', enum: ['time', 'length'], default: 'time' },
      text('length：步行总人米最少，不计危险与坡度', 'length: person-metres on foot, whatever dangers and grades'),
    ),
    reach_m: optional('点到道路的最大距离（米）', 'How far places may lie from a road, in metres', {
      type: 'number',
      exclusiveMinimum: true,
      minimum: 0,
      maximum: 10_000,
    }),
    search_s: optional('整村求解时限（秒）', 'Time for the search of whole villages, in seconds', {
      type: 'number',
      exclusiveMinimum: true,
      minimum: 0,
      maximum: 300,
    }),
  },
  output: {
    id: 'plan',
    title: text('方案小结', 'Summary of the plan'),
    mediaType: 'application/json',
    schema: { type: 'object' },
  },
  prepare: async (inputs, { now }) => readPlanInputs(inputs, now),
};
