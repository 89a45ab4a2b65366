import { hasThresholds, levelOf, thresholdFaults } from './thresholds.ts';
import {
  type Doubt,
  type Figure,
  graver,
  type Judgement,
  type Level,
  type Thresholds,
  type WindowSum,
} from './types.ts';
import type { GaugeRain } from './windows.ts';

/** The rain of a gauge that speaks for a point. */
export interface SpeakingGauge {
  readonly code: string;
  readonly rain: GaugeRain;
}

/**
 * The state of a flood point. Any one duration at any one of its gauges raises it; it is `none` only where every
 * duration with a threshold is known to stay below it at every gauge.
 */
export function judge(thresholds: Thresholds, gauges: readonly SpeakingGauge[]): Judgement {
  const figures = gauges.flatMap(({ code, rain }) =>
    rain.windows.flatMap((window) => {
      const figure = hold(thresholds, window, code);
      return figure ? [figure] : [];
    }),
  );
  const doubts = new Set<Doubt>();
  if (!hasThresholds(thresholds)) doubts.add('no_thresholds');
  else if (thresholdFaults(thresholds).length > 0) doubts.add('thresholds_invalid');
  if (gauges.length === 0) doubts.add('no_gauge');
  for (const { code, rain } of gauges) {
    for (const figure of figures) {
      if (figure.gauge === code && figure.possible !== figure.level) doubts.add(doubtOf(figure, rain));
    }
  }
  // Thresholds that cannot be meant can neither clear nor raise: which of them is wrong nobody knows.
  const level = doubts.has('thresholds_invalid')
    ? 'none'
    : figures.map((one) => one.level).reduce<Level>(graver, 'none');
  const possible = figures.map((one) => one.possible).reduce<Level>(graver, 'none');
  const blind = doubts.has('no_thresholds') || doubts.has('thresholds_invalid') || doubts.has('no_gauge');
  const open = blind || possible !== level;
  return {
    state: level === 'none' && open ? 'unknown' : level,
    open,
    possible: blind ? 'evacuate' : possible,
    doubts: open ? [...doubts] : [],
    figures,
  };
}

/** Undefined for a duration without thresholds. */
export function hold(thresholds: Thresholds, window: WindowSum, gauge: string): Figure | undefined {
  const { hours, knownMm, atMostMm } = window;
  const prepareMm = thresholds.prepare[hours];
  const evacuateMm = thresholds.evacuate[hours];
  if (prepareMm === undefined && evacuateMm === undefined) return undefined;
  const level = levelOf(knownMm, hours, thresholds);
  const possible = levelOf(atMostMm ?? Number.POSITIVE_INFINITY, hours, thresholds);
  return { ...window, gauge, prepareMm, evacuateMm, level, possible };
}

function doubtOf({ contradictory, atMostMm }: WindowSum, { lastEndMs, stale }: GaugeRain): Doubt {
  if (lastEndMs === undefined) return 'no_readings';
  if (stale) return 'stale';
  if (contradictory) return 'contradictory';
  return atMostMm === undefined ? 'gap' : 'coarse';
}
