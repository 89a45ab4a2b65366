import type { LayerId } from '../../data/layers/definition.ts';
import { createStore } from './createStore.ts';

/** What the service has stored of one layer, whoever did it. */
export interface LayerChange {
  readonly layer: LayerId;
  readonly features: readonly { readonly id: number; readonly version: number; readonly operation: string }[];
}

/** Whether what others store is not told just now. */
export const changesDownStore = createStore(false);

const listeners = new Set<(change: LayerChange) => void>();

/** Tells the map, the lists and the editor that a layer is no longer as they know it. */
export function announceChange(change: LayerChange): void {
  for (const listener of [...listeners]) listener(change);
}

/** @returns what ends it */
export function onChange(listener: (change: LayerChange) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
