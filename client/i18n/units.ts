import type { Unit } from '../../data/layers/definition.ts';
import { type Text, text } from '../../data/text.ts';

/** How a unit is written after a number. */
export const unitTexts: Readonly<Record<Unit, Text>> = {
  m: text('米', 'm'),
  km: text('公里', 'km'),
  m2: text('平方米', 'm²'),
  km2: text('平方公里', 'km²'),
  mm: text('毫米', 'mm'),
  'km/h': text('公里/小时', 'km/h'),
  '%': text('%', '%'),
  min: text('分钟', 'min'),
  a: text('年', 'a'),
  '10^4 m3': text('万立方米', '×10⁴ m³'),
  '10^4 CNY': text('万元', '×10⁴ CNY'),
  '/d': text('辆/日', 'vehicles/day'),
};
