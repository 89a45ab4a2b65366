import type { Geometry, Position } from 'geojson';
import { LngLatBounds, type Map as MapLibreMap, type PaddingOptions } from 'maplibre-gl';
import { phoneQuery } from '../state/panels.ts';

/** Closer than this a point is only a mark on blank paper. */
const pointZoom = 15.5;
const greatestFitZoom = 16.5;
const roomPixels = 56;

/** Moves the map so that the geometry is seen whole, beside the panels and not under them. */
export function flyToGeometry(map: MapLibreMap, geometry: Geometry): void {
  const bounds = boundsOf(geometry);
  if (bounds.isEmpty()) return;
  const isPoint = bounds.getWest() === bounds.getEast() && bounds.getSouth() === bounds.getNorth();
  map.fitBounds(bounds, {
    padding: uncoveredPadding(map),
    maxZoom: isPoint ? Math.max(pointZoom, map.getZoom()) : greatestFitZoom,
    duration: stillness() ? 0 : 700,
  });
}

export function flyToBounds(
  map: MapLibreMap,
  [west, south, east, north]: readonly [number, number, number, number],
): void {
  map.fitBounds([west, south, east, north], {
    padding: uncoveredPadding(map),
    duration: stillness() ? 0 : 700,
    bearing: 0,
  });
}

export function boundsOf(geometry: Geometry): LngLatBounds {
  const bounds = new LngLatBounds();
  eachPosition(geometry, ([longitude, latitude]) => {
    if (longitude !== undefined && latitude !== undefined) bounds.extend([longitude, latitude]);
  });
  return bounds;
}

function eachPosition(geometry: Geometry, visit: (position: Position) => void): void {
  if (geometry.type === 'GeometryCollection') {
    for (const member of geometry.geometries) eachPosition(member, visit);
    return;
  }
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number') visit(value as Position);
    else for (const member of value) walk(member);
  };
  walk(geometry.coordinates);
}

/** What of the map is to be seen beside the panels: its middle, and its size in CSS pixels. */
export function uncoveredView(map: MapLibreMap): {
  readonly centre: readonly [number, number];
  readonly width: number;
  readonly height: number;
} {
  const { top, right, bottom, left } = uncoveredPadding(map, 0);
  const { clientWidth, clientHeight } = map.getContainer();
  const [width, height] = [Math.max(1, clientWidth - left - right), Math.max(1, clientHeight - top - bottom)];
  const { lng, lat } = map.unproject([left + width / 2, top + height / 2]);
  return { centre: [lng, lat], width, height };
}

/** Moves the map so that a position stands in the middle of what the panels leave. */
export function easeToPosition(map: MapLibreMap, [longitude = 0, latitude = 0]: Position, leastZoom: number): void {
  const { top, right, bottom, left } = uncoveredPadding(map);
  map.easeTo({
    center: [longitude, latitude],
    zoom: Math.max(leastZoom, map.getZoom()),
    offset: [(left - right) / 2, (top - bottom) / 2],
    duration: stillness() ? 0 : 500,
  });
}

/** Panels say which side of the map they cover by `data-covers`. */
function uncoveredPadding(map: MapLibreMap, room = roomPixels): Required<PaddingOptions> {
  const frame = map.getContainer().getBoundingClientRect();
  const padding = { top: room, right: room, bottom: room, left: room };
  for (const panel of document.querySelectorAll<HTMLElement>('[data-covers]')) {
    const box = panel.getBoundingClientRect();
    if (box.width === 0) continue;
    const atFoot = panel.dataset.covers === 'bottom' || window.matchMedia(phoneQuery).matches;
    if (atFoot) padding.bottom = Math.max(padding.bottom, frame.bottom - box.top + 24);
    else if (panel.dataset.covers === 'left') padding.left = Math.max(padding.left, box.right - frame.left + 32);
    else padding.right = Math.max(padding.right, frame.right - box.left + 32);
  }
  return padding;
}

function stillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
