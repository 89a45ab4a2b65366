import type { LineString, MultiPolygon, Point } from 'geojson';
import { layers } from '../../data/layers/index.ts';
import type { Database } from '../database/database.ts';
import { CountyWays } from '../evacuation/county/county-ways.ts';
import { layerRevision } from '../layers/store.ts';
import type { NetworkService } from '../networks/network-service.ts';
import { readLayer } from '../networks/read-layer.ts';
import { sharedReading } from '../networks/shared-reading.ts';

/** The ways of the county as of some moment after the call, kept until something that they are made of changes. */
export type CountyWaysService = () => Promise<CountyWays>;

const madeOf = [
  layers.flood_points,
  layers.shelters,
  layers.closures,
  layers.road_hazards,
  layers.flood_zones,
] as const;

export function makeCountyWays(database: Pick<Database, 'pool'>, networks: NetworkService): CountyWaysService {
  const { pool } = database;
  let known: { readonly key: string; readonly ways: CountyWays } | undefined;

  return sharedReading(async () => {
    // The revisions first: a change in between is then read once more, never missed.
    const revisions = [];
    for (const layer of madeOf) revisions.push(await layerRevision(pool, layer));
    const network = await networks.current();
    const key = [network.revision, ...revisions].join(' ');
    if (known?.key === key) return known.ways;
    const ways = new CountyWays({
      network,
      flood_points: await readLayer<Point>(pool, layers.flood_points),
      shelters: await readLayer<Point>(pool, layers.shelters),
      closures: await readLayer<LineString>(pool, layers.closures),
      road_hazards: await readLayer<LineString>(pool, layers.road_hazards),
      flood_zones: await readLayer<MultiPolygon>(pool, layers.flood_zones),
    });
    known = { key, ways };
    return ways;
  });
}
