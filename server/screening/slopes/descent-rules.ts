import type { StandardRow } from '../../../data/standards/row.ts';
import type { Standard } from '../standard.ts';
import type { Grade } from '../types.ts';
import type { DescentRule } from './descent-search.ts';

export interface GradedRule extends DescentRule {
  readonly grade: Grade;
  readonly meanRow: StandardRow;
  readonly extentRow: StandardRow;
  /** Shortest length the rule can be met over, which the elevation must carry. */
  readonly shortest: number;
}

/** The rules, worst first. */
export function rulesOf(standard: Standard): GradedRule[] {
  const steepest = standard.value('slope.steepest_road_pct') / 100;
  const rule = (grade: Grade, mean: string, extent: string, strict: boolean): GradedRule => {
    const meanRow = standard.row(`descent.${mean}`);
    const extentRow = standard.row(`descent.${extent}`);
    const slope = meanRow.value / 100;
    return extent.endsWith('drop_m')
      ? { grade, slope, strict, drop: extentRow.value, meanRow, extentRow, shortest: extentRow.value / steepest }
      : { grade, slope, strict, length: extentRow.value, meanRow, extentRow, shortest: extentRow.value };
  };
  return [
    rule('major', 'major_mean_grade_pct', 'major_drop_m', true),
    rule('considerable', 'considerable_mean_grade_pct', 'considerable_drop_m', true),
    rule('considerable', 'considerable_mean_grade_pct', 'considerable_length_m', true),
    rule('general', 'general_mean_grade_pct', 'general_length_m', false),
    rule('low', 'low_mean_grade_pct', 'low_length_m', false),
  ];
}
