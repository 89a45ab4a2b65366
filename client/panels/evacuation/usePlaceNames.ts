import { useMemo } from 'react';
import { featuresOfKind } from '../../actions/planOverlay.ts';
import { usePlanFeatures } from '../../api/plans.ts';
import { useWholeLayer } from '../../api/queries.ts';

export interface PlaceNames {
  readonly point: (code: string | number) => string;
  readonly shelter: (code: string | number) => string;
}

/** What the points and shelters of a plan are called; their code where they have no name, or while it is fetched. */
export function usePlaceNames(plan: number): PlaceNames {
  const { data } = usePlanFeatures(plan);
  const { data: points } = useWholeLayer('flood_points');
  return useMemo(() => {
    const pointNames = new Map((points?.features ?? []).map(({ properties: { code, name } }) => [code, name]));
    const shelterNames = new Map(
      featuresOfKind(data, 'shelter').map(({ properties: { shelter, name } }) => [shelter, name]),
    );
    const named = (names: ReadonlyMap<unknown, unknown>) => (code: string | number) => {
      const name = names.get(code);
      return typeof name === 'string' && name !== '' ? name : String(code);
    };
    return { point: named(pointNames), shelter: named(shelterNames) };
  }, [data, points]);
}
