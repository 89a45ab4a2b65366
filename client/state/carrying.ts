import type { Position } from 'geojson';
import { type Text, text } from '../../data/text.ts';
import { samePosition } from '../actions/editing/along.ts';
import type { Content } from '../actions/editing/content.ts';
import type { Carried, Dependant } from '../actions/editing/dependants.ts';
import { lineOf } from '../actions/editing/lines.ts';
import { createStore, useStore } from './createStore.ts';
import { editStore } from './edit.ts';
import { current } from './editSession.ts';

/** After a road was split, turned, joined or deleted: what names it, and what could become of that. */
export interface CarryOffer {
  /** The section in hand. */
  readonly road: string;
  /** It is gone: nothing can be carried along, and what named it names nothing. */
  readonly isDeleted: boolean;
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

let askings = 0;

/** Who names a section is being asked for. @returns what ends it */
export function beginAsking(): () => void {
  askings += 1;
  return () => {
    askings -= 1;
  };
}

export function endsOf(road: Content | undefined): CarryOffer['ends'] {
  const line = road && lineOf(road)?.coordinates;
  return [line?.[0], line?.at(-1)];
}

/** Whether what it was offered for still stands, and is not taken back. */
export function stillHolds({ road, isDeleted, ends, second }: CarryOffer): boolean {
  const now = current(road);
  if (isDeleted) return !now && editStore.get().history.present.has(road);
  if (!now || (second && !current(second.key))) return false;
  return endsOf(now).every((position, index) => samePosition(position, ends[index]));
}

/**
 * Why nothing may be saved, and no other section treated: hazards would be stored with the chainage and side of a road
 * that no longer runs so, and a later offer would reckon from places that are not theirs. Undefined where nothing is open.
 */
export function undecidedBecause(): Text | undefined {
  if (askings > 0) {
    return text(
      '正在查询哪些记录引用了这条路段，请稍候再试',
      'Asking which records name this section; try again in a moment',
    );
  }
  const offer = store.get();
  if (!offer || !stillHolds(offer)) return undefined;
  return text(
    '请先决定引用这条路段的记录是否一并改正（见“有记录引用了这条路段”）',
    'First decide what becomes of the records that name this section (see “Records name this section”)',
  );
}
