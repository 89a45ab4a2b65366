import { useEffect } from 'react';
import type { Conflict } from '../../actions/editing/conflicts.ts';
import { sameValue } from '../../actions/editing/content.ts';
import { useStore } from '../../state/createStore.ts';
import { mapStore } from '../../state/map.ts';
import { flyToGeometry } from '../camera.ts';
import { drawHints, type Hint } from './editOverlay.ts';

/** Draws where the others' shape of a feature differs from one's own, and where it was before. */
export function useConflictOverlay(conflict: Conflict | undefined): void {
  const map = useStore(mapStore, (value) => value);
  useEffect(() => {
    if (!map || !conflict) return;
    const { base, theirs, yours } = conflict;
    const shapes: Hint[] = [];
    if (base && !sameValue(base.geometry, yours?.geometry)) shapes.push({ kind: 'base', geometry: base.geometry });
    if (theirs && !sameValue(theirs.geometry, yours?.geometry))
      shapes.push({ kind: 'theirs', geometry: theirs.geometry });
    drawHints(map, shapes);
    const seen = (yours ?? theirs ?? base)?.geometry;
    if (seen) flyToGeometry(map, seen);
    return () => drawHints(map, []);
  }, [map, conflict]);
}
