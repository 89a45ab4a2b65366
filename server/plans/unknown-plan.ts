import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';

export function unknownPlan(id: string): ProblemError {
  return new ProblemError(
    'unknown_plan',
    text(`没有方案“${id}”；方案列表见 /api/plans`, `There is no plan "${id}"; the plans are at /api/plans`),
  );
}
