import { useEffect } from 'react';
import { keyOf } from '../../actions/editing/content.ts';
import { fetchStored } from '../../map/editing/pickForEditing.ts';
import { onChange } from '../../state/changes.ts';
import { editStore, unsavedCount, updateEdit } from '../../state/edit.ts';
import { followConnection } from '../../state/editSaving.ts';
import { takeFresh } from '../../state/editSession.ts';

/** What is not saved outlives the page, a lost network, and what others do meanwhile. */
export function useKeptEdits(): void {
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (unsavedCount(editStore.get()) > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    const ends = [followConnection(), followOthers()];
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      for (const end of ends) end();
    };
  }, []);
}

/** Marks features that others change while they are edited here; one that is only open is shown as it has become. */
function followOthers(): () => void {
  return onChange(({ layer, features }) => {
    const { history, originals, touched, pending } = editStore.get();
    const next = new Map(touched);
    for (const { id, version, operation } of features) {
      const key = keyOf(layer, id);
      const original = originals.get(key);
      if (!original) continue;
      if (!history.present.has(key)) {
        if (operation === 'delete') takeFresh(key, undefined);
        else void fetchStored(layer, id).then((stored) => stored && takeFresh(key, stored));
      } else if (version > original.version && !pending) next.set(key, { version, operation });
    }
    if (next.size !== touched.size) updateEdit({ touched: next });
  });
}
