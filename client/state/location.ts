import type { Position } from 'geojson';
import { createStore, useStore } from './createStore.ts';

/** Where the device is, as it says. */
export interface Fix {
  readonly position: Position;
  readonly accuracyMetres: number;
}

/** `insecure`: browsers tell a page without TLS nothing of where it is. */
export type LocationStatus = 'off' | 'asking' | 'on' | 'denied' | 'unavailable' | 'insecure';

export interface LocationState {
  readonly status: LocationStatus;
  readonly fix: Fix | undefined;
  /** The map goes along. Moving it by hand ends that. */
  readonly isFollowing: boolean;
  /** The person has read why there is no position. */
  readonly isDismissed: boolean;
}

const nowhere: LocationState = { status: 'off', fix: undefined, isFollowing: false, isDismissed: false };

export const locationStore = createStore<LocationState>(nowhere);

export function useLocation<S>(pick: (state: LocationState) => S): S {
  return useStore(locationStore, pick);
}

const options: PositionOptions = { enableHighAccuracy: true, maximumAge: 5000, timeout: 20_000 };
const permissionDenied = 1;
let watch: number | undefined;

function update(change: Partial<LocationState>): void {
  locationStore.set((state) => ({ ...state, ...change }));
}

/** Asks the device, which asks the person. Does nothing where it has been asked already. */
export function startLocating({ follow }: { readonly follow: boolean }): void {
  if (follow) update({ isFollowing: true });
  if (watch !== undefined) return;
  update({ isDismissed: false });
  if (!window.isSecureContext || !('geolocation' in navigator)) {
    update({ status: window.isSecureContext ? 'unavailable' : 'insecure', isFollowing: false });
    return;
  }
  update({ status: 'asking' });
  watch = navigator.geolocation.watchPosition(
    ({ coords: { longitude, latitude, accuracy } }) =>
      update({ status: 'on', fix: { position: [longitude, latitude], accuracyMetres: accuracy } }),
    ({ code }) => {
      if (code === permissionDenied) {
        stopLocating();
        update({ status: 'denied' });
      } else if (!locationStore.get().fix) update({ status: 'unavailable' });
    },
    options,
  );
}

export function stopLocating(): void {
  if (watch !== undefined) navigator.geolocation.clearWatch(watch);
  watch = undefined;
  locationStore.set(nowhere);
}

export function stopFollowing(): void {
  if (locationStore.get().isFollowing) update({ isFollowing: false });
}

export function dismissTrouble(): void {
  update({ isDismissed: true });
}
