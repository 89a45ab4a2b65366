import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { layerIds } from '../../data/layers/index.ts';
import type { County } from './county.ts';
import type { DemoFeature } from './features/feature.ts';
import { writeElevation } from './terrain/geotiff.ts';
import { countyCode, countyName, plane } from './terrain/region.ts';

/** What `index.json` says of a generated county. */
export interface DemoIndex {
  readonly name: { readonly zh: string; readonly en: string };
  readonly county_code: string;
  readonly seed: number;
  /** West, south, east, north in degrees. */
  readonly bbox: readonly [number, number, number, number];
  /** Absent where there is no raster. */
  readonly elevation?: string;
  readonly layers: Readonly<Record<string, { readonly file: string; readonly features: number }>>;
  readonly licence: string;
  readonly note: { readonly zh: string; readonly en: string };
}

/** Writes one GeoJSON file per layer, the elevation raster and the index into a folder. */
export async function writeCounty(county: County, seed: number, folder: string): Promise<DemoIndex> {
  await mkdir(folder, { recursive: true });
  for (const id of layerIds) await writeFile(join(folder, `${id}.geojson`), collectionText(county.layers[id]));
  await writeFile(join(folder, 'elevation.tif'), writeElevation(county.land.height, plane));
  const index = indexOf({
    name: countyName,
    county_code: countyCode,
    seed,
    bbox: boundsOf(layerIds.flatMap((id) => county.layers[id])),
    elevation: 'elevation.tif',
    counts: Object.fromEntries(layerIds.map((id) => [id, county.layers[id].length])),
  });
  await writeFile(join(folder, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
  return index;
}

/** The index of a county, from what differs between counties and the number of features by layer. */
export function indexOf({
  counts,
  ...county
}: Pick<DemoIndex, 'name' | 'county_code' | 'seed' | 'bbox' | 'elevation'> & {
  readonly counts: Readonly<Record<string, number>>;
}): DemoIndex {
  const layers = Object.entries(counts).map(([id, features]) => [id, { file: `${id}.geojson`, features }] as const);
  return {
    ...county,
    layers: Object.fromEntries(layers),
    licence: 'CC0-1.0',
    note: {
      zh: '虚构县，由程序按种子生成；地名、人名、电话均非真实。',
      en: 'An invented county, generated from a seed; no place, person or telephone number is real.',
    },
  };
}

/** One feature a line, so that a difference shows the feature it is in. */
function collectionText(features: readonly DemoFeature[]): string {
  const lines = features.map((feature, index) => featureText(feature, index + 1));
  return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
}

export function featureText(feature: DemoFeature, id: number): string {
  return JSON.stringify({ type: 'Feature', id, properties: feature.properties, geometry: feature.geometry });
}

function boundsOf(features: readonly DemoFeature[]): [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  const visit = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    const [x, y] = coordinates as unknown[];
    if (typeof x === 'number' && typeof y === 'number') {
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    } else {
      for (const part of coordinates) visit(part);
    }
  };
  for (const feature of features) visit(feature.geometry.coordinates);
  return [west, south, east, north];
}
