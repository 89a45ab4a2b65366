import type { ImportProgress } from '../../data/imports.ts';
import type { LayerId } from '../../data/layers/definition.ts';
import type { Text } from '../../data/text.ts';
import type { TransactionAnswer } from '../../server/layers/changes/change-service.ts';
import { importFormatOf } from '../actions/imports/formats.ts';
import { importChanges, type Preview, type Wanted } from '../actions/imports/preview.ts';
import { fetchJson, ServiceProblem } from '../api/http.ts';
import { fetchWithProgress } from '../api/progress.ts';
import { announceChange } from './changes.ts';
import { createStore, useStore } from './createStore.ts';
import { openCover, panelsStore } from './panels.ts';
import { randomKey } from './randomKey.ts';
import { sessionStore } from './session.ts';
import { showLayers, viewStore } from './view.ts';

interface PreviewAnswer extends Omit<Preview, 'layer'> {
  readonly layer: LayerId | null;
  readonly likely: readonly LayerId[];
  readonly mapping: { readonly id: string; readonly title: Text } | null;
}

export type ImportStep = 'choose' | 'reading' | 'preview' | 'storing' | 'stored' | 'undoing' | 'undone';

export interface ImportState {
  readonly step: ImportStep;
  /** Of reading, storing and taking back; undefined until the service has said it. */
  readonly progress: ImportProgress | undefined;
  readonly file: File | undefined;
  /** A file that is of no kind that can be imported. */
  readonly notTaken: string | undefined;
  /** A file that came while another is being stored, or taken back. */
  readonly tooEarly: string | undefined;
  /** So many files came at once, of which none was taken. */
  readonly tooMany: number | undefined;
  /** Undefined with a file and a step of `preview`: nobody can tell its layer. */
  readonly preview: Preview | undefined;
  readonly mapping: PreviewAnswer['mapping'];
  readonly wanted: Wanted;
  readonly message: string;
  readonly problem: ServiceProblem | undefined;
  readonly calledOff: boolean;
  /** The feature of the file that the person looks at. */
  readonly active: number | undefined;
  readonly stored: { readonly transaction: number; readonly created: number; readonly updated: number } | undefined;
  /** With which the transaction is sent, again after a lost answer. */
  readonly key: string;
}

const nothing: ImportState = {
  step: 'choose',
  progress: undefined,
  file: undefined,
  notTaken: undefined,
  tooEarly: undefined,
  tooMany: undefined,
  preview: undefined,
  mapping: null,
  wanted: { new: true, changed: true, outdated: false },
  message: '',
  problem: undefined,
  calledOff: false,
  active: undefined,
  stored: undefined,
  key: '',
};

export const importStore = createStore<ImportState>(nothing);

export function useImport<S>(pick: (state: ImportState) => S): S {
  return useStore(importStore, pick);
}

let underWay: AbortController | undefined;

export function update(change: Partial<ImportState>): void {
  importStore.set((state) => ({ ...state, ...change }));
}

function showProgress(progress: ImportProgress): void {
  update({ progress });
}

function isWriting(): boolean {
  const { step } = importStore.get();
  return step === 'storing' || step === 'undoing';
}

/**
 * Forgets file and preview; a preview under way is called off. What is being stored goes on, and tells its outcome:
 * nobody could take back what was stored without a word.
 */
export function leaveImport(): void {
  if (isWriting()) return;
  underWay?.abort();
  importStore.set(nothing);
}

/** Opens the panel again where it was closed meanwhile. */
function showOutcome(): void {
  if (panelsStore.get().cover !== 'import') openCover('import');
}

/** Nobody can tell which of several is meant: what is there stays, and the person is told. */
export function refuseFiles(count: number): void {
  update({ tooMany: count });
}

/** Takes a file up and has the service look through it; none while another is being stored. */
export async function takeFile(file: File): Promise<void> {
  if (isWriting()) {
    update({ tooEarly: file.name });
    return;
  }
  underWay?.abort();
  if (!importFormatOf(file.name)) {
    importStore.set({ ...nothing, notTaken: file.name });
    return;
  }
  importStore.set({ ...nothing, file });
  await previewInto(undefined);
}

/** Looks through the file for a layer; without one the service tells by its features. */
export async function previewInto(layer: LayerId | undefined): Promise<void> {
  const { file } = importStore.get();
  const format = file && importFormatOf(file.name);
  if (!file || !format) return;
  update({
    step: 'reading',
    progress: undefined,
    problem: undefined,
    calledOff: false,
    active: undefined,
    stored: undefined,
  });
  const query = new URLSearchParams({ format: format.id, ...(layer ? { collection: layer } : {}) });
  await attempt('choose', async (signal) => {
    const settings = {
      language: viewStore.get().language,
      // Of no type that the service might take for something else.
      file: new Blob([file], { type: 'application/geo+json' }),
      signal,
    };
    const answer = await fetchWithProgress<PreviewAnswer>(`import-preview?${query}`, settings, showProgress);
    const { layer: found } = answer;
    if (found) showLayers([found], true);
    update({
      step: 'preview',
      preview: found ? { ...answer, layer: found } : undefined,
      mapping: answer.mapping ?? null,
      key: randomKey(),
    });
  });
}

