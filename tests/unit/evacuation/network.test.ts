import { describe, expect, it } from 'vitest';
import { planeAt } from '../../../server/evacuation/geometry/plane.ts';
import { buildNetwork } from '../../../server/evacuation/match/network.ts';
import { road, type XY } from './county.ts';

/** Where two roads join, in metres along either, to the metre. */
function joined(first: readonly XY[], second: readonly XY[], ...others: XY[][]): number[][] {
  const roads = [first, second, ...others].map((points, index) => road(String(index), points));
  const { junctions } = buildNetwork(planeAt(110.2, 31.2), roads, 2);
  return junctions(0, 1).map((junction) => [Math.round(junction.first), Math.round(junction.second)]);
}

const street: XY[] = [
  [0, 0],
  [1000, 0],
];

describe('two roads join', () => {
  it('at an end that both share', () => {
    expect(
      joined(street, [
        [1000, 0],
        [1000, 300],
      ]),
    ).toEqual([[1000, 0]]);
  });

  it('at a vertex that both share, wherever on them', () => {
    expect(
      joined(
        [
          [0, 0],
          [500, 0],
          [1000, 0],
        ],
        [
          [500, -200],
          [500, 0],
          [500, 300],
        ],
      ),
    ).toEqual([[500, 200]]);
  });

  it('where the loose end of one lies on the other, or almost', () => {
    expect(
      joined(street, [
        [500, 1.5],
        [500, 300],
      ]),
    ).toEqual([[500, 0]]);
    expect(
      joined(
        [
          [500, 300],
          [500, 1.5],
        ],
        street,
      ),
    ).toEqual([[299, 500]]);
    expect(
      joined(street, [
        [500, 2.5],
        [500, 300],
      ]),
    ).toEqual([]);
  });

  it('at both places where a loop leaves and comes back', () => {
    expect(
      joined(street, [
        [1000, 0],
        [1100, 100],
        [1000, 0],
      ]),
    ).toEqual([
      [1000, 0],
      [1000, expect.closeTo(283, -1)],
    ]);
  });
});

describe('two roads do not join', () => {
  it('where they cross without a common vertex: one is a bridge', () => {
    expect(
      joined(street, [
        [500, -300],
        [500, 300],
      ]),
    ).toEqual([]);
  });

  it('across a section of a metre and a half between them', () => {
    const [left, between, right]: XY[][] = [
      [
        [0, 0],
        [500, 0],
      ],
      [
        [500, 0],
        [501.5, 0],
      ],
      [
        [501.5, 0],
        [1000, 0],
      ],
    ];
    expect(joined(left ?? [], right ?? [], between ?? [])).toEqual([]);
    // Without it they are one road with a gap in its drawing.
    expect(joined(left ?? [], right ?? [])).not.toEqual([]);
  });
});
