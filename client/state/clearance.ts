import { createStore, useStore } from './createStore.ts';

/** The playing of a plan's clearance. */
export interface ClearanceState {
  readonly seconds: number;
  readonly isPlaying: boolean;
  /** Seconds of the evacuation to one on the clock. */
  readonly speed: number;
}

export const speeds: readonly number[] = [60, 300, 900];

export const clearanceStore = createStore<ClearanceState>({ seconds: 0, isPlaying: false, speed: 300 });

export function useClearance<S>(pick: (state: ClearanceState) => S): S {
  return useStore(clearanceStore, pick);
}

/** Playing is over within about this time, at the slowest speed that does it. */
const longestPlaySeconds = 45;

export function beginClearance(total: number, isPlaying: boolean): void {
  const speed = speeds.find((value) => total / value <= longestPlaySeconds) ?? speeds.at(-1) ?? 1;
  clearanceStore.set({ seconds: 0, isPlaying, speed });
}

/** From the end it begins anew. */
export function togglePlaying(total: number): void {
  clearanceStore.set(({ seconds, isPlaying, speed }) => ({
    seconds: !isPlaying && seconds >= total ? 0 : seconds,
    isPlaying: !isPlaying,
    speed,
  }));
}

/** Stops at the end. */
export function advance(seconds: number, total: number): void {
  clearanceStore.set((state) => {
    const next = Math.min(total, state.seconds + seconds);
    return { ...state, seconds: next, isPlaying: state.isPlaying && next < total };
  });
}

export function seek(seconds: number, total: number): void {
  clearanceStore.set((state) => ({ ...state, seconds: Math.min(total, Math.max(0, seconds)) }));
}

export function setSpeed(speed: number): void {
  clearanceStore.set((state) => ({ ...state, speed }));
}
