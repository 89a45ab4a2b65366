import { text } from '../text.ts';
import { gradeClusters, gradeCodes } from './codes.ts';
import type { LayerDefinition } from './definition.ts';
import { countField, dateField, identity, personField, phoneField, place, remarks, rescueEquipment } from './fields.ts';

export const waterWorks: LayerDefinition = {
  id: 'water_works',
  title: text('水利设施', 'Water works'),
  description: text(
    '水库、淤地坝、山塘、集水坑与在建水利工程：汛前检查与责任人。',
    'Reservoirs, check dams, ponds, pits and works: their check before the flood season and who answers for them.',
  ),
  group: 'flood',
  geometry: 'Point',
  properties: {
    ...identity,
    kind: {
      type: 'string',
      title: text('类型', 'Kind'),
      tile: true,
      codes: [
        { value: 'reservoir', title: text('水库', 'Reservoir') },
        { value: 'check_dam', title: text('淤地坝', 'Check dam') },
        { value: 'pond', title: text('山塘', 'Pond') },
        { value: 'pit', title: text('集水坑', 'Pit') },
        { value: 'works', title: text('在建工程', 'Works') },
      ],
    },
    risk_grade: { type: 'string', title: text('风险等级', 'Grade'), codes: gradeCodes, tile: true },
    storage_10k_m3: {
      type: 'number',
      title: text('总库容', 'Storage'),
      unit: '10^4 m3',
      minimum: 0,
      maximum: 10_000_000,
    },
    dam_height_m: { type: 'number', title: text('坝高', 'Dam height'), unit: 'm', minimum: 0, maximum: 400 },
    flood_limit_level_m: {
      type: 'number',
      title: text('汛限水位', 'Flood limit level'),
      unit: 'm',
      minimum: -500,
      maximum: 9000,
    },
    dam_state: {
      type: 'string',
      title: text('大坝状况', 'State of the dam'),
      codes: [
        { value: 'safe', title: text('一类坝（安全）', 'Class 1, safe') },
        { value: 'basically_safe', title: text('二类坝（基本安全）', 'Class 2, basically safe') },
        { value: 'dangerous', title: text('三类坝（病险）', 'Class 3, dangerous') },
        { value: 'not_assessed', title: text('未鉴定', 'Not assessed') },
      ],
    },
    people_downstream: countField('下游影响人口', 'People downstream'),
    administrative_person: personField('行政责任人', 'Administrative responsible person'),
    administrative_phone: phoneField('行政责任人电话', 'Phone, administrative'),
    technical_person: personField('技术责任人', 'Technical responsible person'),
    technical_phone: phoneField('技术责任人电话', 'Phone, technical'),
    patrol_person: personField('巡查责任人', 'Patrol'),
    patrol_phone: phoneField('巡查责任人电话', 'Phone, patrol'),
    ...rescueEquipment,
    inspected_on: dateField('汛前检查日期', 'Checked before the flood season on'),
    problems: { type: 'string', title: text('存在问题', 'Problems found'), maxLength: 2000 },
    ...place,
    ...remarks,
  },
  required: ['kind'],
  editors: ['administrator', 'water', 'township'],
  style: {
    order: 80,
    minimumZoom: 9,
    labelMember: 'name',
    labelMinimumZoom: 13,
    visible: true,
    base: { colour: '#0f766e', outlineColour: '#ffffff', sizePixels: 16, glyph: '水' },
    by: {
      member: 'kind',
      cases: [
        { value: 'reservoir', glyph: '库' },
        { value: 'check_dam', glyph: '坝' },
        { value: 'pond', glyph: '塘' },
        { value: 'pit', glyph: '坑' },
        { value: 'works', glyph: '工' },
      ],
    },
    alsoBy: [
      {
        member: 'risk_grade',
        cases: [
          { value: 'major', colour: '#c81e1e' },
          { value: 'considerable', colour: '#e8710a' },
          { value: 'general', colour: '#a18600' },
          { value: 'low', colour: '#2563c9' },
        ],
      },
    ],
  },
  tiles: { minimumZoom: 8, maximumZoom: 14, clusters: { ...gradeClusters, rank: 2 } },
};
