import type { CheckContext } from '../context.ts';
import type { RouteEnd } from '../ends.ts';
import { messages } from '../messages.ts';
import type { Statement } from '../types.ts';

/** Why nothing can be said where a rule needs the flood point or the shelter of a route; empty where it is there. */
export function unknownEnd({ ends, numbers }: CheckContext, which: 'point' | 'shelter'): Statement[] {
  const end: RouteEnd = ends[which];
  if (end.found !== 'nothing') return [];
  const { code } = end;
  if (which === 'point') {
    const metres = numbers.point_reach_m;
    return code === null
      ? [{ code: 'no_point_at_start', message: messages.no_point_at_start({ metres }), ids: [] }]
      : [{ code: 'point_not_found', message: messages.point_not_found({ code }), ids: [] }];
  }
  const metres = numbers.shelter_reach_m;
  return code === null
    ? [{ code: 'no_shelter_at_end', message: messages.no_shelter_at_end({ metres }), ids: [] }]
    : [{ code: 'shelter_not_found', message: messages.shelter_not_found({ code }), ids: [] }];
}
