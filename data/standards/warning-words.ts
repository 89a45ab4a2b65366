import { type Text, text } from '../text.ts';

/** What a state of warning is called. `unknown` is no state of calm. */
export const warningTitles: Readonly<Record<'evacuate' | 'prepare' | 'unknown' | 'none', Text>> = {
  evacuate: text('立即转移', 'Evacuate now'),
  prepare: text('准备转移', 'Prepare to evacuate'),
  unknown: text('数据缺失（未知）', 'Unknown: data missing'),
  none: text('未达预警', 'Below warning'),
};
