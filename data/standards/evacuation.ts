import { type Text, text } from '../text.ts';
import type { RowStatus } from './row.ts';

/** One number of evacuation planning. A county may replace any of them; the report of a plan lists those it used. */
export interface EvacuationRow {
  readonly id: EvacuationNumberId;
  readonly title: Text;
  readonly value: number;
  readonly unit: 'm' | 'km/h' | '%' | '1' | '1/%' | 'p' | 'p/(m·h)' | '1/h' | 's';
  readonly source: string;
  readonly status: RowStatus;
}

export type EvacuationNumberId =
  | 'foot_top_speed_kmh'
  | 'foot_grade_decay'
  | 'foot_best_grade'
  | 'vehicle_speed_share'
  | 'vehicle_free_grade_pct'
  | 'vehicle_loss_per_pct'
  | 'vehicle_least_speed_kmh'
  | 'vehicle_people'
  | 'vehicle_flow_per_lane_h'
  | 'vehicle_two_lane_width_m'
  | 'foot_flow_per_m_h'
  | 'path_width_m'
  | 'profile_step_m'
  | 'foot_grade_limit_pct'
  | 'vehicle_grade_limit_pct'
  | 'entry_reach_m'
  | 'entry_near_m'
  | 'near_miss_m'
  | 'zone_touch_m'
  | 'whole_search_s';

type RowSource = readonly [source: string, status: RowStatus];

const tobler: RowSource = [
  'W. Tobler, Three presentations on geographical analysis and modeling, NCGIA 93-1 (1993)',
  'R',
];
const project = (why: string): RowSource => [`Anlan: ${why}`, 'P'];

function row(
  id: EvacuationNumberId,
  value: number,
  unit: EvacuationRow['unit'],
  title: Text,
  [source, status]: RowSource,
): EvacuationRow {
  return { id, title, value, unit, source, status };
}

export const evacuationRows: readonly EvacuationRow[] = [
  row('foot_top_speed_kmh', 6, 'km/h', text('步行最高速度（缓下坡）', 'Fastest walk, gently downhill'), tobler),
  row('foot_grade_decay', 3.5, '1', text('步行速度随坡度衰减', 'How fast walking slows with the grade'), tobler),
  row('foot_best_grade', -0.05, '1', text('步行最快的坡度', 'Grade at which people walk fastest'), tobler),
  row(
    'vehicle_speed_share',
    0.6,
    '1',
    text('雨夜转移车速占设计速度的比例', 'Share of the design speed driven in rain and at night'),
    project('no measured value for a county’s own roads; between half and two thirds keeps a margin'),
  ),
  row(
    'vehicle_free_grade_pct',
    4,
    '%',
    text('车速不受影响的坡度', 'Grade up to which vehicles keep their speed'),
    project('JTG D20-2017 asks for no climbing lane below 4 %'),
  ),
  row(
    'vehicle_loss_per_pct',
    0.05,
    '1/%',
    text('坡度每增 1% 的车速损失', 'Speed lost for each further per cent of grade'),
    project('halves the speed at 14 %, the steepest a farm track is driven'),
  ),
  row('vehicle_least_speed_kmh', 5, 'km/h', text('最低车速', 'Slowest vehicle'), project('walking pace')),
  row('vehicle_people', 4, 'p', text('每车人数', 'People in a vehicle'), project('a family in a small car or van')),
  row(
    'vehicle_flow_per_lane_h',
    600,
    '1/h',
    text('每车道每小时通过车辆', 'Vehicles that pass a lane in an hour'),
    project('a third of the capacity of a good lane: narrow, wet, at night'),
  ),
  row(
    'vehicle_two_lane_width_m',
    5.5,
    'm',
    text('可双向会车的路面宽度', 'Carriageway from which two lanes are counted'),
    project('two lanes of 2.75 m'),
  ),
  row(
    'foot_flow_per_m_h',
    2340,
    'p/(m·h)',
    text('每米宽每小时通过人数', 'People who pass a metre of width in an hour'),
    project('half of the 1.3 persons per metre and second of level corridors (SFPE handbook): bags, children, rain'),
  ),
  row(
    'path_width_m',
    1,
    'm',
    text('步行小路未注明时的宽度', 'Width of a footpath that gives none'),
    project('one person beside another'),
  ),
  row(
    'profile_step_m',
    100,
    'm',
    text('计算坡度的间距', 'Distance over which a grade is taken'),
    project('the shortest over which a 12.5 m elevation model carries a grade (standards, elevation rows)'),
  ),
  row(
    'foot_grade_limit_pct',
    50,
    '%',
    text('步行坡度上限', 'Steepest grade taken for people on foot'),
    project('stairs; what is steeper is an error of the elevation'),
  ),
  row(
    'vehicle_grade_limit_pct',
    20,
    '%',
    text('行车坡度上限', 'Steepest grade taken for vehicles'),
    project('no road is steeper; what is, is an error of the elevation'),
  ),
  row(
    'entry_reach_m',
    200,
    'm',
    text('点到路网的最大距离', 'How far a place may lie from the network'),
    project('the point of a village marks its middle, and villages of hill counties are up to 400 m across'),
  ),
  row(
    'entry_near_m',
    50,
    'm',
    text('点到路网超过此距离时提示', 'Distance from the network that is pointed out'),
    project('EV01 of the route check'),
  ),
  row(
    'near_miss_m',
    5,
    'm',
    text('视为断头缺口的距离', 'Distance within which a dead end nearly meets a road'),
    project('accuracy of lines at 1:10,000'),
  ),
  row(
    'zone_touch_m',
    1,
    'm',
    text('进入危险区的最短长度', 'Length inside a flood zone from which it counts'),
    project('as in the route check: keeps a line along a border from flickering'),
  ),
  row(
    'whole_search_s',
    8,
    's',
    text('整村分配的求解时限', 'Time that the search for whole villages may take'),
    project('with everything else a plan of 500 points fits into 20 s'),
  ),
];

export type EvacuationNumbers = Readonly<Record<EvacuationNumberId, number>>;

export function evacuationNumbers(rows: readonly EvacuationRow[] = evacuationRows): EvacuationNumbers {
  return Object.fromEntries(rows.map(({ id, value }) => [id, value])) as Record<EvacuationNumberId, number>;
}
