import type { Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { readDistances } from '../../../server/processes/buffer/distances.ts';
import type { BufferTask } from '../../../server/processes/buffer/protocol.ts';
import { refuseOutOfReach } from '../../../server/processes/buffer/reach.ts';
import { makeBufferRunner } from '../../../server/processes/buffer/runner.ts';

const task = (coordinates: Position[], metres = 300): BufferTask => ({
  source: [{ geometry: { type: 'LineString', coordinates }, properties: {}, id: 7, collection: null }],
  distances: readDistances(metres, null),
  dissolve: 'none',
});
const short = task([
  [110, 31],
  [110.001, 31],
]);
/** Every stroke crosses every other one: minutes of work. */
const endless = task(
  Array.from({ length: 3000 }, (_, index) => [
    110 + ((index * 7919) % 3001) / 30_000,
    31 + ((index * 104_729) % 2999) / 30_000,
  ]),
);

describe('the runner of buffers', () => {
  test('gives up what exceeds its time, and what waited behind it still comes', { timeout: 60_000 }, async () => {
    const run = makeBufferRunner({ timeLimitMs: 6000, workers: 1 });
    const first = run(endless).then(
      () => 'done',
      (error: unknown) => error,
    );
    const second = run(short);
    expect(await first).toMatchObject({ code: 'too_large_to_analyse', detail: { en: expect.stringContaining('6 s') } });
    expect((await second).features[0]?.properties).toMatchObject({ feature_id: 7, distance_m: 300 });
  });

  test('answers in the order asked, and keeps a problem’s code and words', { timeout: 60_000 }, async () => {
    const run = makeBufferRunner({ timeLimitMs: 20_000, workers: 1 });
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const without = run({ ...short, distances: readDistances(null, { cliff: 5 }) });
    await Promise.all([
      expect(without.finally(note('without'))).rejects.toMatchObject({
        code: 'invalid_inputs',
        details: { parameter: 'distances_m' },
      }),
      run(short).then(note('second')),
      run(short).then(note('third')),
    ]);
    expect(order).toEqual(['without', 'second', 'third']);
  });
});

describe('what a buffer cannot hold', () => {
  const at = (longitude: number, latitude: number, metres: number) => () =>
    refuseOutOfReach(
      [{ geometry: { type: 'Point', coordinates: [longitude, latitude] }, properties: {}, id: 1, collection: null }],
      readDistances(metres, null),
    );

  test('is refused within the distance of the antimeridian, which widens towards the poles', () => {
    expect(at(179.99, 0, 1000)).not.toThrow();
    expect(at(179.99, 0, 1200)).toThrow(/180° meridian/);
    expect(at(-179.99, 60, 600)).toThrow(/180° meridian/);
    expect(at(-179.99, 60, 500)).not.toThrow();
  });

  test('is refused beyond 85° of latitude', () => {
    expect(at(110, 84.9, 10_000)).not.toThrow();
    expect(at(110, 84.9, 12_000)).toThrow(/85°/);
    expect(at(110, -86, 1)).toThrow(/85°/);
  });
});
