import { warningDurationsHours } from '../../../data/layers/flood_points.ts';
import { type Text, text } from '../../../data/text.ts';
import type { DurationMm, WindowSum } from './types.ts';

/**
 * What is wrong with an assumed rainfall: a longer time cannot have less rain than a shorter one within it.
 */
export function assumedRainFault(rain: DurationMm): Text | undefined {
  const given = warningDurationsHours.flatMap((hours) =>
    rain[hours] === undefined ? [] : [{ hours, mm: rain[hours] }],
  );
  for (const [index, longer] of given.entries()) {
    const shorter = given[index - 1];
    if (shorter && longer.mm < shorter.mm) {
      return text(
        `${longer.hours} 小时雨量（${longer.mm} mm）不能小于 ${shorter.hours} 小时雨量（${shorter.mm} mm）`,
        `the ${longer.hours} h rainfall (${longer.mm} mm) cannot be below the ${shorter.hours} h rainfall (${shorter.mm} mm)`,
      );
    }
  }
  return undefined;
}

/**
 * The windows of an assumed rainfall. A duration that is not given lies between the longest shorter one, all of whose
 * rain it holds, and the shortest longer one; beyond the longest given one it rains no more.
 */
export function assumedWindows(rain: DurationMm, endMs: number): readonly WindowSum[] {
  return warningDurationsHours.map((hours, index) => {
    const shorter = warningDurationsHours.slice(0, index + 1).map((one) => rain[one] ?? 0);
    const longer = warningDurationsHours.slice(index).flatMap((one) => rain[one] ?? []);
    const knownMm = Math.max(...shorter);
    return {
      hours,
      startMs: endMs - hours * 3_600_000,
      endMs,
      knownMm,
      atMostMm: rain[hours] ?? longer[0] ?? knownMm,
      missingMs: 0,
      contradictory: false,
    };
  });
}
