import { text } from '../../data/text.ts';
import { checkRoutesProcess } from '../route-checks/processes.ts';
import type { CheckRoutesInputs } from '../route-checks/run.ts';
import { invalidInput } from './inputs.ts';
import type { JobProcess } from './process.ts';

const mostIds = 10_000;

export const checkRoutes: JobProcess = {
  id: checkRoutesProcess,
  version: '1.0.0',
  title: text('全县转移路线检查', 'Check all evacuation routes'),
  description: text(
    '按规则 EV01 至 EV15 检查已有的全部（或所选）转移路线并保存结果，并统计没有任何转移路线的灾害点；此后凡有关数据改动，路线标为“需复查”并自动重查。',
    'Checks all stored evacuation routes, or some, by the rules EV01 to EV15 and keeps the results, and counts the flood points that have no route at all; from then on a route is marked stale, and checked again by itself, whenever anything it depends on changes.',
  ),
  startedByEditorsOf: 'evacuation_routes',
  inputs: {
    ids: {
      title: text('路线要素号', 'Ids of routes'),
      description: text('默认全部', 'All by default'),
      required: false,
      schema: { type: 'array', items: { type: 'integer' } },
    },
    stale_only: {
      title: text('只查需复查的', 'Only stale ones'),
      required: false,
      schema: { type: 'boolean' },
    },
  },
  output: {
    id: 'summary',
    title: text('检查小结', 'Summary'),
    mediaType: 'application/json',
    schema: { type: 'object' },
  },
  async prepare({ ids, stale_only: staleOnly }): Promise<CheckRoutesInputs> {
    if (staleOnly != null && typeof staleOnly !== 'boolean') {
      throw invalidInput('stale_only', text('应为 true 或 false', 'it must be true or false'));
    }
    if (ids == null) return staleOnly ? { stale_only: true } : {};
    const isId = (id: unknown) => Number.isSafeInteger(id) && Number(id) > 0;
    if (!Array.isArray(ids) || ids.length === 0 || ids.length > mostIds || !ids.every(isId)) {
      throw invalidInput(
        'ids',
        text(`应为 1 至 ${mostIds} 个路线要素号`, `it must be a list of 1 to ${mostIds} ids of routes`),
      );
    }
    return { ids: [...new Set(ids as number[])], ...(staleOnly && { stale_only: true }) };
  },
};
