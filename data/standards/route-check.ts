import { type Text, text } from '../text.ts';

/**
 * Every number the route check compares against, so that a county can replace one and a finding can name it.
 * Most of this table are proposals of the project (status P): what they were derived from stands in `source`. The rules
 * themselves are on the standards page; travel times use the rows of evacuation planning beside these.
 */
export interface RouteCheckRow {
  readonly id: RouteCheckNumberId;
  readonly title: Text;
  readonly value: number;
  readonly unit: 'm' | 'deg' | '1' | 'd';
  readonly source: string;
  /** V read at its source, V2 read in a repost, R recalled, P a proposal of this project. */
  readonly status: 'V' | 'V2' | 'R' | 'P';
}

export type RouteCheckNumberId =
  | 'match_distance_m'
  | 'match_heading_deg'
  | 'match_spacing_m'
  | 'match_switch_m'
  | 'match_jump_m'
  | 'match_detour_share'
  | 'match_ambiguity_ratio'
  | 'match_ambiguity_floor_m'
  | 'match_ambiguity_window_m'
  | 'junction_snap_m'
  | 'use_min_m'
  | 'resolve_share'
  | 'corridor_m'
  | 'corridor_run_m'
  | 'zone_touch_m'
  | 'zone_gap_m'
  | 'bridge_overhang_m'
  | 'water_touch_m'
  | 'water_graze_m'
  | 'off_network_max_m'
  | 'unsurveyed_max_m'
  | 'shelter_reach_m'
  | 'point_reach_m'
  | 'network_reach_m'
  | 'vehicle_margin_m'
  | 'route_profile_step_m'
  | 'channel_near_m'
  | 'channel_approach_m'
  | 'channel_descent_m'
  | 'channel_look_back_m'
  | 'drill_valid_d'
  | 'detour_share';

function row(
  id: RouteCheckNumberId,
  value: number,
  unit: RouteCheckRow['unit'],
  title: Text,
  source: string,
  status: RouteCheckRow['status'] = 'P',
): RouteCheckRow {
  return { id, title, value, unit, source, status };
}

