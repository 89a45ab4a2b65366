import type { Position } from 'geojson';
import type { Carried, Dependant } from '../actions/editing/dependants.ts';
import { createStore, useStore } from './createStore.ts';

/** After a road was split, turned or joined: what names it, and what could become of that. */
export interface CarryOffer {
  /** The section in hand. */
  readonly road: string;
  /** Where it began and ended when this was offered: taken back or turned again, the offer holds no longer. */
  readonly ends: readonly (Position | undefined)[];
  /** The new section of a split, and the code it takes when its hazards are carried along. */
  readonly second: { readonly key: string; readonly code: string } | undefined;
  /** All that name the section and are not as they should be now. */
  readonly carried: Carried;
  /** Why the account cannot change them; it is only told which they are then. */
  readonly refused: readonly Dependant[];
  /** What names the section could not be asked for: nobody knows then. */
  readonly isUnknown: boolean;
}

const store = createStore<CarryOffer | undefined>(undefined);

export function useCarryOffer(): CarryOffer | undefined {
  return useStore(store, (offer) => offer);
}

export function offerCarrying(offer: CarryOffer | undefined): void {
  store.set(offer);
}
