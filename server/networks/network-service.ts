import type { Feature, LineString } from 'geojson';
import { layers } from '../../data/layers/index.ts';
import type { Database } from '../database/database.ts';
import { type BuiltNetwork, buildRoadGraph } from '../evacuation/network/build.ts';
import { type ClosedEdges, closedEdges } from '../evacuation/network/closures.ts';
import type { NetworkFault } from '../evacuation/network/faults.ts';
import type { RoadGraph } from '../evacuation/network/graph.ts';
import { type EdgeIndex, indexEdges } from '../evacuation/network/places.ts';
import { makeRoadPlacer, type RoadPlacer } from '../evacuation/network/road-placer.ts';
import type { TimeWindow } from '../evacuation/types.ts';
import { layerRevision } from '../layers/store.ts';
import { makeCountyRoads } from './county-roads.ts';
import { readLayer } from './read-layer.ts';
import { sharedReading } from './shared-reading.ts';

/** The routable graph of the county's roads in one version. Never changed: an edit makes another one. */
export interface CountyNetwork {
  /** Of the layer of roads; everything committed up to it is in the graph. */
  readonly revision: number;
  /** The last entry of the history of roads up to that revision. */
  readonly position: number;
  /** Not split at places: `splitEdges` gives a copy that is. The key of a road is its code, else its id. */
  readonly graph: RoadGraph;
  /** What is wrong with single roads. Gaps and islands are looked for when they are asked for. */
  readonly faults: readonly NetworkFault[];
  /** The id of the feature of each road of `graph.lines.roads`. */
  readonly roadIds: readonly number[];
  /** Finds the nearest edge of a place: where a point enters the network. Made when first asked for. */
  readonly index: () => EdgeIndex;
  /** Places closures and hazards on the roads. Made when first asked for. */
  readonly placer: () => RoadPlacer;
}

export interface NetworkService {
  /** The network as of some moment after the call; kept in memory and, after an edit, built anew from what changed. */
  current(): Promise<CountyNetwork>;
  /** The network with the edges of it that closures shut at any time of the window. */
  closedIn(window: TimeWindow): Promise<{ network: CountyNetwork; closures: number; closed: ClosedEdges }>;
}

export function makeNetworkService(database: Pick<Database, 'pool'>): NetworkService {
  const readRoads = makeCountyRoads(database);
  let known: { readonly network: CountyNetwork; readonly built: BuiltNetwork } | undefined;
  let closures: { readonly revision: number; readonly features: readonly Feature<LineString>[] } | undefined;

  const refresh = async (): Promise<CountyNetwork> => {
    const { revision, position, roads } = await readRoads();
    if (known?.network.revision === revision) return known.network;
    const built = buildRoadGraph([...roads.values()], known?.built);
    known = { network: networkOf({ revision, position }, built, [...roads.keys()]), built };
    return known.network;
  };
  const readClosures = async (): Promise<readonly Feature<LineString>[]> => {
    // The revision first: a change in between is then read once more, never missed.
    const revision = await layerRevision(database.pool, layers.closures);
    if (closures?.revision !== revision) {
      closures = { revision, features: await readLayer<LineString>(database.pool, layers.closures) };
    }
    return closures.features;
  };

  const current = sharedReading(refresh);
  return {
    current,
    async closedIn(window) {
      const features = await readClosures();
      const network = await current();
      return {
        network,
        closures: features.length,
        closed: closedEdges(network.graph, features, window, network.placer),
      };
    },
  };
}

function networkOf(
  of: Pick<CountyNetwork, 'revision' | 'position'>,
  { graph, faults }: BuiltNetwork,
  roadIds: readonly number[],
): CountyNetwork {
  let index: EdgeIndex | undefined;
  let placer: RoadPlacer | undefined;
  return {
    ...of,
    graph,
    faults,
    roadIds,
    index: () => {
      index ??= indexEdges(graph);
      return index;
    },
    placer: () => {
      placer ??= makeRoadPlacer(graph.lines);
      return placer;
    },
  };
}
