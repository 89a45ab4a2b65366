import type { WarningState } from '../../server/evacuation/warnings/types.ts';
import type { ListedWarnings } from '../actions/warned.ts';
import { createStore, useStore } from './createStore.ts';

export type WarningTab = 'states' | 'rain' | 'scenario' | 'history';

/** An assumed rain, by the members of the request. */
export type AssumedRain = Readonly<Record<string, number>>;

export interface WarningsState {
  readonly tab: WarningTab;
  /** The states that are listed; empty for all. */
  readonly filter: readonly WarningState[];
  /** Points of one township only, or of none: null. */
  readonly township: string | null | undefined;
  /** The id of the flood point before the person. */
  readonly active: number | undefined;
  /** While one is tried out, list and map show its states. */
  readonly assumed: AssumedRain | undefined;
}

const warningsStore = createStore<WarningsState>({
  tab: 'states',
  filter: [],
  township: undefined,
  active: undefined,
  assumed: undefined,
});

/** What the panel lists while it is open; the map marks these, and otherwise what always stands on it. */
export const listedWarningsStore = createStore<ListedWarnings | undefined>(undefined);

export function useWarningsState<S>(pick: (state: WarningsState) => S): S {
  return useStore(warningsStore, pick);
}

export function showTab(tab: WarningTab): void {
  warningsStore.set((state) => ({ ...state, tab, active: undefined }));
}

export function filterWarnings(filter: readonly WarningState[]): void {
  warningsStore.set((state) => ({ ...state, filter, active: undefined }));
}

/** Lists the points of all townships again. */
export function listWholeCounty(): void {
  warningsStore.set((state) => ({ ...state, township: undefined, active: undefined }));
}

/** The list as it is now, of these states and of one township where one is given. */
export function listWarnings(filter: readonly WarningState[], township: string | null | undefined): void {
  warningsStore.set((state) => ({ ...state, tab: 'states', filter, township, active: undefined }));
}

/**
 * What is, before whoever opens the panel from elsewhere: never a rain that was assumed there before.
 *
 * @param active the flood point to lead to; without one the list stays as it was
 */
export function showPresent(active?: number): void {
  showTab('states');
  if (active !== undefined) showWarning(active);
}

/** A mark on the map leads to its line in a list that has it. */
export function showWarning(active: number | undefined): void {
  warningsStore.set((state) => {
    const tab = active === undefined || state.tab === 'scenario' ? state.tab : 'states';
    if (active === state.active) return { ...state, tab };
    return { ...state, tab, filter: [], township: undefined, active };
  });
}

export function toggleWarning(id: number): void {
  warningsStore.set((state) => ({ ...state, active: state.active === id ? undefined : id }));
}

export function assumeRain(assumed: AssumedRain | undefined): void {
  warningsStore.set((state) => ({ ...state, assumed, active: undefined }));
}
