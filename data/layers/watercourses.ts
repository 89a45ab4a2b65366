import { text } from '../text.ts';
import type { LayerDefinition } from './definition.ts';
import { flagField, identity, place, remarks } from './fields.ts';

export const watercourses: LayerDefinition = {
  id: 'watercourses',
  title: text('河流沟道', 'Watercourses'),
  description: text(
    '河流、溪沟、渠道的中心线，从上游画向下游。',
    'Centre lines of rivers, gullies and canals, drawn downstream.',
  ),
  group: 'base',
  geometry: 'MultiLineString',
  properties: {
    ...identity,
    kind: {
      type: 'string',
      title: text('类型', 'Kind'),
      tile: true,
      codes: [
        { value: 'river', title: text('河流', 'River') },
        { value: 'stream', title: text('溪沟', 'Stream') },
        { value: 'gully', title: text('冲沟', 'Gully') },
        { value: 'canal', title: text('渠道', 'Canal') },
        { value: 'ditch', title: text('沟渠', 'Ditch') },
      ],
    },
    structure: {
      type: 'string',
      title: text('形式', 'Structure'),
      tile: true,
      codes: [
        { value: 'open', title: text('明渠', 'Open') },
        { value: 'culvert', title: text('涵洞（暗渠）', 'Culvert') },
      ],
    },
    stream_order: { type: 'integer', title: text('河流等级', 'Stream order'), minimum: 1, maximum: 12, tile: true },
    catchment_km2: {
      type: 'number',
      title: text('集水面积', 'Catchment'),
      unit: 'km2',
      minimum: 0,
      maximum: 10_000_000,
    },
    width_m: { type: 'number', title: text('河宽', 'Width'), unit: 'm', minimum: 0, maximum: 10_000 },
    intermittent: flagField('季节性', 'Intermittent'),
    source: { type: 'string', title: text('数据来源', 'Data source'), maxLength: 200 },
    ...place,
    ...remarks,
  },
  required: ['kind'],
  editors: ['administrator', 'water'],
  style: {
    order: 12,
    minimumZoom: 8,
    labelMember: 'name',
    labelMinimumZoom: 12,
    visible: true,
    base: { colour: '#6aa9d2', sizePixels: 1.5 },
    by: {
      member: 'kind',
      cases: [
        { value: 'river', sizePixels: 3 },
        { value: 'stream', sizePixels: 1.5 },
        { value: 'gully', sizePixels: 1, dash: [3, 2] },
        { value: 'canal', sizePixels: 2, colour: '#5a8fc0' },
        { value: 'ditch', sizePixels: 1, colour: '#5a8fc0' },
      ],
    },
  },
  tiles: {
    minimumZoom: 7,
    maximumZoom: 14,
    thinning: {
      member: 'kind',
      belowZoom: [
        { zoom: 10, values: ['river'] },
        { zoom: 12, values: ['river', 'stream', 'canal'] },
      ],
    },
  },
};
