import type { LayerId } from '../../data/layers/definition.ts';
import { layers } from '../../data/layers/index.ts';
import { type Content, changedMembers, keyOf, type Stored } from '../actions/editing/content.ts';
import { contentNow, type Edit, redo, undo, withEdits } from '../actions/editing/edits.ts';
import type { VertexPath } from '../actions/editing/vertices.ts';
import { type EditState, editStore, noEdits, selectTool, type Tool, updateEdit } from './edit.ts';

/** Everything that is done to the edit session; the map and the forms call these and nothing else. */

let made = 0;

/** The key of a feature that the service does not know yet. Unlike any other, also of an earlier visit. */
function newKey(layer: LayerId): string {
  made += 1;
  return `${layer}/new-${Date.now().toString(36)}-${made}`;
}

/** The key of a hazard that is about to be reported from the field; its photos belong to it before it is there. */
export function newReportKey(): string {
  return newKey('road_hazards').replace('/new-', reportMark);
}

/** Reports are sent by themselves; what is drawn waits for the person's word. */
export function isReport(key: string): boolean {
  return key.includes(reportMark);
}

const reportMark = '/new-report-';

export function isNew(key: string): boolean {
  return key.includes('/new-');
}

/** Of a feature that the service knows. */
export function idOf(key: string): number {
  return Number(key.slice(key.indexOf('/') + 1));
}

export function layerOf(key: string): LayerId {
  return key.slice(0, key.indexOf('/')) as LayerId;
}

/** Opens a feature. What has been edited of it stays; what the service holds is taken as its original. */
export function openStored(layer: LayerId, stored: Stored): void {
  const key = keyOf(layer, stored.id);
  editStore.set((state) => ({
    ...state,
    originals: state.history.present.has(key) ? state.originals : new Map(state.originals).set(key, stored),
    current: key,
    vertex: undefined,
    tool: selectTool,
    notice: undefined,
  }));
}

export function openEdit(key: string): void {
  updateEdit({ current: key, vertex: undefined, tool: selectTool, notice: undefined });
}

export function closeFeature(): void {
  updateEdit({ current: undefined, vertex: undefined, tool: selectTool, notice: undefined });
}

export function takeTool(tool: Tool): void {
  updateEdit({ tool, notice: undefined });
}

export function chooseVertex(vertex: VertexPath | undefined): void {
  updateEdit({ vertex });
}

/** One step of the history. @param step see `withEdits` */
export function change(edits: readonly (readonly [key: string, edit: Edit])[], step?: string): void {
  editStore.set((state) => ({
    ...state,
    history: withEdits(state.history, edits, state.originals, step),
    problem: undefined,
    saved: undefined,
    notice: undefined,
  }));
}

export function changeGeometry(key: string, geometry: Content['geometry'], step?: string): void {
  const content = current(key);
  if (content) change([[key, { layer: layerOf(key), content: { ...content, geometry } }]], step);
}

export function changeMember(key: string, member: string, value: unknown): void {
  const content = current(key);
  if (!content) return;
  const properties = { ...content.properties, [member]: value };
  change([[key, { layer: layerOf(key), content: { ...content, properties } }]], `${key} ${member}`);
}

/** Changes many stored features as one step. What is edited of them already keeps its original. */
export function changeStored(
  layer: LayerId,
  changes: readonly { readonly stored: Stored; readonly content: Content }[],
): void {
  const { originals: known, history } = editStore.get();
  const originals = new Map(known);
  for (const { stored } of changes) {
    const key = keyOf(layer, stored.id);
    if (!history.present.has(key)) originals.set(key, stored);
  }
  updateEdit({ originals, current: undefined, tool: selectTool, vertex: undefined });
  change(changes.map(({ stored, content }) => [keyOf(layer, stored.id), { layer, content }]));
}

/** @returns the key of the new feature, which is opened */
export function addFeature(layer: LayerId, content: Content): string {
  const key = newKey(layer);
  change([[key, { layer, content }]]);
  openEdit(key);
  return key;
}

