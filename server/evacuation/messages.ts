import { type Text, text } from '../../data/text.ts';

interface HazardWords {
  readonly kind: Text;
  readonly grade: Text;
  readonly hazard: Text;
  readonly metres: number;
}

/**
 * Everything the route check says to a person, by code. Codes are stable: programs may act on them. Wording may change.
 */
export const messages = {
  no_route_length: () => text('路线没有长度，无法检查', 'The route has no length and cannot be checked'),
  no_data: (p: { layer: Text }) =>
    text(`本县没有“${p.layer.zh}”数据，无法判定`, `The county has no data in "${p.layer.en}": no verdict is possible`),

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
