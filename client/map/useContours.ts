import { useEffect } from 'react';
import { useTerrain } from '../api/queries.ts';
import { useStore } from '../state/createStore.ts';
import { mapStore } from '../state/map.ts';
import { useView } from '../state/view.ts';

/** Adds the contour lines the first time they are wanted: few want them, and their code and their work are not small. */
export function useContours(elevation: boolean): void {
  const map = useStore(mapStore, (value) => value);
  const wanted = useView((view) => view.shown.has('contours'));
  const { data: terrain } = useTerrain(elevation && wanted);
  useEffect(() => {
    if (!map || !wanted || !terrain) return;
    let gone = false;
    void import('./contours.ts').then(({ addContours }) => {
      // The map may have been taken down, or the lines switched off, while the code was on its way.
      if (!gone) addContours(map, terrain);
    });
    return () => {
      gone = true;
    };
  }, [map, wanted, terrain]);
}
