import type { Feature, Geometry, LineString } from 'geojson';
import { text } from '../../../data/text.ts';
import { openElevationFiles } from '../../../server/elevation/elevation-service.ts';
import { CountyFeatures } from '../../../server/evacuation/county/county-features.ts';
import { CountyWays, roadsOfCounty } from '../../../server/evacuation/county/county-ways.ts';
import {
  type CheckedLayer,
  checkedLayers,
  checkRoute,
  type RouteCheckReport,
  type RouteHeights,
  type RouteSurroundings,
  type TimeWindow,
} from '../../../server/evacuation/index.ts';
import { readRoadSections } from '../../../server/evacuation/network/road-sections.ts';
import { routeHeights } from '../../../server/route-checks/heights.ts';
import { CommandError, concerning } from '../failure.ts';
import { readFeatures } from './features.ts';

/** The files of a county; of a layer without a file nothing is known, and one whose file holds no feature is empty. */
export interface CountyFiles {
  readonly roads?: string;
  readonly points?: string;
  readonly shelters?: string;
  readonly routes?: string;
  readonly closures?: string;
  readonly hazards?: string;
  readonly floodZones?: string;
  readonly watercourses?: string;
  readonly waterBodies?: string;
  readonly elevation?: string[];
}

const fileOf = {
  roads: 'roads',
  flood_points: 'points',
  shelters: 'shelters',
  evacuation_routes: 'routes',
  closures: 'closures',
  road_hazards: 'hazards',
  flood_zones: 'floodZones',
  watercourses: 'watercourses',
  water_bodies: 'waterBodies',
} as const satisfies Readonly<Record<CheckedLayer, keyof CountyFiles>>;

const fileOptions: Readonly<Record<Exclude<keyof CountyFiles, 'roads'>, string>> = {
  points: '--points',
  shelters: '--shelters',
  routes: '--routes',
  closures: '--closures',
  hazards: '--hazards',
  floodZones: '--flood-zones',
  watercourses: '--watercourses',
  waterBodies: '--water-bodies',
  elevation: '--elevation',
};

/** Half of a county from files and half from the database would be neither. @throws CommandError */
export function refuseFilesWithoutRoads(files: CountyFiles): void {
  if (files.roads !== undefined) return;
  const given = Object.entries(fileOptions).find(([name]) => files[name as keyof CountyFiles] !== undefined);
  if (given === undefined) return;
  throw new CommandError(
    text(`${given[1]} 须与 --roads 一起使用`, `${given[1]} goes with --roads: give the roads as a file too`),
  );
}

/** Checks a route against files alone. */
export async function checkRouteInFiles(
  files: CountyFiles & { readonly roads: string },
  route: Feature<LineString>,
  at: Date | TimeWindow,
): Promise<RouteCheckReport> {
  const { sections, roads } = readRoadSections(await readFeatures(files.roads));
  if (roads.length === 0) {
    throw new CommandError(text(`${files.roads}：没有可用的道路`, `${files.roads}: it has no road that can be used`));
  }
  const layers = {
    roads: sections,
    flood_points: await layer<'flood_points'>(files.points, ['Point']),
    shelters: await layer<'shelters'>(files.shelters, ['Point']),
    evacuation_routes: await layer<'evacuation_routes'>(files.routes, ['LineString']),
    closures: await layer<'closures'>(files.closures, ['LineString']),
    road_hazards: await layer<'road_hazards'>(files.hazards, ['LineString']),
    flood_zones: await layer<'flood_zones'>(files.floodZones, ['Polygon', 'MultiPolygon']),
    watercourses: await layer<'watercourses'>(files.watercourses, ['LineString', 'MultiLineString']),
    water_bodies: await layer<'water_bodies'>(files.waterBodies, ['Polygon', 'MultiPolygon']),
  };
  const county = new CountyFeatures(layers);
  const heights = await heightsIn(files.elevation ?? [], route);
  return checkRoute({
    route,
    at,
    features: county.around(route),
    coverage: county.coverage,
    notGiven: checkedLayers.filter((one) => files[fileOf[one]] === undefined),
    county: new CountyWays({ ...layers, network: roadsOfCounty(roads) }),
    ...(heights && { heights }),
  });
}

async function heightsIn(files: readonly string[], route: Feature<LineString>): Promise<RouteHeights | undefined> {
  if (files.length === 0) return undefined;
  const elevation = await concerning(files.join(', '), () => openElevationFiles(files));
  try {
    return await routeHeights(elevation, route.geometry);
  } finally {
    await elevation.close();
  }
}

type FeatureOf<Layer extends CheckedLayer> = RouteSurroundings[Layer][number];

/** What cannot be read would be missing from the check: the whole file is refused. */
async function layer<Layer extends CheckedLayer>(
  file: string | undefined,
  types: readonly FeatureOf<Layer>['geometry']['type'][],
): Promise<FeatureOf<Layer>[]> {
  if (file === undefined) return [];
  return (await readFeatures(file)).map((value, index) => {
    const feature = value as Feature<Geometry>;
    const type: string | undefined = feature.geometry?.type;
    if (!types.some((own) => own === type)) {
      throw new CommandError(
        text(
          `${file}：第 ${index + 1} 个要素的几何是 ${String(type)}，应为 ${types.join('、')}`,
          `${file}: feature ${index + 1} has a geometry of type ${String(type)}; ${types.join(' or ')} is wanted`,
        ),
      );
    }
    return { ...feature, properties: feature.properties ?? {} } as FeatureOf<Layer>;
  });
}
