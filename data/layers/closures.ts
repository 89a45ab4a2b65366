import { text } from '../text.ts';
import type { LayerDefinition } from './definition.ts';
import { chainage, chainageRises, identity, personField, phoneField, place, remarks } from './fields.ts';

export const closures: LayerDefinition = {
  id: 'closures',
  title: text('道路封闭', 'Road closures'),
  description: text(
    '在一段时间内封闭的路段。按路段与时间判定，不按图形相交判定：跨越封闭道路的桥梁仍可通行。',
    'Sections closed for a time. A closure holds by section and time, never by crossing geometry: a bridge over a closed road stays open.',
  ),
  group: 'roads',
  geometry: 'LineString',
  properties: {
    ...identity,
    reason: {
      type: 'string',
      title: text('封闭原因', 'Reason'),
      tile: true,
      codes: [
        { value: 'flood', title: text('水淹', 'Flooded') },
        { value: 'landslide', title: text('滑坡', 'Landslide') },
        { value: 'collapse', title: text('塌方', 'Collapse') },
        { value: 'bridge_damage', title: text('桥梁受损', 'Bridge damage') },
        { value: 'construction', title: text('施工', 'Construction') },
        { value: 'snow_ice', title: text('冰雪', 'Snow or ice') },
        { value: 'other', title: text('其他', 'Other') },
      ],
    },
    segment_code: {
      type: 'string',
      title: text('所在路段编号', 'Road section code'),
      description: text('公路图层中该路段的编号', 'The code of the section in the roads layer'),
      maxLength: 64,
      tile: true,
    },
    road_code: { type: 'string', title: text('公路编号', 'Road number'), maxLength: 32, tile: true },
    ...chainage,
    valid_from: { type: 'string', format: 'date-time', title: text('封闭起始时间', 'Closed from'), tile: true },
    valid_to: {
      type: 'string',
      format: 'date-time',
      title: text('封闭截止时间', 'Closed until'),
      description: text('留空表示尚未解除', 'Empty while no end is known'),
      tile: true,
    },
    announced_by: personField('发布单位', 'Announced by'),
    contact_phone: phoneField('联系电话', 'Phone'),
    ...place,
    ...remarks,
  },
  required: ['reason', 'valid_from'],
  checks: [
    chainageRises,
    {
      id: 'validity_order',
      members: ['valid_to', 'valid_from'],
      message: text('封闭截止时间须晚于起始时间', 'A closure must end after it begins'),
      holds: ({ valid_from: from, valid_to: to }) =>
        typeof from !== 'string' || typeof to !== 'string' || Date.parse(to) > Date.parse(from),
    },
  ],
  temporal: { start: 'valid_from', end: 'valid_to' },
  chainage: { from: 'from_m', to: 'to_m' },
  editors: ['administrator', 'transport', 'township'],
  style: {
    order: 70,
    minimumZoom: 9,
    leastOpacityPercent: 40,
    visible: true,
    base: { colour: '#111827', outlineColour: '#ffffff', sizePixels: 6, dash: [1.5, 1] },
  },
  tiles: { minimumZoom: 9, maximumZoom: 15 },
};
