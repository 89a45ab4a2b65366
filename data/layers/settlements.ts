import { text } from '../text.ts';
import type { LayerDefinition } from './definition.ts';
import { countField, identity, place, remarks } from './fields.ts';

export const settlements: LayerDefinition = {
  id: 'settlements',
  title: text('居民点', 'Settlements'),
  description: text('集镇、行政村与自然村。', 'Towns, villages and hamlets.'),
  group: 'base',
  geometry: 'Point',
  properties: {
    ...identity,
    kind: {
      type: 'string',
      title: text('类型', 'Kind'),
      tile: true,
      codes: [
        { value: 'town', title: text('集镇', 'Town') },
        { value: 'village', title: text('行政村', 'Village') },
        { value: 'hamlet', title: text('自然村', 'Hamlet') },
      ],
    },
    households: countField('户数', 'Households'),
    people: countField('人口', 'People'),
    elevation_m: { type: 'number', title: text('高程', 'Elevation'), unit: 'm', minimum: -500, maximum: 9000 },
    source: { type: 'string', title: text('数据来源', 'Data source'), maxLength: 200 },
    ...place,
    ...remarks,
  },
  required: ['name', 'kind'],
  editors: ['administrator', 'water', 'township'],
  style: {
    order: 85,
    minimumZoom: 8,
    labelMember: 'name',
    labelMinimumZoom: 11,
    visible: true,
    base: { colour: '#4b4640', outlineColour: '#ffffff', sizePixels: 6 },
    by: {
      member: 'kind',
      cases: [
        { value: 'town', sizePixels: 10 },
        { value: 'village', sizePixels: 7 },
        { value: 'hamlet', sizePixels: 5 },
      ],
    },
  },
  tiles: {
    minimumZoom: 7,
    maximumZoom: 14,
    thinning: {
      member: 'kind',
      belowZoom: [
        { zoom: 10, values: ['town'] },
        { zoom: 11, values: ['town', 'village'] },
      ],
    },
  },
};
