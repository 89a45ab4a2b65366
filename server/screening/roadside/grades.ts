import type { Grade } from '../types.ts';

/** Grades as levels of a station: 0 is none. */
const grades = ['low', 'general', 'considerable', 'major'] as const satisfies readonly Grade[];

export function gradeOf(level: number): Grade {
  return grades[level - 1] ?? 'low';
}

/** A verified guardrail lowers by one grade; the lowest stays, for a drop or water behind a rail is still there. */
export function lowered(level: number): number {
  return level > 1 ? level - 1 : level;
}
