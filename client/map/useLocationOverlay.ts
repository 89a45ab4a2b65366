import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import { useEffect } from 'react';
import { circleAround } from '../actions/field/roadPlace.ts';
import { useStore } from '../state/createStore.ts';
import { type Fix, locationStore, stopFollowing } from '../state/location.ts';
import { mapStore } from '../state/map.ts';
import { easeToPosition } from './camera.ts';

const source = 'location';
const colour = '#1765d8';
const followZoom = 15;

const styleLayers: readonly LayerSpecification[] = [
  {
    id: 'location-accuracy',
    type: 'fill',
    source,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': colour, 'fill-opacity': 0.14, 'fill-outline-color': colour },
  },
  {
    id: 'location-point',
    type: 'circle',
    source,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 8,
      'circle-color': colour,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 3,
    },
  },
];

/** Draws where the device is, how sure it is, and moves the map along where that is wanted. */
export function useLocationOverlay(): void {
  const map = useStore(mapStore, (value) => value);
  useEffect(() => {
    if (!map) return;
    let shown: Fix | undefined;
    let wasFollowing = false;
    const draw = () => {
      const { fix, isFollowing } = locationStore.get();
      if (fix !== shown) drawFix(map, fix);
      if (fix && isFollowing && (fix !== shown || !wasFollowing)) {
        easeToPosition(map, fix.position, followZoom);
      }
      shown = fix;
      wasFollowing = isFollowing;
    };
    draw();
    const unsubscribe = locationStore.subscribe(draw);
    map.on('dragstart', stopFollowing);
    return () => {
      unsubscribe();
      map.off('dragstart', stopFollowing);
    };
  }, [map]);
}

function drawFix(map: MapLibreMap, fix: Fix | undefined): void {
  if (!map.getSource(source)) {
    if (!fix) return;
    map.addSource(source, { type: 'geojson', data: dataOf(undefined) });
    for (const layer of styleLayers) map.addLayer(layer);
  }
  map.getSource<GeoJSONSource>(source)?.setData(dataOf(fix));
}

function dataOf(fix: Fix | undefined): FeatureCollection {
  if (!fix) return { type: 'FeatureCollection', features: [] };
  const { position, accuracyMetres } = fix;
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: {},
        geometry: { type: 'Polygon', coordinates: [circleAround(position, accuracyMetres)] },
      },
      { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: position } },
    ],
  };
}
