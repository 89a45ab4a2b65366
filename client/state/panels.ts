import { createStore, useStore } from './createStore.ts';

export type RightPanel = 'details' | 'check' | 'screening' | 'warnings' | 'evacuation' | 'editing';

/** Which panels are open. On a phone the layers start closed, since they would cover the map. */
export interface Panels {
  readonly layers: boolean;
  readonly right: RightPanel | undefined;
}

/** The width below which panels become sheets; the style sheets hold the same figure. */
export const phoneQuery = '(max-width: 720px)';

export const panelsStore = createStore<Panels>({
  layers: !window.matchMedia(phoneQuery).matches,
  right: undefined,
});

export function usePanels<S>(pick: (panels: Panels) => S): S {
  return useStore(panelsStore, pick);
}

/** Sheets share the bottom of a phone's screen: one at a time. */
export function openRight(right: RightPanel): void {
  const phone = window.matchMedia(phoneQuery).matches;
  panelsStore.set((panels) => ({ layers: phone ? false : panels.layers, right }));
}

export function closeRight(): void {
  panelsStore.set((panels) => ({ ...panels, right: undefined }));
}

export function toggleLayers(): void {
  const phone = window.matchMedia(phoneQuery).matches;
  panelsStore.set((panels) => ({
    layers: !panels.layers,
    right: phone && !panels.layers ? undefined : panels.right,
  }));
}
