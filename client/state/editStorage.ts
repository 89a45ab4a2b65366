import type { EditHistory, Originals } from '../actions/editing/edits.ts';
import type { Pending } from './edit.ts';

/** What is kept of one window's session. */
export interface KeptEdits {
  readonly originals: Originals;
  readonly history: EditHistory;
  readonly pending: Pending | undefined;
}

interface KeptRecord extends KeptEdits {
  /** Says which window of which account at which service it belongs to. */
  readonly id: string;
  readonly owner: string;
}

const databaseName = 'anlan-edits';
const storeName = 'sessions';
const windowKey = 'anlan.window';

/** The names that this very page holds, for who signs out and in again. */
const held = new Set<string>();

/**
 * Unsaved work in the browser's IndexedDB, a record for each window: two windows of one person do not write over one
 * another, and what a closed window has left is taken up by the next one.
 */
export async function openStorage(userId: number): Promise<{
  /** What this window, or one that is closed by now, has left. */
  readonly found: KeptEdits | undefined;
  readonly keep: (edits: KeptEdits | undefined) => Promise<void>;
}> {
  const database = await openDatabase();
  const owner = `${document.baseURI.split('#')[0]} ${userId}`;
  const own = await ownWindow(owner);
  const records = (await all(database)).filter((record) => record.owner === owner);
  const ours = records.find(({ id }) => id === own) ?? (await firstOrphan(records, own));
  const keep = async (edits: KeptEdits | undefined) => {
    if (edits) await run(database, (store) => store.put({ ...edits, id: own, owner } satisfies KeptRecord));
    else await run(database, (store) => store.delete(own));
  };
  if (ours && ours.id !== own) {
    await keep(ours);
    await run(database, (store) => store.delete(ours.id));
  }
  return { found: ours, keep };
}

/** A name that stays with the window through a reload, and is no other's: a window copied brings the name with it. */
async function ownWindow(owner: string): Promise<string> {
  const known = window.sessionStorage.getItem(windowKey);
  const id =
    known?.startsWith(owner) && (await isFree(known)) ? known : `${owner} ${Date.now().toString(36)}${Math.random()}`;
  window.sessionStorage.setItem(windowKey, id);
  // Held for as long as the window lives.
  if (!held.has(id)) void locks()?.request(id, () => new Promise(() => {}));
  held.add(id);
  return id;
}

/** A record of a window that lives no more. Where the browser cannot tell, records of others are left alone. */
async function firstOrphan(records: readonly KeptRecord[], own: string): Promise<KeptRecord | undefined> {
  if (!locks()) return undefined;
  for (const record of records) if (record.id !== own && (await isFree(record.id))) return record;
  return undefined;
}

async function isFree(id: string): Promise<boolean> {
  if (held.has(id)) return true;
  return (await locks()?.request(id, { ifAvailable: true }, (lock) => lock !== null)) ?? true;
}

/** Pages without TLS have none. */
function locks(): LockManager | undefined {
  return 'locks' in navigator ? navigator.locks : undefined;
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function all(database: IDBDatabase): Promise<KeptRecord[]> {
  return new Promise((resolve, reject) => {
    const request: IDBRequest<KeptRecord[]> = database.transaction(storeName).objectStore(storeName).getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function run(database: IDBDatabase, work: (store: IDBObjectStore) => IDBRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, 'readwrite');
    work(transaction.objectStore(storeName));
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}
