import { useEffect } from 'react';
import { commandOf } from '../actions/shortcuts.ts';
import { flyToBounds } from '../map/camera.ts';
import { offerCommand, runCommand } from '../state/commands.ts';
import { mapStore } from '../state/map.ts';
import { type CoverPanel, closeCover, openCover, panelsStore, toggleLayers } from '../state/panels.ts';

/** What only one part of the page does: anything else there has the keyboard to itself. */
const own = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"], [role="menu"]';

/** Keys that hold wherever the keyboard is, but not while somebody writes; dialogs keep theirs. */
export function useGlobalKeys(bounds: readonly [number, number, number, number] | null): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const { target } = event;
      const isWriting = target instanceof Element && target.closest(own) !== null;
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
      ...(['dashboard', 'print', 'shortcuts'] as const).map((cover) => offerCommand(cover, () => toggleCover(cover))),
    ];
    return () => {
      window.removeEventListener('keydown', onKey);
      for (const withdraw of offered) withdraw();
    };
  }, []);
  useEffect(() => {
    if (!bounds) return;
    return offerCommand('wholeCounty', () => {
      const map = mapStore.get();
      if (map) flyToBounds(map, bounds);
    });
  }, [bounds]);
}

function toggleCover(cover: CoverPanel): void {
  if (panelsStore.get().cover === cover) closeCover();
  else openCover(cover);
}
