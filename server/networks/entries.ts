import type { Feature, LineString, Point, Position } from 'geojson';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { placeAlong } from '../evacuation/network/edge-line.ts';
import { roadOf } from '../evacuation/network/graph.ts';
import { isOpenTo, type TravelMode } from '../evacuation/network/travel.ts';
import type { Queryable } from '../jobs/job.ts';
import type { CountyNetwork } from './network-service.ts';
import { readLayer } from './read-layer.ts';

export interface EntryQuery {
  readonly travel: TravelMode;
  /** How far from a road a place may lie. */
  readonly reachMetres: number;
  /** Beyond this the distance is pointed out. */
  readonly nearMetres: number;
}

/**
 * Where every place of a layer of points reaches the network: lines from the place to the road, with the distance. A place
 * beyond reach of any road is a point in the state `off_network`.
 */
export async function entriesOf(
  db: Queryable,
  layer: LayerDefinition,
  { graph, index, roadIds }: CountyNetwork,
  { travel, reachMetres, nearMetres }: EntryQuery,
): Promise<Feature<LineString | Point>[]> {
  const isUsable = (edge: number) => isOpenTo(travel, roadOf(graph, edge));
  const places = await readLayer<Point>(db, layer);
  return places.map(({ id, geometry, properties }) => {
    const about = { collection: layer.id, id, code: properties?.code ?? null, name: properties?.name ?? null };
    const entry = index().nearest(geometry.coordinates, reachMetres, isUsable);
    if (entry === null) {
      return { type: 'Feature', geometry, properties: { ...about, state: 'off_network', distance_m: null } };
    }
    const road = graph.edges.road[entry.edge] as number;
    const metres = (graph.edges.startMetres[entry.edge] as number) + entry.metres;
    const at: Position = placeAlong(graph.lines, road, metres);
    return {
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: [geometry.coordinates.slice(0, 2), at] },
      properties: {
        ...about,
        state: entry.accessMetres > nearMetres ? 'far' : 'near',
        distance_m: Math.round(entry.accessMetres * 100) / 100,
        road: roadOf(graph, entry.edge).key,
        road_id: roadIds[road],
        along_m: Math.round(metres * 100) / 100,
      },
    };
  });
}
