import type { LineString, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { outsideTownship } from '../../../client/actions/field/townshipPlace.ts';

/*
 *   110      110.1     110.2
 *    +---------+---------+  31.1
 *    |  west   |  east   |
 *    |  +--+   |         |
 *    |  |  | hole        |
 *    |  +--+   |         |
 *    +---------+---------+  31
 */
const ring = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const west = {
  geometry: {
    type: 'MultiPolygon' as const,
    coordinates: [[ring(110, 31, 110.1, 31.1), ring(110.02, 31.02, 110.04, 31.04)]],
  },
  properties: { code: 'W', name: '西乡' },
};
const east = {
  geometry: { type: 'Polygon' as const, coordinates: [ring(110.1, 31, 110.2, 31.1)] },
  properties: { code: 'E', name: '东镇' },
};
const line = (...coordinates: Position[]): LineString => ({ type: 'LineString', coordinates });
/** Of longitude at 31° north, some 48 m and 95 m. */
const [justWithin, justBeyond] = [0.0005, 0.001];

describe("where a township's account reports", () => {
  const judge = (...coordinates: Position[]) => outsideTownship('W', line(...coordinates), [west, east]);

  it('its own area gives nothing to say, nor does a line that keeps to within the tolerance of the service', () => {
    expect(judge([110.05, 31.05], [110.06, 31.05])).toBeUndefined();
    expect(judge([110.099, 31.05], [110.1 + justWithin, 31.05])).toBeUndefined();
  });

  it('another township is named', () => {
    expect(judge([110.15, 31.05], [110.16, 31.05])).toEqual({ own: '西乡', other: '东镇' });
  });

  it('a line that leaves the area by more than the tolerance is outside, wherever it begins', () => {
    expect(judge([110.099, 31.05], [110.1 + justBeyond, 31.05])).toEqual({ own: '西乡', other: undefined });
    expect(judge([110.1 + justBeyond, 31.05], [110.099, 31.05])).toEqual({ own: '西乡', other: '东镇' });
  });

  it('a hole is not within, nor is where no township is', () => {
    expect(judge([110.03, 31.03], [110.031, 31.03])).toEqual({ own: '西乡', other: undefined });
    expect(judge([111, 31.05], [111.01, 31.05])).toEqual({ own: '西乡', other: undefined });
  });

  it('where the own area is not known, nothing is said', () => {
    expect(outsideTownship('X', line([110.15, 31.05], [110.16, 31.05]), [west, east])).toBeUndefined();
    expect(outsideTownship('W', line([110.15, 31.05], [110.16, 31.05]), [])).toBeUndefined();
  });
});
