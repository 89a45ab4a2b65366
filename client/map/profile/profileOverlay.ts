import type { Feature, FeatureCollection, LineString } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { lengthMetres, nearestPlace } from '../../actions/editing/along.ts';
import { overlayAnchor } from '../style.ts';

const lineSource = 'profile-line';
const pointSource = 'profile-point';
/** A pointer this near to the line on the screen points at it. */
const reachPixels = 14;
const colour = '#3b2a7a';

const lineLayers: readonly LayerSpecification[] = [
  {
    id: 'profile-casing',
    type: 'line',
    source: lineSource,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#ffffff', 'line-width': 7, 'line-opacity': 0.75, 'line-gap-width': 6 },
  },
  {
    id: 'profile-edge',
    type: 'line',
    source: lineSource,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': 2, 'line-gap-width': 9 },
  },
];

const pointLayers: readonly LayerSpecification[] = [
  {
    id: 'profile-mark',
    type: 'circle',
    source: pointSource,
    paint: {
      'circle-radius': 7,
      'circle-color': '#ffd84d',
      'circle-stroke-color': colour,
      'circle-stroke-width': 3,
    },
  },
];

export interface ProfileOverlay {
  /** Moves the mark; takes it away for undefined. */
  readonly mark: (position: readonly [number, number] | undefined) => void;
  readonly end: () => void;
}

/**
 * Draws the line of a profile and a mark on it, and tells where along the line the pointer is.
 *
 * @param onPointed share of the line's length, or undefined where the pointer has left the line
 */
export function showProfileLine(
  map: MapLibreMap,
  line: LineString,
  onPointed: (share: number | undefined) => void,
): ProfileOverlay {
  map.addSource(lineSource, { type: 'geojson', data: line });
  map.addSource(pointSource, { type: 'geojson', data: points() });
  for (const layer of lineLayers) map.addLayer(layer, overlayAnchor);
  for (const layer of pointLayers) map.addLayer(layer);
  const whole = lengthMetres(line.coordinates);
  let isOn = false;
  const onMove = ({ lngLat, point }: MapMouseEvent) => {
    const place = nearestPlace(line.coordinates, [lngLat.lng, lngLat.lat]);
    const [longitude = 0, latitude = 0] = place.position;
    const at = map.project([longitude, latitude]);
    const near = Math.hypot(at.x - point.x, at.y - point.y) <= reachPixels;
    if (near) onPointed(whole > 0 ? place.alongMetres / whole : 0);
    else if (isOn) onPointed(undefined);
    isOn = near;
  };
  map.on('mousemove', onMove);
  return {
    mark: (position) => void map.getSource<GeoJSONSource>(pointSource)?.setData(points(position)),
    end: () => {
      map.off('mousemove', onMove);
      for (const { id } of [...lineLayers, ...pointLayers]) if (map.getLayer(id)) map.removeLayer(id);
      for (const id of [lineSource, pointSource]) if (map.getSource(id)) map.removeSource(id);
    },
  };
}

function points(position?: readonly [number, number]): FeatureCollection {
  const features: Feature[] = position
    ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...position] } }]
    : [];
  return { type: 'FeatureCollection', features };
}
