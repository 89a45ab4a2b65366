import type { LineString } from 'geojson';
import type { RouteCheckFilter } from '../api/routeChecks.ts';
import { createStore, useStore } from './createStore.ts';

/** What is checked: the line a person drew, or a stored route. */
export type CheckSubject =
  | {
      readonly kind: 'drawn';
      /** As clicked; kept so that following roads can be switched off and on. */
      readonly drawn: LineString;
      readonly line: LineString;
      readonly legs: number;
      /** Legs that could not follow roads. */
      readonly straightLegs: number;
    }
  | { readonly kind: 'stored'; readonly id: string; readonly name: string; readonly line: LineString };

export interface CheckState {
  readonly drawing: boolean;
  /** False while the drawing tool is still being fetched: a click would be lost. */
  readonly ready: boolean;
  readonly vertices: number;
  readonly followRoads: boolean;
  readonly subject: CheckSubject | undefined;
  /** Missing means now. */
  readonly at: string | undefined;
  /** Index among the report's findings. */
  readonly activeFinding: number | undefined;
}

const nothing: CheckState = {
  drawing: false,
  ready: false,
  vertices: 0,
  followRoads: true,
  subject: undefined,
  at: undefined,
  activeFinding: undefined,
};

export const checkStore = createStore<CheckState>(nothing);

/** Which evacuation routes of the county are listed; all of them by default. */
export const routeFilterStore = createStore<RouteCheckFilter>({});

export function useCheck<S>(pick: (state: CheckState) => S): S {
  return useStore(checkStore, pick);
}

export function updateCheck(change: Partial<CheckState>): void {
  checkStore.set((state) => ({ ...state, ...change }));
}

/** Forgets the route; how the person likes to draw stays. */
export function clearCheck(): void {
  checkStore.set(({ followRoads }) => ({ ...nothing, followRoads }));
}
