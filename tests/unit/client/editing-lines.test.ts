import fc from 'fast-check';
import type { LineString, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { lengthMetres, nearestPlace, partBetween, positionAt } from '../../../client/actions/editing/along.ts';
import type { Content, Outcome } from '../../../client/actions/editing/content.ts';
import { chainageAt, cutAlong, merge, metresAt, reverse, split } from '../../../client/actions/editing/lines.ts';
import { layers } from '../../../data/layers/index.ts';

const { roads } = layers;

const position = fc.tuple(
  fc.integer({ min: 110_000_000, max: 110_005_000 }),
  fc.integer({ min: 31_000_000, max: 31_005_000 }),
);
/** Vertices on a grid of about ten centimetres, no two neighbours the same: roads of some hundred metres and more. */
const coordinates = fc
  .array(position, { minLength: 2, maxLength: 12 })
  .map((points) => points.map(([x, y]): Position => [x / 1e6, y / 1e6]))
  .filter((points) => points.every((point, index) => String(point) !== String(points[index + 1])))
  .filter((points) => lengthMetres(points) > 50);
const chainages = fc
  .tuple(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 1, max: 9000 }))
  .map(([from, length]) => ({ from_m: from, to_m: from + length }));
const road = fc.tuple(coordinates, chainages).map(
  ([line, chainage]): Content => ({
    geometry: { type: 'LineString', coordinates: line },
    properties: { code: 'X204-007', road_code: 'X204', road_class: 'county', structure: 'road', ...chainage },
  }),
);
const share = fc.double({ min: 0.1, max: 0.9, noNaN: true });

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.reason.en);
  return outcome.value;
}

const lineIn = ({ geometry }: Content) => (geometry as LineString).coordinates;
const placeIn = (content: Content, part: number) => positionAt(lineIn(content), part * lengthMetres(lineIn(content)));

/** A line that crosses itself has two nearest places: the one that the split means need not be the one drawn. */
describe('split and merge', () => {
  it('splits without a gap: both parts hold the same position and chainage there, and the lengths add up', () => {
    fc.assert(
      fc.property(road, share, (content, part) => {
        const [first, second] = value(split(roads, content, placeIn(content, part)));
        expect(lineIn(first).at(-1)).toEqual(lineIn(second)[0]);
        expect(first.properties.to_m).toBe(second.properties.from_m);
        expect(first.properties.from_m).toBe(content.properties.from_m);
        expect(second.properties.to_m).toBe(content.properties.to_m);
        const whole = lengthMetres(lineIn(content));
        expect(lengthMetres(lineIn(first)) + lengthMetres(lineIn(second))).toBeCloseTo(whole, 2);
        // The code is unique in the layer.
        expect(first.properties.code).toBe('X204-007');
        expect(second.properties.code).toBeUndefined();
      }),
    );
  });

  it('merges what was split into what it was, from either side', () => {
    fc.assert(
      fc.property(road, share, fc.boolean(), (content, part, fromSecond) => {
        const [first, second] = value(split(roads, content, placeIn(content, part)));
        const merged = value(fromSecond ? merge(roads, second, first) : merge(roads, first, second));
        expect(merged.properties).toEqual(content.properties);
        expect(lengthMetres(lineIn(merged))).toBeCloseTo(lengthMetres(lineIn(content)), 2);
        expect(lineIn(merged)[0]).toEqual(lineIn(content)[0]);
        expect(lineIn(merged).at(-1)).toEqual(lineIn(content).at(-1));
        for (const vertex of lineIn(content)) expect(lineIn(merged)).toContainEqual(vertex);
      }),
    );
  });

  const west: Content = {
    geometry: {
      type: 'LineString',
      coordinates: [
        [110, 31],
        [110.01, 31],
      ],
    },
    properties: { road_class: 'county', structure: 'road', from_m: 0, to_m: 950 },
  };
  const east: Content = {
    geometry: {
      type: 'LineString',
      coordinates: [
        [110.01, 31],
        [110.02, 31],
      ],
    },
    properties: { road_class: 'county', structure: 'road', from_m: 950, to_m: 1900 },
  };
  const reason = (one: Content, other: Content) => {
    const outcome = merge(roads, one, other);
    return outcome.ok ? undefined : outcome.reason.en;
  };

  it('does not join a bridge to a road, nor over a gap in place or chainage, nor against the chainage', () => {
    const change = (properties: Content['properties']) => ({
      ...east,
      properties: { ...east.properties, ...properties },
    });
    expect(reason(west, east)).toBeUndefined();
    expect(reason(west, change({ structure: 'bridge' }))).toContain('Structure');
    expect(reason(west, change({ from_m: 1000 }))).toContain('does not go on');
    expect(reason(west, change({ from_m: undefined, to_m: undefined }))).toContain('does not go on');
    expect(reason(west, value(reverse(east)))).toContain('reverse');
    const away: Content = {
      ...east,
      geometry: {
        type: 'LineString',
        coordinates: [
          [110.011, 31],
          [110.02, 31],
        ],
      },
    };
    expect(reason(west, away)).toContain('share no end');
  });

  it('does not split at an end', () => {
    expect(split(roads, west, [110, 31]).ok).toBe(false);
    expect(split(roads, west, [110.011, 31.001]).ok).toBe(false);
  });
});

