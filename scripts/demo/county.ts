import type { LayerId } from '../../data/layers/index.ts';
import type { DemoFeature } from './features/feature.ts';
import { recordHazards } from './features/hazards.ts';
import { settlementFeatures, townshipFeatures } from './features/places.ts';
import { closureFeatures, floodPointFeatures, routeFeatures, shelterFeatures } from './features/rescue.ts';
import { roadFeatures } from './features/roads.ts';
import { floodZoneFeatures, type WaterNames, waterBodyFeatures, watercourseFeatures } from './features/water.ts';
import { waterWorkFeatures } from './features/works.ts';
import { nearestNode } from './grid.ts';
import { selectHazards } from './hazards/select.ts';
import { type Land, makeLand } from './land.ts';
import { NameBook } from './names.ts';
import { countyShape } from './places/boundary.ts';
import { type Settlement, settle } from './places/settlements.ts';
import { chooseSites } from './places/sites.ts';
import { divideTownships } from './places/townships.ts';
import type { Point } from './plane.ts';
import { PreparedPolygons } from './prepared.ts';
import { random } from './random.ts';
import { chooseClosures } from './rescue/closures.ts';
import { dangerousSections, findingsAlong } from './rescue/dangers.ts';
import { FloodMap } from './rescue/flooding.ts';
import { RoadGraph } from './rescue/graph.ts';
import { chooseFloodPoints } from './rescue/points.ts';
import { drawRoutes, usedSections } from './rescue/routes.ts';
import { chooseShelters } from './rescue/shelters.ts';
import { buildRoads } from './roads/build.ts';
import { benchRoads, gradeRoads } from './roads/grading.ts';
import { lowerCrossings } from './roads/low-crossings.ts';
import { numberRoads } from './roads/numbering.ts';
import { makeSections, type Section } from './roads/sections.ts';
import { placeStructures } from './roads/structures.ts';
import { countyCode, plane } from './terrain/region.ts';
import { waterDistance } from './water/distance.ts';
import { mapFloodZones } from './water/flood.ts';
import { digPonds, naturalSurfaces, pondSurface } from './water/surfaces.ts';

export interface County {
  readonly land: Land;
  readonly layers: Readonly<Record<LayerId, readonly DemoFeature[]>>;
}

/** The county has mended what it found along this many of its evacuation routes. */
const remediedRoutes = 6;

