import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestOnSegment, type PlanePoint, snapToLines } from '../../../client/actions/snap.ts';

/*
 *        (100,0) ── the second line
 *           |
 *  (0,0)────+────(200,0)   the first line, without a vertex at the crossing
 */
const across: PlanePoint[] = [
  [0, 0],
  [200, 0],
];
const down: PlanePoint[] = [
  [100, 80],
  [100, 0],
];

describe('snapping to roads', () => {
  it('finds the nearest place along a line', () => {
    expect(snapToLines([40, 6], [across], 10)).toMatchObject({ point: [40, 0], distance: 6, line: 0 });
  });

  it('leaves a pointer alone that is near to nothing', () => {
    expect(snapToLines([40, 11], [across], 10)).toBeUndefined();
    expect(snapToLines([40, 6], [], 10)).toBeUndefined();
  });

  it('prefers the junction, an end, to a nearer place along a line', () => {
    expect(snapToLines([107, 2], [across, down], 10)).toMatchObject({ point: [100, 0], line: 1, share: 1 });
  });

  it('bears lines of one point or of none', () => {
    expect(snapToLines([0, 0], [[], [[3, 0]]], 10)).toMatchObject({ point: [3, 0] });
  });

  it('never finds a place outside the segment, nor one farther than either end', () => {
    const point = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }));
    fc.assert(
      fc.property(point, point, point, (pointer, from, to) => {
        const { share, distance } = nearestOnSegment(pointer, from, to);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        const toEnds = [from, to].map(([x, y]) => Math.hypot(x - pointer[0], y - pointer[1]));
        expect(distance).toBeLessThanOrEqual(Math.min(...toEnds) + 1e-9);
      }),
    );
  });
});
