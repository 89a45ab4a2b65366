import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it } from 'vitest';
import { askFailedAgain, askHungAgain } from '../../../client/offline/askAgain.ts';

const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  client.clear();
});

/** A question that is looked at, whose first request goes as told and whose second one is answered. */
function asked(key: string, first: (signal: AbortSignal) => Promise<string>) {
  const signals: AbortSignal[] = [];
  const observer = new QueryObserver(client, {
    queryKey: [key],
    queryFn: ({ signal }) => {
      signals.push(signal);
      return signals.length === 1 ? first(signal) : Promise.resolve(`${key} answered`);
    },
  });
  ends.push(observer.subscribe(() => undefined));
  return { signals, data: () => client.getQueryData([key]) };
}

const hanging = () => new Promise<string>(() => undefined);
const failing = () => Promise.reject(new Error('no answer'));

describe('after an opening without an answer', () => {
  it.each(['service', 'session'])('what hangs of the %s is given up and asked anew', async (key) => {
    const question = asked(key, hanging);
    await askHungAgain(client);
    expect(question.data()).toBe(`${key} answered`);
    expect(question.signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('what hangs of the county itself is left to come', async () => {
    const question = asked('layer', hanging);
    await askHungAgain(client);
    expect(question.signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('what has been answered is not asked again', async () => {
    const question = asked('service', () => Promise.resolve('here'));
    await expect.poll(question.data).toBe('here');
    await askHungAgain(client);
    expect(question.signals).toHaveLength(1);
  });

  it('what has failed is asked anew, and what hangs is not taken back for it', async () => {
    const failed = asked('layer', failing);
    const hung = asked('service', hanging);
    await expect.poll(() => client.getQueryState(['layer'])?.status).toBe('error');
    askFailedAgain(client);
    await expect.poll(failed.data).toBe('layer answered');
    expect(hung.signals).toHaveLength(1);
  });
});
