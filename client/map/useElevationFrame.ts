import type { Polygon } from 'geojson';
import { type GeoJSONSource, RasterDEMTileSource } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import { apiUrl } from '../api/http.ts';
import { useTerrain } from '../api/queries.ts';
import { useStore } from '../state/createStore.ts';
import { mapStore } from '../state/map.ts';
import { elevationFrameSource, reliefSourceId } from './style.ts';

/** Cuts the relief off at the edge of the elevation, and draws it anew where that has changed. */
export function useElevationFrame(elevation: boolean): void {
  const map = useStore(mapStore, (value) => value);
  const { data: terrain, dataUpdatedAt } = useTerrain(elevation);
  const drawnAt = useRef(0);
  useEffect(() => {
    if (!map || !terrain) return;
    const data = { type: 'Feature' as const, properties: {}, geometry: around(terrain.bounds) };
    map.getSource<GeoJSONSource>(elevationFrameSource)?.setData(data);
  }, [map, terrain]);
  useEffect(() => {
    if (!map || dataUpdatedAt === 0) return;
    for (const id of ['hillshade', reliefSourceId]) {
      const relief = map.getSource(id);
      if (isNews(drawnAt.current, dataUpdatedAt) && relief instanceof RasterDEMTileSource) {
        relief.setUrl(apiUrl('terrain.json'));
      }
    }
    drawnAt.current = dataUpdatedAt;
  }, [map, dataUpdatedAt]);
}

/** The first description is the one that the map has asked for by itself. */
function isNews(drawnAt: number, updatedAt: number): boolean {
  return drawnAt > 0 && updatedAt > drawnAt;
}

/** How far the frame reaches, in degrees: well past the tiles that touch the edge at the lowest zoom of a county. */
const reachDegrees = 5;

function around([west, south, east, north]: readonly [number, number, number, number]): Polygon {
  const box = (w: number, s: number, e: number, n: number) => [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  return {
    type: 'Polygon',
    coordinates: [
      box(west - reachDegrees, south - reachDegrees, east + reachDegrees, north + reachDegrees),
      box(west, south, east, north).reverse(),
    ],
  };
}
