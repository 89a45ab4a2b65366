/**
 * Calls that come while another reads share the reading that follows it, not that one: it may have begun before a change
 * that the caller knows of. A reading that fails fails those who share it, and the next one is begun anew.
 */
export function sharedReading<T>(read: () => Promise<T>): () => Promise<T> {
  let upcoming: Promise<T> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    upcoming ??= last
      .catch(() => {})
      .then(() => {
        upcoming = undefined;
        const reading = read();
        last = reading;
        return reading;
      });
    return upcoming;
  };
}
