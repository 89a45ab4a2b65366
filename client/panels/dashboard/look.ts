import type { LayerId } from '../../../data/layers/definition.ts';
import type { WarningState } from '../../../server/evacuation/warnings/types.ts';
import type { RouteCheckState } from '../../../server/route-checks/read-checks.ts';
import type { Condition } from '../../actions/filter/conditions.ts';
import { cancelDrawing } from '../../map/drawRoute.ts';
import { clearCheck, routeFilterStore } from '../../state/check.ts';
import { setFilter } from '../../state/filters.ts';
import { closeCover, openRight, phoneQuery } from '../../state/panels.ts';
import { openTable } from '../../state/table.ts';
import { select, showLayers } from '../../state/view.ts';
import { listWarnings } from '../../state/warnings.ts';

/** What features must be like to be those that a figure counts. */
export type Wanted = Condition;

/** Leaves the dashboard for the map and the table, with what the figure counts and nothing else of the layer. */
export function lookAt(layer: LayerId, wanted: readonly Wanted[]): void {
  closeCover();
  showLayers([layer], true);
  setFilter(layer, wanted);
  // On a phone the table would cover the map.
  if (!window.matchMedia(phoneQuery).matches) openTable(layer);
}

export function openFeature(layer: LayerId, id: number): void {
  closeCover();
  showLayers([layer], true);
  select({ layer, id: String(id) });
  openRight('details');
}

/** Leaves the dashboard for the list of flood points in these states, of one township where one is given. */
export function openWarnings(states: readonly WarningState[], township: string | null | undefined): void {
  closeCover();
  listWarnings(states, township);
  openRight('warnings');
}

/** Leaves the dashboard for the list of evacuation routes that came out so, of one township where one is given. */
export function openRouteChecks(verdicts: readonly RouteCheckState[], township?: string | null): void {
  closeCover();
  // The report on another route would stand in its place.
  cancelDrawing();
  clearCheck();
  routeFilterStore.set({ verdicts, ...(township === undefined ? {} : { township }) });
  openRight('check');
}
