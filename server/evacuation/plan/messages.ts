import { type Text, text } from '../../../data/text.ts';
import type { Key } from './types.ts';

/** Everything a plan says to a person. Wording may change; programs act on the codes beside it. */
export const planMessages = {
  closure_not_placed: (name: Text) =>
    text(
      `封闭记录（${name.zh}）无法对应到路段，未计入，请核对`,
      `closure ${name.en} cannot be put on a road and is not taken into account: check it`,
    ),
  closure_window_unreadable: (name: Text) =>
    text(
      `封闭记录（${name.zh}）的起止时间无法识别，按封闭处理`,
      `the time window of closure ${name.en} cannot be read: taken as closed`,
    ),
  hazard_not_placed: (name: Text) =>
    text(
      `风险路段（${name.zh}）无法对应到路段，未计入，请核对`,
      `hazard ${name.en} cannot be put on a road and is not taken into account: check it`,
    ),
  hazard_without_grade: (name: Text) =>
    text(`风险路段（${name.zh}）未定级，按有风险处理`, `hazard ${name.en} has no grade: taken as a danger`),
  people_unknown: (points: readonly Key[]) =>
    text(
      `${points.length} 个点人数不详（${listed(points).zh}）：给出路线，但不计入安置点容量`,
      `at ${points.length} points nobody knows how many people there are (${listed(points).en}): they are shown a way but take no places`,
    ),
  nobody_there: (points: readonly Key[]) =>
    text(
      `${points.length} 个点人数为 0，无需转移（${listed(points).zh}）`,
      `${points.length} points have 0 people and need no plan (${listed(points).en})`,
    ),
  capacity_unknown: (shelters: readonly Key[]) =>
    text(
      `${shelters.length} 个安置点容量不详，未安排人员（${listed(shelters).zh}）`,
      `the capacity of ${shelters.length} shelters is not known: nobody is sent there (${listed(shelters).en})`,
    ),
  no_capacity: (shelters: readonly Key[]) =>
    text(
      `${shelters.length} 个安置点容量为 0（${listed(shelters).zh}）`,
      `${shelters.length} shelters have a capacity of 0 (${listed(shelters).en})`,
    ),
  shelter_closed: (shelters: readonly Key[]) =>
    text(
      `${shelters.length} 个安置点已停用（${listed(shelters).zh}）`,
      `${shelters.length} shelters are closed (${listed(shelters).en})`,
    ),
  shelter_off_network: (shelters: readonly Key[], metres: number) =>
    text(
      `${shelters.length} 个安置点 ${metres} 米内没有可用道路（${listed(shelters).zh}）`,
      `${shelters.length} shelters have no usable road within ${metres} m (${listed(shelters).en})`,
    ),
  shelter_in_zone: (shelters: readonly Key[]) =>
    text(
      `${shelters.length} 个安置点位于淹没区内，未安排人员（${listed(shelters).zh}）`,
      `${shelters.length} shelters lie in a flood zone: nobody is sent there (${listed(shelters).en})`,
    ),
  warning_unknown: (points: readonly Key[]) =>
    text(
      `${points.length} 个点预警状态未知或可能更严重（雨量缺失），未列入方案（${listed(points).zh}）`,
      `of ${points.length} points the state of warning is not known, or may be graver, for want of rain: the plan leaves them out (${listed(points).en})`,
    ),
  width_unknown: (points: readonly Key[], metres: number) =>
    text(
      `${points.length} 个点的路线共 ${(metres / 1000).toFixed(1)} 公里路面宽度不详，车辆能否通过须现场核实（${listed(points).zh}）`,
      `the routes of ${points.length} points use ${(metres / 1000).toFixed(1)} km of roads of unknown width: whether the vehicle passes has to be seen on the spot (${listed(points).en})`,
    ),
  too_narrow: (roads: number, widthMetres: number) =>
    text(
      `${roads} 个路段窄于 ${widthMetres} 米，车辆不能通行，未使用`,
      `${roads} road sections are narrower than ${widthMetres} m and were not used`,
    ),
  far_from_road: (places: readonly Key[], metres: number) =>
    text(
      `${places.length} 处距最近的道路超过 ${metres} 米，按直线走到道路计算，请核对（${listed(places).zh}）`,
      `${places.length} places lie more than ${metres} m from the nearest road; people are taken to walk straight to it: check them (${listed(places).en})`,
    ),
  no_grades: (metres: number) =>
    text(
      `${(metres / 1000).toFixed(1)} 公里道路没有高程，按平路计算时间，实际可能更长`,
      `${(metres / 1000).toFixed(1)} km of roads have no elevation: times are those of level roads and may be longer`,
    ),
  route_in_flood_zone: (p: Endangered) =>
    text(
      `${p.points.length} 个点共 ${p.people} 人的路线有 ${Math.ceil(p.metres)} 米穿过淹没区（${listed(p.points).zh}）`,
      `the routes of ${p.points.length} points with ${p.people} people lead ${Math.ceil(p.metres)} m through flood zones (${listed(p.points).en})`,
    ),
  route_on_hazard: (p: Endangered) =>
    text(
      `${p.points.length} 个点共 ${p.people} 人的路线有 ${Math.ceil(p.metres)} 米经过重大、较大或未定级的风险路段（${listed(p.points).zh}）`,
      `the routes of ${p.points.length} points with ${p.people} people lead ${Math.ceil(p.metres)} m along major, considerable or ungraded hazards (${listed(p.points).en})`,
    ),
  route_through_ford: (p: Endangered) =>
    text(
      `${p.points.length} 个点共 ${p.people} 人的路线有 ${Math.ceil(p.metres)} 米经过漫水路面或涉水路段（${listed(p.points).zh}）`,
      `the routes of ${p.points.length} points with ${p.people} people lead ${Math.ceil(p.metres)} m through fords or over causeways (${listed(p.points).en})`,
    ),
  access_crosses_water: (points: readonly Key[]) =>
    text(
      `${points.length} 个点的人员要越过河道或水面才能走到道路或安置点，能否通过须现场核实（${listed(points).zh}）`,
      `people of ${points.length} points have to cross water between house, road and shelter: whether they can has to be seen on the spot (${listed(points).en})`,
    ),
  beyond_lead_time: (p: Omit<Endangered, 'metres'> & { minutes: number }) =>
    text(
      `${p.points.length} 个点共 ${p.people} 人转移用时超过预见期，最多超出 ${p.minutes} 分钟（${listed(p.points).zh}）`,
      `${p.people} people at ${p.points.length} points take longer than the lead time of their warning, by up to ${p.minutes} min (${listed(p.points).en})`,
    ),
  search_stopped: (gapPercent: string) =>
    text(
      `整村分配在时限内未证明最优，与下界相差至多 ${gapPercent}%`,
      `the search for whole villages ended at its time limit; the plan is at most ${gapPercent} % above its bound`,
    ),

  off_network: (metres: number, nearest: number | null) =>
    text(
      nearest === null
        ? `${metres} 米内没有可用道路`
        : `${metres} 米内没有可用道路，最近的在 ${Math.round(nearest)} 米外`,
      nearest === null
        ? `no usable road within ${metres} m`
        : `no usable road within ${metres} m; the nearest is ${Math.round(nearest)} m away`,
    ),
  access_flooded: (metres: number) =>
    text(
      `${metres} 米内的道路都要穿过淹没区才能走到`,
      `every road within ${metres} m is parted from it by a flood zone that cannot be passed`,
    ),
  no_shelter: () => text('没有可用的安置点', 'there is no shelter that can be used'),
  no_way: () => text('没有道路通往任何可用的安置点', 'no road leads to any shelter that can be used'),
  closed_off: () => text('通往安置点的道路全部封闭或不可通行', 'every way to a shelter is closed or impassable'),
  no_places: () => text('能到达的安置点已满', 'the shelters it can get to are full'),
  no_places_whole: () =>
    text('能到达的安置点没有一处容得下整村', 'none of the shelters it can get to has room for the whole village'),

  cut_capacity: (p: { people: number; places: number; short: number; shelters: readonly Key[]; points: number }) =>
    text(
      `${p.points} 个点共 ${p.people} 人能到达的安置点（${listed(p.shelters).zh}）只有 ${p.places} 个位置，缺 ${p.short} 个`,
      `${p.people} people at ${p.points} points can get only to ${listed(p.shelters).en} with ${p.places} places: ${p.short} short`,
    ),
  cut_roads: (p: { people: number; points: readonly Key[]; edges: number }) =>
    text(
      `${listed(p.points).zh} 共 ${p.people} 人被封闭或不可通行的道路阻断，打通 ${p.edges} 处即可通行`,
      `${p.people} people at ${listed(p.points).en} are cut off by closed or impassable roads; opening ${p.edges} sections lets them through`,
    ),
  cut_no_way: (p: { people: number; points: readonly Key[] }) =>
    text(
      `${listed(p.points).zh} 共 ${p.people} 人没有道路通往可用的安置点，打通封闭路段也不行`,
      `${p.people} people at ${listed(p.points).en} have no road to a shelter that can be used, even with every closure opened`,
    ),
  cut_whole: (p: { people: number; point: Key; shelter: Key; places: number }) =>
    text(
      `${p.point} 整村 ${p.people} 人，能到达的安置点中剩余最多的 ${p.shelter} 只有 ${p.places} 个位置；可扩容或拆分安置`,
      `the ${p.people} people of ${p.point} stay together, and of the shelters they can get to ${p.shelter} has most places left: ${p.places}; enlarge one or let people be parted`,
    ),
  cut_no_shelter: (people: number) =>
    text(`没有可用的安置点，${people} 人无处安置`, `there is no shelter that can be used for ${people} people`),
  cut_off_network: (p: { people: number; points: readonly Key[]; metres: number }) =>
    text(
      `${listed(p.points).zh} 共 ${p.people} 人距可用道路超过 ${p.metres} 米，请补画道路或放宽距离`,
      `${p.people} people at ${listed(p.points).en} are further than ${p.metres} m from any usable road: draw the missing road or allow a longer distance`,
    ),
  cut_flooded: (p: { people: number; points: readonly Key[] }) =>
    text(
      `${listed(p.points).zh} 共 ${p.people} 人走到道路须穿过不可通行的淹没区`,
      `${p.people} people at ${listed(p.points).en} have to pass a flood zone that cannot be passed to get to any road`,
    ),
  not_given: (titles: readonly Text[]) =>
    text(
      `未提供${titles.map(({ zh }) => `“${zh}”`).join('、')}数据：方案没有避开它们，路线是否经过也无从知道`,
      `no data of ${titles.map(({ en }) => `"${en}"`).join(', ')} was given: the plan keeps clear of none, and whether routes meet any is not known`,
    ),
  cut_or_open: (edges: number) => text(`；或打通 ${edges} 处路段`, `; or open ${edges} sections`),
  cut_all: (people: number) => text(`共 ${people} 人无法安置`, `${people} people cannot be sheltered`),
  by_closure: (names: readonly Text[]) =>
    text(`封闭：${names.map(({ zh }) => zh).join('、')}`, `closed: ${names.map(({ en }) => en).join(', ')}`),
  by_zone: () => text('位于不可通行的区域', 'in an area that cannot be passed'),
} as const;

interface Endangered {
  readonly points: readonly Key[];
  readonly people: number;
  readonly metres: number;
}

const mostNames = 5;

function listed(keys: readonly Key[]): Text {
  const shown = keys.slice(0, mostNames);
  const more = keys.length - shown.length;
  if (more === 0) return text(shown.join('、'), shown.join(', '));
  return text(`${shown.join('、')} 等 ${keys.length} 个`, `${shown.join(', ')} and ${more} more`);
}
