import type { Point } from '../plane.ts';
import { PreparedPolygons } from '../prepared.ts';
import { type FloodZone, returnPeriodsYears } from '../water/flood.ts';

/** Flood zones, asked by place. */
export class FloodMap {
  readonly #zones: readonly { readonly zone: FloodZone; readonly area: PreparedPolygons }[];
  readonly #known = new Map<Point, readonly FloodZone[]>();

  constructor(zones: readonly FloodZone[]) {
    this.#zones = zones.map((zone) => ({ zone, area: new PreparedPolygons(zone.polygons) }));
  }

  zonesAt(place: Point): readonly FloodZone[] {
    const known = this.#known.get(place);
    if (known) return known;
    const found = this.#zones.filter(({ area }) => area.contains(place)).map(({ zone }) => zone);
    this.#known.set(place, found);
    return found;
  }

  /** The shortest return period whose flood reaches a place; nothing where even the longest does not. */
  floodedEvery(place: Point): number | undefined {
    const zones = this.zonesAt(place);
    return returnPeriodsYears.find((years) => zones.some((zone) => zone.returnPeriodYears === years));
  }
}
