import fc from 'fast-check';
import type { Geometry, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { apart, asLayerGeometry, together } from '../../../client/actions/editing/parts.ts';
import {
  addVertex,
  moveVertex,
  removeVertex,
  shifted,
  vertexPaths,
  vertexPosition,
} from '../../../client/actions/editing/vertices.ts';

const position = fc
  .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: -1_000_000, max: 1_000_000 }))
  .map(([x, y]): Position => [x / 1e6, y / 1e6]);
const line = fc.array(position, { minLength: 2, maxLength: 8 });
const ring = fc.array(position, { minLength: 3, maxLength: 8 }).map((open) => [...open, open[0] ?? []]);
const rings = fc.array(ring, { minLength: 1, maxLength: 3 });
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  position.map((coordinates) => ({ type: 'Point', coordinates }) as const),
  line.map((coordinates) => ({ type: 'LineString', coordinates }) as const),
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((coordinates) => ({ type: 'MultiLineString', coordinates }) as const),
  rings.map((coordinates) => ({ type: 'Polygon', coordinates }) as const),
  fc
    .array(rings, { minLength: 1, maxLength: 3 })
    .map((coordinates) => ({ type: 'MultiPolygon', coordinates }) as const),
);
/** A geometry and one of its vertices. */
const withVertex = geometry.chain((one) => fc.constantFrom(...vertexPaths(one)).map((path) => ({ one, path })));

function isClosed(one: Geometry): boolean {
  const rings = one.type === 'Polygon' ? one.coordinates : one.type === 'MultiPolygon' ? one.coordinates.flat() : [];
  return rings.every((positions) => String(positions[0]) === String(positions.at(-1)));
}

describe('vertices', () => {
  it('move alone, and rings stay closed', () => {
    fc.assert(
      fc.property(withVertex, position, ({ one, path }, to) => {
        const moved = moveVertex(one, path, to);
        expect(vertexPosition(moved, path)).toEqual(to);
        expect(isClosed(moved)).toBe(true);
        for (const other of vertexPaths(one)) {
          if (String(other) !== String(path)) expect(vertexPosition(moved, other)).toEqual(vertexPosition(one, other));
        }
      }),
    );
  });

  it('are added after another and deleted again', () => {
    fc.assert(
      fc.property(withVertex, position, ({ one, path }, at) => {
        fc.pre(one.type !== 'Point');
        const added = addVertex(one, path, at);
        const next = [...path.slice(0, -1), (path.at(-1) ?? 0) + 1];
        expect(vertexPosition(added, next)).toEqual(at);
        expect(isClosed(added)).toBe(true);
        expect(vertexPaths(added)).toHaveLength(vertexPaths(one).length + 1);
        expect(removeVertex(added, next)).toEqual({ ok: true, value: one });
      }),
    );
  });

  it('are not deleted where no line or area would be left', () => {
    fc.assert(
      fc.property(withVertex, ({ one, path }) => {
        const outcome = removeVertex(one, path);
        const least = one.type.endsWith('Polygon') ? 3 : one.type === 'Point' ? Number.POSITIVE_INFINITY : 2;
        const inRun = vertexPaths(one).filter((other) => String(other.slice(0, -1)) === String(path.slice(0, -1)));
        expect(outcome.ok).toBe(inRun.length > least);
        if (outcome.ok) expect(isClosed(outcome.value)).toBe(true);
      }),
    );
  });

  it('all move with the whole', () => {
    expect(shifted({ type: 'Point', coordinates: [1, 2] }, [0.5, -0.5])).toEqual({
      type: 'Point',
      coordinates: [1.5, 1.5],
    });
    fc.assert(
      fc.property(geometry, (one) => {
        expect(shifted(shifted(one, [0.25, 0.5]), [-0.25, -0.5])).toEqual(shifted(one, [0, 0]));
      }),
    );
  });
});

describe('parts for the drawing tool', () => {
  it('come together as they were', () => {
    fc.assert(
      fc.property(geometry, (one) => {
        expect(together(one, apart(one))).toEqual(one);
        expect(apart(one).every(({ type }) => ['Point', 'LineString', 'Polygon'].includes(type))).toBe(true);
      }),
    );
  });

  it('are not put together where one is missing', () => {
    const area: Geometry = {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
        [
          [
            [5, 5],
            [6, 5],
            [6, 6],
            [5, 5],
          ],
        ],
      ],
    };
    expect(together(area, apart(area).slice(1))).toBeUndefined();
  });

  it('become what their layer holds', () => {
    const ringOf = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ];
    expect(asLayerGeometry('MultiPolygon', { type: 'Polygon', coordinates: [ringOf] })).toEqual({
      type: 'MultiPolygon',
      coordinates: [[ringOf]],
    });
    expect(asLayerGeometry('Point', { type: 'Point', coordinates: [1, 2] })).toEqual({
      type: 'Point',
      coordinates: [1, 2],
    });
  });
});
