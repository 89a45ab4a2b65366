import { createStore, useStore } from './createStore.ts';

export interface ProposalFilter {
  /** `attention`: decided on, whatever way, and something new has to be said of it. */
  readonly state: 'proposed' | 'accepted' | 'rejected' | 'attention';
  readonly hazard: string | undefined;
  readonly grade: string | undefined;
}

export interface ScreeningState {
  readonly filter: ProposalFilter;
  /** The proposal before the person. */
  readonly active: number | undefined;
}

const screeningStore = createStore<ScreeningState>({
  filter: { state: 'proposed', hazard: undefined, grade: undefined },
  active: undefined,
});

export function useScreening<S>(pick: (state: ScreeningState) => S): S {
  return useStore(screeningStore, pick);
}

export function setFilter(change: Partial<ProposalFilter>): void {
  screeningStore.set(({ filter }) => ({ filter: { ...filter, ...change }, active: undefined }));
}

export function showProposal(active: number | undefined): void {
  screeningStore.set((state) => ({ ...state, active }));
}
