import { expect, it } from 'vitest';
import { sharedReading } from '../../../server/networks/shared-reading.ts';

/** A reading that ends when it is told to. */
function readings() {
  const begun: { end: (value: number) => void; fail: (error: Error) => void }[] = [];
  const read = () =>
    new Promise<number>((resolve, reject) => {
      begun.push({ end: resolve, fail: reject });
    });
  return { begun, current: sharedReading(read) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('who asks while a reading is under way shares the one after it', async () => {
  const { begun, current } = readings();
  const first = current();
  await settled();
  const second = current();
  const third = current();
  begun[0]?.end(1);
  expect(await first).toBe(1);
  await settled();
  expect(begun).toHaveLength(2);
  begun[1]?.end(2);
  expect(await Promise.all([second, third])).toEqual([2, 2]);
});

it('a reading that failed does not keep the next one from being begun', async () => {
  const { begun, current } = readings();
  const first = current();
  const failing = expect(first).rejects.toThrow('lost');
  await settled();
  const second = current();
  begun[0]?.fail(new Error('lost'));
  await failing;
  await settled();
  begun[1]?.end(2);
  expect(await second).toBe(2);
});
