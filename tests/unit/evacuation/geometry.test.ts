import { booleanPointInPolygon } from '@turf/turf';
import fc from 'fast-check';
import type { Feature, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { contains, partsInside } from '../../../server/evacuation/geometry/area.ts';
import { crossings } from '../../../server/evacuation/geometry/crossings.ts';
import {
  intersectIntervals,
  mergeIntervals,
  subtractIntervals,
} from '../../../server/evacuation/geometry/intervals.ts';
import { cutLine, measureLine, nearestPlace, pointAt } from '../../../server/evacuation/geometry/line.ts';
import { geodesicMetres, type Plane, planeAt } from '../../../server/evacuation/geometry/plane.ts';
import { indexSegments } from '../../../server/evacuation/geometry/segment-index.ts';
import { at, lake, type XY } from './county.ts';

const plane = planeAt(110.2, 31.2);
const measure = (points: readonly XY[]) => measureLine(plane, points.map(at));
const rounded = (numbers: readonly number[]) => numbers.map((number) => Math.round(number));

describe('geodesicMetres', () => {
  it.each([
    // Vincenty's inverse formula on WGS 84, computed apart from this project.
    [[110.2, 31.2], [110.21, 31.21], 1462.0118],
    [[110.2, 31.2], [110.4, 31.2], 19_060.8688],
    [[110.2, 31.1], [110.2, 31.3], 22_174.5817],
    [[1.5, 42.5], [1.51, 42.495], 992.0721],
    [[110.2, 31.2], [110.4, 31.4], 29_228.0403],
  ])('%j to %j is %f m', (from, to, metres) => {
    expect(Math.abs(geodesicMetres(from, to) / metres - 1)).toBeLessThan(1e-6);
  });
});

describe('a measured line', () => {
  const bend = measure([
    [0, 0],
    [100, 0],
    [100, 0],
    [100, 100],
  ]);

  it('leaves out repeated vertices', () => {
    expect(bend.vertices).toBe(3);
    expect(bend.lengthMetres).toBeCloseTo(200, 3);
  });

  it('gives the place at a length, and its ends beyond them', () => {
    expect(pointAt(bend, 150).y).toBeCloseTo(50, 2);
    expect(pointAt(bend, -5).x).toBeCloseTo(0, 6);
    expect(pointAt(bend, 999).y).toBeCloseTo(100, 3);
  });

  it('is cut into a line with the vertices between, or a point where nothing is left', () => {
    expect(cutLine(plane, bend, { from: 50, to: 150 })).toMatchObject({
      type: 'LineString',
      coordinates: { length: 3 },
    });
    expect(cutLine(plane, bend, { from: 70, to: 70 }).type).toBe('Point');
  });

  it('is cut at a vertex without repeating it', () => {
    const cut = cutLine(plane, bend, { from: bend.metres[1] ?? 0, to: 200 });
    expect(cut).toMatchObject({ type: 'LineString', coordinates: { length: 2 } });
  });

  it('finds the nearest place, also within a part only', () => {
    expect(nearestPlace(bend, { x: 40, y: 7 })).toMatchObject({ metres: expect.closeTo(40, 1) });
    expect(nearestPlace(bend, { x: 40, y: 7 }, { from: 60, to: 90 }).metres).toBe(60);
  });
});

describe('intervals', () => {
  it('merge where they touch or nearly do', () => {
    const parts = [
      { from: 5, to: 8 },
      { from: 0, to: 2 },
      { from: 2, to: 3 },
    ];
    expect(mergeIntervals(parts)).toEqual([
      { from: 0, to: 3 },
      { from: 5, to: 8 },
    ]);
    expect(mergeIntervals(parts, 2)).toEqual([{ from: 0, to: 8 }]);
  });

  it('subtract: what is left, a place without length included', () => {
    expect(subtractIntervals([{ from: 0, to: 10 }], [{ from: 3, to: 4 }])).toEqual([
      { from: 0, to: 3 },
      { from: 4, to: 10 },
    ]);
    expect(subtractIntervals([{ from: 5, to: 5 }], [{ from: 3, to: 9 }])).toEqual([]);
    expect(subtractIntervals([{ from: 5, to: 5 }], [{ from: 6, to: 9 }])).toEqual([{ from: 5, to: 5 }]);
  });

  it('intersect', () => {
    expect(intersectIntervals([{ from: 0, to: 10 }], [{ from: 8, to: 20 }])).toEqual([{ from: 8, to: 10 }]);
  });
});

describe('partsInside', () => {
  const inside = (points: readonly XY[], area = lake([100, -50, 200, 50])) => {
    const route = measure(points);
    return partsInside(plane, route, indexSegments([route]), area).map(({ from, to }) => rounded([from, to]));
  };

  it('cuts a line where it goes in and out', () => {
    expect(
      inside([
        [0, 0],
        [300, 0],
      ]),
    ).toEqual([[100, 200]]);
  });

  it('takes a hole for outside', () => {
    //   +-----------+
    // --|--+     +--|--
    //   +-----------+
    expect(
      inside(
        [
          [0, 0],
          [300, 0],
        ],
        lake([100, -50, 200, 50], {}, [120, -10, 180, 10]),
      ),
    ).toEqual([
      [100, 120],
      [180, 200],
    ]);
  });

  it('says nothing of a corner that is touched', () => {
    expect(
      inside(
        [
          [0, 100],
          [200, -100],
          [200, -200],
        ],
        lake([100, 0, 200, 50]),
      ),
    ).toEqual([]);
  });

  it('takes a line along the border for inside', () => {
    expect(
      inside([
        [0, 50],
        [300, 50],
      ]),
    ).toEqual([[100, 200]]);
  });

  it('knows a line that never leaves', () => {
    expect(
      inside([
        [110, 0],
        [190, 0],
      ]),
    ).toEqual([[0, 80]]);
  });
});

describe('crossings', () => {
  const stream: readonly XY[] = [
    [100, -100],
    [100, 0],
    [100, 100],
  ];
  const crossed = (points: readonly XY[], other: readonly XY[] = stream) => {
    const route = measure(points);
    return rounded(crossings(plane, route, indexSegments([route]), other.map(at)));
  };

  it('finds the place', () => {
    expect(
      crossed([
        [0, 30],
        [300, 30],
      ]),
    ).toEqual([100]);
  });

  it('counts a passage through a vertex once, of the line, of the other one and of both', () => {
    expect(
      crossed([
        [0, 0],
        [300, 0],
      ]),
    ).toEqual([100]);
    expect(
      crossed([
        [0, 30],
        [100, 30],
        [300, 30],
      ]),
    ).toEqual([100]);
    expect(
      crossed([
        [0, 0],
        [100, 0],
        [300, 0],
      ]),
    ).toEqual([100]);
  });

  it('counts it once too where the other line is stored in two pieces that meet there', () => {
    const upper = crossed(
      [
        [0, 0],
        [300, 0],
      ],
      [
        [100, 0],
        [100, 100],
      ],
    );
    const lower = crossed(
      [
        [0, 0],
        [300, 0],
      ],
      [
        [100, -100],
        [100, 0],
      ],
    );
    expect([...upper, ...lower]).toEqual([100]);
  });

  it('does not count a touch', () => {
    //     |
    //  \ /|
    //   V |      the V touches the line with its tip
    expect(
      crossed([
        [0, 40],
        [100, 40],
        [0, 80],
      ]),
    ).toEqual([]);
    expect(
      crossed([
        [0, 0],
        [100, 0],
        [0, 50],
      ]),
    ).toEqual([]);
  });

  it('does not count arriving at the line', () => {
    expect(
      crossed([
        [0, 30],
        [100, 30],
      ]),
    ).toEqual([]);
    expect(
      crossed([
        [100, 0],
        [300, 0],
      ]),
    ).toEqual([]);
  });

  it('counts a passage along a shared run once, and a shared run that comes back never', () => {
    //  ---+          ---+  +---
    //     |             |  |        (the run lies on the line)
    //     +---          +--+
    expect(
      crossed([
        [0, -50],
        [100, -50],
        [100, 50],
        [300, 50],
      ]),
    ).toHaveLength(1);
    expect(
      crossed([
        [0, -50],
        [100, -50],
        [100, 50],
        [0, 50],
      ]).length % 2,
    ).toBe(0);
  });
});

describe('crossings on a grid, where everything meets at vertices and runs along', () => {
  const exact: Plane = { x: (value) => value, y: (value) => value, position: ({ x, y }) => [x, y] };
  const place = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }));
  const ring = fc.uniqueArray(place, { minLength: 3, maxLength: 8, selector: String }).map((points) => {
    const [first = [0, 0]] = points;
    return [...points, first];
  });

  it('are even in number where both ends of the line are on one side of a ring, and odd where not', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 8 }), ring, (points, around) => {
        const route = measureLine(exact, points);
        fc.pre(route.lengthMetres > 0);
        const area: Feature<Polygon> = {
          type: 'Feature',
          geometry: { type: 'Polygon', coordinates: [around] },
          properties: {},
        };
        const ends = [points[0] ?? [], points.at(-1) ?? []];
        fc.pre(ends.every((end) => booleanPointInPolygon(end, area, { ignoreBoundary: true }) === contains(area, end)));
        const sides = ends.map((end) => contains(area, end));
        const count = crossings(exact, route, indexSegments([route]), around).length;
        expect(count % 2 === 1).toBe(sides[0] !== sides[1]);
      }),
      { numRuns: 1000 },
    );
  });
});
