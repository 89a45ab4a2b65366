import { readOrigin } from '../actions/photos/readExif.ts';
import { shrinkPhoto } from '../actions/photos/shrink.ts';
import { ServiceProblem } from '../api/http.ts';
import { deletePhoto, sendPhoto } from '../api/photos.ts';
import { createStore, useStore } from './createStore.ts';
import { idOf, isNew, layerOf } from './editSession.ts';
import { openPhotoStorage, type PhotoStorage, type QueuedPhoto } from './photoStorage.ts';
import { randomKey } from './randomKey.ts';
import { sessionStore } from './session.ts';
import { viewStore } from './view.ts';

export interface PhotoState {
  readonly queue: readonly QueuedPhoto[];
  /** Of the queue, by id. */
  readonly refused: ReadonlyMap<string, ServiceProblem>;
  /** Of the queue, by id: the browser could not keep them, so they last as long as the page. */
  readonly unkept: ReadonlySet<string>;
  readonly sending: string | undefined;
  /** Grows with every photo sent or deleted from here. */
  readonly revision: number;
}

export const photoStore = createStore<PhotoState>({
  queue: [],
  refused: new Map(),
  unkept: new Set(),
  sending: undefined,
  revision: 0,
});

export function usePhotos<S>(pick: (state: PhotoState) => S): S {
  return useStore(photoStore, pick);
}

/** Photos of features that are thrown away unsaved outlast them for a while: an undo may bring the feature back. */
const forgottenMs = 7 * 24 * 3600 * 1000;
const waitMs = [3000, 6000, 12_000, 30_000, 60_000];

let storage: PhotoStorage | undefined;
let isAwaited: ((key: string) => boolean) | undefined;
let attempts = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function update(change: Partial<PhotoState>): void {
  photoStore.set((state) => ({ ...state, ...change }));
}

/** What one account's photos are kept under; another's at the same computer are not shown. */
function ownerNow(): string | undefined {
  const id = sessionStore.get().session?.user?.id;
  return id === undefined ? undefined : `${document.baseURI.split('#')[0]} ${id}`;
}

/** Takes up what an earlier visit has left, and sends what can be sent. @returns what ends it */
export function followPhotos(): () => void {
  let ended = false;
  const owner = ownerNow();
  const onOnline = () => void sendWaiting();
  window.addEventListener('online', onOnline);
  void openPhotoStorage()
    .then(async (opened) => {
      storage = opened;
      if (owner === undefined) return;
      const found = await opened.all(owner);
      if (ended) return;
      const known = new Set(photoStore.get().queue.map(({ id }) => id));
      update({ queue: [...found.filter(({ id }) => !known.has(id)), ...photoStore.get().queue] });
      // Taken before the storage was open.
      for (const photo of photoStore.get().queue) {
        if (photoStore.get().unkept.has(photo.id)) await keepPhoto(photo);
      }
      await sweep();
      await sendWaiting();
    })
    .catch(() => {
      // Storage may be switched off by policy: photos then wait as long as the page lasts.
    });
  return () => {
    ended = true;
    isAwaited = undefined;
    clearTimeout(timer);
    window.removeEventListener('online', onOnline);
    update({ queue: [], refused: new Map(), unkept: new Set(), sending: undefined });
  };
}

/**
 * Lets go of old photos whose feature nobody waits for any more. Called when the edits of earlier visits are known: until
 * then every feature that is not stored may be one of them.
 */
export async function forgetPhotos(isWaitedFor: (key: string) => boolean): Promise<void> {
  isAwaited = isWaitedFor;
  await sweep();
}

async function sweep(): Promise<void> {
  const awaited = isAwaited;
  if (!awaited) return;
  const isOld = ({ addedAt }: QueuedPhoto) => Date.now() - addedAt > forgottenMs;
  const stale = photoStore.get().queue.filter((photo) => isNew(photo.key) && isOld(photo) && !awaited(photo.key));
  if (stale.length > 0) await dropPhotos(stale.map(({ id }) => id));
}

/** Notes whether the browser has kept it. */
async function keepPhoto(photo: QueuedPhoto): Promise<void> {
  const isKept = storage ? await storage.put([photo]).then(always, never) : false;
  const unkept = new Set(photoStore.get().unkept);
  if (isKept) unkept.delete(photo.id);
  else unkept.add(photo.id);
  update({ unkept });
}

const always = () => true;
const never = () => false;

/**
 * Makes pictures small, keeps them, and sends them as soon as their feature is stored and the service is reached.
 *
 * @returns the names of files that the browser cannot read
 */
