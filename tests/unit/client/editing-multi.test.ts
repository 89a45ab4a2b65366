import type { Geometry, Polygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { addHole, addPart, removePart } from '../../../client/actions/editing/multi.ts';
import type { Part } from '../../../client/actions/editing/parts.ts';

/** A square of this size from this corner. */
const ring = (x: number, y: number, size: number): Position[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const square = (x: number, y: number, size: number): Polygon => ({ type: 'Polygon', coordinates: [ring(x, y, size)] });
const area: Geometry = { type: 'MultiPolygon', coordinates: [[ring(0, 0, 10)], [ring(20, 0, 10)]] };
const lines: Geometry = { type: 'MultiLineString', coordinates: [ring(0, 0, 1), ring(5, 5, 1)] };
const line: Part = { type: 'LineString', coordinates: ring(8, 8, 1) };

const said = (outcome: ReturnType<typeof addPart>) => (outcome.ok ? outcome.value : outcome.reason.en);

describe('geometries of several parts', () => {
  it('take another part, of their own kind and beside those that are there', () => {
    expect(said(addPart(area, square(40, 0, 5)))).toMatchObject({ coordinates: { length: 3 } });
    expect(said(addPart(lines, line))).toMatchObject({ coordinates: { length: 3 } });
    expect(said(addPart(area, square(5, 5, 10)))).toContain('overlaps');
    expect(said(addPart(area, square(-5, -5, 50)))).toContain('overlaps');
    expect(said(addPart(area, line))).toContain('one part');
    expect(said(addPart({ type: 'Point', coordinates: [0, 0] }, line))).toContain('one part');
  });

  it('an island in the hole of another part is a part', () => {
    const holed = addHole(area, square(2, 2, 6));
    if (!holed.ok) throw new Error(holed.reason.en);
    expect(said(addPart(holed.value, square(4, 4, 1)))).toMatchObject({ coordinates: { length: 3 } });
  });

  it('take a hole where it lies wholly in one area', () => {
    expect(said(addHole(area, square(22, 2, 3)))).toEqual({
      type: 'MultiPolygon',
      coordinates: [[ring(0, 0, 10)], [ring(20, 0, 10), ring(22, 2, 3)]],
    });
    expect(said(addHole(square(0, 0, 10), square(1, 1, 2)))).toEqual({
      type: 'Polygon',
      coordinates: [ring(0, 0, 10), ring(1, 1, 2)],
    });
    expect(said(addHole(area, square(8, 8, 6)))).toContain('wholly');
    expect(said(addHole(area, square(50, 50, 6)))).toContain('wholly');
    expect(said(addHole(area, line))).toContain('area');
    const holed = addHole(area, square(4, 4, 2));
    if (!holed.ok) throw new Error(holed.reason.en);
    expect(said(addHole(holed.value, square(3, 3, 4)))).toContain('overlaps');
  });

  it('lose the hole or the part of the chosen vertex, and keep the last part', () => {
    const holed = addHole(area, square(2, 2, 3));
    if (!holed.ok) throw new Error(holed.reason.en);
    expect(said(removePart(holed.value, [0, 1, 2]))).toEqual(area);
    const one = removePart(holed.value, [0, 0, 0]);
    expect(said(one)).toEqual({ type: 'MultiPolygon', coordinates: [[ring(20, 0, 10)]] });
    if (!one.ok) throw new Error(one.reason.en);
    expect(said(removePart(one.value, [0, 0, 1]))).toContain('only part');
    expect(said(removePart(lines, [1, 0]))).toEqual({ type: 'MultiLineString', coordinates: [ring(0, 0, 1)] });
    expect(said(removePart(area, undefined))).toContain('Choose a vertex');
    expect(said(removePart(square(0, 0, 1), [0, 1]))).toContain('only part');
  });
});
