import { text } from '../text.ts';
import type { LayerDefinition } from './definition.ts';
import { countField, dateField, identity, personField, phoneField, place, remarks } from './fields.ts';

export const shelters: LayerDefinition = {
  id: 'shelters',
  title: text('安置点', 'Shelters'),
  description: text(
    '转移群众的安置点：容量、状态与联系人。',
    'Where people are taken in: capacity, state and contact.',
  ),
  group: 'evacuation',
  geometry: 'Point',
  properties: {
    ...identity,
    kind: {
      type: 'string',
      title: text('类型', 'Kind'),
      codes: [
        { value: 'school', title: text('学校', 'School') },
        { value: 'village_office', title: text('村委会', 'Village office') },
        { value: 'government', title: text('政府机关', 'Government building') },
        { value: 'hospital', title: text('卫生院（医院）', 'Hospital') },
        { value: 'hall', title: text('文体场馆', 'Hall') },
        { value: 'square', title: text('广场', 'Square') },
        { value: 'hotel', title: text('宾馆', 'Hotel') },
        { value: 'hut', title: text('山间避险屋', 'Mountain hut') },
        { value: 'tents', title: text('帐篷安置区', 'Tent site') },
        { value: 'other', title: text('其他', 'Other') },
      ],
    },
    capacity: { ...countField('可容纳人数', 'Capacity'), tile: true },
    state: {
      type: 'string',
      title: text('状态', 'State'),
      tile: true,
      codes: [
        { value: 'open', title: text('可启用', 'Open') },
        { value: 'closed', title: text('停用', 'Closed') },
      ],
    },
    area_m2: { type: 'number', title: text('面积', 'Area'), unit: 'm2', minimum: 0, maximum: 10_000_000 },
    supplies: { type: 'string', title: text('物资储备', 'Supplies'), maxLength: 500 },
    contact_person: personField('负责人', 'Contact person'),
    contact_phone: phoneField('负责人电话', 'Phone'),
    inspected_on: dateField('检查日期', 'Checked on'),
    source: { type: 'string', title: text('数据来源', 'Data source'), maxLength: 200 },
    ...place,
    ...remarks,
  },
  required: ['name'],
  editors: ['administrator', 'water', 'township'],
  style: {
    order: 95,
    minimumZoom: 8,
    labelMember: 'name',
    labelMinimumZoom: 13,
    visible: true,
    base: { colour: '#6b7280', outlineColour: '#ffffff', sizePixels: 20, glyph: '安' },
    by: {
      member: 'state',
      cases: [
        { value: 'open', colour: '#15803d', glyph: '安' },
        { value: 'closed', colour: '#6b7280', glyph: '停' },
      ],
    },
  },
  tiles: {
    minimumZoom: 7,
    maximumZoom: 14,
    // A shelter that takes nobody in must not hide behind one that does.
    clusters: { belowZoom: 12, rank: 1, member: 'state', gravestFirst: ['closed', null, 'open'] },
  },
};
