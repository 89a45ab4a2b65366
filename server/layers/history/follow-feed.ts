import type { LayerId } from '../../../data/layers/definition.ts';
import type { Events } from '../../events/events.ts';

/**
 * Calls `take` at once and after every change of a layer that is followed, one call after the other, until the signal is
 * aborted. Which changes have been taken already `take` knows itself.
 *
 * @throws what `take` throws; following has then ended
 */
export async function followFeed(
  events: Pick<Events, 'follow'>,
  layers: readonly LayerId[],
  signal: AbortSignal,
  take: () => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  const changes = events.follow(undefined, AbortSignal.any([signal, ended.signal]));
  const ask = () => {
    const next = changes.next();
    // Should taking the changes fail first, nobody is left to hear that this did too.
    next.catch(() => {});
    return next;
  };
  try {
    // Asked for before the changes so far are taken: what comes in between is then told.
    let next = ask();
    await take();
    for (let one = await next; !one.done; one = await next) {
      next = ask();
      if (layers.includes(one.value.data.layer)) await take();
    }
  } finally {
    ended.abort();
  }
}
