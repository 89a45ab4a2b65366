import { createStore, useStore } from './createStore.ts';

export type EvacuationView = 'plans' | 'cards';
export type PlanPart = 'groups' | 'shelters' | 'clearance' | 'cut' | 'losses' | 'compare';

/** What of a plan is before the person: one of its groups, shelters, or roads. */
export interface ActivePart {
  readonly kind: 'route' | 'shelter' | 'unserved' | 'cut' | 'loss';
  /** Place among the plan's features of that kind. */
  readonly index: number;
}

export interface EvacuationState {
  readonly view: EvacuationView;
  /** The plan that is looked at; undefined: the list of plans. */
  readonly plan: number | undefined;
  readonly part: PlanPart;
  readonly active: ActivePart | undefined;
  /** Held against the plan. */
  readonly other: number | undefined;
}

const store = createStore<EvacuationState>({
  view: 'plans',
  plan: undefined,
  part: 'groups',
  active: undefined,
  other: undefined,
});

export function useEvacuation<S>(pick: (state: EvacuationState) => S): S {
  return useStore(store, pick);
}

export function showView(view: EvacuationView): void {
  store.set((state) => ({ ...state, view, plan: undefined, active: undefined, other: undefined }));
}

export function showPlan(plan: number | undefined): void {
  store.set((state) => ({ ...state, plan, part: 'groups', active: undefined, other: undefined }));
}

export function showPart(part: PlanPart): void {
  store.set((state) => ({ ...state, part, active: undefined }));
}

export function activate(active: ActivePart | undefined): void {
  store.set((state) => ({ ...state, active }));
}

export function holdAgainst(other: number | undefined): void {
  store.set((state) => ({ ...state, other }));
}
