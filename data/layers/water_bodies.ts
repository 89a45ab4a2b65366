import { text } from '../text.ts';
import { waterBodyKindCodes } from './codes.ts';
import type { LayerDefinition } from './definition.ts';
import { flagField, identity, place, remarks, rescueEquipment } from './fields.ts';

export const waterBodies: LayerDefinition = {
  id: 'water_bodies',
  title: text('水面', 'Water bodies'),
  description: text('河道水面、湖泊、水库与山塘的水面。', 'Surfaces of rivers, lakes, reservoirs and ponds.'),
  group: 'base',
  geometry: 'MultiPolygon',
  properties: {
    ...identity,
    kind: { type: 'string', title: text('类型', 'Kind'), codes: waterBodyKindCodes, tile: true },
    dangerous: flagField('危险水域', 'Dangerous water'),
    ...rescueEquipment,
    source: { type: 'string', title: text('数据来源', 'Data source'), maxLength: 200 },
    ...place,
    ...remarks,
  },
  required: ['kind'],
  editors: ['administrator', 'water'],
  style: {
    order: 10,
    minimumZoom: 7,
    labelMember: 'name',
    labelMinimumZoom: 13,
    visible: true,
    base: { colour: '#a9cfe8', outlineColour: '#5f9dc4', sizePixels: 0.8, fillOpacity: 1 },
  },
  tiles: { minimumZoom: 6, maximumZoom: 14 },
};
