import type { LineString, Position } from 'geojson';
import { layers } from '../../../data/layers/index.ts';
import { nearestPlace, rounded } from '../editing/along.ts';
import type { Content } from '../editing/content.ts';
import { chainageAt, cutAlong, lineOf } from '../editing/lines.ts';

/** A place on a road. */
export interface RoadPlace {
  readonly road: Content;
  readonly alongMetres: number;
  /** From what was asked for to the road. */
  readonly distanceMetres: number;
  /** Undefined where the road has none. */
  readonly chainageMetres: number | undefined;
}

/** A road's axis lies this far from who stands at its edge, survey and map together. */
const roadsideMetres = 40;
/** A fix worse than this says nothing about which road it is. */
const mostAccuracyMetres = 80;

/** How far from a position a road may lie to be meant, by how sure the position is. */
export function reachMetres(accuracyMetres: number): number {
  return roadsideMetres + Math.min(accuracyMetres, mostAccuracyMetres);
}

export function nearestRoad(roads: Iterable<Content>, position: Position, within: number): RoadPlace | undefined {
  let best: { road: Content; alongMetres: number; distanceMetres: number } | undefined;
  for (const road of roads) {
    const line = lineOf(road);
    if (!line) continue;
    const { alongMetres, distanceMetres } = nearestPlace(line.coordinates, position);
    if (distanceMetres <= within && distanceMetres < (best?.distanceMetres ?? Number.POSITIVE_INFINITY)) {
      best = { road, alongMetres, distanceMetres };
    }
  }
  return best && { ...best, chainageMetres: chainageAt(layers.roads, best.road, best.alongMetres) };
}

/**
 * The stretch of road around a place, as far as the section goes, with the section's name and chainage; undefined where
 * the section is too short for any.
 */
export function stretchAround({ road, alongMetres }: RoadPlace, lengthMetres: number): Content | undefined {
  const half = lengthMetres / 2;
  const cut = cutAlong(layers.roads, road, Math.max(0, alongMetres - half), alongMetres + half);
  return cut.ok ? cut.value : undefined;
}

const metresPerDegree = 111_195;

/** Where no road is known: a short line through the place, for a hazard is a line. It says nothing of its direction. */
export function lineThrough([longitude = 0, latitude = 0]: Position, lengthMetres: number): LineString {
  const half = lengthMetres / 2 / (metresPerDegree * Math.cos((latitude * Math.PI) / 180));
  return {
    type: 'LineString',
    coordinates: [rounded([longitude - half, latitude]), rounded([longitude + half, latitude])],
  };
}

export interface ReportedPlace {
  /** Undefined until the device has said where it is, or the person has. */
  readonly place: Position | undefined;
  readonly accuracyMetres: number;
  readonly lengthMetres: number;
}

/** Where the reported hazard lies: on the nearest road, or by itself where none is near. */
export function placeOf(
  { place, accuracyMetres, lengthMetres }: ReportedPlace,
  roads: Iterable<Content>,
): { readonly road: RoadPlace | undefined; readonly content: Content } | undefined {
  if (!place) return undefined;
  const road = nearestRoad(roads, place, reachMetres(accuracyMetres));
  const stretch = road && stretchAround(road, lengthMetres);
  if (road && stretch) return { road, content: stretch };
  return { road: undefined, content: { geometry: lineThrough(place, lengthMetres), properties: {} } };
}

/** A circle of metres around a position, to show how sure it is. */
export function circleAround([longitude = 0, latitude = 0]: Position, radiusMetres: number): Position[] {
  const steps = 48;
  return Array.from({ length: steps + 1 }, (_, index) => {
    const angle = (2 * Math.PI * (index % steps)) / steps;
    const north = (radiusMetres * Math.sin(angle)) / metresPerDegree;
    const east = (radiusMetres * Math.cos(angle)) / (metresPerDegree * Math.cos((latitude * Math.PI) / 180));
    return [longitude + east, latitude + north];
  });
}
