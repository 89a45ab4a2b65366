import { bendRows } from './bend-rows.ts';
import { elevationAccuracyRows } from './elevation-accuracy-rows.ts';
import { roadRows } from './road-rows.ts';
import { roadsideRows } from './roadside-rows.ts';
import type { StandardRow } from './row.ts';
import { slopeRows } from './slope-rows.ts';

/** Every number road screening compares against. */
export const screeningRows: readonly StandardRow[] = [
  ...roadRows,
  ...bendRows,
  ...slopeRows,
  ...roadsideRows,
  ...elevationAccuracyRows,
];
