import type { LineString } from 'geojson';
import { LRUCache } from 'lru-cache';
import { readRoads, readWater } from '../../screening/read-roads.ts';
import type { RoadInput, WaterInput } from '../../screening/types.ts';
import type { ScreenedLayer } from './protocol.ts';

/** The features that a screening rests on. They are kept beyond it: an edit changes one of them, and its neighbours not. */
export interface KeptFeatures {
  /** @param feature GeoJSON text */
  add(of: ScreenedLayer, feature: string): void;
  /** Takes up those that are kept in just this version. @returns the keys of those that are not */
  take(of: ScreenedLayer, keys: readonly string[]): string[];
  /** Of this screening, by their ids. */
  roads(): ReadonlyMap<number, KeptRoad>;
  water(): readonly WaterInput[];
  /** Which roads, or which water, there are, and in which versions. */
  stateOf(kind: 'roads' | 'water'): string;
  /** Ends the screening. */
  end(): void;
}

export interface KeptRoad {
  readonly id: number;
  readonly version: number;
  /** Undefined for a road drawn on one spot, which has no length to be screened. */
  readonly input: RoadInput | undefined;
}

interface Kept {
  readonly key: string;
  readonly of: ScreenedLayer;
  readonly id: number;
  readonly road?: KeptRoad;
  readonly water?: readonly WaterInput[];
  readonly bytes: number;
}

interface StoredFeature {
  readonly id: number;
  readonly geometry: LineString;
  readonly properties: { readonly _version: number; readonly _updated_at: string };
}

/** Taken apart a feature is about as large as its text: some 10,000 km of roads. */
const keptBytes = 64 * 1024 * 1024;

/** In SQL the key of a row, under which it is kept: whatever is done to the row, the key changes. */
export const keySql = `id || ' ' || version || ' ' || (to_json(updated_at) #>> '{}')`;

function keyOf({ id, properties }: StoredFeature): string {
  return `${id} ${properties._version} ${properties._updated_at}`;
}

export function makeKeptFeatures(): KeptFeatures {
  const kept = new LRUCache<string, Kept>({ maxSize: keptBytes, sizeCalculation: ({ bytes }) => bytes });
  /** Of this screening, by layer and id. */
  let current = new Map<string, Kept>();
  let roads: ReadonlyMap<number, KeptRoad> | undefined;
  const takeUp = (one: Kept): void => {
    current.set(`${one.of} ${one.id}`, one);
    roads = undefined;
  };
  /** In the order of their ids, as they would come in a run over the whole county. */
  const inOrder = (isWanted: (of: ScreenedLayer) => boolean): Kept[] =>
    [...current.values()]
      .filter(({ of }) => isWanted(of))
      .sort((a, b) => (a.of === b.of ? a.id - b.id : a.of < b.of ? -1 : 1));
  return {
    add(of, feature) {
      const one = takeApart(of, feature);
      kept.set(`${of} ${one.key}`, one);
      takeUp(one);
    },
    take(of, keys) {
      return keys.filter((key) => {
        const one = kept.get(`${of} ${key}`);
        if (one) takeUp(one);
        return !one;
      });
    },
    roads() {
      roads ??= new Map(inOrder((of) => of === 'roads').flatMap(({ id, road }) => (road ? [[id, road]] : [])));
      return roads;
    },
    water: () => inOrder((of) => of !== 'roads').flatMap(({ water }) => water ?? []),
    stateOf: (kind) =>
      inOrder((of) => (of === 'roads') === (kind === 'roads'))
        .map(({ of, key }) => `${of} ${key}`)
        .join(),
    end() {
      current = new Map();
      roads = undefined;
    },
  };
}

function takeApart(of: ScreenedLayer, text: string): Kept {
  const feature: StoredFeature = JSON.parse(text);
  const { id } = feature;
  const common = { of, id, key: keyOf(feature), bytes: text.length };
  if (of !== 'roads') return { ...common, water: readWater([feature]).water };
  const [input] = readRoads([feature]).roads;
  return { ...common, road: { id, version: feature.properties._version, input } };
}
