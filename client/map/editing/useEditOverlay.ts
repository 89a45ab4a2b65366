import { useEffect } from 'react';
import type { LayerId } from '../../../data/layers/definition.ts';
import { useStore } from '../../state/createStore.ts';
import { type EditState, editStore, updateEdit } from '../../state/edit.ts';
import { idOf, isNew, layerOf } from '../../state/editSession.ts';
import { mapStore } from '../../state/map.ts';
import { panelsStore } from '../../state/panels.ts';
import { addEditOverlay, drawEdits, hider } from './editOverlay.ts';

/** The map begins to fetch its tiles anew this long after a change at the latest; until then it is idle for other reasons. */
const refreshBeginsMs = 1000;
/** After this what has been stored is taken as drawn, even where the map never comes to rest. */
const longestSettlingMs = 8000;

/** Draws unsaved work over the county, whichever panel is open, and hides what it stands for. */
export function useEditOverlay(): void {
  const map = useStore(mapStore, (value) => value);
  useEffect(() => {
    if (!map) return;
    const end = addEditOverlay(map);
    const hide = hider(map);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settled = () => {
      clearTimeout(timer);
      timer = undefined;
      if (editStore.get().settling.size > 0) updateEdit({ settling: new Map() });
    };
    const draw = () => {
      const state = editStore.get();
      const inTool = panelsStore.get().right === 'editing' ? state.current : undefined;
      drawEdits(map, state, inTool);
      hide(hiddenIds(state, inTool));
      if (state.settling.size > 0 && timer === undefined) {
        timer = setTimeout(() => {
          map.once('idle', settled);
          map.triggerRepaint();
          timer = setTimeout(settled, longestSettlingMs);
        }, refreshBeginsMs);
      }
    };
    draw();
    const ends = [editStore.subscribe(draw), panelsStore.subscribe(draw)];
    return () => {
      for (const one of ends) one();
      clearTimeout(timer);
      map.off('idle', settled);
      hide(new Map());
      end();
    };
  }, [map]);
}

function hiddenIds({ history, settling, deleted }: EditState, inTool: string | undefined) {
  const hidden = new Map<LayerId, number[]>();
  // A tile that is fetched anew may be drawn from what was held before: what is deleted stays hidden until restored.
  for (const { layer, id } of deleted) hidden.set(layer, [...(hidden.get(layer) ?? []), id]);
  for (const key of new Set([...history.present.keys(), ...settling.keys(), ...(inTool ? [inTool] : [])])) {
    const layer = layerOf(key);
    if (!isNew(key)) hidden.set(layer, [...(hidden.get(layer) ?? []), idOf(key)]);
  }
  return hidden;
}
