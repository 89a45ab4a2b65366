import type { LineString } from 'geojson';
import { flyToGeometry } from '../../map/camera.ts';
import { clearCheck, updateCheck } from '../../state/check.ts';
import { mapStore } from '../../state/map.ts';
import { openRight } from '../../state/panels.ts';
import { select } from '../../state/view.ts';

/** Shows a stored route on the map and checks it as things stand now. */
export function checkStored(id: string, name: string, line: LineString): void {
  clearCheck();
  select(undefined);
  updateCheck({ subject: { kind: 'stored', id, name, line } });
  openRight('check');
  const map = mapStore.get();
  if (map) flyToGeometry(map, line);
}
