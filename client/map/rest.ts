import type { Map as MapLibreMap } from 'maplibre-gl';

const lookEveryMs = 250;

const awaited = new WeakSet<MapLibreMap>();

/**
 * Sees to it that whoever waits for the map to rest is told once all it has asked for is answered. MapLibre says so when
 * it has drawn a frame, and draws none for tiles that are as they were, nor for a layer without a tile in view
 * (maplibre-gl 6.17, `TileManager._tileLoaded`).
 */
export function awaitRest(map: MapLibreMap): void {
  if (awaited.has(map)) return;
  awaited.add(map);
  const timer = setInterval(() => {
    if (map.loaded()) map.triggerRepaint();
  }, lookEveryMs);
  const end = () => {
    clearInterval(timer);
    map.off('idle', rested);
    map.off('remove', end);
    awaited.delete(map);
  };
  const rested = () => {
    // Whoever was told before may have asked for more.
    if (map.loaded()) end();
  };
  map.on('idle', rested);
  map.on('remove', end);
}
