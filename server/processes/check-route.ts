import { text } from '../../data/text.ts';
import { readRoute, readWindow } from './check-route/inputs.ts';
import { invalidInput } from './inputs.ts';
import type { SyncProcess } from './process.ts';

export const checkRouteProcess: SyncProcess = {
  id: 'check-route',
  version: '1.0.0',
  title: text('转移路线检查', 'Check an evacuation route'),
  description: text(
    '按规则 EV01 至 EV15 检查一条路线：路网、封闭路段、淹没区、河流、风险路段、灾害点与安置点，以及与之合计的其他路线。数据不足以判定时给出“无法判定”。',
    'Checks a route by the rules EV01 to EV15: against the road network, closures, flood zones, watercourses, hazards, its flood point and shelter, and the other routes counted with it. Says unknown where the data cannot carry a verdict.',
  ),
  inputs: {
    route: {
      title: text('路线', 'Route'),
      description: text(
        'LineString、Feature，或已有路线 {"collection":"evacuation_routes","id":1}，按行进方向画线',
        'A LineString, a Feature, or a stored one {"collection":"evacuation_routes","id":1}, drawn the way people go',
      ),
      required: true,
      schema: { type: 'object' },
    },
    at: {
      title: text('使用时间', 'When it is used'),
      description: text('时间或“起/止”，默认为现在', 'An instant or start/end; now by default'),
      required: false,
      schema: { type: 'string' },
    },
    shelter_code: {
      title: text('安置点编号', 'Shelter code'),
      description: text(
        '默认取路线自带的编号，再取终点附近的安置点',
        'By default the one the route names, else the shelter near its end',
      ),
      required: false,
      schema: { type: 'string' },
    },
  },
  output: {
    id: 'report',
    title: text('检查报告', 'Report'),
    mediaType: 'application/json',
    schema: { type: 'object' },
  },
  async execute(inputs, { database, routeChecker, now }) {
    const route = await readRoute(database, inputs.route);
    const at = readWindow(inputs.at, now);
    const shelterCode = inputs.shelter_code;
    if (shelterCode != null && typeof shelterCode !== 'string') {
      throw invalidInput('shelter_code', text('应为文本', 'it must be text'));
    }
    const properties = { ...route.properties, ...(shelterCode != null && { shelter_code: shelterCode }) };
    return (await routeChecker.check({ ...route, properties }, at)).report;
  },
};
