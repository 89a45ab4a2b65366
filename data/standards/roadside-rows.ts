import { text } from '../text.ts';
import type { StandardRow } from './row.ts';

/** 临崖 and 临水: drops and water beside the road. */

const project = { source: 'Anlan', status: 'P' } as const;

function metres(id: string, value: number, zh: string, en: string): StandardRow {
  return { id, value, unit: 'm', ...project, title: text(zh, en) };
}

export const roadsideRows: readonly StandardRow[] = [
  metres('cliff.major_drop_m', 20, '临崖重大：高差', 'Roadside drop, major: from'),
  metres('cliff.considerable_drop_m', 8, '临崖较大：高差', 'Roadside drop, considerable: from'),
  metres('cliff.general_drop_m', 4, '临崖一般：高差', 'Roadside drop, general: from'),
  metres('cliff.low_drop_m', 1, '临崖低：高差', 'Roadside drop, low: from'),
  metres('cliff.reach_m', 10, '临崖：距路面边缘', 'Roadside drop: face begins within, from the edge of the road'),
  metres('cliff.minimum_run_m', 20, '临崖：最小连续长度', 'Roadside drop: least run along the road'),
  metres('cliff.station_m', 5, '临崖：断面间距', 'Roadside drop: spacing of cross-sections'),
  metres('cliff.largest_cell_m', 5, '可判别临崖的高程格网上限', 'Largest elevation cell that carries a roadside drop'),
  {
    id: 'cliff.face_deg',
    value: 45,
    unit: 'deg',
    ...project,
    title: text('临崖：坡面最小倾角', 'Roadside drop: least inclination of the face'),
  },
  metres('water.considerable_distance_m', 1, '临水较大：距路面边缘', 'Near water, considerable: within'),
  metres('water.general_distance_m', 5, '临水一般：距路面边缘', 'Near water, general: within'),
  metres('water.low_distance_m', 10, '临水低：距路面边缘', 'Near water, low: within'),
  metres(
    'water.outside_of_bend_distance_m',
    5,
    '弯道外侧临水重大：距路面边缘',
    'Outside of a sharp bend, major: within',
  ),
  metres('water.station_m', 5, '临水：判别间距', 'Near water: spacing of stations'),
  metres(
    'water.least_part_m',
    15,
    '临水：等级变化的最小长度',
    'Near water: shorter stretches beside a worse one belong to it',
  ),
  metres(
    'water.data_margin_m',
    1000,
    '水系数据范围外可判别的距离',
    'Water data is taken to reach beyond its extent by',
  ),
];
