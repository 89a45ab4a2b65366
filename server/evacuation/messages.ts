import { type Text, text } from '../../data/text.ts';

/**
 * Everything the route check says to a person, by code. Codes are stable: programs may act on them. Wording may change.
 */
export const messages = {
  no_route_length: () => text('路线没有长度，无法检查', 'The route has no length and cannot be checked'),
  no_data: (p: { layer: Text }) =>
    text(`本县没有“${p.layer.zh}”数据，无法判定`, `The county has no data in "${p.layer.en}": no verdict is possible`),

  enters_zone: (p: { zones: Text; metres: number }) =>
    text(
      `离开起点所在危险区后又进入危险区${p.zones.zh}，区内长 ${p.metres} 米`,
      `Enters flood zone ${p.zones.en} after leaving its own: ${p.metres} m inside`,
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
