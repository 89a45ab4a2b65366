import { layers } from '../../data/layers/index.ts';
import type { TransactionAnswer } from '../../server/layers/changes/change-service.ts';
import { conflictsFrom } from '../actions/editing/conflicts.ts';
import { keyOf } from '../actions/editing/content.ts';
import { afterSave, type Edits, type Originals, toChanges } from '../actions/editing/edits.ts';
import { faultsOf } from '../actions/editing/fields.ts';
import { featureTitle } from '../actions/properties.ts';
import { fetchJson, ServiceProblem } from '../api/http.ts';
import { undecidedBecause } from './carrying.ts';
import { announceChange } from './changes.ts';
import { type DeletedFeature, editStore, type Pending, type Refusal, updateEdit } from './edit.ts';
import { isNew, isReport, openEdit } from './editSession.ts';
import { renamePhotos } from './photos.ts';
import { randomKey } from './randomKey.ts';
import { sessionStore } from './session.ts';
import { viewStore } from './view.ts';

/** Between attempts while the service cannot be reached: soon at first, then every minute. */
const waitMs = [3000, 6000, 12_000, 30_000, 60_000];
let attempts = 0;
let namesOfDeleted: ReadonlyMap<string, string | undefined> = new Map();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The keys of features that cannot be stored as they are. */
function faultyKeys(): readonly string[] {
  return [...editStore.get().history.present].flatMap(([key, { layer, content }]) =>
    content && faultsOf(layers[layer], content.properties).size > 0 ? [key] : [],
  );
}

/** How many members of all features have to be filled in or corrected. */
export function faultCount(): number {
  return [...editStore.get().history.present.values()].reduce(
    (sum, { layer, content }) => sum + (content ? faultsOf(layers[layer], content.properties).size : 0),
    0,
  );
}

/** Sends everything as one transaction. Opens the first feature at fault where there is one, and sends nothing. */
export async function save(): Promise<void> {
  const { history, originals, pending } = editStore.get();
  if (pending) return retry();
  const undecided = undecidedBecause();
  if (undecided) {
    updateEdit({ notice: undecided });
    return;
  }
  const [faulty] = faultyKeys();
  if (faulty !== undefined) {
    openEdit(faulty);
    updateEdit({ showFaults: true });
    return;
  }
  await begin(history.present, originals);
}

/** Sends the next report from the field, alone: one that is refused holds no other back. */
export async function saveReports(): Promise<void> {
  const { history, originals, pending } = editStore.get();
  if (pending) return retry();
  const key = nextReport();
  const edit = key === undefined ? undefined : history.present.get(key);
  if (key !== undefined && edit) await begin(new Map([[key, edit]]), originals);
}

/** A report that can be sent; a refused one can again once it was changed and its form is closed. */
export function nextReport(): string | undefined {
  const { history, refusals, current } = editStore.get();
  return [...history.present.keys()].find((key) => {
    if (!isReport(key) || refusalOf(key)) return false;
    return !(refusals.has(key) && current === key);
  });
}

/** Why the service has refused a report as it is now. */
export function refusalOf(key: string): Refusal | undefined {
  const { history, refusals } = editStore.get();
  const refusal = refusals.get(key);
  return refusal?.edit === history.present.get(key) ? refusal : undefined;
}

async function begin(edits: Edits, originals: Originals): Promise<void> {
  const changes = toChanges(edits, originals);
  if (changes.length === 0) return;
  const pending: Pending = {
    key: randomKey(),
    sent: edits,
    order: changes.map(([key]) => key),
    body: { changes: changes.map(([, one]) => one), merge: 'disjoint', source: 'map' },
  };
  // What is said of the person's own saving stays while a report goes out beside it.
  if (loneReport(pending) !== undefined) updateEdit({ pending });
  else updateEdit({ pending, problem: undefined, conflicts: [], saved: undefined, showFaults: false });
  await send();
}

function loneReport({ order }: Pending): string | undefined {
  const [key, ...others] = order;
  return key !== undefined && others.length === 0 && isReport(key) ? key : undefined;
}

/** Tries again at once what waits to be sent. */
export async function retry(): Promise<void> {
  attempts = 0;
  await send();
}

async function send(): Promise<void> {
  clearTimeout(timer);
  const { pending, sending } = editStore.get();
  if (!pending || sending === 'sending') return;
  updateEdit({ sending: 'sending' });
  try {
    const answer = await fetchJson<TransactionAnswer>('transactions', {
      language: viewStore.get().language,
      body: pending.body,
      idempotencyKey: pending.key,
    });
    // Kept before the request is forgotten: after a reload in between it is asked again, and answered the same.
    await renamePhotos(newKeys(pending, answer));
    stored(pending, answer);
  } catch (error) {
    refused(error);
  }
}

/** What the service calls the features that were new to it. */
function newKeys({ order }: Pending, { changes }: TransactionAnswer): ReadonlyMap<string, string> {
  const named = changes.map(({ layer, id }, index) => [order[index] ?? '', keyOf(layer, id)] as const);
  return new Map(named.filter(([key]) => isNew(key)));
}

