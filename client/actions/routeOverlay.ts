import type { Feature, FeatureCollection, LineString, Point, Position } from 'geojson';
import type { Finding, RouteCheckReport } from '../../server/evacuation/types.ts';

interface EndLetters {
  readonly start: string;
  readonly end: string;
}

/**
 * What the map draws of a checked route: the line, its ends, and each finding as a stretch (where it has length) with
 * a mark. `part` tells them apart, `index` is the finding's place in the report.
 */
export function routeOverlay(
  line: LineString,
  report: RouteCheckReport | undefined,
  letters: EndLetters,
): FeatureCollection {
  const first = line.coordinates[0];
  const last = line.coordinates.at(-1);
  return {
    type: 'FeatureCollection',
    features: [
      { type: 'Feature', properties: { part: 'line' }, geometry: line },
      ...(report?.findings ?? []).flatMap(findingFeatures),
      ...(first ? [end(first, letters.start)] : []),
      ...(last ? [end(last, letters.end)] : []),
    ],
  };
}

function findingFeatures(finding: Finding, index: number): readonly Feature[] {
  const mark: Feature = {
    type: 'Feature',
    properties: { part: 'mark', index, severity: finding.severity },
    geometry: { type: 'Point', coordinates: [...middleOf(finding.geometry)] },
  };
  if (finding.geometry.type === 'Point') return [mark];
  return [
    { type: 'Feature', properties: { part: 'finding', index, severity: finding.severity }, geometry: finding.geometry },
    mark,
  ];
}

function end(coordinates: Position, letter: string): Feature<Point> {
  return { type: 'Feature', properties: { part: 'end', letter }, geometry: { type: 'Point', coordinates } };
}

/** Halfway along, by straight planar lengths: a mark's place, not a measurement. */
export function middleOf(geometry: LineString | Point): Position {
  if (geometry.type === 'Point') return geometry.coordinates;
  const points = geometry.coordinates;
  const lengths = points.slice(1).map((point, index) => planarDistance(points[index] ?? point, point));
  let remaining = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [index, length] of lengths.entries()) {
    const from = points[index];
    const to = points[index + 1];
    if (from && to && length > 0 && remaining <= length) return between(from, to, remaining / length);
    remaining -= length;
  }
  return points[0] ?? [];
}

function planarDistance([x1 = 0, y1 = 0]: Position, [x2 = 0, y2 = 0]: Position): number {
  return Math.hypot((x2 - x1) * Math.cos((y1 * Math.PI) / 180), y2 - y1);
}

function between([x1 = 0, y1 = 0]: Position, [x2 = 0, y2 = 0]: Position, share: number): Position {
  return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
}
