import { interpolate } from '../line.ts';
import type { Point } from '../plane.ts';
import type { Section } from '../roads/sections.ts';
import type { FloodZone } from '../water/flood.ts';
import type { FloodMap } from './flooding.ts';
import type { RoadGraph, Way } from './graph.ts';
import type { FloodPoint } from './points.ts';
import type { Shelter } from './shelters.ts';
import { belowViaduct } from './underpass.ts';

/** A way from a flood point to a shelter, as the county drew it. */
export interface EvacuationRoute {
  readonly code: string;
  readonly point: FloodPoint;
  readonly shelter: Shelter;
  readonly way: Way;
  /** Drawn with care for hazards and floods; the others are the shortest way, as plans of old are. */
  readonly careful: boolean;
}

/** What a metre of a section costs at a place. */
type Weight = (section: Section, towards: Point) => number;

/** How many routes of either sort there are, beside those to and over something particular. */
const wanted = { careful: 10, careless: 6 } as const;
/** Nearer than this there is nothing to plan. */
const shortestMetres = 150;
/** People are not sent further. */
const longestMetres = 6_500;

export function drawRoutes(
  graph: RoadGraph,
  sections: readonly Section[],
  points: readonly FloodPoint[],
  shelters: readonly Shelter[],
  floods: FloodMap,
  dangerous: ReadonlySet<Section>,
): EvacuationRoute[] {
  const routes: EvacuationRoute[] = [];
  const add = (point: FloodPoint, shelter: Shelter, way: Way, careful: boolean): void => {
    const code = `ZY${String(routes.length + 1).padStart(3, '0')}`;
    routes.push({ code, point, shelter, way, careful });
  };
  const places = (careful: boolean): number => routes.filter((route) => route.careful === careful).length;
  for (const point of points) {
    const start = point.settlement.door;
    const own = floods.zonesAt(start);
    const near = nearestShelters(shelters, start, true);
    const dry = (way: Way): boolean => entersNoZone(way, floods, own);
    const good = shortest(graph, start, near, carefulWeight(dangerous, floods, own), dry);
    if (good && good.way.lengthMetres < longestMetres && places(true) < wanted.careful) {
      add(point, good.shelter, good.way, true);
    } else if (places(false) < wanted.careless) {
      const quick = shortest(
        graph,
        start,
        nearestShelters(shelters, start, false),
        () => 1,
        () => true,
      );
      if (quick && quick.way.lengthMetres < longestMetres) add(point, quick.shelter, quick.way, false);
    }
  }
  // One route over the viaduct, so that a closure of the road below it has something to leave open; one that takes a
  // ford because it is near.
  const over = routeOver(graph, points, shelters, sections.filter(onViaduct), belowViaduct(sections)?.section);
  if (over) add(over.point, over.shelter, over.way, true);
  const through = routeUsing(
    graph,
    points,
    shelters,
    () => (section) => (throughWater(section) ? 0.01 : 1),
    throughWater,
  );
  if (through) add(through.point, through.shelter, through.way, false);
  // The shelter that is closed and the one that floods stand in someone's plan too.
  for (const shelter of shelters.filter((other) => other.state === 'closed' || other.flooded)) {
    for (const point of [...points].sort((a, b) => away(a, shelter) - away(b, shelter))) {
      const way = graph.way(point.settlement.door, shelter.door, () => 1);
      if (!way || way.lengthMetres < shortestMetres) continue;
      add(point, shelter, way, false);
      break;
    }
  }
  return routes;
}

/** How many of the shortest ways to a shelter lead over each section. */
export function usedSections(
  graph: RoadGraph,
  points: readonly FloodPoint[],
  shelters: readonly Shelter[],
): Map<Section, number> {
  const used = new Map<Section, number>();
  for (const point of points) {
    const start = point.settlement.door;
    const choice = shortest(
      graph,
      start,
      nearestShelters(shelters, start, false),
      () => 1,
      () => true,
    );
    for (const section of choice?.way.sections ?? []) used.set(section, (used.get(section) ?? 0) + 1);
  }
  return used;
}

interface Choice {
  readonly shelter: Shelter;
  readonly way: Way;
}

function shortest(
  graph: RoadGraph,
  start: Point,
  shelters: readonly Shelter[],
  weight: Weight,
  suits: (way: Way) => boolean,
): Choice | undefined {
  let best: Choice | undefined;
  for (const shelter of shelters) {
    const way = graph.way(start, shelter.door, weight);
    if (!way || way.lengthMetres < shortestMetres || !suits(way)) continue;
    if (!best || way.lengthMetres < best.way.lengthMetres) best = { shelter, way };
  }
  return best;
}

