import type { Feature } from 'geojson';
import { numberOf, textOf } from './features.ts';
import type { TravelMode } from './network/travel.ts';

/** How people move along a route, as far as anybody said. */
export interface Movement {
  readonly mode: TravelMode | null;
  /** Null for people on foot, and where nobody said. */
  readonly vehicleWidthMetres: number | null;
}

export function movementOf(route: Feature): Movement {
  const mode = textOf(route, 'mode');
  const width = numberOf(route, 'vehicle_width_m');
  return {
    mode: mode === 'foot' || mode === 'vehicle' ? mode : null,
    vehicleWidthMetres: width !== null && width > 0 && mode !== 'foot' ? width : null,
  };
}
