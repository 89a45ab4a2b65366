import { useEffect } from 'react';
import { commandOf } from '../actions/shortcuts.ts';
import type { ServiceDescription } from '../api/types.ts';
import { flyToBounds } from '../map/camera.ts';
import { checkStore } from '../state/check.ts';
import { offerCommand, runCommand } from '../state/commands.ts';
import { mapStore } from '../state/map.ts';
import { beginMeasuring, endMeasuring, measureStore } from '../state/measure.ts';
import {
  type CoverPanel,
  closeBottom,
  closeCover,
  openBottom,
  openCover,
  panelsStore,
  toggleLayers,
} from '../state/panels.ts';
import { singleKeysStore } from '../state/shortcutSetting.ts';
import { showRelief, viewStore } from '../state/view.ts';

/** What only one part of the page does: anything else there has the keyboard to itself. */
const own = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"], [role="menu"]';

/** Keys that hold wherever the keyboard is, but not while somebody writes; dialogs keep theirs. */
export function useGlobalKeys({ bounds, elevation }: Pick<ServiceDescription, 'bounds' | 'elevation'>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const { target } = event;
      const isWriting = !singleKeysStore.get() || (target instanceof Element && target.closest(own) !== null);
      const command = commandOf(event, isWriting);
      if (
        command === undefined ||
        (command !== panelsStore.get().cover && document.querySelector('[aria-modal="true"]'))
      )
        return;
      if (runCommand(command)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    const offered = [
      offerCommand('layers', toggleLayers),
      offerCommand('table', () => (panelsStore.get().bottom === 'table' ? closeBottom() : openBottom('table'))),
      offerCommand('measure', toggleMeasuring),
      ...(['dashboard', 'print', 'shortcuts'] as const).map((cover) => offerCommand(cover, () => toggleCover(cover))),
    ];
    return () => {
      window.removeEventListener('keydown', onKey);
      for (const withdraw of offered) withdraw();
    };
  }, []);
  useEffect(() => {
    if (!elevation) return;
    return offerCommand('terrain', () => showRelief(!viewStore.get().relief));
  }, [elevation]);
  useEffect(() => {
    if (!bounds) return;
    return offerCommand('wholeCounty', () => {
      const map = mapStore.get();
      if (map) flyToBounds(map, bounds);
    });
  }, [bounds]);
}

/** Drawing and editing want the clicks for themselves. */
function toggleMeasuring(): void {
  if (measureStore.get().active) endMeasuring();
  else if (!checkStore.get().drawing && panelsStore.get().right !== 'editing') beginMeasuring();
}

function toggleCover(cover: CoverPanel): void {
  if (panelsStore.get().cover === cover) closeCover();
  else openCover(cover);
}