/** Stores what the person wants of the preview, as one transaction. */
export async function storeImport(): Promise<void> {
  const { preview, wanted, message, key } = importStore.get();
  if (!preview) return;
  const changes = importChanges(preview, wanted);
  if (changes.length === 0) return;
  update({
    step: 'storing',
    progress: undefined,
    problem: undefined,
    calledOff: false,
    tooEarly: undefined,
    tooMany: undefined,
  });
  const language = viewStore.get().language;
  let since: string | undefined;
  const send = async (signal: AbortSignal) => {
    since = await position();
    signal.throwIfAborted();
    const settings = {
      language,
      body: { changes, source: 'import', ...(message.trim() ? { message: message.trim() } : {}) },
      idempotencyKey: key,
      signal,
    };
    takeStored(await fetchWithProgress<TransactionAnswer>('transactions', settings, showProgress));
  };
  // Hanging up may have come too late: then it is stored, and can be undone.
  await attempt('preview', send, () => lookForStored(since));
  showOutcome();
}

function takeStored({ transaction, changes }: TransactionAnswer): void {
  const created = changes.filter(({ operation }) => operation === 'create').length;
  update({ step: 'stored', active: undefined, stored: { transaction, created, updated: changes.length - created } });
  tell(changes);
}

function tell(changes: TransactionAnswer['changes']): void {
  for (const layer of new Set(changes.map((one) => one.layer))) {
    announceChange({ layer, features: changes.filter((one) => one.layer === layer) });
  }
}

/** Takes the import back. The service refuses where somebody has built on it since. */
export async function undoImport(): Promise<void> {
  const { stored } = importStore.get();
  if (!stored) return;
  update({ step: 'undoing', progress: undefined, problem: undefined, tooEarly: undefined, tooMany: undefined });
  await attempt('stored', async (signal) => {
    const answer = await fetchJson<TransactionAnswer>(`transactions/${stored.transaction}/undo`, {
      language: viewStore.get().language,
      method: 'POST',
      idempotencyKey: `undo-${stored.transaction}`,
      signal,
    });
    update({ step: 'undone', stored: undefined });
    tell(answer.changes);
  });
  showOutcome();
}

export function callOff(): void {
  underWay?.abort();
}

/**
 * @param back where a refusal leads to
 * @param wasDone whether what was called off had been done by then, which it has told; asked before anything is said
 */
async function attempt(
  back: ImportStep,
  work: (signal: AbortSignal) => Promise<void>,
  wasDone: () => Promise<boolean> = async () => false,
): Promise<void> {
  const controller = new AbortController();
  underWay = controller;
  try {
    await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) {
      // Another file may have been taken up since.
      if (underWay === controller && !(await wasDone())) update({ step: back, calledOff: true });
      return;
    }
    if (!(error instanceof ServiceProblem)) throw error;
    update({ step: back, problem: error });
  }
}

const settleMs = 800;

interface ChangesAnswer {
  readonly next: string;
  readonly changes: readonly (TransactionAnswer['changes'][number] & {
    readonly transaction: number;
    readonly feature_id: number;
    readonly source: string;
    readonly user_name: string;
  })[];
}

/** Where the list of changes stands; undefined where the service does not answer. */
async function position(): Promise<string | undefined> {
  const answer = await changesSince('now');
  return answer?.next;
}

async function changesSince(since: string): Promise<ChangesAnswer | undefined> {
  const path = `changes?since=${encodeURIComponent(since)}`;
  return fetchJson<ChangesAnswer>(path, { language: viewStore.get().language }).catch(() => undefined);
}

/** @returns whether the import was found among the changes */
async function lookForStored(since: string | undefined): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const answer = since === undefined ? undefined : await changesSince(since);
  const name = sessionStore.get().session?.user?.name;
  const own = answer?.changes.filter((one) => one.source === 'import' && one.user_name === name) ?? [];
  const [first] = own;
  if (!first) return false;
  const changes = own.filter(({ transaction }) => transaction === first.transaction);
  takeStored({
    transaction: first.transaction,
    changes: changes.map(({ operation, layer, feature_id: id, version }) => ({ operation, layer, id, version })),
  });
  return true;
}
