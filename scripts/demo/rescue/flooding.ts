import { contains, polygonContains } from '../contour.ts';
import type { Point } from '../plane.ts';
import { type FloodZone, returnPeriodsYears } from '../water/flood.ts';

/** The shortest return period whose flood reaches a place; nothing where even the longest does not. */
export function floodedEvery(zones: readonly FloodZone[], place: Point): number | undefined {
  return returnPeriodsYears.find((years) =>
    zones.some((zone) => zone.returnPeriodYears === years && inZone(zone, place)),
  );
}

export function inZone(zone: FloodZone, place: Point): boolean {
  return zone.polygons.some((polygon) => contains(polygon[0] as Point[], place) && polygonContains(polygon, place));
}
