import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { floodPoints, warningDurationsHours } from '../../../data/layers/flood_points.ts';
import { warningNumbers } from '../../../data/standards/warnings.ts';
import { judge } from '../../../server/evacuation/warnings/judge.ts';
import { assumedRainFault, assumedWindows } from '../../../server/evacuation/warnings/scenario.ts';
import { readThresholds, thresholdFaults } from '../../../server/evacuation/warnings/thresholds.ts';
import type { DurationMm, Reading } from '../../../server/evacuation/warnings/types.ts';
import { gaugeRain, hourMs } from '../../../server/evacuation/warnings/windows.ts';
import { checkProperties } from '../../../server/layers/validation/properties.ts';

const numbers = warningNumbers();
const staleAfterMs = numbers.stale_after_min * 60_000;
const now = Date.parse('2026-07-01T12:00:00+08:00');
const members = {
  prepare_1h_mm: 24,
  prepare_3h_mm: 35,
  prepare_6h_mm: 45,
  prepare_24h_mm: 67,
  evacuate_1h_mm: 30,
  evacuate_3h_mm: 44,
  evacuate_6h_mm: 56,
  evacuate_24h_mm: 83,
};
const thresholds = readThresholds(members);

/** Hourly readings that end `now`, the last one given last. */
function hourly(...rain: readonly (number | undefined)[]): Reading[] {
  return rain.flatMap((rainMm, index) => {
    const endMs = now - (rain.length - 1 - index) * hourMs;
    return rainMm === undefined ? [] : [{ startMs: endMs - hourMs, endMs, rainMm }];
  });
}
const dry = Array.from({ length: 24 }, () => 0);
const ending = (...rain: readonly (number | undefined)[]) => hourly(...dry.slice(rain.length), ...rain);
const gauge = (readings: readonly Reading[], code = 'P1', at = now) => ({
  code,
  rain: gaugeRain(readings, at, staleAfterMs, numbers),
});
const stateOf = (...rain: readonly (number | undefined)[]) => judge(thresholds, [gauge(ending(...rain))]).state;

describe('the state of a point', () => {
  test.each([
    ['none below every threshold', [23.9], 'none'],
    ['prepare at a threshold', [24], 'prepare'],
    ['evacuate at a threshold', [30], 'evacuate'],
    ['evacuate by three hours alone', [15, 15, 14], 'evacuate'],
    ['prepare by six hours alone', [8, 8, 8, 7, 7, 7], 'prepare'],
    ['evacuate by a day alone', [...Array.from({ length: 23 }, () => 3.5), 3], 'evacuate'],
  ])('is %s', (_, rain, state) => {
    expect(stateOf(...rain)).toBe(state);
  });

  test('without rain that is known is unknown, never none', () => {
    expect(judge(thresholds, [gauge([])])).toMatchObject({ state: 'unknown', open: true, doubts: ['no_readings'] });
    expect(judge(thresholds, [])).toMatchObject({ state: 'unknown', open: true, doubts: ['no_gauge'] });
  });

  test('turns unknown when the rain goes stale, with nothing arriving', () => {
    const readings = ending(0);
    const at = (ms: number) => judge(thresholds, [gauge(readings, 'P1', ms)]);
    expect(at(now + staleAfterMs)).toMatchObject({ state: 'none', open: false, doubts: [] });
    expect(at(now + staleAfterMs + 1)).toMatchObject({ state: 'unknown', open: true, doubts: ['stale'] });
  });

  test('with a gap is raised by what is known, and unknown where that does not suffice', () => {
    expect(judge(thresholds, [gauge(ending(0, 50, undefined, 2))])).toMatchObject({ state: 'evacuate', open: false });
    expect(judge(thresholds, [gauge(ending(20, undefined, 20))])).toMatchObject({
      state: 'prepare',
      open: true,
      doubts: ['gap'],
    });
    expect(judge(thresholds, [gauge(ending(1, undefined, 1))])).toMatchObject({ state: 'unknown', doubts: ['gap'] });
  });

  test('from readings longer than a window is unknown where they leave it open', () => {
    const coarse = [0, 0, 0, 0, 0, 0, 0, 29].map((rainMm, index) => {
      const endMs = now - (7 - index) * 3 * hourMs;
      return { startMs: endMs - 3 * hourMs, endMs, rainMm };
    });
    expect(judge(thresholds, [gauge(coarse)])).toMatchObject({ state: 'unknown', doubts: ['coarse'] });
    const little = coarse.map((one) => ({ ...one, rainMm: Math.min(one.rainMm, 23) }));
    expect(judge(thresholds, [gauge(little)])).toMatchObject({ state: 'none', open: false });
  });

  test('of several gauges is the gravest', () => {
    const states = (...rains: readonly (readonly Reading[])[]) =>
      judge(
        thresholds,
        rains.map((readings, index) => gauge(readings, `P${index}`)),
      );
    expect(states(ending(0), ending(25)).state).toBe('prepare');
    expect(states(ending(0), []).state).toBe('unknown');
    expect(states(ending(31), [])).toMatchObject({ state: 'evacuate', open: false });
    expect(states(ending(25), [])).toMatchObject({ state: 'prepare', open: true, doubts: ['no_readings'] });
  });

  test('without thresholds is unknown whatever it rains', () => {
    for (const rain of [0, 300]) {
      expect(judge(readThresholds({}), [gauge(ending(rain))])).toMatchObject({
        state: 'unknown',
        doubts: ['no_thresholds'],
      });
    }
  });

  test('looks only at the durations that have a threshold', () => {
    const only = readThresholds({ evacuate_1h_mm: 30 });
    expect(judge(only, [gauge(hourly(29))])).toMatchObject({ state: 'none', open: false });
    expect(judge(only, [gauge(hourly(30))]).figures).toHaveLength(1);
  });

  test('is unknown where the thresholds cannot be meant', () => {
    const wrong = readThresholds({ ...members, evacuate_3h_mm: 20 });
    for (const rain of [0, 300]) {
      expect(judge(wrong, [gauge(ending(rain))])).toMatchObject({ state: 'unknown', doubts: ['thresholds_invalid'] });
    }
  });

  test('says which window was held against what', () => {
    const { figures } = judge(thresholds, [gauge(ending(10, 10, 25))]);
    expect(figures.find(({ hours }) => hours === 3)).toMatchObject({
      gauge: 'P1',
      knownMm: 45,
      atMostMm: 45,
      prepareMm: 35,
      evacuateMm: 44,
      level: 'evacuate',
      startMs: now - 3 * hourMs,
      endMs: now,
    });
  });
});

