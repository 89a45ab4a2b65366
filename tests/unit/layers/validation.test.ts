import fc from 'fast-check';
import type { Feature, MultiPolygon, Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { layerList, layers } from '../../../data/layers/index.ts';
import { orderSql, Sql, whereSql } from '../../../server/layers/query.ts';
import { checkGeometry } from '../../../server/layers/validation/geometry.ts';
import { validateFeature } from '../../../server/layers/validation.ts';

const degree = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** In China, where nothing looks swapped, and away from 0, 0. */
const position = fc.tuple(degree(100, 120), degree(20, 40)) as fc.Arbitrary<Position>;

describe('any value at all', () => {
  test.each(layerList)('is taken or refused with placed faults by $id, never a failure', (layer) => {
    const geometry = fc.record({
      type: fc.constantFrom(
        'Point',
        'LineString',
        'Polygon',
        'MultiPolygon',
        'MultiLineString',
        'GeometryCollection',
        'x',
      ),
      coordinates: fc.anything(),
    });
    const feature = fc.record(
      {
        type: fc.constantFrom('Feature', 'x'),
        geometry: fc.oneof(geometry, fc.anything()),
        properties: fc.anything(),
        id: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(feature, fc.anything()), (value) => {
        const outcome = validateFeature(layer, value, 7);
        if (outcome.ok) return;
        expect(outcome.faults.length).toBeGreaterThan(0);
        for (const fault of outcome.faults) {
          expect(fault.feature).toBe(7);
          expect(fault.member).not.toBe('');
          expect(fault.reason.zh).not.toBe('');
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a line', () => {
  test('is stored as it is but for heights and repeated positions', () => {
    fc.assert(
      fc.property(fc.array(position, { minLength: 2, maxLength: 20 }), (line) => {
        const outcome = checkGeometry(
          {
            type: 'LineString',
            coordinates: line.flatMap(
              ([x, y]) =>
                [
                  [x, y, 812],
                  [x, y],
                ] as Position[],
            ),
          },
          'LineString',
          1,
        );
        const distinct = line.filter(
          (one, index) => index === 0 || one.some((value, axis) => value !== line[index - 1]?.[axis]),
        );
        expect(outcome.ok).toBe(distinct.length > 1);
        if (outcome.ok) {
          expect(outcome.geometry.coordinates).toEqual(distinct);
          expect(outcome.mended).toContain('heights_left_out');
        }
      }),
    );
  });
});

describe('a polygon', () => {
  /** A star around a centre: simple, whatever the radii. */
  const star = fc
    .tuple(position, fc.array(fc.double({ min: 0.001, max: 0.01, noNaN: true }), { minLength: 4, maxLength: 15 }))
    .map(([[x = 0, y = 0], radii]) => {
      const ring = radii.map((radius, index): Position => {
        const angle = (2 * Math.PI * index) / radii.length;
        return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
      });
      return [...ring, ring[0] ?? []] as Position[];
    });

  test('comes out the same way round whichever way it went in', () => {
    fc.assert(
      fc.property(star, (ring) => {
        const check = (coordinates: Position[]) =>
          checkGeometry({ type: 'Polygon', coordinates: [coordinates] }, 'MultiPolygon', 1);
        const [one, other] = [check(ring), check(ring.toReversed())];
        expect(one).toMatchObject({ ok: true, mended: [] });
        expect(other).toMatchObject({ ok: true, mended: ['right_hand_rule'] });
        if (one.ok && other.ok) expect(other.geometry).toEqual(one.geometry);
      }),
    );
  });

  test('that crosses itself is refused with the place', () => {
    fc.assert(
      fc.property(position, fc.double({ min: 0.001, max: 0.01, noNaN: true }), ([x = 0, y = 0], size) => {
        const bowTie: Position[] = [
          [x, y],
          [x + size, y + size],
          [x + size, y],
          [x, y + size],
          [x, y],
        ];
        const outcome = checkGeometry({ type: 'Polygon', coordinates: [bowTie] }, 'MultiPolygon', 1);
        expect(outcome.ok).toBe(false);
        if (!outcome.ok) {
          expect(outcome.faults[0]?.code).toBe('polygon_invalid');
          const [, longitude] = /\[([\d.]+), /.exec(outcome.faults[0]?.reason.en ?? '') ?? [];
          expect(Number(longitude)).toBeCloseTo(x + size / 2, 6);
        }
      }),
    );
  });

  test('is not changed by being checked', () => {
    const frozen = Object.freeze({
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [110, 31],
            [110, 32],
            [111, 32],
            [110, 31],
          ],
        ],
      ],
    }) as MultiPolygon;
    const before = JSON.stringify(frozen);
    checkGeometry(frozen, 'MultiPolygon', 1);
    expect(JSON.stringify(frozen)).toBe(before);
  });
});

describe('positions', () => {
  const codeOf = (coordinates: Position) => {
    const outcome = checkGeometry({ type: 'Point', coordinates }, 'Point', 1);
    return outcome.ok ? 'ok' : outcome.faults[0]?.code;
  };
  test.each<[Position, string]>([
    [[110, 31], 'ok'],
    [[1.5, 42.5], 'ok'],
    [[-9.1, 38.7], 'ok'],
    [[180, 90], 'ok'],
    [[31, 110], 'coordinates_swapped'],
    [[39.9, 116.4], 'coordinates_swapped'],
    [[37_512_345, 3_456_789], 'coordinates_projected'],
    [[500_000, 3_456_789], 'coordinates_projected'],
    [[180.1, 0], 'coordinate_out_of_range'],
    [[0, 0], 'null_island'],
    [[1e-9, -1e-9], 'null_island'],
    [[0, 51.5], 'ok'],
    [[Number.NaN, 1], 'coordinate_not_finite'],
    [[1, Number.POSITIVE_INFINITY], 'coordinate_not_finite'],
  ])('%j is %s', (coordinates, code) => {
    expect(codeOf(coordinates)).toBe(code);
  });
});

describe('a selection as SQL', () => {
  test('never carries a value in its text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        const marker = `«${value}»`;
        const sql = new Sql();
        const where = whereSql(layers.road_hazards, { filters: [{ member: 'name', value: marker }], ids: [7] }, sql);
        expect(where).toBe('id = ANY($1::bigint[]) AND "name" = $2::text');
        expect(sql.values).toEqual([[7], marker]);
      }),
    );
  });

  test('knows no member that the layer has not', () => {
    expect(() => whereSql(layers.roads, { filters: [{ member: '1=1; --', value: 1 }] }, new Sql())).toThrow(RangeError);
    expect(() => orderSql(layers.roads, [{ member: 'constructor', descending: true }])).toThrow(RangeError);
  });
});

test('properties that were read from here are taken, what the service sets left out', () => {
  const feature: Feature = {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [110, 31] },
    properties: { name: '中心小学', _version: 3, _created_at: 'x', _updated_at: 'x' },
  };
  expect(validateFeature(layers.shelters, feature, 1)).toMatchObject({
    ok: true,
    feature: { properties: { name: '中心小学' } },
  });
});
