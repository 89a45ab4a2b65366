import { useEffect } from 'react';
import { keyOf } from '../../actions/editing/content.ts';
import { fetchStored } from '../../map/editing/pickForEditing.ts';
import { type LayerChange, onChange } from '../../state/changes.ts';
import { type EditState, editStore, noEdits, unsavedCount, updateEdit } from '../../state/edit.ts';
import { followConnection, nameOfDeleted, retry } from '../../state/editSaving.ts';
import { takeFresh } from '../../state/editSession.ts';
import { type KeptEdits, openStorage } from '../../state/editStorage.ts';
import { forgetPhotos } from '../../state/photos.ts';
import { reportStore } from '../../state/report.ts';
import { useSession } from '../../state/session.ts';

const quietMs = 200;

/** What is not saved outlives the page, a lost network, and what others do meanwhile. */
export function useKeptEdits(): void {
  const userId = useSession()?.user?.id;
  useEffect(() => {
    if (userId === undefined) return;
    window.addEventListener('beforeunload', warn);
    const ends = [followConnection(), followOthers(), keepEdits(userId)];
    return () => {
      window.removeEventListener('beforeunload', warn);
      for (const end of ends) end();
      // What one account has not saved is not shown to the next one: it waits in the browser for the first.
      editStore.set(noEdits);
    };
  }, [userId]);
}

function warn(event: BeforeUnloadEvent): void {
  if (unsavedCount(editStore.get()) > 0) event.preventDefault();
}

/** Takes up what an earlier visit has left, then keeps every state as it comes. */
function keepEdits(userId: number): () => void {
  let ended = false;
  let end = () => {};
  openStorage(userId)
    .then(({ found, keep }) => {
      if (ended) return;
      if (found) takeUp(found);
      end = follow(keep);
      void forgetPhotos(isWaitedFor);
    })
    .catch(() => {
      // Storage may be switched off by policy: the session then lasts as long as the page, which warns on leaving.
    });
  return () => {
    ended = true;
    end();
  };
}

/** Somebody quick may have changed something already: it goes on top, and nothing found is lost under it. */
function takeUp({ originals, history, pending }: KeptEdits): void {
  const sends = editStore.get().pending !== undefined;
  editStore.set((state) => ({
    ...state,
    originals: new Map([...originals, ...state.originals]),
    history: { ...history, present: new Map([...history.present, ...state.history.present]) },
    // What is on its way just now is waited for.
    pending: state.pending ?? pending,
    restored: true,
  }));
  if (pending && !sends) void retry();
}

/** Whether a feature may still be stored, so that its photos are needed. */
function isWaitedFor(key: string): boolean {
  const { history, pending } = editStore.get();
  return history.present.has(key) || pending?.sent.has(key) === true || reportStore.get()?.key === key;
}

function follow(keep: (edits: KeptEdits | undefined) => Promise<void>): () => void {
  let kept: EditState | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const state = editStore.get();
    if (kept && kept.history === state.history && kept.pending === state.pending) return;
    kept = state;
    const { originals, history, pending } = state;
    const isNothing = history.present.size === 0 && !pending;
    void keep(isNothing ? undefined : { originals, history, pending }).catch(() => undefined);
  };
  const unsubscribe = editStore.subscribe(() => {
    // What is about to be sent is kept at once: the answer may never come.
    if (editStore.get().pending !== kept?.pending) write();
    else timer ??= setTimeout(write, quietMs);
  });
  window.addEventListener('pagehide', write);
  // Somebody quick has changed something before it could be kept.
  timer = setTimeout(write, quietMs);
  return () => {
    write();
    unsubscribe();
    window.removeEventListener('pagehide', write);
  };
}

/** Marks features that others change while they are edited here; one that is only open is shown as it has become. */
function followOthers(): () => void {
  return onChange(({ layer, features }) => {
    const { history, originals, touched, pending } = editStore.get();
    noteDeleted({ layer, features });
    const next = new Map(touched);
    for (const { id, version, operation } of features) {
      const key = keyOf(layer, id);
      const original = originals.get(key);
      if (!original) continue;
      if (!history.present.has(key)) {
        if (operation === 'delete') takeFresh(key, undefined);
        else void fetchStored(layer, id).then((stored) => stored && takeFresh(key, stored));
      } else if (version > original.version && !pending?.sent.has(key)) next.set(key, { version, operation });
    }
    if (next.size !== touched.size) updateEdit({ touched: next });
  });
}

const mostDeleted = 50;

function noteDeleted({ layer, features }: LayerChange): void {
  editStore.set((state) => {
    let { deleted } = state;
    for (const { id, version, operation } of features) {
      const others = deleted.filter((one) => one.layer !== layer || one.id !== id);
      const title = nameOfDeleted(keyOf(layer, id));
      if (operation === 'delete') deleted = [{ layer, id, version, title }, ...others].slice(0, mostDeleted);
      else if (others.length < deleted.length) deleted = others;
    }
    return deleted === state.deleted ? state : { ...state, deleted };
  });
}