export async function addPhotos(key: string, files: readonly File[]): Promise<readonly string[]> {
  const owner = ownerNow();
  if (owner === undefined) return [];
  const unreadable: string[] = [];
  for (const file of files) {
    const origin = await readOrigin(file);
    const shrunk = await shrinkPhoto(file);
    if (!shrunk) {
      unreadable.push(file.name);
      continue;
    }
    const photo: QueuedPhoto = { id: randomKey(), owner, key, ...shrunk, ...origin, addedAt: Date.now() };
    await keepPhoto(photo);
    update({ queue: [...photoStore.get().queue, photo] });
  }
  void sendWaiting();
  return unreadable;
}

const urls = new Map<string, string>();

/** The address of a small picture that is only in the browser; given back once it is sent or removed. */
export function thumbnailUrl({ id, small }: QueuedPhoto): string {
  const url = urls.get(id) ?? URL.createObjectURL(small);
  urls.set(id, url);
  return url;
}

/** Takes photos out of the queue, which have not been sent. */
export async function dropPhotos(ids: readonly string[]): Promise<void> {
  const { queue, refused, unkept } = photoStore.get();
  update({
    queue: queue.filter(({ id }) => !ids.includes(id)),
    refused: new Map([...refused].filter(([id]) => !ids.includes(id))),
    unkept: new Set([...unkept].filter((id) => !ids.includes(id))),
  });
  for (const id of ids) {
    URL.revokeObjectURL(urls.get(id) ?? '');
    urls.delete(id);
  }
  await storage?.remove(ids).catch(() => undefined);
}

/** Of features that are thrown away before they were stored. */
export async function dropPhotosOf(keys: readonly string[]): Promise<void> {
  const own = photoStore.get().queue.filter(({ key }) => keys.includes(key));
  await dropPhotos(own.map(({ id }) => id));
}

/** New features have been stored: their photos belong to what the service calls them. Resolves once that is kept. */
export async function renamePhotos(renamed: ReadonlyMap<string, string>): Promise<void> {
  const moved = photoStore.get().queue.flatMap((photo) => {
    const key = renamed.get(photo.key);
    return key === undefined ? [] : [{ ...photo, key }];
  });
  if (moved.length === 0) return;
  const byId = new Map(moved.map((photo) => [photo.id, photo]));
  update({ queue: photoStore.get().queue.map((photo) => byId.get(photo.id) ?? photo) });
  await storage?.put(moved).catch(() => undefined);
  void sendWaiting();
}

/** Tries again what was refused or could not be sent. */
export async function retryPhotos(): Promise<void> {
  attempts = 0;
  update({ refused: new Map() });
  await sendWaiting();
}

/** Of stored features, one after the other: a weak line is not made weaker. */
async function sendWaiting(): Promise<void> {
  clearTimeout(timer);
  if (photoStore.get().sending !== undefined) return;
  for (let photo = nextToSend(); photo; photo = nextToSend()) {
    update({ sending: photo.id });
    const goesOn = await sendOne(photo);
    update({ sending: undefined });
    if (!goesOn) return;
  }
}

function nextToSend(): QueuedPhoto | undefined {
  const { queue, refused } = photoStore.get();
  return queue.find(({ id, key }) => !isNew(key) && !refused.has(id));
}

async function sendOne(photo: QueuedPhoto): Promise<boolean> {
  try {
    await sendPhoto(layerOf(photo.key), idOf(photo.key), photo, viewStore.get().language);
  } catch (error) {
    if (!(error instanceof ServiceProblem)) throw error;
    return putOff(photo, error);
  }
  attempts = 0;
  await dropPhotos([photo.id]);
  update({ revision: photoStore.get().revision + 1 });
  return true;
}

/** @returns whether others may be tried */
function putOff({ id }: QueuedPhoto, problem: ServiceProblem): boolean {
  const passes = problem.code === 'unreachable' || (problem.status ?? 0) >= 500 || problem.status === 429;
  if (!passes && problem.status !== 401) {
    update({ refused: new Map([...photoStore.get().refused, [id, problem]]) });
    return true;
  }
  const wait = waitMs[Math.min(attempts, waitMs.length - 1)] ?? 0;
  attempts += 1;
  timer = setTimeout(() => void sendWaiting(), (problem.retryAfterSeconds ?? 0) * 1000 || wait);
  return false;
}

/** Deletes a stored photo. Throws a `ServiceProblem`. */
export async function deleteStoredPhoto(key: string, photo: string): Promise<void> {
  await deletePhoto(layerOf(key), idOf(key), photo, viewStore.get().language);
  update({ revision: photoStore.get().revision + 1 });
}
