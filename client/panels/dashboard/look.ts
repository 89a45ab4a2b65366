import type { LayerId } from '../../../data/layers/definition.ts';
import { closeCover, openRight } from '../../state/panels.ts';
import { select, showLayers } from '../../state/view.ts';

/** What features must be like to be those that a figure counts. */
export interface Wanted {
  readonly member: string;
  readonly op: 'in' | 'to';
  readonly values: readonly string[];
}

/** Leaves the dashboard for the map, with the layer that the figure is about and nothing else of it. */
export function lookAt(layer: LayerId, _wanted: readonly Wanted[]): void {
  closeCover();
  showLayers([layer], true);
}

export function openFeature(layer: LayerId, id: number): void {
  closeCover();
  showLayers([layer], true);
  select({ layer, id: String(id) });
  openRight('details');
}

/** Leaves the dashboard for the panel that lists what the figure counts. */
export function openPanel(panel: 'warnings' | 'check'): void {
  closeCover();
  openRight(panel);
}
