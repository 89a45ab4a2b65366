import { text } from '../text.ts';
import type { LayerDefinition } from './definition.ts';
import { dateField, identity, place, remarks } from './fields.ts';

export const floodZones: LayerDefinition = {
  id: 'flood_zones',
  title: text('洪水淹没区', 'Flood zones'),
  description: text('各重现期的淹没范围与危险区。', 'Areas under water or in danger at each return period.'),
  group: 'flood',
  geometry: 'MultiPolygon',
  properties: {
    ...identity,
    kind: {
      type: 'string',
      title: text('类型', 'Kind'),
      tile: true,
      codes: [
        { value: 'inundation', title: text('洪水淹没', 'Inundation') },
        { value: 'debris_flow', title: text('泥石流危险区', 'Debris flow') },
        { value: 'dam_break', title: text('溃坝影响区', 'Dam break') },
      ],
    },
    return_period_years: {
      type: 'integer',
      title: text('重现期', 'Return period'),
      unit: 'a',
      minimum: 1,
      maximum: 10_000,
      tile: true,
    },
    depth_m: { type: 'number', title: text('最大水深', 'Greatest depth'), unit: 'm', minimum: 0, maximum: 200 },
    watercourse: { type: 'string', title: text('河流', 'Watercourse'), maxLength: 100 },
    method: { type: 'string', title: text('划定方法', 'Method'), maxLength: 200 },
    mapped_on: dateField('划定日期', 'Mapped on'),
    ...place,
    ...remarks,
  },
  required: ['kind'],
  editors: ['administrator', 'water'],
  style: {
    order: 20,
    minimumZoom: 8,
    leastOpacityPercent: 40,
    visible: true,
    base: { colour: '#2f6fd0', outlineColour: '#1d4f9e', sizePixels: 1, fillOpacity: 0.14 },
    by: {
      member: 'kind',
      cases: [
        { value: 'inundation', colour: '#2f6fd0' },
        { value: 'debris_flow', colour: '#9a6b2f', outlineColour: '#6f4a1b' },
        { value: 'dam_break', colour: '#7c3aed', outlineColour: '#5b21b6' },
      ],
    },
  },
  tiles: { minimumZoom: 7, maximumZoom: 14 },
};
