import { warningDurationsHours } from '../../data/layers/flood_points.ts';
import { type Figure, raised, type WarningState, warningStates } from '../evacuation/warnings/types.ts';
import type { CountyJudgement, PointWarning } from './judge-county.ts';
import type { StateChange } from './state-store.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** One window against its thresholds, as the API says and the history keeps it. */
export function figureDocument(figure: Figure) {
  return {
    gauge: figure.gauge,
    hours: figure.hours,
    from: iso(figure.startMs),
    to: iso(figure.endMs),
    known_mm: figure.knownMm,
    at_most_mm: figure.atMostMm ?? null,
    missing_min: Math.round(figure.missingMs / 6000) / 10,
    contradictory: figure.contradictory,
    prepare_mm: figure.prepareMm ?? null,
    evacuate_mm: figure.evacuateMm ?? null,
    level: figure.level,
    possible: figure.possible,
  };
}

/** A point with its state as a GeoJSON Feature. */
export function warningFeature({ point, judgement, since, lastKnown, gauges, demo }: PointWarning) {
  return {
    type: 'Feature',
    id: point.id,
    geometry: { type: 'Point', coordinates: point.place },
    properties: {
      code: point.code ?? null,
      name: point.name,
      township: point.township ?? null,
      people: point.people,
      state: judgement.state,
      open: judgement.open,
      doubts: judgement.doubts,
      since,
      last_known: lastKnown ?? null,
      thresholds: Object.fromEntries(
        warningDurationsHours.flatMap((hours) => [
          [`prepare_${hours}h_mm`, point.thresholds.prepare[hours] ?? null],
          [`evacuate_${hours}h_mm`, point.thresholds.evacuate[hours] ?? null],
        ]),
      ),
      figures: judgement.figures.map(figureDocument),
      gauges: gauges.map(({ code, distanceMetres, lastEndMs }) => ({
        code,
        distance_m: Math.round(distanceMetres),
        last_reading: lastEndMs === undefined ? null : iso(lastEndMs),
      })),
      demo,
    },
  };
}

const gravity = (state: WarningState) => warningStates.indexOf(state);

/** Gravest first, counting what was known before rain went missing. */
export function byGravity(a: PointWarning, b: PointWarning): number {
  const known = ({ judgement, lastKnown }: PointWarning) =>
    Math.max(raised[judgement.state], raised[lastKnown?.state ?? 'none']);
  return known(b) - known(a) || gravity(a.judgement.state) - gravity(b.judgement.state) || a.point.id - b.point.id;
}

/** What a map needs to mark a point: its state without the figures, thresholds and gauges behind it. */
function briefFeature(warning: PointWarning) {
  const { properties, ...feature } = warningFeature(warning);
  const { thresholds: _, figures: _figures, gauges: _gauges, ...brief } = properties;
  return { ...feature, properties: brief };
}

/** The end of the newest reading of any gauge that a point listens to. */
function rainUntil(warnings: readonly PointWarning[]): string | null {
  const ends = warnings.flatMap(({ gauges }) => gauges.map(({ lastEndMs }) => lastEndMs ?? Number.NEGATIVE_INFINITY));
  const latest = ends.reduce((late, end) => Math.max(late, end), Number.NEGATIVE_INFINITY);
  return Number.isFinite(latest) ? iso(latest) : null;
}

export function warningsDocument(
  { at, warnings }: CountyJudgement,
  selected: readonly PointWarning[],
  detail: 'full' | 'brief' = 'full',
) {
  const counts = Object.fromEntries(warningStates.map((state) => [state, 0])) as Record<WarningState, number>;
  for (const { judgement } of warnings) counts[judgement.state] += 1;
  return {
    type: 'FeatureCollection',
    judged_at: at.toISOString(),
    demo: warnings.some(({ demo }) => demo),
    rain_until: rainUntil(warnings),
    counts,
    numberMatched: selected.length,
    numberReturned: selected.length,
    features: selected.map(detail === 'brief' ? briefFeature : warningFeature),
  };
}

/** A change as answers and events tell it. */
export function changeDocument({ point, before, judgement, at }: StateChange) {
  return {
    flood_point: point.id,
    code: point.code ?? null,
    name: point.name,
    before: before ?? null,
    after: judgement.state,
    at: at.toISOString(),
  };
}
