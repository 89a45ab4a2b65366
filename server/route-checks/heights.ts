import type { LineString } from 'geojson';
import { screeningRows } from '../../data/standards/screening.ts';
import type { ElevationService } from '../elevation/elevation-service.ts';
import { profilePlaces, type RouteHeights } from '../evacuation/index.ts';
import { usualRmse } from '../screening/elevation/usual-rmse.ts';

/** The heights that the check of a route wants; undefined where there is no elevation at all. */
export async function routeHeights(
  elevation: Pick<ElevationService, 'rasters' | 'samplesAt'>,
  route: LineString,
): Promise<RouteHeights | undefined> {
  if (elevation.rasters.length === 0) return undefined;
  const { heights, rasters } = await elevation.samplesAt(profilePlaces(route));
  const used = new Set(rasters);
  const errors = elevation.rasters.flatMap(({ cellSizeMetres, verticalAccuracyMetres }, index) =>
    used.has(index) ? [verticalAccuracyMetres ?? usualRmse(cellSizeMetres, { rows: screeningRows })] : [],
  );
  return { metres: heights, rmseMetres: errors.length === 0 ? null : Math.max(...errors) };
}
