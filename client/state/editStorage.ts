import type { EditHistory, Originals } from '../actions/editing/edits.ts';
import type { Pending } from './edit.ts';
import { openRecordStore } from './recordStore.ts';

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

const windowKey = 'anlan.window';

/** Far longer than a browser takes to end a page that is left. A window that is copied waits in vain. */
const reloadMs = 2000;

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
  const store = await openRecordStore<KeptRecord>('anlan-edits', 'sessions');
  const owner = `${document.baseURI.split('#')[0]} ${userId}`;
  const own = await ownWindow(owner);
  const records = (await store.all()).filter((record) => record.owner === owner);
  const ours = records.find(({ id }) => id === own) ?? (await firstOrphan(records, own));
  const keep = (edits: KeptEdits | undefined) => (edits ? store.put({ ...edits, id: own, owner }) : store.remove(own));
  if (ours && ours.id !== own) {
    await keep(ours);
    await store.remove(ours.id);
  }
  return { found: ours, keep };
}

/** A name that stays with the window through a reload, and is no other's: a window copied brings the name with it. */
async function ownWindow(owner: string): Promise<string> {
  const known = window.sessionStorage.getItem(windowKey);
  if (known?.startsWith(`${owner} `) && (await holds(known))) return known;
  const id = `${owner} ${Date.now().toString(36)}${Math.random()}`;
  window.sessionStorage.setItem(windowKey, id);
  await holds(id);
  return id;
}

/** A record of a window that lives no more. Where the browser cannot tell, records of others are left alone. */
async function firstOrphan(records: readonly KeptRecord[], own: string): Promise<KeptRecord | undefined> {
  if (!locks()) return undefined;
  for (const record of records) if (record.id !== own && (await isFree(record.id))) return record;
  return undefined;
}

/**
 * Takes a name for as long as the window lives. A page that is opened anew may ask before the browser has let go of what
 * the page before it held.
 *
 * @returns whether no other window has it
 */
async function holds(id: string): Promise<boolean> {
  const manager = locks();
  const isOurs =
    held.has(id) ||
    !manager ||
    (await new Promise<boolean>((answer) => {
      const hold = () => {
        answer(true);
        return new Promise<void>(() => {});
      };
      manager.request(id, { signal: AbortSignal.timeout(reloadMs) }, hold).catch(() => answer(false));
    }));
  if (isOurs) held.add(id);
  return isOurs;
}

async function isFree(id: string): Promise<boolean> {
  if (held.has(id)) return true;
  return (await locks()?.request(id, { ifAvailable: true }, (lock) => lock !== null)) ?? true;
}

/** Pages without TLS have none. */
function locks(): LockManager | undefined {
  return 'locks' in navigator ? navigator.locks : undefined;
}
