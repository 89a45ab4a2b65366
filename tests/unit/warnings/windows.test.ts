import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { warningDurationsHours } from '../../../data/layers/flood_points.ts';
import { warningNumbers } from '../../../data/standards/warnings.ts';
import { readingFault } from '../../../server/evacuation/warnings/check-reading.ts';
import type { Reading } from '../../../server/evacuation/warnings/types.ts';
import { gaugeRain, hourMs, windowSum } from '../../../server/evacuation/warnings/windows.ts';

const numbers = warningNumbers();
const minuteMs = 60_000;
const staleAfterMs = numbers.stale_after_min * minuteMs;
const now = Date.parse('2026-07-01T12:00:00+08:00');

/** Readings of equal length that end `now`, the last one given last. */
function series(minutes: number, ...rain: readonly (number | undefined)[]): Reading[] {
  return rain.flatMap((rainMm, index) => {
    const endMs = now - (rain.length - 1 - index) * minutes * minuteMs;
    return rainMm === undefined ? [] : [{ startMs: endMs - minutes * minuteMs, endMs, rainMm }];
  });
}

const bounds = (readings: readonly Reading[], hours: 1 | 3 | 6 | 24, at = now) => {
  const sorted = [...readings].sort((a, b) => a.endMs - b.endMs);
  const { knownMm, atMostMm } = windowSum(sorted, hours, at, numbers);
  return [knownMm, atMostMm];
};

describe('a window', () => {
  test('sums the readings in it', () => {
    const readings = series(10, ...Array.from({ length: 24 * 6 }, (_, index) => index % 7));
    for (const hours of warningDurationsHours) {
      const sum = readings.slice(-6 * hours).reduce((total, { rainMm }) => total + rainMm, 0);
      expect(bounds(readings, hours)).toEqual([sum, sum]);
    }
  });

  test('reaches a threshold of tenths with readings of tenths', () => {
    expect(bounds(series(10, 0.1, 0.2, 0.1, 0.2, 0.1, 0.2), 1)).toEqual([0.9, 0.9]);
  });

  test('with a gap knows what it knows and no more', () => {
    expect(bounds(series(20, 12, undefined, 9), 1)).toEqual([21, undefined]);
    expect(bounds(series(60, 5), 3)).toEqual([5, undefined]);
  });

  test('of intervals written as 08:00–08:59 has no gap', () => {
    const readings = series(60, ...Array.from({ length: 25 }, () => 2)).map((one) => ({
      ...one,
      endMs: one.endMs - minuteMs,
    }));
    expect(gaugeRain(readings, now, staleAfterMs, numbers).windows.map(({ atMostMm }) => atMostMm)).toEqual([
      2, 6, 12, 48,
    ]);
  });

  test('does not let short breaks add up to a long one', () => {
    // Every second minute is missing: no break is longer than a minute, and half of the hour is unknown.
    const readings = Array.from({ length: 30 }, (_, index) => {
      const endMs = now - 2 * index * minuteMs;
      return { startMs: endMs - minuteMs, endMs, rainMm: 1 };
    });
    expect(bounds(readings, 1)).toEqual([30, undefined]);
  });

  test('counts a reading that reaches out of it as anything from nothing to all of it', () => {
    expect(bounds(series(180, 30), 1)).toEqual([0, 30]);
    expect(bounds(series(180, 30), 3)).toEqual([30, 30]);
  });

  test('counts rain that is told twice once', () => {
    // Five-minute readings and the hour's own total.
    const fine = series(5, ...Array.from({ length: 12 }, () => 1));
    const total = series(60, 12);
    expect(bounds([...fine, ...total], 1)).toEqual([12, 12]);
    // The total fills what the fine readings lack, and bounds it.
    expect(bounds([...fine.slice(0, 5), ...total], 1)).toEqual([12, 12]);
  });

  test('whose readings contradict each other is not taken at the lower word', () => {
    const readings = [...series(60, 20), ...series(180, 10)];
    const window = windowSum(
      [...readings].sort((a, b) => a.endMs - b.endMs),
      3,
      now,
      numbers,
    );
    expect(window).toMatchObject({ knownMm: 20, atMostMm: undefined, contradictory: true });
  });
});

describe('the rain of a gauge', () => {
  test('counts up to its last reading while that is fresh, and up to now when it is not', () => {
    const readings = series(60, ...Array.from({ length: 24 }, () => 1));
    const fresh = gaugeRain(readings, now + staleAfterMs, staleAfterMs, numbers);
    expect(fresh.stale).toBe(false);
    expect(fresh.windows.map(({ knownMm, atMostMm }) => [knownMm, atMostMm])).toEqual([
      [1, 1],
      [3, 3],
      [6, 6],
      [24, 24],
    ]);
    const stale = gaugeRain(readings, now + staleAfterMs + 1, staleAfterMs, numbers);
    expect(stale.stale).toBe(true);
    // 76 minutes on, the last hour has no rain that is known; of the last 24 hours 22 whole readings are left.
    expect(stale.windows.map(({ knownMm, atMostMm }) => [knownMm, atMostMm])).toEqual([
      [0, undefined],
      [1, undefined],
      [4, undefined],
      [22, undefined],
    ]);
  });

  test('without readings is stale and knows nothing', () => {
    const rain = gaugeRain([], now, staleAfterMs, numbers);
    expect(rain).toMatchObject({ lastEndMs: undefined, stale: true });
    for (const window of rain.windows) expect(window).toMatchObject({ knownMm: 0, atMostMm: undefined });
  });

  test('of a later time is not looked at', () => {
    const later = { startMs: now + hourMs, endMs: now + 2 * hourMs, rainMm: 99 };
    expect(gaugeRain([...series(60, 1), later], now, staleAfterMs, numbers).lastEndMs).toBe(now);
  });
});

