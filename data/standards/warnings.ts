import { type Text, text } from '../text.ts';
import type { RowStatus } from './row.ts';

/** One number of flood warning. The rainfall at which a place prepares or evacuates is the county's own and not here. */
export interface WarningRow {
  readonly id: WarningNumberId;
  readonly title: Text;
  readonly value: number;
  readonly unit: 'min' | 's' | 'h' | 'mm' | 'm' | '1';
  readonly source: string;
  readonly status: RowStatus;
}

export type WarningNumberId =
  | 'stale_after_min'
  | 'gauge_reach_m'
  | 'clock_tolerance_s'
  | 'gap_tolerance_s'
  | 'gap_share'
  | 'contradiction_mm'
  | 'longest_reading_h'
  | 'record_1h_mm'
  | 'record_exponent'
  | 'evaluate_every_s';

const project = (why: string) => ({ source: `Anlan: ${why}`, status: 'P' }) as const;
const jennings = {
  source:
    'A. H. Jennings, World’s greatest observed point rainfalls, Monthly Weather Review 78 (1950): 16.6 in × D^0.475, D in hours',
  status: 'R',
} as const;

export const warningRows: readonly WarningRow[] = [
  {
    id: 'stale_after_min',
    title: text('雨量超过多久未更新视为缺失', 'Age of the last reading from which the rain counts as missing'),
    value: 75,
    unit: 'min',
    ...project(
      'gauges report at least hourly, with a quarter of an hour to arrive; a gauge may have a limit of its own',
    ),
  },
  {
    id: 'gauge_reach_m',
    title: text('雨量站代表灾害点的最大距离', 'How far a gauge may lie from a flood point and speak for it'),
    value: 10_000,
    unit: 'm',
    ...project('storms of hill counties are about as wide; a county with fewer gauges assigns them by hand'),
  },
  {
    id: 'clock_tolerance_s',
    title: text('雨量站时钟允许超前', 'How far the clock of a gauge may be ahead'),
    value: 300,
    unit: 's',
    ...project('one interval of a gauge that reports every five minutes'),
  },
  {
    id: 'gap_tolerance_s',
    title: text('不算缺测的最长间断', 'Longest break between readings that is none'),
    value: 60,
    unit: 's',
    ...project('intervals are often written as 08:00–08:59'),
  },
  {
    id: 'gap_share',
    title: text('不算缺测的间断总和占时段的比例', 'Share of a window that such breaks may make up together'),
    value: 1 / 60,
    unit: '1',
    ...project('one minute of each hour, for intervals written as 08:00–08:59'),
  },
  {
    id: 'contradiction_mm',
    title: text('重叠读数相差超过此值视为矛盾', 'Difference from which readings of one time contradict each other'),
    value: 1,
    unit: 'mm',
    ...project('two tips of a 0.5 mm tipping bucket, one at either end'),
  },
  {
    id: 'longest_reading_h',
    title: text('一个读数的最长时段', 'Longest interval of one reading'),
    value: 24,
    unit: 'h',
    ...project('the longest window; what is longer says nothing about any'),
  },
  {
    id: 'record_1h_mm',
    title: text('一小时雨量的世界纪录包线', 'Envelope of the world’s greatest rainfall in one hour'),
    value: 421.6,
    unit: 'mm',
    ...jennings,
  },
  {
    id: 'record_exponent',
    title: text('纪录包线随时段的指数', 'How that envelope grows with the duration'),
    value: 0.475,
    unit: '1',
    ...jennings,
  },
  {
    id: 'evaluate_every_s',
    title: text('没有新雨量时重新判定的间隔', 'How often states are judged again without new rain'),
    value: 60,
    unit: 's',
    ...project('rain that has gone stale shows within a minute'),
  },
];

export type WarningNumbers = Readonly<Record<WarningNumberId, number>>;

export function warningNumbers(rows: readonly WarningRow[] = warningRows): WarningNumbers {
  return Object.fromEntries(rows.map(({ id, value }) => [id, value])) as Record<WarningNumberId, number>;
}
