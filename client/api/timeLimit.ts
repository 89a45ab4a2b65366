/**
 * A signal that ends what `signal` ends, and also by itself after a time: then with a `TimeoutError`, which `fetchJson`
 * tells as a service that is not reached. `AbortSignal.any` is not in every browser that a county still uses.
 */
export function endingAfter(limitMs: number, signal: AbortSignal): AbortSignal {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(new DOMException('No answer in time', 'TimeoutError')), limitMs);
  const follow = () => {
    clearTimeout(timer);
    ending.abort(signal.reason);
  };
  if (signal.aborted) follow();
  else signal.addEventListener('abort', follow, { once: true });
  return ending.signal;
}