function stored(pending: Pending, answer: TransactionAnswer): void {
  attempts = 0;
  const { history, originals, current, touched, settling } = editStore.get();
  const saved = answer.changes.map(({ id, version }, index) => ({ key: pending.order[index] ?? '', id, version }));
  const after = afterSave(history.present, originals, pending.sent, saved);
  updateEdit({
    history: after.history,
    originals: after.originals,
    current: current === undefined ? undefined : (after.renamed.get(current) ?? current),
    pending: undefined,
    sending: 'idle',
    restored: false,
    saved: { transaction: answer.transaction, count: answer.changes.length },
    touched: new Map([...touched].filter(([key]) => !pending.order.includes(key))),
    settling: new Map([...settling, ...pending.sent]),
  });
  nameDeleted(pending, originals);
  announce(answer);
}

/** Their names are gone with the originals once the deletion is told of. */
function nameDeleted({ sent }: Pending, originals: Originals): void {
  const titles = new Map<string, string | undefined>();
  for (const [key, { layer, content }] of sent) {
    const original = originals.get(key);
    if (!content && original) titles.set(key, featureTitle(layers[layer], original.properties));
  }
  namesOfDeleted = new Map([...namesOfDeleted, ...titles]);
}

/** What a feature deleted here was called. */
export function nameOfDeleted(key: string): string | undefined {
  return namesOfDeleted.get(key);
}

function announce({ changes }: TransactionAnswer): void {
  for (const layer of new Set(changes.map((one) => one.layer))) {
    announceChange({ layer, features: changes.filter((one) => one.layer === layer) });
  }
}

function refused(error: unknown): void {
  if (!(error instanceof ServiceProblem)) {
    updateEdit({ sending: 'idle' });
    throw error;
  }
  if (error.code === 'unreachable' || (error.status ?? 0) >= 500 || error.status === 429) {
    updateEdit({ sending: 'offline' });
    const wait = waitMs[Math.min(attempts, waitMs.length - 1)] ?? 0;
    attempts += 1;
    timer = setTimeout(() => void send(), (error.retryAfterSeconds ?? 0) * 1000 || wait);
    return;
  }
  if (error.status === 401) {
    updateEdit({ sending: 'signed-out' });
    return;
  }
  const { pending, refusals, current } = editStore.get();
  const report = pending && loneReport(pending);
  if (pending && report !== undefined) {
    const refusal = { edit: pending.sent.get(report), problem: error };
    const said = current === report ? { problem: error } : {};
    updateEdit({ pending: undefined, sending: 'idle', refusals: new Map(refusals).set(report, refusal), ...said });
    return;
  }
  openFaulty(error);
  updateEdit({ pending: undefined, sending: 'idle', problem: error, conflicts: conflictsFrom(conflictOf(error)) });
}

/** The feature that the first fault is about, which is numbered as it was sent. */
function openFaulty({ faults }: ServiceProblem): void {
  const { pending, history } = editStore.get();
  const key = pending?.order[(faults[0]?.number ?? 0) - 1];
  if (key !== undefined && history.present.get(key)?.content) openEdit(key);
}

function conflictOf({ code, document }: ServiceProblem): unknown {
  return code === 'version_conflict' ? document : undefined;
}

/** Takes the last transaction back. The service refuses where somebody has built on it since. */
export async function undoSaved(): Promise<void> {
  const { saved } = editStore.get();
  if (!saved) return;
  try {
    const answer = await fetchJson<TransactionAnswer>(`transactions/${saved.transaction}/undo`, {
      language: viewStore.get().language,
      method: 'POST',
      idempotencyKey: `undo-${saved.transaction}`,
    });
    updateEdit({ saved: undefined, current: undefined, vertex: undefined });
    announce(answer);
  } catch (error) {
    if (!(error instanceof ServiceProblem)) throw error;
    updateEdit({ problem: error, saved: undefined });
  }
}

/** Brings a deleted feature back, as it was when it was deleted. */
export async function restoreDeleted({ layer, id, version }: DeletedFeature): Promise<void> {
  try {
    const answer = await fetchJson<TransactionAnswer>('transactions', {
      language: viewStore.get().language,
      body: { changes: [{ operation: 'restore', layer, id, version }], source: 'map' },
    });
    updateEdit({ problem: undefined });
    announce(answer);
  } catch (error) {
    if (!(error instanceof ServiceProblem)) throw error;
    updateEdit({ problem: error, saved: undefined });
  }
}

/** Sends what waits as soon as the network or the sign-in is back. @returns what ends it */
export function followConnection(): () => void {
  const onOnline = () => {
    if (editStore.get().sending === 'offline') void retry();
  };
  const onSession = () => {
    if (editStore.get().sending === 'signed-out' && sessionStore.get().session?.user) void retry();
  };
  window.addEventListener('online', onOnline);
  const unsubscribe = sessionStore.subscribe(onSession);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('online', onOnline);
    unsubscribe();
  };
}
