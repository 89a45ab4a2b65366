import type { z } from 'zod';
import { type Text, text } from '../../data/text.ts';

/** What is wrong with a member of a body, in words. Values, which may be secrets, are not shown. */
export function describeIssue(issue: z.core.$ZodIssue | undefined): Text {
  switch (issue?.code) {
    case 'invalid_type':
      return text(`类型应为 ${issue.expected}`, `it must be of the type ${issue.expected}`);
    case 'too_small':
      return text(`过短或过小，至少 ${issue.minimum}`, `it is too short or too small; at least ${issue.minimum}`);
    case 'too_big':
      return text(`过长或过大，最多 ${issue.maximum}`, `it is too long or too large; at most ${issue.maximum}`);
    case 'unrecognized_keys':
      return text('没有这个字段', 'there is no such member');
    case 'invalid_value':
      return text(`可用：${issue.values.join('、')}`, `it can be: ${issue.values.join(', ')}`);
    default:
      return text('格式不符', 'it has not the form wanted');
  }
}
