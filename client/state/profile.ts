import type { LineString } from 'geojson';
import type { LayerId } from '../../data/layers/definition.ts';
import type { RoadRun } from '../actions/profile/wholeRoad.ts';
import { createStore, useStore } from './createStore.ts';
import { openBottom } from './panels.ts';

/** Whose profile is shown. */
export type ProfileSubject =
  | {
      readonly kind: 'feature';
      readonly layer: LayerId;
      readonly id: string;
      /** The hazard from which the profile was asked for. */
      readonly hazard?: string;
    }
  /** All sections of a road that follow each other. */
  | { readonly kind: 'road'; readonly code: string; readonly run: RoadRun }
  /** The route that is checked just now, with its findings. */
  | { readonly kind: 'check'; readonly name: string; readonly line: LineString };

export interface ProfileState {
  readonly subject: ProfileSubject | undefined;
  /** Index of the sample that is pointed at, on the chart or on the map. */
  readonly at: number | undefined;
}

export const profileStore = createStore<ProfileState>({ subject: undefined, at: undefined });

export function useProfileState<S>(pick: (state: ProfileState) => S): S {
  return useStore(profileStore, pick);
}

/** The line of a subject that has one of its own. */
export function subjectLine(subject: ProfileSubject): LineString | undefined {
  if (subject.kind === 'check') return subject.line;
  if (subject.kind === 'road') return { type: 'LineString', coordinates: [...subject.run.coordinates] };
  return undefined;
}

export function openProfile(subject: ProfileSubject): void {
  profileStore.set({ subject, at: undefined });
  openBottom('profile');
}

export function pointAt(at: number | undefined): void {
  profileStore.set((state) => (state.at === at ? state : { ...state, at }));
}
