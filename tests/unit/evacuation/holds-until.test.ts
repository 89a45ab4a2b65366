import { describe, expect, it } from 'vitest';
import { holdsUntil } from '../../../server/evacuation/holds-until.ts';
import { closure, inputFor, noon, road, type XY } from './county.ts';

const way: XY[] = [
  [0, 0],
  [1000, 0],
];
const far: XY[] = [
  [0, 30_000],
  [1000, 30_000],
];
const roads = [road('A', way), road('B', far)];
const begins = '2026-07-01T15:00:00+08:00';
const ends = '2026-07-01T18:00:00+08:00';

describe('the answer of a check holds', () => {
  it('for ever where nothing runs out', () => {
    expect(holdsUntil(inputFor(way, { roads }))).toBeNull();
  });

  it('until a closure begins or ends, wherever in the county other ways lead', () => {
    const closures = [closure(far, { segment_code: 'B', valid_from: begins, valid_to: ends })];
    // Near the route there is none.
    const until = (when: Date) => {
      const input = inputFor(way, { roads, closures, when });
      return holdsUntil({ ...input, features: { ...input.features, closures: [] } });
    };
    expect(until(noon)).toEqual(new Date(begins));
    expect(until(new Date(begins))).toEqual(new Date(Date.parse(ends) + 1));
    expect(until(new Date(Date.parse(ends) + 1))).toBeNull();
  });
});
