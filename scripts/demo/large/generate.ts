import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LayerId, layerIds } from '../../../data/layers/index.ts';
import { lineFeature } from '../features/feature.ts';
import { placeName, riverName } from '../names.ts';
import { toPosition } from '../plane.ts';
import { random } from '../random.ts';
import { CollectionWriter } from '../stream.ts';
import { countyCode } from '../terrain/region.ts';
import { type DemoIndex, indexOf } from '../write.ts';
import { largeHazardFeature } from './hazards.ts';
import { countyEvery, type Lattice, makeLattice, spacingMetres } from './lattice.ts';
import {
  evacuationFeature,
  floodPointFeature,
  largePlaces,
  routeToShelter,
  settlementFeature,
  shelterFeature,
} from './places.ts';
import { makeLatticeRivers } from './rivers.ts';
import { type LargeSection, largeRoadFeature, sectionsOf } from './roads.ts';
import { listRuns } from './runs.ts';
import { townshipCodeAt, townshipFeatures } from './townships.ts';
import { floodBands, largeRiverFeature, largeRivers, pondFeatures } from './water.ts';

/** Of this many sections one is closed. */
const closedEvery = 500;

/**
 * Writes a county of about `roads` road sections with a hazard on each, and everything else in proportion, as GeoJSON
 * streams: only the lattice is held in memory. There is no elevation raster.
 */
export async function generateLarge(
  seed: number,
  roads: number,
  folder: string,
  report: (step: string) => void = () => {},
): Promise<DemoIndex> {
  await mkdir(folder, { recursive: true });
  const open = Object.fromEntries(
    layerIds.map((id) => [id, new CollectionWriter(join(folder, `${id}.geojson`))]),
  ) as Record<LayerId, CollectionWriter>;
  report('lattice and rivers');
  const { lattice, rivers } = sizedFor(seed, roads);
  report('roads and hazards');
  await writeRoads(lattice, rivers, open);
  report('water and places');
  await writeWater(lattice, rivers, open);
  await writePlaces(lattice, rivers, open);
  for (const feature of townshipFeatures(lattice)) await open.townships.write(feature);
  for (const id of layerIds) await open[id].close();

  // Nothing lies further off the lattice than it is bent.
  const rim = 1_500;
  const reach = lattice.size * spacingMetres + rim;
  const index = indexOf({
    name: { zh: '安澜县（基准测试）', en: 'Anlan County (for benchmarks)' },
    county_code: countyCode,
    seed,
    bbox: [...toPosition(lattice.plane, { x: -rim, y: -rim }), ...toPosition(lattice.plane, { x: reach, y: reach })],
    counts: Object.fromEntries(layerIds.map((id) => [id, open[id].count])),
  });
  await writeFile(join(folder, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
  return index;
}

/** The smallest county has one township. */
const leastSize = countyEvery + 1;

/** A lattice on which about so many road sections come to lie. */
function sizedFor(seed: number, roads: number): { readonly lattice: Lattice; readonly rivers: Rivers } {
  let size = Math.max(leastSize, Math.round(Math.sqrt(roads / 1.8)));
  for (let attempt = 0; ; attempt++) {
    const lattice = makeLattice(seed, size);
    const rivers = makeLatticeRivers(lattice);
    const better = Math.max(leastSize, Math.round(size * Math.sqrt(roads / countSections(lattice, rivers))));
    // A larger county has larger rivers and so more bridges to a road; two corrections find the size.
    if (better === size || attempt === 2) return { lattice, rivers };
    size = better;
  }
}

/** A road that a river crosses is three sections: up to the bridge, the bridge, and on from it. */
function countSections(lattice: Lattice, rivers: Rivers): number {
  let count = 0;
  for (let edge = 0; edge < 2 * lattice.size * (lattice.size - 1); edge++) {
    if (lattice.isBuilt(edge)) count += rivers.crossing(edge) === undefined ? 1 : 3;
  }
  return count;
}

type Writers = Readonly<Record<LayerId, CollectionWriter>>;
type Rivers = ReturnType<typeof makeLatticeRivers>;

async function writeRoads(lattice: Lattice, rivers: Rivers, open: Writers): Promise<void> {
  const draw = random(lattice.seed, 'large: roads');
  const nameRoad = (): string => `${placeName(draw, draw.next())}路`;
  for (const run of listRuns(draw, lattice, nameRoad)) {
    for (const section of sectionsOf(lattice, rivers, run)) {
      await open.roads.write(largeRoadFeature(draw, section));
      await open.road_hazards.write(largeHazardFeature(draw, lattice, section, open.roads.count));
      if (open.roads.count % closedEvery === 0) await open.closures.write(closure(section, open.closures.count + 1));
    }
  }
}

function closure(section: LargeSection, serial: number): ReturnType<typeof lineFeature> {
  const inForce = serial % 4 === 0;
  return lineFeature(section.positions, {
    code: `FB${String(serial).padStart(5, '0')}`,
    name: `${section.run.name}封闭`,
    reason: 'landslide',
    segment_code: section.code,
    road_code: section.run.code,
    from_m: section.fromMetres,
    to_m: section.toMetres,
    valid_from: '2024-07-01T08:00:00+08:00',
    valid_to: inForce ? undefined : '2024-07-09T18:00:00+08:00',
    township: section.township,
  });
}

async function writeWater(lattice: Lattice, rivers: Rivers, open: Writers): Promise<void> {
  const draw = random(lattice.seed, 'large: water');
  for (const river of largeRivers(lattice, rivers, (area) => riverName(draw, area > 3e6))) {
    await open.watercourses.write(largeRiverFeature(lattice, river));
    for (const zone of floodBands(lattice, river)) await open.flood_zones.write(zone);
  }
}

async function writePlaces(lattice: Lattice, rivers: Rivers, open: Writers): Promise<void> {
  const draw = random(lattice.seed, 'large: place features');
  const places = largePlaces(lattice, rivers);
  for (const place of places.values()) {
    const township = townshipCodeAt(lattice, place.node % lattice.size, Math.floor(place.node / lattice.size));
    await open.settlements.write(settlementFeature(lattice, place, township));
    if (place.kind !== 'hamlet') await open.shelters.write(shelterFeature(lattice, draw, place, township));
    if (draw.chance(0.12)) {
      const at = { x: place.point.x + 60, y: place.point.y + 60 };
      const pond = pondFeatures(lattice, draw, open.water_works.count + 1, place.name, township, at);
      await open.water_bodies.write(pond.body);
      await open.water_works.write(pond.work);
    }
    if (!place.threatened || place.kind === 'town') continue;
    const route = routeToShelter(lattice, rivers, places, place);
    await open.flood_points.write(floodPointFeature(lattice, draw, place, route?.shelter, township));
    if (route) await open.evacuation_routes.write(evacuationFeature(draw, place, route, township));
  }
}