export const routeCheckRows: readonly RouteCheckRow[] = [
  row(
    'match_distance_m',
    20,
    'm',
    text('路线与公路的匹配距离', 'Distance within which a route can lie on a road'),
    'A line clicked on a map at zoom 15 to 16 strays 5 to 15 m; doubled 1:10,000 map accuracy (5 m) on top',
  ),
  row(
    'match_heading_deg',
    45,
    'deg',
    text('路线与公路的方向差', 'Difference of direction at which a road no longer fits'),
    'Half way to a right angle: a crossing road never fits, a corner cut by hand still does',
  ),
  row(
    'match_spacing_m',
    5,
    'm',
    text('匹配采样间距', 'Spacing of the places at which a route is compared with roads'),
    'Shorter than the shortest bridge or ford that a county lists (about 6 m); shorter sections get a place of their own',
  ),
  row(
    'match_switch_m',
    15,
    'm',
    text('离开或回到路网的代价', 'Length a stretch off the network must be worth'),
    'A gap shorter than twice this between two stretches of one road is drawing noise',
  ),
  row(
    'match_jump_m',
    30,
    'm',
    text('在不相连公路间跳转的代价', 'Length that a change between unconnected roads must be worth'),
    'As much as leaving the network and coming back: a gap between two roads is jumped, a road above or below is not taken for a few metres',
  ),
  row(
    'match_detour_share',
    0.5,
    '1',
    text('沿路前进与沿线前进之差的代价', 'Cost of a metre by which progress on the road and on the route differ'),
    'A hand-drawn line that cuts the corners of a winding road is up to a third shorter and still follows it',
  ),
  row(
    'match_ambiguity_ratio',
    2,
    '1',
    text('同样吻合的距离倍数', 'How many times as far another road may be and still fit equally well'),
    'Drawing errors of parallel lines differ by less than a factor of two over the window',
  ),
  row(
    'match_ambiguity_floor_m',
    1,
    'm',
    text('同样吻合的距离底数', 'Distance below which two roads always fit equally well'),
    'Stored coordinates and digitised centre lines agree no better than this',
  ),
  row(
    'match_ambiguity_window_m',
    50,
    'm',
    text('比较吻合程度的半窗长', 'Half of the length over which the fit of two roads is compared'),
    'Several clicks of a hand-drawn line, so that one stray vertex decides nothing',
  ),
  row(
    'junction_snap_m',
    2,
    'm',
    text('路口连接容差', 'Gap up to which a road end joins another road'),
    'Sections share end points; 2 m covers end points that were digitised twice',
  ),
  row(
    'use_min_m',
    10,
    'm',
    text('视为使用的最短长度', 'Length from which a route uses a part of a road'),
    'Half the matching distance: turning off at the node where a closed section starts is no use of it; of parts shorter than twice this, half is enough',
  ),
  row(
    'resolve_share',
    0.5,
    '1',
    text('按几何定位所需的比例', 'Share of a line that must run along roads to place it by its geometry'),
    'More on roads than off them',
  ),
  row(
    'corridor_m',
    40,
    'm',
    text('路线走廊半宽', 'Half width of the corridor in which an unplaced closure makes the answer unknown'),
    'Twice the matching distance',
  ),
  row(
    'corridor_run_m',
    30,
    'm',
    text('与封闭路段并行的长度', 'Length beside a closed road from which a stretch off the network is in doubt'),
    'Crossing a road of 10 m at 20 degrees takes 29 m',
  ),
  row(
    'zone_touch_m',
    1,
    'm',
    text('进入危险区的最短长度', 'Length inside a flood zone from which it is entered'),
    'Only keeps a line along a zone border from flickering',
  ),
  row(
    'zone_gap_m',
    5,
    'm',
    text('视为离开危险区的最短长度', 'Length outside a flood zone from which it has been left'),
    'Steps of zone borders taken from elevation cells of 5 to 10 m',
  ),
  row(
    'bridge_overhang_m',
    10,
    'm',
    text('桥梁短于水面的容差', 'Length by which a bridge may be shorter than its water at each end'),
    'Banks and abutments are digitised separately, 5 m each',
  ),
  row(
    'water_touch_m',
    1,
    'm',
    text('进入水面的最短长度', 'Length inside a water body from which it is crossed'),
    'Only keeps a line along a bank from flickering',
  ),
  row(
    'water_graze_m',
    5,
    'm',
    text('擦过河流中心线的深度', 'Excursion over a stream line within which the bank cannot be told'),
    'Accuracy of lines at 1:10,000',
  ),
  row(
    'off_network_max_m',
    50,
    'm',
    text('允许的路网外长度', 'Length off the network that needs no survey of its own'),
    'EV01: the ends of a route lie within 50 m of the network',
  ),
  row(
    'unsurveyed_max_m',
    50,
    'm',
    text('允许的未排查长度', 'Length on unsurveyed roads that is passed over'),
    'As for stretches off the network',
  ),
  row(
    'shelter_reach_m',
    50,
    'm',
    text('安置点与路线终点的距离', 'Distance between the end of a route and its shelter'),
    'EV01: within 50 m',
  ),
  row(
    'point_reach_m',
    50,
    'm',
    text('灾害点与路线起点的距离', 'Distance between the start of a route and its flood point'),
    'EV01: within 50 m',
  ),
  row(
    'network_reach_m',
    50,
    'm',
    text('路线两端与路网的距离', 'Distance between the ends of a route and the network'),
    'EV01: within 50 m',
  ),
  row(
    'vehicle_margin_m',
    0.5,
    'm',
    text('路面应比车辆宽出的尺寸', 'How much wider than the vehicle a road has to be'),
    'A quarter of a metre on either side: mirrors stand out beyond the body, and nobody drives along an edge at night',
  ),
  row(
    'route_profile_step_m',
    25,
    'm',
    text('路线纵断面采样间距', 'Spacing of the heights along a route'),
    'A quarter of the 100 m over which planning takes a grade; twice the cell of a 12.5 m elevation model',
  ),
  row(
    'channel_near_m',
    50,
    'm',
    text('视为到达沟道的距离', 'Distance from water at which a route has come down to the channel'),
    'Flood plains of gullies in hill counties are some tens of metres wide',
  ),
  row(
    'channel_approach_m',
    20,
    'm',
    text('视为靠近沟道的距离变化', 'How much nearer to the water a route has to come to go towards it'),
    'The matching distance: less is how far a line drawn by hand strays',
  ),
  row(
    'channel_descent_m',
    5,
    'm',
    text('视为下行的高差', 'Fall from which a route goes down towards the channel'),
    'Water of a mountain flood rises by a few metres: a fall of 5 m loses the height that keeps people dry',
  ),
  row(
    'channel_look_back_m',
    300,
    'm',
    text('判断下行的路线长度', 'Length of route before it nears the water over which its fall is taken'),
    'A quarter of an hour of the slowest walkers; falls further back are slopes of the hill and not towards this channel',
  ),
  row(
    'drill_valid_d',
    366,
    'd',
    text('演练有效期', 'How long a drill counts'),
    'One drill a year before the flood season, as the guidance on flood prevention by the community (山洪灾害群测群防) asks',
    'R',
  ),
  row(
    'detour_share',
    0.2,
    '1',
    text('比最优路线长出的比例', 'Share by which a route may be longer than the best one'),
    'EV15: 20 % or more longer than the best route',
  ),
];

export type RouteCheckNumbers = Readonly<Record<RouteCheckNumberId, number>>;

/** The rows in force: the project's, with a county's own in place of those of the same id. */
export function routeCheckRowsWith(replacements: readonly RouteCheckRow[] = []): readonly RouteCheckRow[] {
  const own = new Map(replacements.map((replacement) => [replacement.id, replacement]));
  return routeCheckRows.map((standard) => own.get(standard.id) ?? standard);
}

export function routeCheckNumbers(rows: readonly RouteCheckRow[]): RouteCheckNumbers {
  return Object.fromEntries(rows.map((entry) => [entry.id, entry.value])) as Record<RouteCheckNumberId, number>;
}

/**
 * How far around a route features can bear on its check, by the standard rows: a closure at the edge of the corridor
 * may lie on a road as far again from it as two drawings of one road may be apart.
 */
export const routeCheckReachMetres = reachMetres(routeCheckNumbers(routeCheckRows));

function reachMetres(numbers: RouteCheckNumbers): number {
  return Math.max(
    numbers.shelter_reach_m,
    numbers.point_reach_m,
    numbers.network_reach_m,
    numbers.channel_near_m + numbers.channel_approach_m,
    numbers.corridor_m + 2 * numbers.match_distance_m,
  );
}
