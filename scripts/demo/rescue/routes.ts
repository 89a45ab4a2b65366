import type { HazardRecord } from '../features/hazards.ts';
import type { Point } from '../plane.ts';
import type { Section } from '../roads/sections.ts';
import type { FloodZone } from '../water/flood.ts';
import { inZone } from './flooding.ts';
import type { RoadGraph, Way } from './graph.ts';
import type { FloodPoint } from './points.ts';
import type { Shelter } from './shelters.ts';

/** A way from a flood point to a shelter, as the county drew it. */
export interface EvacuationRoute {
  readonly code: string;
  readonly point: FloodPoint;
  readonly shelter: Shelter;
  readonly way: Way;
  /** Drawn with care for hazards and floods; the others are the shortest way, as plans of old are. */
  readonly careful: boolean;
}

const wanted = 18;

export function drawRoutes(
  graph: RoadGraph,
  points: readonly FloodPoint[],
  shelters: readonly Shelter[],
  zones: readonly FloodZone[],
  hazards: readonly HazardRecord[],
): EvacuationRoute[] {
  const dangerous = new Set<Section>();
  for (const { finding, section, state } of hazards) {
    if (section && finding.grade === 'major' && state !== 'closed') dangerous.add(section);
  }
  const routes: EvacuationRoute[] = [];
  const add = (point: FloodPoint, shelter: Shelter, way: Way, careful: boolean): void => {
    const code = `ZY${String(routes.length + 1).padStart(3, '0')}`;
    routes.push({ code, point, shelter, way, careful });
  };
  points.forEach((point, index) => {
    if (routes.length === wanted) return;
    const careful = index % 5 !== 1;
    const start = point.settlement.door;
    const own = zones.filter((zone) => inZone(zone, start));
    const others = zones.filter((zone) => !own.includes(zone));
    const weight = careful ? carefulWeight(dangerous, others) : () => 1;
    let best: { shelter: Shelter; way: Way } | undefined;
    for (const shelter of nearestShelters(shelters, start, careful)) {
      const way = graph.way(start, shelter.door, weight);
      if (way && way.lengthMetres > 150 && (!best || way.lengthMetres < best.way.lengthMetres)) best = { shelter, way };
    }
    if (best && best.way.lengthMetres < 6_500) add(point, best.shelter, best.way, careful);
  });
  // The shelter that is closed and the one that floods stand in someone's plan too.
  for (const shelter of shelters.filter((other) => other.state === 'closed' || other.flooded)) {
    const point = [...points].sort((a, b) => away(a, shelter) - away(b, shelter))[0];
    const way = point && graph.way(point.settlement.door, shelter.door, () => 1);
    if (point && way) add(point, shelter, way, false);
  }
  return routes;
}

function away(point: FloodPoint, shelter: Shelter): number {
  return Math.hypot(point.settlement.door.x - shelter.door.x, point.settlement.door.y - shelter.door.y);
}

function nearestShelters(shelters: readonly Shelter[], place: Point, careful: boolean): Shelter[] {
  return shelters
    .filter((shelter) => !careful || (shelter.state === 'open' && !shelter.flooded))
    .map((shelter) => ({ shelter, away: Math.hypot(shelter.door.x - place.x, shelter.door.y - place.y) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, 6)
    .map((entry) => entry.shelter);
}

/** Fords, major hazards and the flood zones of other places make a metre dear, not impossible. */
function carefulWeight(
  dangerous: ReadonlySet<Section>,
  zones: readonly FloodZone[],
): (section: Section, towards: Point) => number {
  const known = new Map<Point, boolean>();
  const floods = (place: Point): boolean => {
    const before = known.get(place);
    if (before !== undefined) return before;
    const now = zones.some((zone) => inZone(zone, place));
    known.set(place, now);
    return now;
  };
  return (section, towards) => {
    if (section.structure === 'ford' || section.structure === 'causeway' || section.roadClass === 'path') return 60;
    return 1 + (dangerous.has(section) ? 25 : 0) + (floods(towards) ? 25 : 0);
  };
}
