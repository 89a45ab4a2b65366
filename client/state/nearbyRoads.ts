import type { Position } from 'geojson';
import { type Stored, storedFrom } from '../actions/editing/content.ts';
import { fetchJson } from '../api/http.ts';
import type { CountyFeatures } from '../api/types.ts';
import { createStore, useStore } from './createStore.ts';
import { viewStore } from './view.ts';

/** Half the side of what is fetched around a place: a kilometre and more, so that a loss of network can be walked through. */
const reachDegrees = 0.012;
/** Fetched anew when a place comes this near to the edge of what is there. */
const marginDegrees = 0.004;
const mostRoads = 1500;
const mostKept = 6000;

interface NearbyRoads {
  readonly roads: ReadonlyMap<number, Stored>;
  /** The middles of what has been fetched, latest last. */
  readonly middles: readonly Position[];
}

const nearbyStore = createStore<NearbyRoads>({ roads: new Map(), middles: [] });
let underWay = false;

/** Roads around the places that were asked for, kept for when the network is gone. */
export function useNearbyRoads(): ReadonlyMap<number, Stored> {
  return useStore(nearbyStore, ({ roads }) => roads);
}

/** Whether what is at hand says which roads there are around a place. */
export function knowsRoadsAt(position: Position): boolean {
  return nearbyStore.get().middles.some((middle) => isWithin(middle, position, reachDegrees - marginDegrees));
}

/** Fetches the roads around a place unless they are at hand; without the network what is at hand has to do. */
export async function fetchRoadsAround(position: Position): Promise<void> {
  if (underWay || knowsRoadsAt(position)) return;
  underWay = true;
  const [x = 0, y = 0] = position;
  const box = [x - reachDegrees, y - reachDegrees, x + reachDegrees, y + reachDegrees].map((one) => one.toFixed(6));
  try {
    const { features } = await fetchJson<CountyFeatures>(`collections/roads/items?bbox=${box}&limit=${mostRoads}`, {
      language: viewStore.get().language,
    });
    const found = features.flatMap((feature) => storedFrom(feature) ?? []);
    nearbyStore.set(({ roads, middles }) => {
      const isFull = roads.size + found.length > mostKept;
      return {
        roads: new Map([...(isFull ? [] : roads), ...found.map((road) => [road.id, road] as const)]),
        middles: [...(isFull ? [] : middles), position],
      };
    });
  } catch {
    // The report says that no road is known there, and can be sent all the same.
  } finally {
    underWay = false;
  }
}

function isWithin([x = 0, y = 0]: Position, [px = 0, py = 0]: Position, degrees: number): boolean {
  return Math.abs(px - x) <= degrees && Math.abs(py - y) <= degrees;
}
