import { layers } from '../../../data/layers/index.ts';
import type { RouteCheckEntry, RouteCheckState } from '../../../server/route-checks/read-checks.ts';
import { type Tone, verdictTones, verdictWords } from '../../actions/findings.ts';
import type { Wording } from '../../i18n/language.ts';
import type { Messages } from '../../i18n/zh.ts';

/** What was never checked, or could not be, is unknown and looks like it. */
export const stateTones: Readonly<Record<RouteCheckState, Tone>> = {
  ...verdictTones,
  unchecked: 'unknown',
  problem: 'unknown',
};

export function stateWord(state: RouteCheckState, messages: Messages): string {
  if (state === 'unchecked') return messages.routeUnchecked;
  return state === 'problem' ? messages.routeProblem : verdictWords(state, messages).title;
}

/** What has changed since a route was checked; empty where it never was. */
export function staleReason({ stale_because: because }: RouteCheckEntry, { messages, say, list }: Wording): string {
  const words = because.flatMap((what) => {
    if (what === 'time') return [messages.routeStaleTime];
    if (what === 'elevation') return [messages.routeStaleElevation];
    const layer = Object.values(layers).find(({ id }) => id === what);
    return layer ? [say(layer.title)] : [];
  });
  return words.length === 0 ? '' : messages.routeStaleBecause(list(words));
}
