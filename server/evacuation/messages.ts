import { type Text, text } from '../../data/text.ts';

interface HazardWords {
  readonly kind: Text;
  readonly grade: Text;
  readonly hazard: Text;
  readonly metres: number;
}

function farZh(what: string, metres: number | null, limit: number): string {
  return metres === null ? `${limit} 米内没有${what}` : `距${what} ${metres} 米，超过 ${limit} 米`;
}

function farEn(metres: number | null, limit: number): string {
  return metres === null ? `more than ${limit} m` : `${metres} m, more than ${limit} m,`;
}

/**
 * Everything the route check says to a person, by code. Codes are stable: programs may act on them. Wording may change.
 */
export const messages = {
  no_route_length: () => text('路线没有长度，无法检查', 'The route has no length and cannot be checked'),
  no_data: (p: { layer: Text }) =>
    text(`本县没有“${p.layer.zh}”数据，无法判定`, `The county has no data in "${p.layer.en}": no verdict is possible`),

  not_given: (p: { layer: Text }) =>
    text(`未提供“${p.layer.zh}”数据，无法判定`, `No data of "${p.layer.en}" was given: no verdict is possible`),

  point_not_found: (p: { code: string }) =>
    text(`未找到编号为 ${p.code} 的灾害点`, `No flood point with the code ${p.code} was found`),
  no_point_at_start: (p: { metres: number }) =>
    text(
      `路线未注明灾害点，起点 ${p.metres} 米内也没有灾害点`,
      `The route names no flood point, and none lies within ${p.metres} m of its start`,
    ),
  mode_missing: () =>
    text(
      '路线未注明转移方式（步行或乘车），结论随方式而异',
      'Whether people walk or ride is not recorded, and the answer depends on it',
    ),
  no_county_network: () =>
    text('没有全县路网，无法与其他走法比较', 'Without the roads of the whole county no other way can be looked for'),
  end_off_county_network: (p: { place: Text }) =>
    text(
      `${p.place.zh}附近没有可通行的公路，无法与其他走法比较`,
      `No usable road lies near ${p.place.en}: no other way can be looked for`,
    ),

  start_off_network: (p: { metres: number | null; limit: number }) =>
    text(`起点${farZh('路网', p.metres, p.limit)}`, `The start lies ${farEn(p.metres, p.limit)} from the network`),
  end_off_network: (p: { metres: number | null; limit: number }) =>
    text(`终点${farZh('路网', p.metres, p.limit)}`, `The end lies ${farEn(p.metres, p.limit)} from the network`),
  start_off_point: (p: { point: Text; metres: number; limit: number }) =>
    text(
      `起点距灾害点${p.point.zh} ${p.metres} 米，超过 ${p.limit} 米`,
      `The start lies ${p.metres} m from its flood point ${p.point.en}, more than ${p.limit} m`,
    ),
  end_off_shelter: (p: { shelter: Text; metres: number; limit: number }) =>
    text(
      `终点距安置点${p.shelter.zh} ${p.metres} 米，超过 ${p.limit} 米`,
      `The end lies ${p.metres} m from its shelter ${p.shelter.en}, more than ${p.limit} m`,
    ),

  roads_not_joined: (p: { roads: Text; metres: number }) =>
    text(
      `路线在此中断：${p.roads.zh}互不连通，相距 ${p.metres} 米`,
      `The route is broken here: ${p.roads.en} do not join; the gap is ${p.metres} m`,
    ),
  path_between_roads: (p: { roads: Text; metres: number }) =>
    text(
      `${p.roads.zh}之间有 ${p.metres} 米不在路网上，不知能否通行`,
      `${p.metres} m between ${p.roads.en} lie on no road: whether there is a way through is not known`,
    ),
  against_oneway: (p: { roads: Text; metres: number }) =>
    text(`逆向行驶单行路${p.roads.zh} ${p.metres} 米`, `Drives ${p.metres} m against one-way traffic on ${p.roads.en}`),
  against_oneway_perhaps: (p: { roads: Text; metres: number }) =>
    text(
      `可能逆向行驶单行路${p.roads.zh} ${p.metres} 米：公路或转移方式无法确定`,
      `May go ${p.metres} m against one-way traffic on ${p.roads.en}: the road meant, or whether people ride, is not known`,
    ),
  closed_to_vehicles: (p: { roads: Text; metres: number }) =>
    text(
      `乘车经过机动车不能通行的${p.roads.zh} ${p.metres} 米`,
      `Drives ${p.metres} m on ${p.roads.en}, which is not open to motor vehicles`,
    ),
  closed_to_vehicles_perhaps: (p: { roads: Text; metres: number }) =>
    text(
      `可能乘车经过机动车不能通行的${p.roads.zh} ${p.metres} 米：公路或转移方式无法确定`,
      `May drive ${p.metres} m on ${p.roads.en}, which is not open to motor vehicles: the road meant, or whether people ride, is not known`,
    ),

  shelter_overfull: (p: { shelter: Text; people: number; capacity: number; routes: number }) =>
    text(
      `安置点${p.shelter.zh}可容纳 ${p.capacity} 人，${p.routes} 条路线共安排 ${p.people} 人，超出 ${p.people - p.capacity} 人`,
      `Shelter ${p.shelter.en} takes ${p.capacity} people; ${p.routes} routes bring ${p.people}, ${p.people - p.capacity} too many`,
    ),
  capacity_missing: (p: { shelter: Text }) =>
    text(`安置点${p.shelter.zh}未登记可容纳人数`, `The capacity of shelter ${p.shelter.en} is not recorded`),
  people_missing: (p: { routes: Text }) =>
    text(`下列路线未登记转移人数：${p.routes.zh}`, `These routes do not say how many people they take: ${p.routes.en}`),
  people_not_assigned: (p: { point: Text; people: number; assigned: number }) =>
    text(
      `灾害点${p.point.zh}有 ${p.people} 人，各路线共安排 ${p.assigned} 人，尚有 ${p.people - p.assigned} 人没有路线`,
      `Flood point ${p.point.en} has ${p.people} people, ${p.assigned} of them on a route: ${p.people - p.assigned} have none`,
    ),
  point_people_missing: (p: { point: Text }) =>
    text(`灾害点${p.point.zh}未登记人口`, `How many people live at flood point ${p.point.en} is not recorded`),
  people_counted_twice: (p: { point: Text; people: number; assigned: number }) =>
    text(
      `灾害点${p.point.zh}有 ${p.people} 人，各路线合计却有 ${p.assigned} 人：可能重复计数，无法确定是否人人有路线`,
      `Flood point ${p.point.en} has ${p.people} people and its routes take ${p.assigned}: some may be counted twice, and whether everybody has a route is not known`,
    ),

  slower_than_warning: (p: { minutes: number; lead: number }) =>
    text(
      `至少需要 ${p.minutes} 分钟，预见期只有 ${p.lead} 分钟`,
      `Takes ${p.minutes} min at least; the warning comes ${p.lead} min ahead`,
    ),
  perhaps_slower_than_warning: (p: { from: number; to: number | null; lead: number }) =>
    text(
      `约需 ${p.from} 至${p.to === null ? '无法估计的' : ` ${p.to} `}分钟，预见期 ${p.lead} 分钟：坡度、路况或转移方式不详，无法确定是否来得及`,
      `Takes ${p.from} to ${p.to ?? 'unknown'} min, and the warning comes ${p.lead} min ahead: grades, ground or mode are not known well enough to tell`,
    ),
  lead_time_missing: (p: { point: Text }) =>
    text(`灾害点${p.point.zh}未登记预见期`, `The lead time of flood point ${p.point.en} is not recorded`),

  no_alternative: (p: { roads: Text; metres: number }) =>
    text(
      `${p.roads.zh}有 ${p.metres} 米没有替代道路：一旦中断，灾害点到不了任何安置点`,
      `No alternative to ${p.metres} m of ${p.roads.en}: if it is lost, no shelter can be reached from the flood point`,
    ),

  too_narrow: (p: { roads: Text; metres: number; width: number; needed: number }) =>
    text(
      `${p.roads.zh}有 ${p.metres} 米路面宽 ${p.width} 米，车辆需要 ${p.needed} 米`,
      `${p.metres} m of ${p.roads.en} are ${p.width} m wide; the vehicle needs ${p.needed} m`,
    ),
  too_narrow_perhaps: (p: { roads: Text; metres: number; width: number; needed: number }) =>
    text(
      `可能有 ${p.metres} 米走在宽 ${p.width} 米的${p.roads.zh}上（车辆需要 ${p.needed} 米）：几条公路同样吻合，无法确定`,
      `${p.metres} m may lie on ${p.roads.en}, ${p.width} m wide (the vehicle needs ${p.needed} m): several roads fit equally well`,
    ),
  width_missing: (p: { roads: Text; metres: number }) =>
    text(
      `${p.roads.zh}未登记路面宽度，涉及 ${p.metres} 米`,
      `The width of ${p.roads.en} is not recorded; ${p.metres} m are concerned`,
    ),
  vehicle_width_missing: () => text('路线未注明车辆宽度', 'The width of the vehicle is not recorded'),

  towards_channel: (p: { waters: Text; fall: number; distance: number }) =>
    text(
      `下行 ${p.fall} 米，走向${p.waters.zh}，最近处相距 ${p.distance} 米`,
      `Goes down ${p.fall} m towards ${p.waters.en}, to within ${p.distance} m of it`,
    ),
  channel_height_missing: (p: { waters: Text; metres: number }) =>
    text(
      `靠近${p.waters.zh}的 ${p.metres} 米缺少高程，不知是否下行`,
      `Heights are missing on ${p.metres} m near ${p.waters.en}: whether it goes down is not known`,
    ),
  no_elevation: () => text('没有路线的高程', 'There is no elevation for the route'),
  elevation_too_coarse: (p: { rmse: number; fall: number }) =>
    text(
      `高程中误差 ${p.rmse} 米，分辨不出 ${p.fall} 米的高差`,
      `Heights are good to ${p.rmse} m, too coarse to tell a fall of ${p.fall} m`,
    ),

  person_missing: () => text('未登记转移责任人', 'No evacuation leader is recorded'),
  phone_missing: () => text('未登记转移责任人电话', 'No phone of the evacuation leader is recorded'),
  phone_unreadable: (p: { phone: string }) =>
    text(`责任人电话“${p.phone}”不是电话号码`, `The phone of the evacuation leader, "${p.phone}", is no phone number`),
  sign_missing: () => text('未设指示牌', 'No signs are installed'),
  sign_not_recorded: () => text('未登记是否设有指示牌', 'Whether signs are installed is not recorded'),
  drill_missing: () => text('没有演练记录', 'No drill is on record'),
  drill_out_of_date: (p: { date: string; days: number; limit: number }) =>
    text(
      `最近一次演练在 ${p.date}，已过 ${p.days} 天（限 ${p.limit} 天）`,
      `The last drill was on ${p.date}, ${p.days} days ago (at most ${p.limit})`,
    ),
  drill_unreadable: (p: { date: string }) =>
    text(
      `演练日期“${p.date}”无法识别或尚未到来`,
      `The date of the drill, "${p.date}", cannot be read or has not come yet`,
    ),

  longer_than_best: (p: { metres: number; best: number; percent: number }) =>
    text(
      `全程 ${p.metres} 米，比最优路线（${p.best} 米）长 ${p.percent}%`,
      `${p.metres} m in all, ${p.percent} % longer than the best route (${p.best} m)`,
    ),
  no_best_way: () =>
    text(
      '路网上找不到从灾害点到安置点的通路，无法比较',
      'The network has no way from the flood point to the shelter to compare with',
    ),

  closed_section: (p: { closure: Text; metres: number }) =>
    text(
      `使用已封闭路段 ${p.metres} 米（封闭：${p.closure.zh}）`,
      `Uses ${p.metres} m of a closed section (closure ${p.closure.en})`,
    ),
  closure_window_unreadable: (p: { closure: Text; metres: number }) =>
    text(
      `途经路段有封闭记录（${p.closure.zh}），其起止时间缺漏或颠倒，不知是否仍封闭，涉及 ${p.metres} 米`,
      `${p.metres} m lie on a section whose closure ${p.closure.en} has an unreadable or reversed time window: whether it is closed is not known`,
    ),
  closure_perhaps_used: (p: { closure: Text; metres: number }) =>
    text(
      `有 ${p.metres} 米可能位于封闭路段（${p.closure.zh}）：几条公路同样吻合，无法确定`,
      `${p.metres} m may lie on a closed section (closure ${p.closure.en}): several roads fit equally well`,
    ),
  closure_contradicts: (p: { closure: Text; metres: number }) =>
    text(
      `封闭记录（${p.closure.zh}）的路段编号或桩号与其画线位置不一致，画线与路线重合 ${p.metres} 米，请核对`,
      `Closure ${p.closure.en} names one place by its codes or chainage and is drawn at another, ${p.metres} m of which the route follows: check the closure`,
    ),
  closure_not_placed: (p: { closure: Text; metres: number }) =>
    text(
      `路线附近的封闭记录（${p.closure.zh}）无法对应到公路路段，涉及 ${p.metres} 米，请核对`,
      `Closure ${p.closure.en} near the route cannot be put on a road section; ${p.metres} m are concerned: check the closure`,
    ),
  closure_beside_path: (p: { closure: Text; metres: number }) =>
    text(
      `路网外的路线有 ${p.metres} 米与封闭路段并行（封闭：${p.closure.zh}），无法确定是否走在该路段上`,
      `${p.metres} m off the network run beside a closed section (closure ${p.closure.en}): whether on it is not known`,
    ),
  no_closures: () => text('本县目前没有封闭记录', 'The county has no closure on record'),

  enters_zone: (p: { zones: Text; metres: number }) =>
    text(
      `离开起点所在危险区后又进入危险区${p.zones.zh}，区内长 ${p.metres} 米`,
      `Enters flood zone ${p.zones.en} after leaving its own: ${p.metres} m inside`,
    ),
  enters_zone_from_outside: (p: { zones: Text; metres: number }) =>
    text(
      `起点不在危险区内，途中进入危险区${p.zones.zh}，区内长 ${p.metres} 米`,
      `Starts outside all flood zones and enters ${p.zones.en}: ${p.metres} m inside`,
    ),
  deadly_zone: (p: { zones: Text; metres: number }) =>
    text(
      `尚未离开起点所在危险区，先穿过另一泥石流危险区或溃坝影响区${p.zones.zh}，区内长 ${p.metres} 米`,
      `Passes through another debris-flow or dam-break zone, ${p.zones.en}, before leaving its own: ${p.metres} m inside`,
    ),
  deeper_zone: (p: { zones: Text; metres: number }) =>
    text(
      `尚未离开起点所在危险区，先穿过另一危险区${p.zones.zh}，区内长 ${p.metres} 米`,
      `Passes through another flood zone, ${p.zones.en}, before leaving its own: ${p.metres} m inside`,
    ),
  never_leaves_zone: (p: { zones: Text }) =>
    text(
      `路线终点仍在起点所在危险区${p.zones.zh}内`,
      `The route ends inside the flood zone it starts in, ${p.zones.en}`,
    ),

  ford: (p: { roads: Text; metres: number }) =>
    text(
      `途经涉水路段或过水路面${p.roads.zh}，长 ${p.metres} 米`,
      `Goes through the ford or causeway ${p.roads.en}: ${p.metres} m`,
    ),
  ford_perhaps: (p: { roads: Text; metres: number }) =>
    text(
      `可能途经涉水路段或过水路面${p.roads.zh}，长 ${p.metres} 米：几条公路同样吻合，无法确定`,
      `May go through the ford or causeway ${p.roads.en}, ${p.metres} m: several roads fit equally well`,
    ),
  water_without_bridge: (p: { waters: Text; roads: Text }) =>
    text(
      `经${p.roads.zh}穿过${p.waters.zh}，该处没有桥梁或隧道`,
      `Crosses ${p.waters.en} on ${p.roads.en} with neither bridge nor tunnel`,
    ),
  water_structure_missing: (p: { waters: Text; roads: Text }) =>
    text(
      `经${p.roads.zh}穿过${p.waters.zh}，公路未登记构造物，不知有无桥梁`,
      `Crosses ${p.waters.en} on ${p.roads.en}, whose structure is not recorded: whether there is a bridge is not known`,
    ),
  water_off_network: (p: { waters: Text; roads: Text }) =>
    text(
      `在路网外穿过${p.waters.zh}，不知有无桥梁`,
      `Crosses ${p.waters.en} off the network: whether there is a bridge is not known`,
    ),
  water_bridge_perhaps: (p: { waters: Text; roads: Text }) =>
    text(
      `穿过${p.waters.zh}处有几条公路同样吻合（${p.roads.zh}），无法确定是否走桥梁`,
      `Where it crosses ${p.waters.en} several roads fit equally well (${p.roads.en}): whether it takes the bridge is not known`,
    ),
  water_beside_bridge: (p: { waters: Text; roads: Text }) =>
    text(
      `在桥头附近穿过${p.waters.zh}（${p.roads.zh}），桥梁本身未跨越该水体，不知是否有桥`,
      `Crosses ${p.waters.en} on ${p.roads.en} just beyond the end of a bridge that does not meet it: whether there is a bridge over it is not known`,
    ),
  water_grazed: (p: { waters: Text; roads: Text }) =>
    text(
      `${p.roads.zh}紧贴${p.waters.zh}，按现有精度无法确定是否涉水`,
      `${p.roads.en} runs so close to ${p.waters.en} that the data cannot tell whether it enters the water`,
    ),

  hazard_along: (p: HazardWords) =>
    text(
      `沿线有${p.grade.zh}${p.kind.zh}路段（${p.hazard.zh}），重合 ${p.metres} 米`,
      `${p.metres} m along a hazard section: ${p.kind.en}, grade ${p.grade.en} (${p.hazard.en})`,
    ),
  hazard_without_grade: (p: HazardWords) =>
    text(
      `沿线有未定级的${p.kind.zh}路段（${p.hazard.zh}），重合 ${p.metres} 米`,
      `${p.metres} m along a hazard section without a grade: ${p.kind.en} (${p.hazard.en})`,
    ),
  hazard_perhaps_used: (p: HazardWords) =>
    text(
      `可能途经${p.grade.zh}${p.kind.zh}路段（${p.hazard.zh}）${p.metres} 米：无法确定在哪条公路或哪一段`,
      `${p.metres} m may lie on a hazard section: ${p.kind.en}, grade ${p.grade.en} (${p.hazard.en}); which road or part cannot be told`,
    ),
  hazard_contradicts: (p: HazardWords) =>
    text(
      `${p.grade.zh}${p.kind.zh}（${p.hazard.zh}）的路段编号或桩号与其画线位置不一致，画线与路线重合 ${p.metres} 米，请核对`,
      `Hazard ${p.hazard.en} (${p.kind.en}, grade ${p.grade.en}) names one place by its codes or chainage and is drawn at another, ${p.metres} m of which the route follows: check it`,
    ),
  hazard_not_placed: (p: HazardWords) =>
    text(
      `路线附近的${p.grade.zh}${p.kind.zh}（${p.hazard.zh}）无法对应到公路路段，涉及 ${p.metres} 米，请核对`,
      `Hazard ${p.hazard.en} (${p.kind.en}, grade ${p.grade.en}) near the route cannot be put on a road section; ${p.metres} m are concerned: check it`,
    ),
  path_not_surveyed: (p: { metres: number }) =>
    text(
      `有 ${p.metres} 米不在路网上，未作风险排查`,
      `${p.metres} m lie on no road and have never been surveyed for hazards`,
    ),
  road_not_surveyed: (p: { roads: Text; metres: number }) =>
    text(
      `有 ${p.metres} 米位于未作风险排查的公路（${p.roads.zh}）`,
      `${p.metres} m lie on roads never surveyed for hazards (${p.roads.en})`,
    ),
  survey_date_missing: (p: { roads: Text }) =>
    text(`下列公路没有排查日期：${p.roads.zh}`, `These roads have no survey date: ${p.roads.en}`),

  shelter_closed: (p: { shelter: Text }) => text(`安置点${p.shelter.zh}已停用`, `Shelter ${p.shelter.en} is closed`),
  shelter_in_zone: (p: { shelter: Text; zones: Text }) =>
    text(
      `安置点${p.shelter.zh}位于危险区${p.zones.zh}内`,
      `Shelter ${p.shelter.en} lies inside flood zone ${p.zones.en}`,
    ),
  shelter_state_missing: (p: { shelter: Text }) =>
    text(
      `安置点${p.shelter.zh}未登记状态，不知是否可启用`,
      `Shelter ${p.shelter.en} has no state: whether it is open is not known`,
    ),
  shelter_out_of_reach: (p: { shelter: Text; metres: number }) =>
    text(
      `路线终点未到达安置点${p.shelter.zh}：两者相距超过 ${p.metres} 米`,
      `The route does not reach its shelter ${p.shelter.en}, which lies more than ${p.metres} m from its end`,
    ),
  shelter_not_found: (p: { code: string }) =>
    text(`未找到编号为 ${p.code} 的安置点`, `No shelter with the code ${p.code} was found`),
  no_shelter_at_end: (p: { metres: number }) =>
    text(`路线终点 ${p.metres} 米内没有安置点`, `No shelter lies within ${p.metres} m of the end of the route`),
  shelter_at_start: (p: { metres: number; shelter: Text }) =>
    text(
      `路线终点 ${p.metres} 米内没有安置点，起点处却有安置点${p.shelter.zh}：路线方向可能画反了`,
      `No shelter within ${p.metres} m of the end, but ${p.shelter.en} at the start: is the route drawn the wrong way round?`,
    ),
} as const satisfies Record<string, (parameters: never) => Text>;

export type MessageCode = keyof typeof messages;
