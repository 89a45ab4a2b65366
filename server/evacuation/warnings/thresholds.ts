import { floodPoints, type WarningDurationHours, warningDurationsHours } from '../../../data/layers/flood_points.ts';
import type { Text } from '../../../data/text.ts';
import type { Level, Thresholds } from './types.ts';

/** The thresholds among the members of a flood point. */
export function readThresholds(properties: Readonly<Record<string, unknown>>): Thresholds {
  const read = (kind: 'prepare' | 'evacuate') =>
    Object.fromEntries(
      warningDurationsHours.flatMap((hours) => {
        const value = properties[`${kind}_${hours}h_mm`];
        return typeof value === 'number' ? [[hours, value]] : [];
      }),
    );
  return { prepare: read('prepare'), evacuate: read('evacuate') };
}

export function hasThresholds({ prepare, evacuate }: Thresholds): boolean {
  return Object.keys(prepare).length + Object.keys(evacuate).length > 0;
}

/**
 * What of the thresholds cannot be meant: evacuate below prepare, falling with duration, not above zero. The rules are
 * those with which the layer refuses them; they are asked again because a table can be written to past the layer.
 */
export function thresholdFaults(thresholds: Thresholds): readonly Text[] {
  const properties: Record<string, number> = {};
  for (const kind of ['prepare', 'evacuate'] as const) {
    for (const hours of warningDurationsHours) {
      const value = thresholds[kind][hours];
      if (value !== undefined) properties[`${kind}_${hours}h_mm`] = value;
    }
  }
  const broken = (floodPoints.checks ?? []).filter((check) => !check.holds(properties)).map(({ message }) => message);
  const outside = Object.entries(properties).flatMap(([name, value]) => {
    const definition = floodPoints.properties[name];
    return value > 0 && value <= (definition?.maximum ?? 0) ? [] : definition ? [definition.title] : [];
  });
  return [...broken, ...outside];
}

/** The gravest level whose threshold a rainfall reaches. */
export function levelOf(mm: number, hours: WarningDurationHours, thresholds: Thresholds): Level {
  const leave = thresholds.evacuate[hours];
  const ready = thresholds.prepare[hours];
  if (leave !== undefined && mm >= leave) return 'evacuate';
  return ready !== undefined && mm >= ready ? 'prepare' : 'none';
}
