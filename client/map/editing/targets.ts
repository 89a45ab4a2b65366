import type { Position } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LayerId } from '../../../data/layers/definition.ts';
import { isLayerId } from '../../../data/layers/index.ts';
import { rounded } from '../../actions/editing/along.ts';
import { type Content, keyOf, type Stored, storedFrom } from '../../actions/editing/content.ts';
import { apart } from '../../actions/editing/parts.ts';
import { vertexPaths, vertexPosition } from '../../actions/editing/vertices.ts';
import { type PlanePoint, snapToLines } from '../../actions/snap.ts';
import { fetchJson } from '../../api/http.ts';
import type { CountyFeatures } from '../../api/types.ts';
import { onChange } from '../../state/changes.ts';
import { editStore } from '../../state/edit.ts';
import { viewStore } from '../../state/view.ts';

/**
 * The features around the view with the very coordinates that the service holds: tiles round them to their grid, and
 * sections that share a junction must share its figures.
 */

/** From further away a click cannot be meant for one vertex among many, and the view holds too much. */
const leastZoom = 12.5;
const mostOfLayer = 1500;
/** Fetched around the view, as a share of it, so that a small move asks for nothing. */
const surroundings = 0.4;
const settleMs = 250;
const reachPixels = 12;

type Box = readonly [west: number, south: number, east: number, north: number];

interface Fetched {
  readonly box: Box;
  readonly features: ReadonlyMap<string, Stored>;
}

const fetched = new Map<LayerId, Fetched>();
const underWay = new Map<LayerId, AbortController>();

/** Keeps the features around the view at hand until the function it returns is called. */
export function followTargets(map: MapLibreMap): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (map.getZoom() >= leastZoom) for (const layer of wantedLayers()) void load(map, layer);
    }, settleMs);
  };
  const ends = [
    onChange(({ layer }) => {
      // What is at hand stays for as long as nothing newer is.
      const stale = fetched.get(layer);
      if (stale) fetched.set(layer, { ...stale, box: [0, 0, 0, 0] });
      soon();
    }),
    viewStore.subscribe(soon),
    editStore.subscribe(soon),
  ];
  map.on('moveend', soon);
  soon();
  return () => {
    clearTimeout(timer);
    map.off('moveend', soon);
    for (const end of ends) end();
    for (const one of underWay.values()) one.abort();
    underWay.clear();
    fetched.clear();
  };
}

/** Roads always, since so much lies along them; the layer that is edited; and what the person sees. */
function wantedLayers(): ReadonlySet<LayerId> {
  const { current, tool } = editStore.get();
  const edited = tool.kind === 'draw' ? tool.layer : current?.split('/')[0];
  const shown = [...viewStore.get().shown].filter(isLayerId).filter((id) => id !== 'townships');
  return new Set<LayerId>(['roads', ...(edited && isLayerId(edited) ? [edited] : []), ...shown]);
}

async function load(map: MapLibreMap, layer: LayerId): Promise<void> {
  const bounds = map.getBounds();
  const view: Box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const held = fetched.get(layer)?.box;
  if (held && held[0] <= view[0] && held[1] <= view[1] && held[2] >= view[2] && held[3] >= view[3]) return;
  underWay.get(layer)?.abort();
  const abort = new AbortController();
  underWay.set(layer, abort);
  const [x, y] = [(view[2] - view[0]) * surroundings, (view[3] - view[1]) * surroundings];
  const box: Box = [view[0] - x, view[1] - y, view[2] + x, view[3] + y];
  try {
    const path = `collections/${layer}/items?bbox=${box.map((value) => value.toFixed(6)).join(',')}&limit=${mostOfLayer}`;
    const { features } = await fetchJson<CountyFeatures>(path, {
      language: viewStore.get().language,
      signal: abort.signal,
    });
    const stored = features.flatMap((feature) => storedFrom(feature) ?? []);
    fetched.set(layer, { box, features: new Map(stored.map((one) => [keyOf(layer, one.id), one])) });
  } catch {
    // Without the network the person draws on without snapping to what has not been fetched.
  } finally {
    if (underWay.get(layer) === abort) underWay.delete(layer);
  }
}

