import { describe, expect, test } from 'vitest';
import { makeTileCache, type RevisedTile } from '../../../server/tiles/tile-cache.ts';

/** A layer with one tile, whose reading can be held up. */
function layer(maximumBytes = 10_000) {
  let revision = 1;
  let making = 0;
  const waiting: (() => void)[] = [];
  const get = makeTileCache(maximumBytes);
  return {
    change: () => {
      revision++;
    },
    made: () => making,
    /** Lets the queries under way give what they had read when they began. */
    answer: () => {
      for (const go of waiting.splice(0)) go();
    },
    ask: (key = 'a') =>
      get(
        key,
        async () => String(revision),
        () => {
          making++;
          const tile: RevisedTile = { revision: String(revision), body: Buffer.alloc(1000) };
          return new Promise((resolve) => {
            waiting.push(() => resolve(tile));
          });
        },
      ),
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the cache of tiles', () => {
  test('makes a tile once while its layer stays as it is', async () => {
    const { ask, answer, made } = layer();
    const first = [ask(), ask(), ask()];
    answer();
    const tiles = await Promise.all(first);
    expect(new Set([...tiles, await ask()]).size).toBe(1);
    expect(made()).toBe(1);
  });

  test('makes it anew after a change', async () => {
    const { ask, answer, change, made } = layer();
    const first = ask();
    answer();
    expect((await first).revision).toBe('1');
    change();
    const second = ask();
    await turn();
    answer();
    expect((await second).revision).toBe('2');
    expect(made()).toBe(2);
  });

  test('gives nobody a tile that was read before a change that the caller knows of', async () => {
    const { ask, answer, change } = layer();
    const before = ask();
    change();
    const after = ask();
    answer();
    expect((await before).revision).toBe('1');
    await turn();
    answer();
    expect((await after).revision).toBe('2');
  });

  test('after a failed query the next caller tries again', async () => {
    const get = makeTileCache(10_000);
    const revision = async () => '1';
    await expect(get('a', revision, () => Promise.reject(new Error('lost connection')))).rejects.toThrow('lost');
    expect((await get('a', revision, async () => ({ revision: '1', body: Buffer.alloc(1) }))).revision).toBe('1');
  });

  test('stays within its size, by bytes and not by number', async () => {
    const { ask, answer, made } = layer(3000);
    for (const key of ['a', 'b', 'c', 'a']) {
      const asked = ask(key);
      answer();
      await asked;
    }
    expect(made()).toBe(4);
  });
});