/** Readings of 10 to 120 minutes, without overlap, with gaps, in whole tenths of a millimetre. */
const disjoint = fc
  .array(
    fc.record({
      length: fc.integer({ min: 1, max: 12 }),
      pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3 })),
      tenths: fc.nat(400),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let endMs = now;
    return steps.map(({ length, pause, tenths }) => {
      const startMs = endMs - length * 10 * minuteMs;
      const reading = { startMs, endMs, rainMm: tenths / 10 };
      endMs = startMs - pause * 10 * minuteMs;
      return reading;
    });
  });

/** Readings cut at will out of one true rain of 10-minute steps: they overlap, leave gaps, and never contradict. */
const cutOut = fc
  .record({
    truth: fc.array(fc.nat(50), { minLength: 40, maxLength: 40 }),
    cuts: fc.array(fc.tuple(fc.nat(39), fc.integer({ min: 1, max: 12 })), { maxLength: 14 }),
  })
  .map(({ truth, cuts }) => {
    const at = (step: number) => now - (truth.length - step) * 10 * minuteMs;
    const sum = (from: number, to: number) => truth.slice(from, to).reduce((a, b) => a + b, 0) / 10;
    const readings = cuts.map(([from, length]) => {
      const to = Math.min(truth.length, from + length);
      return { startMs: at(from), endMs: at(to), rainMm: sum(from, to) };
    });
    return { readings, sum, steps: truth.length };
  });

describe('always', () => {
  test('sums of readings without overlap equal a brute force', () => {
    fc.assert(
      fc.property(disjoint, fc.constantFrom(...warningDurationsHours), fc.nat(30), (readings, hours, back) => {
        const end = now - back * 10 * minuteMs;
        const start = end - hours * hourMs;
        let inside = 0;
        let touching = 0;
        const isWet = new Array<boolean>((hours * hourMs) / (10 * minuteMs)).fill(false);
        for (const { startMs, endMs, rainMm } of readings) {
          if (startMs >= start && endMs <= end) inside += Math.round(rainMm * 10);
          if (endMs > start && startMs < end) touching += Math.round(rainMm * 10);
          for (const index of isWet.keys()) {
            const middle = start + (index + 0.5) * 10 * minuteMs;
            if (middle > startMs && middle < endMs) isWet[index] = true;
          }
        }
        const expected = [inside / 10, isWet.every(Boolean) ? touching / 10 : undefined];
        expect(bounds(readings, hours, end)).toEqual(expected);
      }),
    );
  });

  test('the truth lies between the bounds, however it was cut into readings', () => {
    fc.assert(
      fc.property(cutOut, fc.constantFrom(1, 3, 6), fc.nat(4), ({ readings, sum, steps }, hours, back) => {
        const [known, most] = bounds(readings, hours, now - back * 10 * minuteMs);
        const truth = sum(steps - back - hours * 6, steps - back);
        expect(known).toBeLessThanOrEqual(truth + 1e-9);
        expect(most ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(truth - 1e-9);
      }),
    );
  });

  test('the order of arrival and arriving twice make no difference', () => {
    fc.assert(
      fc.property(
        cutOut.chain(({ readings }) =>
          fc.tuple(
            fc.constant(readings),
            fc.shuffledSubarray([...readings, ...readings], { minLength: readings.length * 2 }),
          ),
        ),
        ([readings, shuffled]) => {
          expect(gaugeRain(shuffled, now, staleAfterMs, numbers)).toEqual(
            gaugeRain(readings, now, staleAfterMs, numbers),
          );
        },
      ),
    );
  });
});

describe('a reading', () => {
  const reading = { startMs: now - hourMs, endMs: now, rainMm: 20 };
  test.each([
    ['that ends where it starts', { ...reading, startMs: now }, 'end', 'interval'],
    ['that ends before it starts', { ...reading, startMs: now + 1 }, 'end', 'interval'],
    ['of two days', { ...reading, startMs: now - 48 * hourMs }, 'start', 'interval_too_long'],
    ['from the future', { ...reading, endMs: now + 301_000 }, 'end', 'future'],
    ['below zero', { ...reading, rainMm: -0.1 }, 'rain_mm', 'negative'],
    ['beyond the records of the world', { ...reading, rainMm: 422 }, 'rain_mm', 'implausible'],
    ['beyond them within minutes', { startMs: now - 5 * minuteMs, endMs: now, rainMm: 130 }, 'rain_mm', 'implausible'],
  ])('%s is refused', (_, given, member, code) => {
    expect(readingFault(given, now, numbers)).toMatchObject({ member, code });
  });

  test.each([
    ['of the greatest hour of Zhengzhou', { ...reading, rainMm: 201.9 }],
    ['of the wettest day', { startMs: now - 24 * hourMs, endMs: now, rainMm: 1825 }],
    ['of a clock five minutes ahead', { ...reading, endMs: now + 300_000 }],
    ['of no rain', { ...reading, rainMm: 0 }],
  ])('%s is taken', (_, given) => {
    expect(readingFault(given, now, numbers)).toBeUndefined();
  });
});
