import type { Geometry } from 'geojson';
import { flyToGeometry } from '../../map/camera.ts';
import { mapStore } from '../../state/map.ts';
import { closeCover, openRight, panelsStore } from '../../state/panels.ts';
import { searchPinStore } from '../../state/search.ts';
import { select, showLayers } from '../../state/view.ts';
import type { Target } from './entries.ts';

/** Shows on the map what was found; while features are edited their editor stays. */
export function show(target: Target): void {
  closeCover();
  searchPinStore.set(undefined);
  if (target.kind === 'place') {
    const { longitude, latitude, section } = target;
    searchPinStore.set([longitude, latitude]);
    if (section !== undefined) open({ layer: 'roads', id: section });
    fly({ type: 'Point', coordinates: [longitude, latitude] });
    return;
  }
  showLayers([target.layer], true);
  if (target.kind === 'feature') open({ layer: target.layer, id: target.id });
  const [west, south, east, north] = target.bbox;
  fly(
    west === east && south === north
      ? { type: 'Point', coordinates: [west, south] }
      : {
          type: 'LineString',
          coordinates: [
            [west, south],
            [east, north],
          ],
        },
  );
}

function open(selection: Parameters<typeof select>[0]): void {
  if (panelsStore.get().right === 'editing') return;
  select(selection);
  openRight('details');
}

/** After the panel has opened: the map then knows what it covers. */
function fly(geometry: Geometry): void {
  requestAnimationFrame(() => {
    const map = mapStore.get();
    if (map) flyToGeometry(map, geometry);
  });
}
