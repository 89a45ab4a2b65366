import type { Feature, LineString } from 'geojson';
import { type Followed, followRoads } from '../actions/followRoads.ts';
import { fetchJson } from '../api/http.ts';
import type { CountyFeatures } from '../api/types.ts';
import { checkStore, clearCheck, updateCheck } from '../state/check.ts';
import { mapStore } from '../state/map.ts';
import { openRight } from '../state/panels.ts';
import { select, viewStore } from '../state/view.ts';
import { boundsOf } from './camera.ts';
import type { Drawing } from './drawing.ts';

/** Roads beside the drawn line that a way round may use, as a share of the line's extent, and at least this wide. */
const surroundings = { share: 0.25, leastDegrees: 0.01 };
/** Beyond this the way along roads is left to the person: the answer must come while they still look. */
const mostRoads = 5000;

let current: Drawing | undefined;
/** Ends the watch over the map that is drawn on. */
let unwatch: (() => void) | undefined;

/** Begins a line; whatever was checked before is cleared away. The drawing tool is only fetched now. */
export async function beginDrawing(): Promise<void> {
  cancelDrawing();
  clearCheck();
  select(undefined);
  updateCheck({ drawing: true });
  openRight('check');
  const { startDrawing } = await import('./drawing.ts');
  const map = mapStore.get();
  if (!map || !checkStore.get().drawing || current) return;
  map.getCanvas().focus();
  window.addEventListener('keydown', onKey);
  // A line cannot be taken over to another map, nor ended on one that is gone.
  unwatch = mapStore.subscribe(cancelDrawing);
  current = startDrawing(map, {
    onVertices: (vertices) => updateCheck({ vertices }),
    onFinish: (line) => {
      end();
      void checkDrawn(line);
    },
  });
  updateCheck({ ready: true });
}

export function finishDrawing(): void {
  current?.finish();
}

export function undoVertex(): void {
  current?.undo();
}

export function cancelDrawing(): void {
  current?.stop();
  end();
}

/** Follows roads or goes straight, for the line already drawn. */
export function setFollowRoads(follow: boolean): void {
  const { subject } = checkStore.get();
  updateCheck({ followRoads: follow });
  if (subject?.kind === 'drawn') void checkDrawn(subject.drawn);
}

function end(): void {
  current = undefined;
  unwatch?.();
  unwatch = undefined;
  window.removeEventListener('keydown', onKey);
  updateCheck({ drawing: false, ready: false, vertices: 0 });
}

function onKey(event: KeyboardEvent): void {
  const onControl = event.target instanceof HTMLInputElement || event.target instanceof HTMLButtonElement;
  if (onControl && event.key !== 'Escape') return;
  const operation = { Enter: finishDrawing, Escape: cancelDrawing, Backspace: undoVertex }[event.key];
  if (!operation) return;
  event.preventDefault();
  operation();
}

async function checkDrawn(drawn: LineString): Promise<void> {
  const asDrawn: Followed = {
    line: drawn,
    legs: drawn.coordinates.length - 1,
    straightLegs: drawn.coordinates.length - 1,
  };
  const followed = checkStore.get().followRoads ? await alongRoads(drawn, asDrawn) : asDrawn;
  updateCheck({ subject: { kind: 'drawn', drawn, ...followed }, activeFinding: undefined });
}

/** As drawn where the roads cannot be had: the check itself says what it then does not know. */
async function alongRoads(drawn: LineString, asDrawn: Followed): Promise<Followed> {
  const box = boundsOf(drawn);
  const wider = (low: number, high: number) => Math.max(surroundings.leastDegrees, (high - low) * surroundings.share);
  const [x, y] = [wider(box.getWest(), box.getEast()), wider(box.getSouth(), box.getNorth())];
  const bbox = [box.getWest() - x, box.getSouth() - y, box.getEast() + x, box.getNorth() + y].join(',');
  try {
    const roads = await fetchJson<CountyFeatures>(`collections/roads/items?bbox=${bbox}&limit=${mostRoads}`, {
      language: viewStore.get().language,
    });
    return followRoads(drawn, roads.features.filter(isLine));
  } catch {
    return asDrawn;
  }
}

function isLine(feature: CountyFeatures['features'][number]): feature is Feature<LineString, Record<string, unknown>> {
  return feature.geometry.type === 'LineString';
}
