import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LayerId } from '../../data/layers/definition.ts';
import type { Selection } from '../actions/view.ts';
import { createStore } from './createStore.ts';

/** The map once its style is there; panels move and question it through this. */
export const mapStore = createStore<MapLibreMap | undefined>(undefined);

/** Whether the map has drawn what it first shows, or takes too long to wait for: what is not needed for it may be asked. */
export const mapRestedStore = createStore(false);

export const pointerStore = createStore<{ readonly longitude: number; readonly latitude: number } | undefined>(
  undefined,
);

/** Layers whose tiles cannot be fetched just now. */
export const failingLayersStore = createStore<ReadonlySet<LayerId>>(new Set());

export interface Candidate extends Selection {
  /** Undefined where the feature has no name, number or code. */
  readonly title: string | undefined;
}

/** Everything under the last click, uppermost first. */
export const candidatesStore = createStore<readonly Candidate[]>([]);
