/** Callers that ask for the same key while it is being made share one making. Nothing is kept afterwards. */
export function singleFlight<T>(): (key: string, make: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  return (key, make) => {
    const running = underWay.get(key);
    if (running !== undefined) return running;
    const started = make().finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  };
}