/** The first content takes the place of the feature, the second becomes a new one. @returns the key of that */
export function splitInTwo(key: string, [first, second]: readonly [Content, Content]): string {
  const layer = layerOf(key);
  const added = newKey(layer);
  change([
    [key, { layer, content: first }],
    [added, { layer, content: second }],
  ]);
  updateEdit({ tool: selectTool, vertex: undefined });
  return added;
}

/** The first feature becomes the joined one, the second is deleted. */
export function mergeInto(key: string, other: string, content: Content): void {
  const layer = layerOf(key);
  change([
    [key, { layer, content }],
    [other, { layer, content: undefined }],
  ]);
  updateEdit({ tool: selectTool, vertex: undefined });
}

export function deleteFeature(key: string): void {
  change([[key, { layer: layerOf(key), content: undefined }]]);
  closeFeature();
}

/** Back to what the service holds, as one more step. */
export function revertFeature(key: string): void {
  const original = editStore.get().originals.get(key);
  change([[key, { layer: layerOf(key), content: original }]]);
  if (!original && editStore.get().current === key) closeFeature();
}

export function undoStep(): void {
  editStore.set((state) => ({ ...state, history: undo(state.history), vertex: undefined }));
  closeIfGone();
}

export function redoStep(): void {
  editStore.set((state) => ({ ...state, history: redo(state.history), vertex: undefined }));
  closeIfGone();
}

/** Gives up everything that is not saved. What is on its way to the service cannot be called back. */
export function discardAll(): void {
  editStore.set((state) => ({
    ...noEdits,
    pending: state.pending,
    sending: state.sending,
    settling: state.settling,
    deleted: state.deleted,
  }));
}

/** What the service holds of an edited feature has changed; where nothing is edited, the form shows the new state. */
export function takeFresh(key: string, stored: Stored | undefined): void {
  editStore.set((state) => {
    if (state.history.present.has(key)) return state;
    const originals = new Map(state.originals);
    if (stored) originals.set(key, stored);
    else originals.delete(key);
    const isOpen = state.current === key;
    return { ...state, originals, current: isOpen && !stored ? undefined : state.current };
  });
}

/** Decides a conflict: the service's state becomes the original, and the edit is what shall become of it. */
export function settleConflict(key: string, theirs: Stored, content: Content | undefined): void {
  editStore.set((state) => {
    const originals = new Map(state.originals).set(key, theirs);
    const layer = layerOf(key);
    const history = withEdits(state.history, [[key, { layer, content }]], originals);
    return { ...state, originals, history: { ...history, past: [] }, ...withoutConflict(state, key) };
  });
}

/** Decides a conflict over a feature that somebody else has deleted: gone, or drawn anew with what was changed. */
export function settleDeleted(key: string, content: Content | undefined): void {
  const layer = layerOf(key);
  editStore.set((state) => {
    const originals = new Map(state.originals);
    originals.delete(key);
    const present = new Map(state.history.present);
    present.delete(key);
    if (content) present.set(newKey(layer), { layer, content });
    const history = { past: [], present, future: [], lastStep: undefined };
    return { ...state, originals, history, current: undefined, ...withoutConflict(state, key) };
  });
}

function withoutConflict({ conflicts, touched }: EditState, key: string) {
  return {
    conflicts: conflicts.filter(({ layer, id }) => keyOf(layer, id) !== key),
    touched: new Map([...touched].filter(([one]) => one !== key)),
    problem: undefined,
  };
}

export function current(key: string | undefined = editStore.get().current): Content | undefined {
  const { history, originals } = editStore.get();
  return key === undefined ? undefined : contentNow(history.present, originals, key);
}

/** How a feature differs from what the service holds. */
export function changeKind(key: string): 'new' | 'changed' | 'deleted' {
  const { history, originals } = editStore.get();
  if (!history.present.get(key)?.content) return 'deleted';
  return originals.has(key) ? 'changed' : 'new';
}

export function changedTitles(key: string): readonly string[] {
  const { history, originals } = editStore.get();
  const [before, after] = [originals.get(key), history.present.get(key)?.content];
  return before && after ? changedMembers(layers[layerOf(key)], before, after) : [];
}

function closeIfGone(): void {
  if (editStore.get().current !== undefined && !current()) closeFeature();
}
