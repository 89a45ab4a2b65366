import { text } from '../../data/text.ts';
import type { JobProcess } from './process.ts';
import { allHazards, readScreenRoadsInputs, requireRoads } from './screen-roads/inputs.ts';

export const screenRoads: JobProcess = {
  id: 'screen-roads',
  version: '1.0.0',
  title: text('公路隐患筛查', 'Screen roads'),
  description: text(
    '按线形、高程与水系判别急弯、陡坡、长大下坡、临崖、临水路段，结果作为待审核的建议；数据不足之处逐段说明。',
    'Finds sharp bends, steep slopes, long descents, roadside drops and water from lines, elevation and water; the findings are proposals for review, and stretches that the data cannot carry are said.',
  ),
  startedByEditorsOf: 'road_hazards',
  inputs: {
    road_code: {
      title: text('公路编号', 'Road number'),
      description: text('只判别该编号的公路，如 X201', 'Only the roads of this number, such as X201'),
      required: false,
      schema: { type: 'string' },
    },
    filter: {
      title: text('筛选', 'Filter'),
      description: text(
        '公路图层的字段与值，如 {"road_class":"village"}',
        'Members and values of roads, such as {"road_class":"village"}',
      ),
      required: false,
      schema: { type: 'object' },
    },
    bbox: {
      title: text('范围', 'Box'),
      description: text('与之相交的公路，整条判别', 'Roads that meet it, each screened as a whole'),
      required: false,
      schema: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 },
    },
    ids: {
      title: text('公路要素号', 'Ids of roads'),
      required: false,
      schema: { type: 'array', items: { type: 'integer' } },
    },
    hazards: {
      title: text('风险类型', 'Hazards'),
      description: text('默认全部五类', 'All five by default'),
      required: false,
      schema: { type: 'array', items: { type: 'string', enum: allHazards } },
    },
    standard: {
      title: text('本县标准', 'The county’s own numbers'),
      description: text(
        '{"rows":[{"id","value","source"}]}，替换同名条目',
        '{"rows":[{"id","value","source"}]}: each replaces the row of that id',
      ),
      required: false,
      schema: { type: 'object' },
    },
  },
  output: {
    id: 'summary',
    title: text('筛查小结', 'Summary'),
    mediaType: 'application/json',
    schema: { type: 'object' },
  },
  async prepare(inputs, { database }) {
    const read = readScreenRoadsInputs(inputs);
    await requireRoads(database.pool, read);
    return read;
  },
};
