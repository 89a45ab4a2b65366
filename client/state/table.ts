import type { LayerId } from '../../data/layers/definition.ts';
import { createStore, useStore } from './createStore.ts';
import { openBottom } from './panels.ts';

/** The layer whose table was opened last. */
const tableStore = createStore<LayerId>('road_hazards');

export function useTableLayer(): LayerId {
  return useStore(tableStore, (layer) => layer);
}

export function openTable(layer: LayerId): void {
  tableStore.set(layer);
  openBottom('table');
}