describe('reverse', () => {
  const hazard: Content = {
    geometry: {
      type: 'LineString',
      coordinates: [
        [110, 31],
        [110.01, 31],
        [110.01, 31.01],
      ],
    },
    properties: {
      side: 'left',
      direction: 'increasing',
      guardrail: 'both',
      oneway: 'forward',
      name: 'left',
      from_m: 3,
    },
  };

  it('swaps what is said relative to the direction, and nothing else', () => {
    expect(value(reverse(hazard)).properties).toEqual({
      side: 'right',
      direction: 'decreasing',
      guardrail: 'both',
      oneway: 'backward',
      name: 'left',
      from_m: 3,
    });
  });

  it('twice is nothing', () => {
    fc.assert(
      fc.property(road, fc.constantFrom('left', 'right', 'both', 'none', undefined), (content, side) => {
        const sided = { ...content, properties: { ...content.properties, side } };
        expect(value(reverse(value(reverse(sided))))).toEqual(sided);
      }),
    );
  });
});

describe('cutting a stretch out of a road', () => {
  it('lies on the road between both measures, in the direction of the road, whichever was said first', () => {
    fc.assert(
      fc.property(road, share, share, (content, one, other) => {
        const whole = lengthMetres(lineIn(content));
        fc.pre(Math.abs(one - other) * whole > 2);
        const cut = value(cutAlong(roads, content, one * whole, other * whole));
        expect(cut).toEqual(value(cutAlong(roads, content, other * whole, one * whole)));
        expect(lengthMetres(lineIn(cut))).toBeCloseTo(Math.abs(one - other) * whole, 1);
        for (const vertex of lineIn(cut)) {
          expect(nearestPlace(lineIn(content), vertex).distanceMetres).toBeLessThan(0.001);
        }
        const { from_m: from, to_m: to } = cut.properties as { from_m: number; to_m: number };
        expect(from).toBeLessThanOrEqual(to);
        expect(from).toBeGreaterThanOrEqual(Number(content.properties.from_m));
        expect(to).toBeLessThanOrEqual(Number(content.properties.to_m));
        expect(cut.properties).toMatchObject({ segment_code: 'X204-007', road_code: 'X204' });
      }),
    );
  });

  it('says no chainage where the road has none, and no more than the road says', () => {
    const bare: Content = {
      geometry: {
        type: 'LineString',
        coordinates: [
          [110, 31],
          [110.01, 31],
        ],
      },
      properties: { road_class: 'village', code: null, from_m: null },
    };
    expect(value(cutAlong(roads, bare, 100, 300)).properties).toEqual({});
    expect(cutAlong(roads, bare, 100, 100.2).ok).toBe(false);
  });

  it('finds the place of a chainage that it would give', () => {
    fc.assert(
      fc.property(road, share, (content, part) => {
        const metres = part * lengthMetres(lineIn(content));
        const chainage = chainageAt(roads, content, metres);
        const back = chainage === undefined ? undefined : metresAt(roads, content, chainage);
        const metresPerChainage =
          lengthMetres(lineIn(content)) / (Number(content.properties.to_m) - Number(content.properties.from_m));
        expect(Math.abs((back ?? Number.NaN) - metres)).toBeLessThanOrEqual(0.006 * metresPerChainage + 1e-6);
      }),
    );
  });
});

it('measures a part as long as it was asked for', () => {
  fc.assert(
    fc.property(coordinates, share, share, (line, one, other) => {
      const whole = lengthMetres(line);
      const part = partBetween(line, one * whole, other * whole);
      expect(lengthMetres(part)).toBeCloseTo(Math.abs(one - other) * whole, 1);
    }),
  );
});
