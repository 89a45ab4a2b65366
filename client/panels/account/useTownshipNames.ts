import { useMemo } from 'react';
import { useWholeLayer } from '../../api/queries.ts';

export interface TownshipName {
  readonly code: string;
  readonly name: string;
}

/** The county's townships in the order of their codes; none while they are being fetched, or where none are entered. */
export function useTownshipNames(): readonly TownshipName[] {
  const { data } = useWholeLayer('townships');
  return useMemo(
    () =>
      (data?.features ?? [])
        .flatMap(({ properties: { code, name } }) =>
          typeof code === 'string' ? [{ code, name: typeof name === 'string' ? name : code }] : [],
        )
        .sort((a, b) => a.code.localeCompare(b.code)),
    [data],
  );
}
