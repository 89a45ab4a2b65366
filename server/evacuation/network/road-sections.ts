import type { Feature, LineString } from 'geojson';
import { readRoadLines } from './read-roads.ts';
import type { RoadLine } from './road-line.ts';

/** Roads from a file, as the network takes them and as features with the members of the layer `roads`. */
export interface RoadSections {
  readonly roads: readonly RoadLine[];
  readonly sections: readonly Feature<LineString>[];
}

/**
 * Reads roads as `readRoadLines` does. What a file tagged as in OpenStreetMap says is put into the members of the layer;
 * a file that has those members already keeps them, for what it leaves out is not known.
 */
export function readRoadSections(features: readonly unknown[]): RoadSections {
  const { roads } = readRoadLines(features);
  const sections = roads.map((road): Feature<LineString> => {
    const given = features[road.feature - 1] as Partial<Feature>;
    const own = given.properties ?? {};
    const isTagged = own.highway !== undefined && own.road_class === undefined;
    const properties = isTagged
      ? {
          ...own,
          code: road.codes[0] ?? String(road.key),
          road_code: road.roadCode,
          name: road.name,
          road_class: road.roadClass,
          structure: road.structure,
          oneway: road.oneway,
          motor_vehicles: road.motorVehicles,
          design_speed_kmh: road.designSpeedKmh,
          width_m: road.widthMetres,
        }
      : own;
    return {
      type: 'Feature',
      ...(given.id !== undefined && { id: given.id }),
      geometry: { type: 'LineString', coordinates: positionsOf(road) },
      properties,
    };
  });
  // Both sides call a section by one name.
  return { roads: roads.map((road, index) => ({ ...road, key: nameOf(sections[index], road) })), sections };
}

function nameOf(section: Feature | undefined, road: RoadLine): string | number {
  const code: unknown = section?.properties?.code;
  return typeof code === 'string' && code.trim() !== '' ? code.trim() : (section?.id ?? road.key);
}

function positionsOf({ coordinates }: RoadLine): number[][] {
  return Array.from({ length: coordinates.length / 2 }, (_, index) => [
    coordinates[2 * index] ?? 0,
    coordinates[2 * index + 1] ?? 0,
  ]);
}