/** The whole demo county from a seed: ground, water, roads, people, and what threatens and saves them. */
export function makeCounty(seed: number, report: (step: string) => void = () => {}): County {
  report('terrain and rivers');
  const land = makeLand(seed);
  report('roads');
  const { network, sites, doors } = buildRoads(seed, land, chooseSites(seed, land));
  const natural = naturalSurfaces(land);
  const wet = new PreparedPolygons(natural.flatMap((surface) => surface.polygons));
  const structures = placeStructures(land, wet, network);
  const heights = gradeRoads(land, network, structures.stretches);
  benchRoads(land, network, heights, structures);

  report('places');
  const book = new NameBook(random(seed, 'names'));
  const seats = sites.filter((site) => site.kind === 'town').map((site) => site.point);
  const townNames = seats.map((_, index) => book.town(index));
  const townships = divideTownships(land, countyShape(seed), seats);
  const townshipRecords = townNames.map((name, index) => ({ code: townshipCode(name, index), name }));
  const townshipAt = (place: Point): string => townshipRecords[townships.at(place)]?.code ?? countyCode;
  const fromRoad = (place: Point): number => {
    const met = network.nearest(place, 80);
    return met ? Math.hypot(met.point.x - place.x, met.point.y - place.y) : 80;
  };
  const fromRoadAndWater = (place: Point): number =>
    Math.min(fromRoad(place), land.field.fromBank[nearestNode(land.height, place.x, place.y)] as number);
  const settlements = settle(random(seed, 'settlements'), book, sites, doors, townNames, townshipAt, fromRoadAndWater);
  const numbers = numberRoads(network, settlements, countyCode);
  const bridged = makeSections(plane, network, heights, structures.stretches, numbers);
  const townshipOf = (section: Section): string =>
    townshipAt(section.points[Math.floor(section.points.length / 2)] as Point);

  report('water');
  const ponds = digPonds(seed, land, sites, fromRoad);
  const surfaces = [...natural, ...ponds.map(pondSurface)];
  const zones = mapFloodZones(land);
  const names = nameWater(
    land,
    book,
    ponds.map((pond) => nearestName(settlements, pond.centre)),
    settlements,
  );

  report('hazards and rescue');
  const floods = new FloodMap(zones);
  const points = chooseFloodPoints(random(seed, 'flood points'), land, floods, settlements);
  const shelters = chooseShelters(
    random(seed, 'shelters'),
    land,
    floods,
    settlements,
    network.roads.flatMap((road) => (road.roadClass === 'path' || road.roadClass === 'track' ? [] : road.points)),
  );
  const sections = lowerCrossings(bridged, usedSections(new RoadGraph(bridged), points, shelters));
  const findings = selectHazards(seed, network, heights, structures.stretches, land, waterDistance(land, surfaces));
  const routes = drawRoutes(
    new RoadGraph(sections),
    sections,
    points,
    shelters,
    floods,
    dangerousSections(findings, sections),
  );
  const remedied = findingsAlong(findings, routes.filter((route) => route.careful).slice(0, remediedRoutes));
  const hazards = recordHazards(plane, random(seed, 'hazard records'), findings, sections, remedied, townshipOf);
  const closures = chooseClosures(routes, sections);

  return {
    land,
    layers: {
      roads: roadFeatures(random(seed, 'road features'), sections, townshipOf),
      road_hazards: hazards,
      closures: closureFeatures(plane, random(seed, 'closures'), closures, townshipOf),
      flood_points: floodPointFeatures(plane, random(seed, 'flood features'), points, routes, names.rivers),
      flood_zones: floodZoneFeatures(plane, zones, names),
      water_works: waterWorkFeatures(
        plane,
        random(seed, 'works'),
        land,
        surfaces,
        names,
        settlements.filter((settlement) => settlement.kind === 'town'),
        townshipAt,
      ),
      water_bodies: waterBodyFeatures(plane, random(seed, 'water features'), surfaces, names),
      watercourses: watercourseFeatures(plane, land.rivers, structures.culverts, names),
      shelters: shelterFeatures(plane, random(seed, 'shelter features'), shelters),
      evacuation_routes: routeFeatures(random(seed, 'route features'), routes),
      settlements: settlementFeatures(plane, settlements),
      townships: townshipFeatures(plane, random(seed, 'township features'), townships, townshipRecords, settlements),
    },
  };
}

/** 镇 are numbered from 100, 乡 from 200, as the statistical code does. */
function townshipCode(name: string, index: number): string {
  return `${countyCode}${name.endsWith('乡') ? 200 + index : 100 + index}`;
}

function nearestName(settlements: readonly Settlement[], place: Point): string {
  let best: Settlement | undefined;
  for (const settlement of settlements) {
    if (!best || squared(settlement.point, place) < squared(best.point, place)) best = settlement;
  }
  return (best?.name ?? '').replace(/[村镇乡]$/, '');
}

function squared(a: Point, b: Point): number {
  return (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
}

function nameWater(
  land: Land,
  book: NameBook,
  pondPlaces: readonly string[],
  settlements: readonly Settlement[],
): WaterNames {
  const catchment = (index: number): number => land.rivers[index]?.catchmentsSquareMetres.at(-1) ?? 0;
  const ranked = land.rivers.map((_, index) => index).sort((a, b) => catchment(b) - catchment(a));
  const rivers: string[] = [];
  ranked.forEach((index, rank) => {
    rivers[index] = book.river(rank, catchment(index) > 3e6);
  });
  return {
    rivers,
    reservoirs: land.reservoirs.map((reservoir) => `${nearestName(settlements, reservoir.dam[0])}水库`),
    ponds: pondPlaces.map((place) => `${place}堰塘`),
  };
}
