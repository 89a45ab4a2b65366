import type { Position } from 'geojson';
import type { MapGeoJSONFeature, Map as MapLibreMap, Point } from 'maplibre-gl';
import { isLayerId, type LayerId, layers } from '../../data/layers/index.ts';
import { featureTitle } from '../actions/properties.ts';
import type { Candidate } from '../state/map.ts';
import { showableOf } from './looks.ts';
import { warningMarkLayer } from './overlays.ts';

/** How near a click must come, in pixels: a finger or an unsteady mouse must hit a footpath. */
const reachPixels = 6;

/** Where a person sees a point, a line and an area at once, they mean the point. */
const geometryRank: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 0,
  LineString: 1,
  MultiLineString: 1,
  Polygon: 2,
  MultiPolygon: 2,
};

/** The county's features at a place on the screen, most likely meant first, each once. */
export function featuresAt(map: MapLibreMap, { x, y }: Point): readonly Candidate[] {
  const hits = map.queryRenderedFeatures([
    [x - reachPixels, y - reachPixels],
    [x + reachPixels, y + reachPixels],
  ]);
  const found = new Map<string, { candidate: Candidate; rank: number }>();
  for (const hit of hits) {
    const candidate = candidateOf(hit);
    if (!candidate) continue;
    const key = `${candidate.layer}/${candidate.id}`;
    if (!found.has(key)) found.set(key, { candidate, rank: geometryRank[hit.geometry.type] ?? 3 });
  }
  // Stable, so that within a kind of geometry the uppermost stays first.
  return [...found.values()].sort((a, b) => a.rank - b.rank).map(({ candidate }) => candidate);
}

/** Several points drawn as one, where they are what lies uppermost at a place on the screen. */
export function clusterAt(
  map: MapLibreMap,
  point: Point,
): { readonly layer: LayerId; readonly at: Position } | undefined {
  const [hit] = map.queryRenderedFeatures(point);
  const layer = hit && showableOf(hit.layer.id);
  if (!hit || layer === undefined || !isLayerId(layer) || hit.geometry.type !== 'Point') return undefined;
  return hit.layer.id.endsWith(':cluster') ? { layer, at: hit.geometry.coordinates } : undefined;
}

function candidateOf(hit: MapGeoJSONFeature): Candidate | undefined {
  // The sign of a warning stands for its point, which may be merged with others or not shown at all.
  if (hit.layer.id === warningMarkLayer) {
    return { layer: 'flood_points', id: String(hit.id), title: featureTitle(layers.flood_points, hit.properties) };
  }
  const layer = showableOf(hit.layer.id);
  if (layer === undefined || !isLayerId(layer) || hit.id === undefined) return undefined;
  return { layer, id: String(hit.id), title: featureTitle(layers[layer], hit.properties) };
}
