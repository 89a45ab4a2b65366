import type { LineString, Position } from 'geojson';
import type { MapGeoJSONFeature, Map as MapLibreMap } from 'maplibre-gl';
import { TerraDraw, TerraDrawLineStringMode, TerraDrawModeUndoRedo, type TerraDrawMouseEvent } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { type PlanePoint, snapToLines } from '../actions/snap.ts';
import { showableOf } from './looks.ts';

/** A click this near to a road means the road. */
const snapPixels = 14;
const lineColour = '#17313b';

export interface Drawing {
  /** Ends with the line as it is; does nothing below two points. */
  readonly finish: () => void;
  readonly undo: () => void;
  /** Ends without a line and takes everything off the map. */
  readonly stop: () => void;
}

interface DrawingEvents {
  readonly onVertices: (count: number) => void;
  readonly onFinish: (line: LineString) => void;
}

/** Lets the person draw one line on the map; a click near a road snaps to it. */
export function startDrawing(map: MapLibreMap, { onVertices, onFinish }: DrawingEvents): Drawing {
  const mode = new TerraDrawLineStringMode({
    snapping: { toCustom: (event) => snapToRoad(map, event) },
    // Keys are heard on the whole page by `drawRoute.ts`: after a click on a button the map no longer has them.
    keyEvents: null,
    showCoordinatePoints: true,
    styles: {
      lineStringColor: lineColour,
      lineStringWidth: 4,
      coordinatePointColor: '#ffffff',
      coordinatePointWidth: 5,
      coordinatePointOutlineColor: lineColour,
      coordinatePointOutlineWidth: 2,
      closingPointColor: '#136a7a',
      closingPointWidth: 7,
      closingPointOutlineColor: '#ffffff',
      closingPointOutlineWidth: 2,
      snappingPointColor: '#00a3c4',
      snappingPointWidth: 6,
      snappingPointOutlineColor: '#ffffff',
      snappingPointOutlineWidth: 2,
    },
  });
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map }),
    modes: [mode],
    undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
  });
  draw.start();
  draw.setMode(mode.mode);

  const line = (): Position[] => {
    const feature = draw.getSnapshot().find(({ geometry }) => geometry.type === 'LineString');
    return feature?.geometry.type === 'LineString' ? feature.geometry.coordinates : [];
  };
  const stop = () => {
    if (draw.enabled) draw.stop();
  };
  const end = (coordinates: readonly Position[]) => {
    const distinct = withoutRepeats(coordinates);
    if (distinct.length < 2) return;
    stop();
    onFinish({ type: 'LineString', coordinates: distinct });
  };
  // While a line is drawn, its last position is the pointer's and not yet clicked.
  draw.on('change', () => onVertices(Math.max(0, line().length - 1)));
  draw.on('finish', () => end(line()));

  return {
    finish: () => end(line().slice(0, -1)),
    undo: () => {
      if (draw.canUndo()) draw.undo();
    },
    stop,
  };
}

function snapToRoad(map: MapLibreMap, { containerX: x, containerY: y }: TerraDrawMouseEvent): Position | undefined {
  const nearby = map
    .queryRenderedFeatures([
      [x - snapPixels, y - snapPixels],
      [x + snapPixels, y + snapPixels],
    ])
    .filter((hit) => hit.layer.type === 'line' && showableOf(hit.layer.id) === 'roads');
  const lines = nearby.flatMap(linesOf);
  const project = ([longitude = 0, latitude = 0]: Position): PlanePoint => {
    const point = map.project([longitude, latitude]);
    return [point.x, point.y];
  };
  const snap = snapToLines(
    [x, y],
    lines.map((positions) => positions.map(project)),
    snapPixels,
  );
  if (!snap) return undefined;
  const { lng, lat } = map.unproject([snap.point[0], snap.point[1]]);
  return [lng, lat];
}

function linesOf({ geometry }: MapGeoJSONFeature): readonly Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates];
  return geometry.type === 'MultiLineString' ? geometry.coordinates : [];
}

function withoutRepeats(coordinates: readonly Position[]): Position[] {
  return coordinates.filter(([x, y], index) => {
    const before = coordinates[index - 1];
    return index === 0 || before?.[0] !== x || before?.[1] !== y;
  });
}
