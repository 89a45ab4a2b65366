import type { Position } from 'geojson';
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { useEffect } from 'react';
import { layers } from '../../../data/layers/index.ts';
import { addHole, addPart } from '../../actions/editing/multi.ts';
import { apart, asLayerGeometry, type Part, together } from '../../actions/editing/parts.ts';
import { type VertexPath, vertexPaths, vertexPosition } from '../../actions/editing/vertices.ts';
import { useStore } from '../../state/createStore.ts';
import { type EditState, editStore, selectTool, type Tool, updateEdit } from '../../state/edit.ts';
import { addFeature, changeGeometry, chooseVertex, closeFeature, current, takeTool } from '../../state/editSession.ts';
import { mapStore } from '../../state/map.ts';
import { type DrawTool, startDrawTool } from './drawTool.ts';
import { drawHints, type Hint } from './editOverlay.ts';
import { clickWithLineTool, hintsOf } from './lineTools.ts';
import { initialProperties } from './newFeature.ts';
import { openAt } from './pickForEditing.ts';
import { followTargets } from './targets.ts';

const vertexReachPixels = 12;

let tool: DrawTool | undefined;

/** The drawing tool while the editor is open: its buttons and keys reach it here. */
export function drawTool(): DrawTool | undefined {
  return tool;
}

/** Editing on the map for as long as the editor is open. */
export function useEditing(): void {
  const map = useStore(mapStore, (value) => value);
  useEffect(() => {
    if (!map) return;
    const started = startDrawTool(map, {
      onEdited: takeEdited,
      onDrawn: takeDrawn,
      onVertices: (vertices) => {
        const { tool: inHand } = editStore.get();
        if (inHand.kind === 'draw' && inHand.vertices !== vertices) updateEdit({ tool: { ...inHand, vertices } });
      },
    });
    tool = started;
    const sync = () => show(map, started);
    const onClick = (event: MapMouseEvent) => click(map, event);
    const onMove = ({ lngLat }: MapMouseEvent) => hint(map, [lngLat.lng, lngLat.lat]);
    // Who works by keyboard points with the centre of the map.
    const onMoved = () => {
      const { lng, lat } = map.getCenter();
      if (map.getCanvas().matches(':focus-visible')) hint(map, [lng, lat]);
    };
    map.on('click', onClick);
    map.on('mousemove', onMove);
    map.on('moveend', onMoved);
    const ends = [followTargets(map), editStore.subscribe(sync)];
    sync();
    return () => {
      for (const end of ends) end();
      map.off('click', onClick);
      map.off('mousemove', onMove);
      map.off('moveend', onMoved);
      drawHints(map, []);
      started.stop();
      takeTool(selectTool);
      tool = undefined;
      map.getCanvas().style.cursor = '';
    };
  }, [map]);
}

/** Brings the drawing tool in step with the session. */
function show(map: MapLibreMap, started: DrawTool): void {
  const state = editStore.get();
  const content = current();
  if (state.tool.kind === 'draw') started.draw(drawnAs(state.tool.layer));
  else if (state.tool.kind === 'select' && content) started.edit(apart(content.geometry), state.current);
  else started.rest();
  if (state.tool.kind === 'select' && state.conflicts.length === 0) drawHints(map, vertexHint(state));
}

function vertexHint({ vertex }: EditState): readonly Hint[] {
  const geometry = current()?.geometry;
  const coordinates = vertex && geometry && vertexPosition(geometry, vertex);
  return coordinates ? [{ kind: 'vertex', geometry: { type: 'Point', coordinates } }] : [];
}

export function drawnAs(layer: keyof typeof layers): Part['type'] {
  const { geometry } = layers[layer];
  if (geometry === 'Point') return 'Point';
  return geometry === 'MultiPolygon' ? 'Polygon' : 'LineString';
}

function takeEdited(parts: readonly Part[]): void {
  const { current: key } = editStore.get();
  const content = current();
  const geometry = content && together(content.geometry, parts);
  if (key !== undefined && geometry) changeGeometry(key, geometry);
}

function takeDrawn(part: Part): void {
  const { tool: inHand } = editStore.get();
  if (inHand.kind !== 'draw') return;
  const { layer, into } = inHand;
  if (into) {
    takeDrawnInto(into, part);
    return;
  }
  addFeature(layer, { geometry: asLayerGeometry(layers[layer].geometry, part), properties: initialProperties(layer) });
}

/** A part or a hole that cannot be is given up with the reason; the feature is in hand again either way. */
function takeDrawnInto({ key, as }: NonNullable<Extract<Tool, { kind: 'draw' }>['into']>, part: Part): void {
  const content = current(key);
  takeTool(selectTool);
  if (!content) return;
  const outcome = as === 'hole' ? addHole(content.geometry, part) : addPart(content.geometry, part);
  if (outcome.ok) changeGeometry(key, outcome.value);
  else updateEdit({ notice: outcome.reason });
}

function click(map: MapLibreMap, { point, lngLat }: MapMouseEvent): void {
  const { tool: inHand } = editStore.get();
  if (inHand.kind === 'draw') return;
  if (inHand.kind !== 'select') {
    clickWithLineTool(map, [lngLat.lng, lngLat.lat]);
    drawHints(map, hintsOf(map, editStore.get().tool, [lngLat.lng, lngLat.lat]));
    return;
  }
  const vertex = vertexNear(map, point);
  if (vertex) chooseVertex(vertex);
  else if (!isOnCurrent(map, point, ['line', 'circle', 'symbol']) && !openAt(map, point)) {
    if (!isOnCurrent(map, point, ['fill'])) closeFeature();
  }
}

/** Whether a click is about the feature in hand: on its line rather than on something beside or inside it. */
function isOnCurrent(map: MapLibreMap, { x, y }: { x: number; y: number }, types: readonly string[]): boolean {
  const hits = map.queryRenderedFeatures([
    [x - 4, y - 4],
    [x + 4, y + 4],
  ]);
  return hits.some(({ layer }) => layer.id.startsWith('editing') && types.includes(layer.type));
}

function vertexNear(map: MapLibreMap, { x, y }: { x: number; y: number }): VertexPath | undefined {
  const geometry = current()?.geometry;
  if (!geometry) return undefined;
  let best: { path: VertexPath; pixels: number } | undefined;
  for (const path of vertexPaths(geometry)) {
    const [longitude = 0, latitude = 0] = vertexPosition(geometry, path) ?? [];
    const at = map.project([longitude, latitude]);
    const pixels = Math.hypot(at.x - x, at.y - y);
    if (pixels <= vertexReachPixels && pixels < (best?.pixels ?? Number.POSITIVE_INFINITY)) best = { path, pixels };
  }
  return best?.path;
}

function hint(map: MapLibreMap, at: Position): void {
  const { tool: inHand } = editStore.get();
  if (inHand.kind === 'draw' || inHand.kind === 'select') return;
  const hints = hintsOf(map, inHand, at);
  drawHints(map, hints);
  map.getCanvas().style.cursor = hints.length > 0 ? 'crosshair' : '';
}
