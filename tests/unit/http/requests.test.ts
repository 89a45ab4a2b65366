import type { Request } from 'express';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layers } from '../../../data/layers/index.ts';
import { decodeCursor, encodeCursor } from '../../../server/http/cursor.ts';
import { parseBbox, parseInterval, parseItemsRequest } from '../../../server/http/items-request.ts';
import { parseJsonBody } from '../../../server/http/json-body.ts';
import { readInteger, readParameters } from '../../../server/http/parameters.ts';
import { isDay, isInstant } from '../../../server/http/times.ts';
import { ProblemError } from '../../../server/problems.ts';

/** The code of the problem that is thrown, so that any other error fails the test. */
function problemOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
}

describe('query parameters', () => {
  const request = (originalUrl: string) => ({ originalUrl }) as Request;

  test('are read as they are written, once each', () => {
    expect([...readParameters(request('/items?a=1&b=%E5%AE%89+x'), ['a', 'b'])]).toEqual([
      ['a', '1'],
      ['b', '安 x'],
    ]);
    expect(readParameters(request('/items'), []).size).toBe(0);
    expect(problemOf(() => readParameters(request('/items?a=1&a=1'), ['a']))).toBe('invalid_parameter');
    expect(problemOf(() => readParameters(request('/items?c=1'), ['a']))).toBe('unknown_parameter');
    expect(problemOf(() => readParameters(request('/items?a=%00'), ['a']))).toBe('invalid_parameter');
  });

  test('never fail otherwise, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        problemOf(() => readParameters(request(`/items?${text}`), ['limit']));
      }),
    );
  });

  test('integers keep within their bounds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer().map(String), fc.string()), (text) => {
        const parameters = new Map([['limit', text]]);
        const problem = problemOf(() => readInteger(parameters, 'limit', 1, 100));
        const fits = /^[+-]?\d{1,16}$/.test(text) && Number(text) >= 1 && Number(text) <= 100;
        expect(problem).toBe(fits ? undefined : 'invalid_parameter');
      }),
    );
  });
});

describe('a box', () => {
  test('of numbers in range reads back, and may cross the antimeridian', () => {
    const longitude = fc.double({ min: -180, max: 180, noNaN: true });
    const latitude = fc.double({ min: -90, max: 90, noNaN: true });
    fc.assert(
      fc.property(longitude, latitude, longitude, latitude, (west, a, east, b) => {
        const [south, north] = [Math.min(a, b), Math.max(a, b)];
        const text = [west, south, east, north].join();
        const seemsSwapped = problemOf(() => parseBbox(text)) !== undefined;
        // Only a box in China when read the other way round is taken for a slip.
        if (seemsSwapped) expect(south > 73 && north > 73 && west > 3 && east > 3).toBe(true);
        else
          expect(parseBbox(text)?.map((value) => value + 0)).toEqual(
            [west, south, east, north].map((value) => value + 0),
          );
      }),
    );
  });

  test('is refused in any other form', () => {
    for (const text of ['', ',,,', '1,2,3', '1 2 3 4', '0x1,2,3,4', '1e400,2,3,4', '1,5,3,4', '200,1,201,2']) {
      expect(
        problemOf(() => parseBbox(text)),
        text,
      ).toBe('invalid_parameter');
    }
  });
});