const rank = { none: 0, unknown: 1, prepare: 2, evacuate: 3 } as const;

test('more rain never lowers a state', () => {
  const rain = fc.array(fc.option(fc.nat(40), { nil: undefined }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(rain, fc.nat(29), fc.integer({ min: 1, max: 60 }), fc.nat(4), (given, index, more, hoursOld) => {
      const at = now + hoursOld * hourMs;
      const raised = given.map((mm, i) => (i === index % given.length && mm !== undefined ? mm + more : mm));
      const before = judge(thresholds, [gauge(hourly(...given), 'P1', at)]);
      const after = judge(thresholds, [gauge(hourly(...raised), 'P1', at)]);
      expect(rank[after.state]).toBeGreaterThanOrEqual(rank[before.state]);
    }),
  );
});

test('what is missing never clears a state that would be raised with it', () => {
  const rain = fc.array(fc.nat(40), { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(rain, fc.uniqueArray(fc.nat(23)), (given, lost) => {
      const whole = judge(thresholds, [gauge(hourly(...given))]);
      const holed = judge(thresholds, [gauge(hourly(...given.map((mm, i) => (lost.includes(i) ? undefined : mm))))]);
      if (holed.state === 'none') expect(whole.state).toBe('none');
      // A last reading that is lost shows an hour earlier, which may have been graver.
      if (!holed.open && !lost.includes(23)) expect(holed.state).toBe(whole.state);
    }),
  );
});

describe('thresholds the wrong way round', () => {
  const point = { name: '王家坪', people: 3, ...members };
  test.each([
    ['evacuate below prepare', { evacuate_1h_mm: 23 }, 'evacuate_not_below_prepare_1h'],
    ['prepare falling with duration', { prepare_3h_mm: 23.9 }, 'prepare_rises_with_duration'],
    ['evacuate falling with duration', { evacuate_24h_mm: 50 }, 'evacuate_rises_with_duration'],
    ['zero', { prepare_1h_mm: 0 }, 'exclusiveMinimum'],
    [
      'falling over durations that are left out',
      { prepare_3h_mm: undefined, prepare_6h_mm: undefined, prepare_24h_mm: 20 },
      'prepare_rises_with_duration',
    ],
  ])('%s are refused when written and told when met', (_, change, code) => {
    const given = JSON.parse(JSON.stringify({ ...point, ...change }));
    const outcome = checkProperties(floodPoints, given, 1);
    expect(outcome.ok ? [] : outcome.faults.map((fault) => fault.code)).toContain(code);
    expect(thresholdFaults(readThresholds(given))).not.toEqual([]);
  });

  test('are none where all rise', () => {
    expect(checkProperties(floodPoints, point, 1).ok).toBe(true);
    expect(thresholdFaults(thresholds)).toEqual([]);
  });
});

describe('an assumed rainfall', () => {
  const assume = (rain: DurationMm) =>
    judge(thresholds, [{ code: '—', rain: { lastEndMs: now, stale: false, windows: assumedWindows(rain, now) } }]);
  test.each([
    ['of all durations', { 1: 10, 3: 20, 6: 30, 24: 60 }, 'none'],
    ['of an hour, after which it stops', { 1: 30 }, 'evacuate'],
    ['of an hour that shows in longer windows', { 1: 23.9 }, 'none'],
    ['of three hours, any of which may have had it all', { 3: 34 }, 'unknown'],
    ['of three hours, none of which can have had enough', { 3: 23 }, 'none'],
    ['of six hours', { 6: 45 }, 'prepare'],
  ])('%s', (_, rain, state) => {
    expect(assume(rain).state).toBe(state);
  });

  test('that falls with duration is refused', () => {
    expect(assumedRainFault({ 1: 20, 24: 19 })?.zh).toContain('24 小时');
    expect(assumedRainFault({ 1: 20, 24: 20 })).toBeUndefined();
  });

  test('of more never lowers a state', () => {
    const rain = fc
      .array(fc.nat(30), { minLength: 4, maxLength: 4 })
      .map((steps) =>
        Object.fromEntries(
          warningDurationsHours.map((hours, i) => [hours, steps.slice(0, i + 1).reduce((a, b) => a + b, 0)]),
        ),
      );
    fc.assert(
      fc.property(rain, fc.nat(20), (given, more) => {
        const raised = Object.fromEntries(Object.entries(given).map(([hours, mm]) => [hours, Number(mm) + more]));
        expect(rank[assume(raised).state]).toBeGreaterThanOrEqual(rank[assume(given).state]);
      }),
    );
  });
});
