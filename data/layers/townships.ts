import { text } from '../text.ts';
import type { LayerDefinition } from './definition.ts';
import { countField, identity, personField, phoneField, remarks } from './fields.ts';

export const townships: LayerDefinition = {
  id: 'townships',
  title: text('乡镇', 'Townships'),
  description: text(
    '乡镇（街道）辖区，编号为行政区划代码。',
    'Townships; the code is that of the administrative division.',
  ),
  group: 'base',
  geometry: 'MultiPolygon',
  properties: {
    ...identity,
    seat: { type: 'string', title: text('政府驻地', 'Seat'), maxLength: 100 },
    population: countField('户籍人口', 'Population'),
    contact_person: personField('防汛负责人', 'Flood contact'),
    contact_phone: phoneField('值班电话', 'Duty phone'),
    ...remarks,
  },
  required: ['code', 'name'],
  editors: ['administrator'],
  style: {
    order: 14,
    minimumZoom: 7,
    labelMember: 'name',
    labelMinimumZoom: 9,
    visible: true,
    base: { colour: '#7d6f8f', outlineColour: '#7d6f8f', sizePixels: 1.4, fillOpacity: 0, dash: [4, 2] },
  },
  tiles: { minimumZoom: 6, maximumZoom: 14 },
};