describe('times', () => {
  test('a day is a day of the calendar', () => {
    for (const day of ['2024-02-29', '2026-12-31', '1800-01-01']) expect(isDay(day), day).toBe(true);
    for (const day of ['2026-02-29', '2026-13-01', '2026-00-10', '0000-01-01', '2026-1-1', '+12026-01-01']) {
      expect(isDay(day), day).toBe(false);
    }
  });

  test('an instant has a time of day and a zone that exists', () => {
    for (const time of ['2026-07-01T08:00:00+08:00', '2026-07-01T00:00:00.123456Z', '2026-07-01t00:00:00z']) {
      expect(isInstant(time), time).toBe(true);
    }
    for (const time of [
      '2026-07-01T08:00:00',
      '2026-07-01T08:00:00+15:00',
      '2026-07-01T08:61:00Z',
      '2026-02-30T00:00:00Z',
    ]) {
      expect(isInstant(time), time).toBe(false);
    }
  });

  test('an interval keeps its ends, whole days in China', () => {
    expect(parseInterval('2026-07-01')).toEqual({
      from: '2026-07-01T00:00:00+08:00',
      to: '2026-07-01T23:59:59.999999+08:00',
    });
    expect(parseInterval('../2026-07-01T00:00:00Z')).toEqual({ from: undefined, to: '2026-07-01T00:00:00Z' });
    expect(parseInterval('2026-07-01T00:00:00Z/')).toEqual({ from: '2026-07-01T00:00:00Z', to: undefined });
    expect(parseInterval(undefined)).toBeUndefined();
  });

  test('any other text is refused, never a failure', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect([undefined, 'invalid_parameter']).toContain(problemOf(() => parseInterval(text)));
      }),
    );
  });
});

describe('a cursor', () => {
  const sort = [
    { member: 'cost_10k_yuan', descending: true },
    { member: 'name', descending: false },
  ];
  const position = fc.record({
    values: fc.tuple(
      fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
      fc.option(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0') && text.isWellFormed())),
    ),
    id: fc.nat(),
  });

  test('reads back as it was written', () => {
    fc.assert(
      fc.property(position, (given) => {
        const cursor = encodeCursor(sort, given);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(layers.road_hazards, sort, cursor)).toEqual(given);
      }),
    );
  });

  test('of another order, or any other text, is refused and never a failure', () => {
    fc.assert(
      fc.property(position, (given) => {
        const cursor = encodeCursor(sort, given);
        expect(problemOf(() => decodeCursor(layers.road_hazards, sort.toReversed(), cursor))).toBe('invalid_parameter');
        expect(problemOf(() => decodeCursor(layers.road_hazards, [], cursor))).toBe('invalid_parameter');
      }),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => Buffer.from(json).toString('base64url')),
        ),
        (text) => {
          expect(problemOf(() => decodeCursor(layers.road_hazards, sort, text))).toBe('invalid_parameter');
        },
      ),
    );
  });
});

describe('a request for items', () => {
  test('is one value with everything in it', () => {
    const parameters = new Map([
      ['limit', '7'],
      ['bbox', '110,31,111,32'],
      ['sortby', '-grade,+found_on'],
      ['hazard', 'cliff'],
      ['supervised', 'true'],
      ['plan_year', '2026'],
    ]);
    expect(parseItemsRequest(layers.road_hazards, parameters)).toEqual({
      limit: 7,
      shape: { geometry: true },
      after: undefined,
      sort: [
        { member: 'grade', descending: true },
        { member: 'found_on', descending: false },
      ],
      selection: {
        bbox: [110, 31, 111, 32],
        interval: undefined,
        filters: [
          { member: 'hazard', value: 'cliff' },
          { member: 'plan_year', value: 2026 },
          { member: 'supervised', value: true },
        ],
      },
    });
  });
});

describe('a JSON body', () => {
  test('reads any JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 20 }), (json) => {
        expect(parseJsonBody(Buffer.from(json))).toEqual(JSON.parse(json));
      }),
    );
  });

  test('of any other bytes is malformed, never a failure', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([undefined, 'malformed_body']).toContain(problemOf(() => parseJsonBody(Buffer.from(bytes))));
      }),
    );
  });

  test('is measured by its nesting, not by brackets in its text', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(problemOf(() => parseJsonBody(Buffer.from(nested(64))))).toBeUndefined();
    expect(problemOf(() => parseJsonBody(Buffer.from(nested(65))))).toBe('malformed_body');
    expect(problemOf(() => parseJsonBody(Buffer.from(nested(1_000_000))))).toBe('malformed_body');
    expect(parseJsonBody(Buffer.from(JSON.stringify({ a: `\\"${'['.repeat(100)}` })))).toEqual({
      a: `\\"${'['.repeat(100)}`,
    });
  });
});
