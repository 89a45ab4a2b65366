import { createStore, useStore } from './createStore.ts';

export type RightPanel = 'details' | 'check' | 'screening' | 'warnings' | 'evacuation' | 'editing' | 'report';

/** What stands at the foot of the map: one at a time. */
export type BottomPanel = 'table' | 'profile';

/** What covers the map for a while: one at a time. */
export type CoverPanel = 'dashboard' | 'print' | 'import' | 'shortcuts';

/** Which panels are open. On a phone the layers start closed, since they would cover the map. */
export interface Panels {
  readonly layers: boolean;
  readonly right: RightPanel | undefined;
  readonly bottom: BottomPanel | undefined;
  readonly cover: CoverPanel | undefined;
}

/** The width below which panels become sheets; the style sheets hold the same figure. */
export const phoneQuery = '(max-width: 720px)';

export const panelsStore = createStore<Panels>({
  layers: !window.matchMedia(phoneQuery).matches,
  right: undefined,
  bottom: undefined,
  cover: undefined,
});

export function usePanels<S>(pick: (panels: Panels) => S): S {
  return useStore(panelsStore, pick);
}

/** Sheets share the bottom of a phone's screen: one at a time. */
export function openRight(right: RightPanel): void {
  const phone = window.matchMedia(phoneQuery).matches;
  panelsStore.set((panels) => ({
    ...panels,
    layers: phone ? false : panels.layers,
    right,
    bottom: phone ? undefined : panels.bottom,
    // It stands where the right panels do.
    cover: panels.cover === 'import' ? undefined : panels.cover,
  }));
}

export function closeRight(): void {
  panelsStore.set((panels) => ({ ...panels, right: undefined }));
}

export function toggleLayers(): void {
  const phone = window.matchMedia(phoneQuery).matches;
  panelsStore.set((panels) => ({
    ...panels,
    layers: !panels.layers,
    right: phone && !panels.layers ? undefined : panels.right,
    bottom: phone && !panels.layers ? undefined : panels.bottom,
  }));
}

export function openBottom(bottom: BottomPanel): void {
  const phone = window.matchMedia(phoneQuery).matches;
  panelsStore.set((panels) => ({ ...panels, bottom, ...(phone ? { layers: false, right: undefined } : {}) }));
}

export function closeBottom(): void {
  panelsStore.set((panels) => ({ ...panels, bottom: undefined }));
}

export function openCover(cover: CoverPanel): void {
  panelsStore.set((panels) => ({ ...panels, cover }));
}

export function closeCover(): void {
  panelsStore.set((panels) => ({ ...panels, cover: undefined }));
}
