import { text } from '../text.ts';
import type { StandardRow } from './row.ts';

/** 陡坡 and 长大下坡: grades, lengths of slope, mean grades. */

const speeds = [120, 100, 80, 60, 40, 30, 20] as const;
const maximumGrade = [3, 4, 5, 6, 7, 8, 9] as const;
const minimumLength = [300, 250, 200, 150, 120, 100, 60] as const;

/** Longest slope in metres per grade in percent; columns as `speeds`. */
const longest: ReadonlyArray<readonly [grade: number, lengths: ReadonlyArray<number | undefined>]> = [
  [3, [900, 1000, 1100, 1200, undefined, undefined, undefined]],
  [4, [700, 800, 900, 1000, 1100, 1100, 1200]],
  [5, [undefined, 600, 700, 800, 900, 900, 1000]],
  [6, [undefined, undefined, 500, 600, 700, 700, 800]],
  [7, [undefined, undefined, undefined, undefined, 500, 500, 600]],
  [8, [undefined, undefined, undefined, undefined, 300, 300, 400]],
  [9, [undefined, undefined, undefined, undefined, undefined, 200, 300]],
  [10, [undefined, undefined, undefined, undefined, undefined, undefined, 200]],
];

const standard = { source: 'JTG B01-2014, JTG D20-2017', status: 'V2' } as const;
const project = { source: 'Anlan', status: 'P' } as const;
const meanGrade = { source: 'JTG D20-2017', status: 'R' } as const;

function byDesignSpeed(speed: number, column: number): StandardRow[] {
  const rows: StandardRow[] = [];
  const grade = maximumGrade[column];
  const length = minimumLength[column];
  if (grade !== undefined) {
    rows.push({
      id: `slope.maximum_grade_pct@${speed}`,
      value: grade,
      unit: '%',
      ...standard,
      title: text(`设计速度 ${speed} km/h 最大纵坡`, `Maximum grade at ${speed} km/h`),
    });
  }
  if (length !== undefined) {
    rows.push({
      id: `slope.minimum_length_m@${speed}`,
      value: length,
      unit: 'm',
      ...standard,
      title: text(`设计速度 ${speed} km/h 最小坡长`, `Least length of a slope at ${speed} km/h`),
    });
  }
  for (const [percent, lengths] of longest) {
    const value = lengths[column];
    if (value === undefined) continue;
    rows.push({
      id: `slope.longest_m@${speed}/${percent}`,
      value,
      unit: 'm',
      ...standard,
      title: text(
        `设计速度 ${speed} km/h、纵坡 ${percent}% 的最大坡长`,
        `Longest slope of ${percent} % at ${speed} km/h`,
      ),
    });
  }
  return rows;
}

export const slopeRows: readonly StandardRow[] = [
  ...speeds.flatMap(byDesignSpeed),
  {
    id: 'slope.combined_length_limit',
    value: 1,
    unit: '1',
    ...standard,
    title: text('连续纵坡坡长与最大坡长之比的总和限值', 'Limit of the sum of length over longest length'),
  },
  {
    id: 'slope.major_excess_pct',
    value: 2,
    unit: 'percentage points',
    ...project,
    title: text('陡坡判为重大时超出最大纵坡的值', 'Excess over the maximum grade that is major'),
  },
  {
    id: 'slope.standard_error_limit_pct',
    value: 1,
    unit: 'percentage points',
    ...project,
    title: text('可判别陡坡的纵坡标准误差上限', 'Largest standard error of grade that carries a steep slope'),
  },
  {
    id: 'slope.structure_margin_m',
    value: 20,
    unit: 'm',
    ...project,
    title: text('桥隧两端一并内插的长度', 'Interpolated beyond each end of a bridge or tunnel'),
  },
  {
    id: 'slope.steepest_road_pct',
    value: 20,
    unit: '%',
    ...project,
    title: text(
      '公路可能达到的最大纵坡，用于推断缺测高程的范围',
      'Steepest that roads go, which bounds heights that are missing',
    ),
  },
  {
    id: 'descent.major_drop_m',
    value: 500,
    unit: 'm',
    ...meanGrade,
    title: text('长大下坡重大：高差', 'Long descent, major: drop above'),
  },
  {
    id: 'descent.major_mean_grade_pct',
    value: 5,
    unit: '%',
    ...meanGrade,
    title: text('高差 500 m 以上的平均纵坡限值', 'Mean grade limit for a drop over 500 m'),
  },
  {
    id: 'descent.considerable_drop_m',
    value: 200,
    unit: 'm',
    ...meanGrade,
    title: text('长大下坡较大：高差', 'Long descent, considerable: drop from'),
  },
  {
    id: 'descent.considerable_length_m',
    value: 3000,
    unit: 'm',
    ...meanGrade,
    title: text('长大下坡较大：任意连续长度', 'Long descent, considerable: any length of'),
  },
  {
    id: 'descent.considerable_mean_grade_pct',
    value: 5.5,
    unit: '%',
    ...meanGrade,
    title: text('高差 200–500 m 或任意 3 km 的平均纵坡限值', 'Mean grade limit for a drop of 200–500 m or any 3 km'),
  },
  {
    id: 'descent.general_length_m',
    value: 1500,
    unit: 'm',
    ...project,
    title: text('长大下坡一般：坡长', 'Long descent, general: length'),
  },
  {
    id: 'descent.general_mean_grade_pct',
    value: 5,
    unit: '%',
    ...project,
    title: text('长大下坡一般：平均纵坡', 'Long descent, general: mean grade'),
  },
  {
    id: 'descent.low_length_m',
    value: 1000,
    unit: 'm',
    ...project,
    title: text('长大下坡低：坡长', 'Long descent, low: length'),
  },
  {
    id: 'descent.low_mean_grade_pct',
    value: 4.5,
    unit: '%',
    ...project,
    title: text('长大下坡低：平均纵坡', 'Long descent, low: mean grade'),
  },
  {
    id: 'descent.standard_error_limit_pct',
    value: 0.5,
    unit: 'percentage points',
    ...project,
    title: text('可判别长大下坡的平均纵坡标准误差上限', 'Largest standard error of mean grade that carries a descent'),
  },
];
