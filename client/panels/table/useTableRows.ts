import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { toCql2 } from '../../actions/filter/cql2.ts';
import { rowsKey, type SortBy, useRows } from '../../api/items.ts';
import type { CountyFeature } from '../../api/types.ts';
import { onChange } from '../../state/changes.ts';
import { useFilter } from '../../state/filters.ts';

/** Up to here all pages are simply fetched again when somebody changes the layer. */
const fewPages = 10;
/** Changes come in bursts. */
const quietMs = 400;

export interface TableRows {
  readonly rows: readonly CountyFeature[];
  readonly count: number;
  readonly isPending: boolean;
  readonly isFetchingMore: boolean;
  readonly error: Error | null;
  readonly fetchMore: () => void;
  /** Rows have changed and are too many to be fetched again unasked. */
  readonly isOutdated: boolean;
  readonly refresh: () => void;
}

/** The rows of a table in the order and under the filter of the moment; they follow what others store. */
export function useTableRows(layer: LayerDefinition, sort: SortBy | undefined): TableRows {
  const client = useQueryClient();
  const conditions = useFilter(layer.id);
  const query = useMemo(() => ({ filter: toCql2(layer, conditions), sort }), [layer, conditions, sort]);
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage } = useRows(layer.id, query);
  const rows = useMemo(() => data?.pages.flatMap(({ features }) => features) ?? [], [data]);
  const [isOutdated, setOutdated] = useState(false);
  const pages = data?.pages.length ?? 0;

  const refresh = useCallback(() => {
    setOutdated(false);
    void client.resetQueries({ queryKey: rowsKey(layer.id) });
  }, [client, layer]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = onChange((change) => {
      if (change.layer !== layer.id) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (pages > fewPages) setOutdated(true);
        else void client.invalidateQueries({ queryKey: rowsKey(layer.id) });
      }, quietMs);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [client, layer, pages]);

  const fetchMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return {
    rows,
    count: data?.pages.at(-1)?.numberMatched ?? 0,
    isPending,
    isFetchingMore: isFetchingNextPage,
    error,
    fetchMore,
    isOutdated,
    refresh,
  };
}
