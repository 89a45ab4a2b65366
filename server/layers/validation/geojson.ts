import gjv from 'geojson-validation';
import { type Text, text } from '../../../data/text.ts';
import type { Fault } from '../../problems.ts';

/**
 * What geojson-validation says, in both languages. Its messages are English sentences with the position in front
 * (`at 0: at 3: Position must be …`); the position becomes the member's path, the sentence the reason.
 */
const reasons: readonly (readonly [RegExp, string, Text])[] = [
  [/^must be a JSON Object/, 'not_an_object', text('应为 JSON 对象', 'must be a JSON object')],
  [/^must have a member with the name "(\w+)"/, 'member_missing', text('缺少成员“$1”', 'lacks the member "$1"')],
  [/^type must be one of/, 'type_unknown', text('type 不是 GeoJSON 规定的类型', 'type is none of the GeoJSON types')],
  [/^type must be "(\w+)"/, 'type_wrong', text('type 应为“$1”', 'type must be "$1"')],
  [
    /^Position must be an array/,
    'position_wrong',
    text('坐标应为数组 [经度, 纬度]', 'a position must be [longitude, latitude]'),
  ],
  [
    /^Position must be at least two/,
    'position_wrong',
    text('坐标至少要有经度和纬度两个数', 'a position needs a longitude and a latitude'),
  ],
  [
    /^Position must only contain numbers\. Item (.*) at index (\d+)/,
    'position_wrong',
    text('坐标第 $2 项（从 0 起）不是数：$1', 'item $2 of the position is not a number: $1'),
  ],
  [
    /^coordinates must have at least two/,
    'too_few_positions',
    text('线至少要有两个坐标点', 'a line needs at least two positions'),
  ],
  [
    /^coordinates must have at least four/,
    'too_few_positions',
    text('多边形的环至少要有四个坐标点', 'a ring needs at least four positions'),
  ],
  [
    /^The first and last positions/,
    'ring_open',
    text('多边形的环没有闭合：首尾坐标应相同', 'the ring is not closed: first and last position must be equal'),
  ],
  [/^coordinates must be an array/, 'coordinates_wrong', text('coordinates 应为数组', 'coordinates must be an array')],
  [/^bbox/, 'bbox_wrong', text('bbox 应为 4 个或 6 个数的数组', 'bbox must be an array of 4 or 6 numbers')],
];

/** Faults of the GeoJSON structure itself (RFC 7946). An empty answer means the value is a Feature. */
export function structureFaults(value: unknown, feature: number): Fault[] {
  try {
    return gjv.isFeature(value, true).map((message) => toFault(message, feature));
  } catch (error) {
    // The library reads a ring's first position before it knows there is one, and throws on rings that are empty or null.
    if (!(error instanceof TypeError)) throw error;
    return [
      {
        feature,
        member: 'geometry',
        code: 'geojson_invalid',
        reason: text(
          '几何不符合 GeoJSON 规范：坐标数组为空或嵌套层数不对',
          'the geometry is not GeoJSON: an array of coordinates is empty or nested wrongly',
        ),
      },
    ];
  }
}

function toFault(message: string, feature: number): Fault {
  const indices: string[] = [];
  let rest = message;
  for (let at = /^at (\d+): /.exec(rest); at; at = /^at (\d+): /.exec(rest)) {
    indices.push(`[${at[1]}]`);
    rest = rest.slice(at[0].length);
  }
  for (const [pattern, code, reason] of reasons) {
    const match = pattern.exec(rest);
    if (!match) continue;
    const fill = (template: string) => template.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
    return { feature, member: memberOf(code, match[1], indices), code, reason: text(fill(reason.zh), fill(reason.en)) };
  }
  return { feature, member: 'feature', code: 'geojson_invalid', reason: text(`不符合 GeoJSON 规范：${rest}`, rest) };
}

function memberOf(code: string, name: string | undefined, indices: readonly string[]): string {
  if (code === 'member_missing') return name === 'coordinates' ? 'geometry.coordinates' : (name ?? 'feature');
  if (code === 'type_wrong') return name === 'Feature' ? 'type' : 'geometry.type';
  if (code === 'type_unknown') return 'geometry.type';
  if (code === 'bbox_wrong') return 'bbox';
  if (code === 'not_an_object') return 'feature';
  return `geometry.coordinates${indices.join('')}`;
}
