import { text } from '../text.ts';
import type { StandardRow } from './row.ts';

const project = { status: 'P' } as const;

/** When a finding of a new run is the one that a person has decided already, and when the road has changed under it. */
export const reviewRows = [
  {
    id: 'review.same_share',
    value: 0.5,
    unit: '1',
    source: 'More of the new finding lies on decided stretches than beside them',
    ...project,
    title: text('视为同一风险的重叠比例', 'Share of a finding that lies on decided stretches to be the same'),
  },
  {
    id: 'review.moved_m',
    value: 5,
    unit: 'm',
    source: 'Accuracy of centre lines at 1:10,000; less is drawing, more is another place',
    ...project,
    title: text('视为线位改动的偏移', 'Shift of a road from which it lies elsewhere'),
  },
  {
    id: 'review.reach_m',
    value: 50,
    unit: 'm',
    source: 'A realignment farther away than this is a new road',
    ...project,
    title: text('改线后仍视为同一路段的距离', 'Distance up to which a decided stretch is sought on a changed road'),
  },
  {
    id: 'review.length_share',
    value: 0.5,
    unit: '1',
    source: 'A stretch that became half as long or half as long again is not where it was',
    ...project,
    title: text('改线后长度变化的限度', 'Change of length beyond which a decided stretch cannot be placed'),
  },
  {
    id: 'review.same_place_m',
    value: 1,
    unit: 'm',
    source: 'Finer than any survey of a stretch; joining an edited road shifts findings beside it by less',
    ...project,
    title: text(
      '未改动公路上视为同一位置的差',
      'Difference by which a finding on an unedited road is still in its place',
    ),
  },
  {
    id: 'review.same_value_share',
    value: 0.02,
    unit: '1',
    source: 'Below the error of every measured value; an edit up the road changes fits along it by less',
    ...project,
    title: text(
      '未改动公路上视为同一数值的差',
      'Share by which a value on an unedited road may differ and be the same',
    ),
  },
] as const satisfies readonly StandardRow[];

export type ReviewNumberId = (typeof reviewRows)[number]['id'];

export function reviewNumber(id: ReviewNumberId): number {
  const row = reviewRows.find((one) => one.id === id);
  if (!row) throw new RangeError(`no row ${id}`);
  return row.value;
}
