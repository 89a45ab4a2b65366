import { text } from '../text.ts';
import type { LayerDefinition } from './definition.ts';
import { countField, dateField, flagField, identity, personField, phoneField, place, remarks } from './fields.ts';

export const evacuationRoutes: LayerDefinition = {
  id: 'evacuation_routes',
  title: text('转移路线', 'Evacuation routes'),
  description: text(
    '从灾害点到安置点的转移路线，按行进方向画线。',
    'From a flood point to its shelter, drawn the way people go.',
  ),
  group: 'evacuation',
  geometry: 'LineString',
  properties: {
    ...identity,
    flood_point_code: { type: 'string', title: text('灾害点编号', 'Flood point code'), maxLength: 64, tile: true },
    shelter_code: { type: 'string', title: text('安置点编号', 'Shelter code'), maxLength: 64, tile: true },
    people: { ...countField('转移人数', 'People'), tile: true },
    mode: {
      type: 'string',
      title: text('转移方式', 'Mode'),
      tile: true,
      codes: [
        { value: 'foot', title: text('步行', 'On foot') },
        { value: 'vehicle', title: text('乘车', 'By vehicle') },
      ],
    },
    vehicle_width_m: {
      type: 'number',
      title: text('车辆宽度', 'Vehicle width'),
      unit: 'm',
      exclusiveMinimum: 0,
      maximum: 5,
    },
    responsible_person: personField('转移责任人', 'Evacuation leader'),
    responsible_phone: phoneField('转移责任人电话', 'Phone of the evacuation leader'),
    sign_installed: flagField('已设指示牌', 'Signs installed'),
    drilled_on: dateField('最近演练日期', 'Last drill'),
    ...place,
    ...remarks,
  },
  required: ['name'],
  editors: ['administrator', 'water', 'township'],
  // The shelter may be the neighbours'.
  belongsBy: 'start',
  style: {
    order: 65,
    minimumZoom: 9,
    labelMember: 'name',
    labelMinimumZoom: 14,
    visible: true,
    base: { colour: '#0b8f6a', outlineColour: '#ffffff', sizePixels: 5 },
    alsoBy: [
      {
        member: 'mode',
        cases: [
          { value: 'foot', colour: '#0b8f6a', dash: [1.4, 0.6] },
          { value: 'vehicle', colour: '#1f5fa8' },
        ],
      },
    ],
  },
  tiles: { minimumZoom: 8, maximumZoom: 15 },
};