/** Whether a way, once out of the zones it starts in, stays out of every zone. */
function entersNoZone(way: Way, floods: FloodMap, own: readonly FloodZone[]): boolean {
  let left = own.length === 0;
  for (let index = 1; index < way.points.length; index++) {
    const [before, here] = [way.points[index - 1] as Point, way.points[index] as Point];
    for (const place of [interpolate(before, here, 0.5), here]) {
      const zones = floods.zonesAt(place);
      const outside = zones.every((zone) => !own.includes(zone));
      if (left ? zones.length > 0 : zones.some((zone) => !own.includes(zone))) return false;
      left = left || outside;
    }
  }
  return true;
}

/** The shortest route that goes over a bridge from end to end, and nowhere uses the section below it. */
function routeOver(
  graph: RoadGraph,
  points: readonly FloodPoint[],
  shelters: readonly Shelter[],
  bridges: readonly Section[],
  below: Section | undefined,
): (Choice & { readonly point: FloodPoint }) | undefined {
  let best: (Choice & { readonly point: FloodPoint }) | undefined;
  const elsewhere: Weight = (section) =>
    section === below || bridges.includes(section) ? Number.POSITIVE_INFINITY : 1;
  for (const bridge of bridges) {
    for (const point of points) {
      for (const shelter of nearestShelters(shelters, bridge.points[0] as Point, true)) {
        const way = wayOver(graph, point.settlement.door, bridge, shelter.door, elsewhere);
        if (way && way.lengthMetres < Math.min(longestMetres, best?.way.lengthMetres ?? longestMetres)) {
          best = { point, shelter, way };
        }
      }
    }
  }
  return best;
}

/** From a place over a bridge, in the direction that is shorter, to another place; nothing where it doubles back. */
function wayOver(graph: RoadGraph, from: Point, bridge: Section, to: Point, weight: Weight): Way | undefined {
  const ends = [bridge.points[0] as Point, bridge.points[bridge.points.length - 1] as Point] as const;
  const ways = ([0, 1] as const).flatMap((first): Way[] => {
    const before = graph.way(from, ends[first], weight);
    const after = graph.way(ends[1 - first] as Point, to, weight);
    if (!before || !after) return [];
    const turned = <T>(items: readonly T[]): T[] => (first === 0 ? [...items] : items.toReversed());
    const positions = [...before.positions, ...turned(bridge.positions).slice(1, -1), ...after.positions];
    if (new Set(positions.map((position) => position.join())).size < positions.length) return [];
    return [
      {
        points: [...before.points, ...turned(bridge.points).slice(1, -1), ...after.points],
        positions,
        sections: [...before.sections, bridge, ...after.sections],
        lengthMetres: before.lengthMetres + (bridge.toMetres - bridge.fromMetres) + after.lengthMetres,
      },
    ];
  });
  return ways.sort((a, b) => a.lengthMetres - b.lengthMetres)[0];
}

/** The shortest of the routes that use something particular. */
function routeUsing(
  graph: RoadGraph,
  points: readonly FloodPoint[],
  shelters: readonly Shelter[],
  weightFor: (start: Point) => Weight,
  uses: (section: Section) => boolean,
): (Choice & { readonly point: FloodPoint }) | undefined {
  let best: (Choice & { readonly point: FloodPoint }) | undefined;
  for (const point of points) {
    const start = point.settlement.door;
    const near = nearestShelters(shelters, start, true, 20);
    const choice = shortest(
      graph,
      start,
      near,
      weightFor(start),
      (way) => way.lengthMetres < longestMetres && way.sections.some(uses),
    );
    if (choice && (!best || choice.way.lengthMetres < best.way.lengthMetres)) best = { ...choice, point };
  }
  return best;
}

function onViaduct(section: Section): boolean {
  return section.road.traits.viaduct === true && section.structure === 'bridge';
}

function throughWater(section: Section): boolean {
  return section.structure === 'ford' || section.structure === 'causeway';
}

function away(point: FloodPoint, shelter: Shelter): number {
  return Math.hypot(point.settlement.door.x - shelter.door.x, point.settlement.door.y - shelter.door.y);
}

function nearestShelters(shelters: readonly Shelter[], place: Point, careful: boolean, count = 8): Shelter[] {
  return shelters
    .filter((shelter) => !careful || (shelter.state === 'open' && !shelter.flooded))
    .map((shelter) => ({ shelter, away: Math.hypot(shelter.door.x - place.x, shelter.door.y - place.y) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, count)
    .map((entry) => entry.shelter);
}

/** Fords, major hazards and the flood zones of other places make a metre dear, not impossible. */
function carefulWeight(dangerous: ReadonlySet<Section>, floods: FloodMap, own: readonly FloodZone[]): Weight {
  return (section, towards) => {
    if (throughWater(section) || section.roadClass === 'path') return 60;
    return (
      1 + (dangerous.has(section) ? 25 : 0) + (floods.zonesAt(towards).some((zone) => !own.includes(zone)) ? 25 : 0)
    );
  };
}