/** A feature that is at hand as the service holds it. */
export function storedAtHand(layer: LayerId, id: number | string): Stored | undefined {
  return fetched.get(layer)?.features.get(keyOf(layer, id));
}

/** Everything at hand as it is in the session: with its edits, without what it has deleted. */
export function contentsAtHand(layer?: LayerId): ReadonlyMap<string, Content> {
  const contents = new Map<string, Content>();
  for (const [id, { features }] of fetched) {
    if (layer === undefined || id === layer) for (const [key, stored] of features) contents.set(key, stored);
  }
  for (const [key, edit] of editStore.get().history.present) {
    if (layer !== undefined && edit.layer !== layer) continue;
    if (edit.content) contents.set(key, edit.content);
    else contents.delete(key);
  }
  return contents;
}

/** A vertex within reach of a place on the screen, else the nearest place on a line; its exact coordinates. */
export function snapToTargets(
  map: MapLibreMap,
  [x, y]: PlanePoint,
  without: string | undefined,
  onlyVertices = false,
): Position | undefined {
  const [low, high] = [
    map.unproject([x - reachPixels, y + reachPixels]),
    map.unproject([x + reachPixels, y - reachPixels]),
  ];
  const box: Box = [low.lng, low.lat, high.lng, high.lat];
  const segments: (readonly [Position, Position])[] = [];
  for (const [key, { geometry }] of contentsAtHand()) {
    if (key !== without && overlap(boxAround(geometry), box)) segments.push(...segmentsWithin(geometry, box));
  }
  const project = ([longitude = 0, latitude = 0]: Position): PlanePoint => {
    const point = map.project([longitude, latitude]);
    return [point.x, point.y];
  };
  // Each segment a line of its own, so that its ends, the vertices, win over places along it.
  const snap = snapToLines(
    [x, y],
    segments.map((ends) => ends.map(project)),
    reachPixels,
  );
  const [from, to] = (snap && segments[snap.line]) ?? [];
  if (!snap || !from || !to) return undefined;
  if (snap.share === 0) return from;
  if (snap.share === 1) return to;
  if (onlyVertices) return undefined;
  const between = (index: 0 | 1) => (from[index] ?? 0) + snap.share * ((to[index] ?? 0) - (from[index] ?? 0));
  return rounded([between(0), between(1)]);
}

const boxes = new WeakMap<Content['geometry'], Box>();

/** Kept beside the geometry: the pointer asks for all of them with every move. */
function boxAround(geometry: Content['geometry']): Box {
  const known = boxes.get(geometry);
  if (known) return known;
  let box: Box = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const path of vertexPaths(geometry)) {
    const [x = 0, y = 0] = vertexPosition(geometry, path) ?? [];
    box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
  }
  boxes.set(geometry, box);
  return box;
}

function overlap(a: Box, b: Box): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

function segmentsWithin(geometry: Content['geometry'], box: Box): (readonly [Position, Position])[] {
  return apart(geometry).flatMap((part) => {
    if (part.type === 'Point') {
      const ends = [part.coordinates, part.coordinates] as const;
      return meets(ends, box) ? [ends] : [];
    }
    const run = part.type === 'LineString' ? part.coordinates : (part.coordinates[0] ?? []);
    return run.flatMap((position, index) => {
      const next = run[index + 1];
      return next && meets([position, next], box) ? [[position, next] as const] : [];
    });
  });
}

function meets([[ax = 0, ay = 0], [bx = 0, by = 0]]: readonly [Position, Position], box: Box): boolean {
  return (
    Math.max(ax, bx) >= box[0] && Math.min(ax, bx) <= box[2] && Math.max(ay, by) >= box[1] && Math.min(ay, by) <= box[3]
  );
}
