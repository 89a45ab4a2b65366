import type { Geometry, Point } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import {
  type GeoJSONStoreFeatures,
  TerraDraw,
  TerraDrawLineStringMode,
  TerraDrawModeUndoRedo,
  type TerraDrawMouseEvent,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { withoutRepeats } from '../../actions/editing/along.ts';
import type { Part } from '../../actions/editing/parts.ts';
import { drawStyles } from './drawStyles.ts';
import { snapToTargets } from './targets.ts';

type FeatureId = NonNullable<GeoJSONStoreFeatures['id']>;

export interface DrawTool {
  /** Shows a feature's parts with vertices to drag. The same parts again change nothing. */
  readonly edit: (parts: readonly Part[], without: string | undefined) => void;
  /** Draws a new feature, click by click. */
  readonly draw: (type: Part['type']) => void;
  /** Takes everything off the map and leaves clicks to others. */
  readonly rest: () => void;
  /** Ends what is being drawn with the positions clicked so far; does nothing where they are too few. */
  readonly finish: () => void;
  readonly undoVertex: () => void;
  readonly stop: () => void;
}

interface DrawEvents {
  /** A vertex or the whole has been moved, or a vertex added or deleted. */
  readonly onEdited: (parts: readonly Part[]) => void;
  readonly onDrawn: (part: Part) => void;
  readonly onVertices: (count: number) => void;
}

const modeOf = { Point: 'point', LineString: 'linestring', Polygon: 'polygon' } as const;

/** The drawing tool on the map: one feature at a time, from what the session holds and back to it. */
export function startDrawTool(map: MapLibreMap, { onEdited, onDrawn, onVertices }: DrawEvents): DrawTool {
  /** The feature whose own vertices must not catch the pointer. */
  let snapsNotTo: string | undefined;
  const snapping = {
    toCustom: ({ containerX, containerY }: TerraDrawMouseEvent) =>
      snapToTargets(map, [containerX, containerY], snapsNotTo),
  };
  const vertices = { snappable: snapping, midpoints: { draggable: true }, draggable: true, deletable: true };
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: 'editing' }),
    modes: [
      new TerraDrawSelectMode({
        flags: {
          point: { feature: { draggable: true } },
          linestring: { feature: { draggable: false, coordinates: vertices } },
          polygon: { feature: { draggable: false, coordinates: vertices } },
        },
        keyEvents: null,
        allowManualDeselection: false,
        pointerDistance: 20,
        styles: drawStyles.select,
      }),
      new TerraDrawPointMode({ styles: drawStyles.point }),
      new TerraDrawLineStringMode({
        snapping,
        keyEvents: null,
        showCoordinatePoints: true,
        styles: drawStyles.linestring,
      }),
      new TerraDrawPolygonMode({ snapping, keyEvents: null, showCoordinatePoints: true, styles: drawStyles.polygon }),
    ],
    undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
  });
  draw.start();
  draw.setMode('static');

  let shown: readonly FeatureId[] = [];
  const partOf = (id: FeatureId): Part | undefined => {
    const geometry = draw.getSnapshotFeature(id)?.geometry;
    return geometry && isPart(geometry) ? geometry : undefined;
  };
  const clear = () => {
    if (draw.getMode() !== 'static') draw.setMode('static');
    draw.clear();
    shown = [];
  };
  /** What is being drawn. The last position is the pointer's and not yet clicked. */
  const drawn = (): Part | undefined => {
    const mode = draw.getMode();
    const feature = draw
      .getSnapshot()
      .find(({ geometry }) => geometry.type !== 'Point' && modeOf[geometry.type as Part['type']] === mode);
    return feature && isPart(feature.geometry) ? feature.geometry : undefined;
  };

  /** The mode for points knows no snapping. A house beside a road is not meant to lie on it: points take vertices alone. */
  const snapped = (point: Point): Point => {
    const [longitude = 0, latitude = 0] = point.coordinates;
    const { x, y } = map.project([longitude, latitude]);
    return { type: 'Point', coordinates: snapToTargets(map, [x, y], undefined, true) ?? point.coordinates };
  };

  draw.on('finish', (id, { action }) => {
    if (action === 'draw') {
      const part = partOf(id);
      if (part) onDrawn(part.type === 'Point' ? snapped(part) : part);
      return;
    }
    const parts = shown.flatMap((one) => partOf(one) ?? []);
    if (parts.length === shown.length && parts.length > 0) onEdited(parts);
  });
  draw.on('change', () => {
    if (draw.getModeState() === 'drawing') onVertices(clickedCount(drawn()));
  });

  return {
    edit: (parts, without) => {
      snapsNotTo = without;
      const isSame =
        draw.getMode() === 'select' &&
        parts.length === shown.length &&
        parts.every((part, index) => JSON.stringify(part) === JSON.stringify(partOf(shown[index] ?? '')));
      if (isSame) return;
      clear();
      const ids = parts.map(() => draw.getFeatureId());
      const results = draw.addFeatures(
        parts.map((geometry, index) => ({
          type: 'Feature',
          id: ids[index] ?? draw.getFeatureId(),
          geometry,
          properties: { mode: modeOf[geometry.type] },
        })),
      );
      // What the tool cannot hold stays as it is on the map, to be edited by its form.
      if (results.some(({ valid }) => !valid)) {
        clear();
        return;
      }
      shown = ids;
      const [first] = ids;
      draw.setMode('select');
      if (first !== undefined) draw.selectFeature(first);
    },
    draw: (type) => {
      if (draw.getMode() === modeOf[type]) return;
      snapsNotTo = undefined;
      clear();
      draw.setMode(modeOf[type]);
    },
    rest: clear,
    finish: () => {
      const part = drawn();
      if (part?.type === 'LineString') {
        const coordinates = withoutRepeats(part.coordinates.slice(0, -1));
        if (coordinates.length > 1) onDrawn({ type: 'LineString', coordinates });
      } else if (part?.type === 'Polygon') {
        const [ring = []] = part.coordinates;
        const clicked = withoutRepeats(ring.slice(0, -2));
        const [start] = clicked;
        if (start && clicked.length > 2) onDrawn({ type: 'Polygon', coordinates: [[...clicked, start]] });
      }
    },
    undoVertex: () => {
      if (draw.canUndo()) draw.undo();
    },
    stop: () => {
      if (draw.enabled) draw.stop();
    },
  };
}

function isPart(geometry: Geometry): geometry is Part {
  return geometry.type === 'Point' || geometry.type === 'LineString' || geometry.type === 'Polygon';
}

function clickedCount(part: Part | undefined): number {
  if (part?.type === 'LineString') return Math.max(0, part.coordinates.length - 1);
  return part?.type === 'Polygon' ? Math.max(0, (part.coordinates[0]?.length ?? 0) - 2) : 0;
}
