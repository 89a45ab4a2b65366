import { useEffect } from 'react';
import type { LayerId } from '../../../data/layers/definition.ts';
import { useStore } from '../../state/createStore.ts';
import { type EditState, editStore, updateEdit } from '../../state/edit.ts';
import { idOf, isNew, layerOf } from '../../state/editSession.ts';
import { mapStore } from '../../state/map.ts';
import { panelsStore } from '../../state/panels.ts';
import { awaitsTiles } from '../freshTiles.ts';
import { addEditOverlay, drawEdits, hider } from './editOverlay.ts';

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
      map.off('idle', settledAtRest);
      clearTimeout(timer);
      timer = undefined;
      if (editStore.get().settling.size > 0) updateEdit({ settling: new Map() });
    };
    // Before their tiles have been asked for, the map rests for other reasons.
    const settledAtRest = () => {
      if (![...editStore.get().settling.values()].some(({ layer }) => awaitsTiles(layer))) settled();
    };
    const draw = () => {
      const state = editStore.get();
      // With another tool in hand the drawing tool shows nothing of it.
      const isInTool = panelsStore.get().right === 'editing' && state.tool.kind === 'select';
      const inTool = isInTool ? state.current : undefined;
      drawEdits(map, state, inTool);
      hide(hiddenIds(state, inTool));
      if (state.settling.size > 0 && timer === undefined) {
        map.on('idle', settledAtRest);
        timer = setTimeout(settled, longestSettlingMs);
      }
    };
    draw();
    const ends = [editStore.subscribe(draw), panelsStore.subscribe(draw)];
    return () => {
      for (const one of ends) one();
      clearTimeout(timer);
      map.off('idle', settledAtRest);
      hide(new Map());
      end();
    };
  }, [map]);
}

function hiddenIds({ history, settling }: EditState, inTool: string | undefined) {
  const hidden = new Map<LayerId, number[]>();
  for (const key of new Set([...history.present.keys(), ...settling.keys(), ...(inTool ? [inTool] : [])])) {
    const layer = layerOf(key);
    if (!isNew(key)) hidden.set(layer, [...(hidden.get(layer) ?? []), idOf(key)]);
  }
  return hidden;
}
