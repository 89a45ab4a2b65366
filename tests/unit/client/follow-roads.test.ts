import type { Feature, LineString, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { followRoads } from '../../../client/actions/followRoads.ts';

/** A thousandth of a degree is about 100 m here. */
const at = (x: number, y: number): Position => [110 + x / 1000, 31 + y / 1000];

function road(...positions: Position[]): Feature<LineString> {
  return { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: positions } };
}

function line(...positions: Position[]): LineString {
  return { type: 'LineString', coordinates: positions };
}

/*
 *   C(5,5)────D(10,5)      the way over the hill, through the vertex (0,5)
 *   |            |
 *   (0,5)        |
 *   |            |
 *   A(0,0)═gap═ B(10,0)────E(20,0)
 */
const hill = [road(at(0, 0), at(0, 5), at(5, 5)), road(at(5, 5), at(10, 5)), road(at(10, 5), at(10, 0))];
const onwards = road(at(10, 0), at(20, 0));

describe('following roads', () => {
  it('goes through every vertex of the roads between two clicks', () => {
    const followed = followRoads(line(at(0, 0), at(10, 0)), hill);
    expect(followed.straightLegs).toBe(0);
    expect(followed.line.coordinates).toEqual([at(0, 0), at(0, 5), at(5, 5), at(10, 5), at(10, 0)]);
  });

  it('takes the shorter of two ways', () => {
    const shortcut = road(at(0, 0), at(5, -1), at(10, 0));
    const followed = followRoads(line(at(0, 0), at(10, 0)), [...hill, shortcut]);
    expect(followed.line.coordinates).toEqual([at(0, 0), at(5, -1), at(10, 0)]);
  });

  it('starts and ends in the middle of sections, in either direction of their drawing', () => {
    const there = followRoads(line(at(0, 2), at(15, 0)), [...hill, onwards]).line.coordinates;
    expect(there.at(0)).toEqual(at(0, 2));
    expect(there.at(-1)?.[0]).toBeCloseTo(110.015, 9);
    expect(there.slice(1, -1)).toEqual([at(0, 5), at(5, 5), at(10, 5), at(10, 0)]);
    const back = followRoads(line(at(15, 0), at(0, 2)), [...hill, onwards]).line.coordinates;
    expect(back.map(([x = 0]) => x.toFixed(7))).toEqual(there.map(([x = 0]) => x.toFixed(7)).reverse());
  });

  it('stays on one section where both clicks are on it', () => {
    const followed = followRoads(line(at(12, 0), at(18, 0)), [onwards]);
    expect(followed.straightLegs).toBe(0);
    expect(followed.line.coordinates).toHaveLength(2);
  });

  it('leaves a leg straight, and says so, where a click is on no road', () => {
    const drawn = line(at(0, 0), at(10, 0), at(10, -30));
    const followed = followRoads(drawn, hill);
    expect(followed).toMatchObject({ legs: 2, straightLegs: 1 });
    expect(followed.line.coordinates.at(-1)).toEqual(at(10, -30));
  });

  it('leaves a leg straight where the roads are not connected', () => {
    const island = road(at(10.05, 0), at(20, 0));
    const drawn = line(at(0, 0), at(19, 0));
    expect(followRoads(drawn, [...hill, island])).toMatchObject({ straightLegs: 1, line: drawn });
  });

  it('does not take a way round that nobody means', () => {
    const far = [road(at(0, 0), at(0, 60)), road(at(0, 60), at(1, 60)), road(at(1, 60), at(1, 0))];
    expect(followRoads(line(at(0, 0), at(1, 0)), far).straightLegs).toBe(1);
  });

  it('keeps the line as drawn where there are no roads at all', () => {
    const drawn = line(at(0, 0), at(1, 1), at(2, 0));
    expect(followRoads(drawn, [])).toEqual({ line: drawn, legs: 2, straightLegs: 2 });
  });
});
