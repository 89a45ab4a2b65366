import type { CheckContext } from '../context.ts';
import type { Journey } from '../county/county-ways.ts';
import { type TravelMode, widthNeeded } from '../network/travel.ts';

/** How people may move along the route: the mode recorded, and where nobody said either. */
export function possibleModes({ movement }: CheckContext): readonly TravelMode[] {
  return movement.mode === null ? ['foot', 'vehicle'] : [movement.mode];
}

export function journeyBy(context: CheckContext, mode: TravelMode): Journey {
  return { window: context.window, mode, neededWidthMetres: mode === 'vehicle' ? neededWidth(context) : null };
}

/** How wide a road has to be for the vehicle; null where its width is not recorded. */
export function neededWidth({ movement, numbers }: CheckContext): number | null {
  const { vehicleWidthMetres } = movement;
  return vehicleWidthMetres === null ? null : widthNeeded(vehicleWidthMetres, numbers.vehicle_margin_m);
}
