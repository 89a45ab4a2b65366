import type { LngLatLike } from 'maplibre-gl';
import { createStore } from './createStore.ts';

const key = 'anlan.searches';
const mostRecent = 8;

/** What was looked for and found before on this device, the latest first. */
export const recentSearchesStore = createStore<readonly string[]>(kept());

/** Where the last place without a feature of its own lies: a coordinate, a chainage. */
export const searchPinStore = createStore<LngLatLike | undefined>(undefined);

export function rememberSearch(words: string): void {
  recentSearchesStore.set((before) => [words, ...before.filter((one) => one !== words)].slice(0, mostRecent));
  keep();
}

export function forgetSearches(): void {
  recentSearchesStore.set([]);
  keep();
}

function keep(): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(recentSearchesStore.get()));
  } catch {
    // Storage may be switched off by policy; they are then forgotten with the page.
    return;
  }
}

function kept(): readonly string[] {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string').slice(0, mostRecent) : [];
  } catch {
    return [];
  }
}
