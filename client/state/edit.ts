import type { LayerId } from '../../data/layers/definition.ts';
import type { Text } from '../../data/text.ts';
import type { Conflict } from '../actions/editing/conflicts.ts';
import type { Edit, EditHistory, Edits, Originals } from '../actions/editing/edits.ts';
import type { VertexPath } from '../actions/editing/vertices.ts';
import type { ServiceProblem } from '../api/http.ts';
import { createStore, useStore } from './createStore.ts';

/** What a click on the map does. */
export type Tool =
  | { readonly kind: 'select' }
  | {
      readonly kind: 'draw';
      readonly layer: LayerId;
      readonly vertices: number;
      /** What is drawn becomes a part of this feature, or a hole in it; a feature of its own where not given. */
      readonly into?: { readonly key: string; readonly as: 'part' | 'hole' };
    }
  /** Cuts a stretch out of a road: first where it begins, then where it ends. */
  | { readonly kind: 'cut'; readonly layer: LayerId; readonly road: string; readonly fromMetres: number | undefined }
  | { readonly kind: 'split' | 'merge'; readonly key: string };

/** What has been sent, or waits to be. It goes out with the same key until it is answered. */
export interface Pending {
  readonly key: string;
  readonly sent: Edits;
  /** The keys of the edits in the order of the changes in `body`. */
  readonly order: readonly string[];
  readonly body: unknown;
}

export interface Refusal {
  /** As it was sent: what has been changed since is no longer what was refused. */
  readonly edit: Edit | undefined;
  readonly problem: ServiceProblem;
}

export interface DeletedFeature {
  readonly layer: LayerId;
  readonly id: number;
  /** With which it was deleted. */
  readonly version: number;
  /** Undefined where it was never opened here. */
  readonly title: string | undefined;
}

export type Sending = 'idle' | 'sending' | 'offline' | 'signed-out';

export interface EditState {
  readonly originals: Originals;
  readonly history: EditHistory;
  /** The feature whose form is open. */
  readonly current: string | undefined;
  readonly vertex: VertexPath | undefined;
  readonly tool: Tool;
  readonly pending: Pending | undefined;
  readonly sending: Sending;
  /** Why the last attempt to save was refused. */
  readonly problem: ServiceProblem | undefined;
  readonly conflicts: readonly Conflict[];
  /** Reports from the field that the service has refused, by key, each with its own reason. */
  readonly refusals: ReadonlyMap<string, Refusal>;
  /** Faults are shown from the first attempt to save on, not while a form is still being filled in. */
  readonly showFaults: boolean;
  readonly saved: { readonly transaction: number; readonly count: number } | undefined;
  /** What others have done to features that are edited here. */
  readonly touched: ReadonlyMap<string, { readonly version: number; readonly operation: string }>;
  /** Whether the edits were found in the browser from an earlier visit. */
  readonly restored: boolean;
  /** Something said once, such as why a click did nothing. */
  readonly notice: Text | undefined;
  /** Deleted since the page was opened, by anybody, latest first; to be brought back. */
  readonly deleted: readonly DeletedFeature[];
  /** Stored, but not yet on the tiles of the map. */
  readonly settling: Edits;
}

export const selectTool: Tool = { kind: 'select' };

export const noEdits: EditState = {
  originals: new Map(),
  history: { past: [], present: new Map(), future: [], lastStep: undefined },
  current: undefined,
  vertex: undefined,
  tool: selectTool,
  pending: undefined,
  sending: 'idle',
  problem: undefined,
  conflicts: [],
  refusals: new Map(),
  showFaults: false,
  saved: undefined,
  touched: new Map(),
  restored: false,
  notice: undefined,
  deleted: [],
  settling: new Map(),
};

export const editStore = createStore<EditState>(noEdits);

export function useEdit<S>(pick: (state: EditState) => S): S {
  return useStore(editStore, pick);
}

export function updateEdit(change: Partial<EditState>): void {
  editStore.set((state) => ({ ...state, ...change }));
}

/** How many features differ from what the service holds. */
export function unsavedCount({ history }: EditState): number {
  return history.present.size;
}
