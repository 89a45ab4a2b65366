/** What of an `EventSource` is needed to follow with it. */
export type Stream = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>;

export interface Following {
  /** Opens the stream, after the place last seen where there is one. */
  readonly open: (since: string | undefined) => Stream;
  readonly onChange: (data: string) => void;
  readonly onWarning: () => void;
  /** The stream stands again after it was down: whatever happened meanwhile may never be told. */
  readonly onReturn: () => void;
  /** Told once it is down for long enough that a person should know, and once it stands again. */
  readonly onDown: (down: boolean) => void;
}

const closed = 2;
const firstWaitMs = 2000;
const longestWaitMs = 30_000;
/** A connection that a proxy ends comes back by itself within the three seconds that the service asks for. */
const quietMs = 6000;

/**
 * Follows the service's events for good. A browser reconnects by itself after a dropped connection, but gives up at any
 * answer other than 200 (HTML Living Standard, 9.2.3), such as a proxy's 502 while the service starts anew: then the
 * stream is opened anew, less and less often.
 *
 * @returns what ends it
 */
export function followEvents({ open, onChange, onWarning, onReturn, onDown }: Following): () => void {
  let place: string | undefined;
  let stream: Stream | undefined;
  let waitMs = firstWaitMs;
  let isDown = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let notice: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    const own = open(place);
    stream = own;
    own.addEventListener('open', () => {
      waitMs = firstWaitMs;
      clearTimeout(notice);
      notice = undefined;
      if (!isDown) return;
      isDown = false;
      onDown(false);
      onReturn();
    });
    own.addEventListener('error', () => {
      isDown = true;
      notice ??= setTimeout(() => onDown(true), quietMs);
      if (own.readyState !== closed) return;
      clearTimeout(again);
      again = setTimeout(connect, waitMs);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    });
    own.addEventListener('change', (event) => {
      if (!(event instanceof MessageEvent)) return;
      place = event.lastEventId || place;
      onChange(String(event.data));
    });
    own.addEventListener('warning', onWarning);
  };
  connect();
  return () => {
    clearTimeout(again);
    clearTimeout(notice);
    stream?.close();
    onDown(false);
  };
}
