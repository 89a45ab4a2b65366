import type { GeometryCollection } from 'geojson';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LayerId } from '../../../data/layers/definition.ts';
import { sameConditions } from '../../actions/filter/conditions.ts';
import { noRows, type RowSelection } from '../../actions/table/selection.ts';
import { useFeaturesOf } from '../../api/items.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { setOverlay } from '../../map/overlays.ts';
import { useStore } from '../../state/createStore.ts';
import { useFilter } from '../../state/filters.ts';
import { mapStore } from '../../state/map.ts';
import { select, useView, viewStore } from '../../state/view.ts';

interface ChosenRows {
  readonly selection: RowSelection;
  /** A single row becomes the chosen feature of the map too. */
  readonly set: (next: RowSelection) => void;
  /** Moves the map to all that is selected, as soon as it is known where that is. */
  readonly goTo: () => void;
}

/** Rows and map choose alike: what is clicked here is marked there, and the other way round. */
export function useRowSelection(layer: LayerId): ChosenRows {
  const map = useStore(mapStore, (value) => value);
  const [selection, setSelection] = useState<RowSelection>(() => fromMap(layer) ?? noRows);
  const chosen = useView((view) => view.selection);
  const ids = useMemo(() => [...selection.ids].sort((a, b) => a - b), [selection.ids]);
  const { data, isPlaceholderData } = useFeaturesOf(layer, ids);
  const located = ids.length > 0 && !isPlaceholderData ? data : undefined;
  const [wish, setWish] = useState(0);
  const granted = useRef(0);

  // Chosen on the map.
  useEffect(() => {
    if (chosen?.layer !== layer) return;
    const id = Number(chosen.id);
    setSelection((before) => (before.ids.has(id) ? before : { ids: new Set([id]), anchor: id, active: id }));
  }, [layer, chosen]);

  // What a filter leaves out must not stay chosen unseen, to be changed along with the rest.
  const conditions = useFilter(layer);
  const chosenUnder = useRef(conditions);
  useEffect(() => {
    if (sameConditions(chosenUnder.current, conditions)) return;
    chosenUnder.current = conditions;
    if (conditions.length > 0) setSelection(noRows);
  }, [conditions]);

  // One alone is marked as the chosen feature already.
  useEffect(() => {
    if (map) setOverlay(map, 'rows', ids.length > 1 ? data : undefined);
  }, [map, data, ids]);
  useEffect(() => (map ? () => setOverlay(map, 'rows', undefined) : undefined), [map]);

  useEffect(() => {
    if (wish === granted.current || !located || !map) return;
    granted.current = wish;
    const geometries = located.features.map(({ geometry }) => geometry) as GeometryCollection['geometries'];
    flyToGeometry(map, { type: 'GeometryCollection', geometries });
  }, [wish, located, map]);

  const set = useCallback(
    (next: RowSelection) => {
      setSelection(next);
      const [only] = next.ids;
      if (next.ids.size === 1 && only !== undefined) select({ layer, id: String(only) });
      else if (viewStore.get().selection?.layer === layer) select(undefined);
    },
    [layer],
  );
  const goTo = useCallback(() => setWish((wishes) => wishes + 1), []);
  return { selection, set, goTo };
}

function fromMap(layer: LayerId): RowSelection | undefined {
  const { selection } = viewStore.get();
  if (selection?.layer !== layer) return undefined;
  const id = Number(selection.id);
  return { ids: new Set([id]), anchor: id, active: id };
}
