import type { Position } from 'geojson';
import { checkStore } from './check.ts';
import { createStore, useStore } from './createStore.ts';
import { panelsStore } from './panels.ts';

export type MeasureKind = 'length' | 'area';

export interface MeasureState {
  readonly active: boolean;
  readonly kind: MeasureKind;
  /** Longitude, latitude of each click. */
  readonly points: readonly Position[];
}

export const measureStore = createStore<MeasureState>({ active: false, kind: 'length', points: [] });

export function useMeasure<S>(pick: (state: MeasureState) => S): S {
  return useStore(measureStore, pick);
}

export function beginMeasuring(): void {
  measureStore.set((state) => ({ ...state, active: true, points: [] }));
}

export function endMeasuring(): void {
  measureStore.set((state) => (state.active ? { ...state, active: false, points: [] } : state));
}

export function measureAs(kind: MeasureKind): void {
  measureStore.set((state) => ({ ...state, kind }));
}

/** The second click of a double one is at the place of the first. */
export function addPoint(point: Position): void {
  measureStore.set((state) => {
    const last = state.points.at(-1);
    const isSame = last !== undefined && last[0] === point[0] && last[1] === point[1];
    return isSame ? state : { ...state, points: [...state.points, point] };
  });
}

export function takeBackPoint(): void {
  measureStore.set((state) => (state.points.length === 0 ? state : { ...state, points: state.points.slice(0, -1) }));
}

export function forgetPoints(): void {
  measureStore.set((state) => ({ ...state, points: [] }));
}

/** Drawing a route, editing, reporting and an import want the clicks for themselves. */
export function clicksAreTaken(): boolean {
  const { right, cover } = panelsStore.get();
  return checkStore.get().drawing || right === 'editing' || right === 'report' || cover === 'import';
}
