import { useEffect, useMemo } from 'react';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import { toCql2 } from '../actions/filter/cql2.ts';
import { idFilter, toMapFilter } from '../actions/filter/mapFilter.ts';
import { apiUrl } from '../api/http.ts';
import { type MatchingIds, useMatchingIds } from '../api/items.ts';
import { useStore } from '../state/createStore.ts';
import { type FilterState, noteFilterState, useFilter } from '../state/filters.ts';
import { mapStore } from '../state/map.ts';
import { clusterUnlessFiltered } from './clusters.ts';
import { setFilterPart } from './layerFilters.ts';

/** Keeps the map to the filters of all layers. */
export function MapFilters() {
  return layerList.map((layer) => <MapFilter key={layer.id} layer={layer} />);
}

/**
 * What tiles do not carry the service is asked for; until it has answered, and where the features are too many to be
 * told one by one, the map shows all of them and the layer's row says so.
 */
function MapFilter({ layer }: { readonly layer: LayerDefinition }) {
  const map = useStore(mapStore, (value) => value);
  const conditions = useFilter(layer.id);
  const isFiltered = conditions.length > 0;
  const byTiles = useMemo(
    () => (conditions.length > 0 ? toMapFilter(layer, conditions) : undefined),
    [layer, conditions],
  );
  const asked = isFiltered && !byTiles;
  const { data, isError } = useMatchingIds(layer.id, asked ? toCql2(layer, conditions) : undefined);
  const ids = asked ? data?.ids : undefined;
  const byIds = useMemo(() => ids && idFilter(ids), [ids]);
  const expression = byTiles ?? byIds;

  useEffect(() => {
    if (!map) return;
    setFilterPart(map, layer.id, 'asked', expression);
    clusterUnlessFiltered(map, apiUrl(''), layer, expression !== undefined);
  }, [map, layer, expression]);
  useEffect(() => {
    noteFilterState(layer.id, isFiltered ? stateOf(expression !== undefined, data, isError) : undefined);
  }, [layer, isFiltered, expression, data, isError]);
  return null;
}

function stateOf(applied: boolean, found: MatchingIds | undefined, isError: boolean): FilterState {
  if (applied) return { kind: 'applied' };
  if (found) return { kind: 'too-many', count: found.count };
  return { kind: isError ? 'failed' : 'asking' };
}
