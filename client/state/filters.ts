import type { LayerId } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import { type Condition, withFilter, withoutTownships, withTownships } from '../actions/filter/conditions.ts';
import { createStore, useStore } from './createStore.ts';
import { useView, viewStore } from './view.ts';

const none: readonly Condition[] = [];

/** One filter per layer for the map, the table, the export and the permalink. */
export function useFilter(layer: LayerId): readonly Condition[] {
  return useView((view) => view.filters.get(layer)) ?? none;
}

export function setFilter(layer: LayerId, conditions: readonly Condition[]): void {
  viewStore.set((view) => ({ ...view, filters: withFilter(view.filters, layer, conditions) }));
}

/** Narrows every layer that knows townships to these; none shows all again. */
export function setTownships(townships: readonly string[]): void {
  viewStore.set((view) => ({ ...view, filters: withTownships(view.filters, layerList, townships) }));
}

/** No layer asks for townships any more, neither alike nor by itself. */
export function clearTownships(): void {
  viewStore.set((view) => ({ ...view, filters: withoutTownships(view.filters, layerList) }));
}

/** The layer whose filter is being written. */
const writingStore = createStore<LayerId | undefined>(undefined);

export function useWritingFilter(): LayerId | undefined {
  return useStore(writingStore, (layer) => layer);
}

export function writeFilter(layer: LayerId | undefined): void {
  writingStore.set(layer);
}

/** How the map keeps to the filter of a layer. */
export type FilterState =
  | { readonly kind: 'applied' }
  /** Until the service has said which features they are, all are shown. */
  | { readonly kind: 'asking' }
  /** More features than the map can be told one by one: all are shown. */
  | { readonly kind: 'too-many'; readonly count: number }
  | { readonly kind: 'failed' };

export const filterStatesStore = createStore<ReadonlyMap<LayerId, FilterState>>(new Map());

export function noteFilterState(layer: LayerId, state: FilterState | undefined): void {
  filterStatesStore.set((states) => {
    if (JSON.stringify(states.get(layer)) === JSON.stringify(state)) return states;
    const next = new Map(states);
    if (state) next.set(layer, state);
    else next.delete(layer);
    return next;
  });
}

export function useFilterState(layer: LayerId): FilterState | undefined {
  return useStore(filterStatesStore, (states) => states.get(layer));
}
