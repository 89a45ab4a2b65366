import { useEffect } from 'react';
import { operations } from '../../actions/editing/operations.ts';
import { addVertex, moveVertex, vertexPaths, vertexPosition } from '../../actions/editing/vertices.ts';
import { editStore, selectTool } from '../../state/edit.ts';
import { save } from '../../state/editSaving.ts';
import {
  changeGeometry,
  chooseVertex,
  closeFeature,
  current,
  redoStep,
  takeTool,
  undoStep,
} from '../../state/editSession.ts';
import { mapStore } from '../../state/map.ts';
import { clickWithLineTool } from './lineTools.ts';
import { openAt } from './pickForEditing.ts';
import { runOperation } from './runOperation.ts';
import { drawTool } from './useEditing.ts';

/** Keys while the editor is open. Those without Ctrl are the fields' own while somebody writes in one. */
export function useEditKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = event.ctrlKey || event.metaKey ? withControl(event) : plain(event);
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    // Before the map's own keys: Alt with an arrow moves the vertex and not the map.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

function withControl({ key, shiftKey, target }: KeyboardEvent): (() => void) | undefined {
  switch (key.toLowerCase()) {
    case 's':
      return () => void save();
    case 'z':
      // The field's own undo is for what is being typed; without it the session's would take back more than is seen.
      return isWriting(target) ? undefined : shiftKey ? redoStep : undoStep;
    case 'y':
      return isWriting(target) ? undefined : redoStep;
    default:
      return undefined;
  }
}

function plain(event: KeyboardEvent): (() => void) | undefined {
  const { key, altKey, target } = event;
  if (isWriting(target)) return undefined;
  const { tool, current: open } = editStore.get();
  if (tool.kind === 'draw') return drawing(key, target);
  const isOnMap = target instanceof HTMLCanvasElement;
  if (isOnMap && (key === ' ' || key === 'Enter')) return pointAtCentre;
  if (key === 'Escape') return tool.kind !== 'select' ? () => takeTool(selectTool) : open ? closeFeature : undefined;
  if (tool.kind !== 'select' || open === undefined) return undefined;
  if (altKey) return moving(key);
  if (key === '[' || key === ']') return () => stepVertex(key === ']' ? 1 : -1);
  if (key === 'Insert') return insertVertex;
  const operation = operations.find((one) => one.key.toLowerCase() === key.toLowerCase());
  return operation && (() => runOperation(operation.id));
}

function drawing(key: string, target: EventTarget | null): (() => void) | undefined {
  const isOnButton = target instanceof Element && target.closest('button, summary') !== null;
  switch (key) {
    case 'Escape':
      return () => takeTool(selectTool);
    case 'Enter':
      return isOnButton ? undefined : () => drawTool()?.finish();
    case 'Backspace':
      return () => drawTool()?.undoVertex();
    case ' ':
      return isOnButton ? undefined : clickCentre;
    default:
      return undefined;
  }
}

/** What a click at the centre of the map would do: take a place on a line, or open what is there. */
function pointAtCentre(): void {
  const map = mapStore.get();
  if (!map) return;
  const centre = map.getCenter();
  if (editStore.get().tool.kind === 'select') openAt(map, map.project(centre));
  else clickWithLineTool(map, [centre.lng, centre.lat]);
}

/** The drawing tool knows pointers alone: the keyboard's click is one at the centre of the map. */
function clickCentre(): void {
  const canvas = mapStore.get()?.getCanvas();
  if (!canvas) return;
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, isPrimary: true, button: 0 };
  for (const type of ['pointermove', 'pointerdown', 'pointerup']) canvas.dispatchEvent(new PointerEvent(type, at));
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** One pixel of the screen at a time: the closer one looks, the finer it is. */
function moving(key: string): (() => void) | undefined {
  const step = arrows[key];
  if (!step) return undefined;
  return () => {
    const { vertex, current: open } = editStore.get();
    const map = mapStore.get();
    const geometry = current()?.geometry;
    const path = vertex ?? (geometry?.type === 'Point' ? [] : undefined);
    const position = geometry && path && vertexPosition(geometry, path);
    if (!map || open === undefined || !geometry || !path || !position) return;
    const at = map.project([position[0] ?? 0, position[1] ?? 0]);
    const { lng, lat } = map.unproject([at.x + step[0], at.y + step[1]]);
    changeGeometry(open, moveVertex(geometry, path, [lng, lat]), `${open} move ${path}`);
  };
}

function stepVertex(step: 1 | -1): void {
  const geometry = current()?.geometry;
  if (!geometry) return;
  const paths = vertexPaths(geometry);
  const { vertex } = editStore.get();
  const index = paths.findIndex((path) => String(path) === String(vertex));
  const next = paths[index === -1 ? (step === 1 ? 0 : paths.length - 1) : (index + step + paths.length) % paths.length];
  chooseVertex(next);
  const position = next && vertexPosition(geometry, next);
  const map = mapStore.get();
  if (!map || !position) return;
  const [longitude = 0, latitude = 0] = position;
  if (!map.getBounds().contains([longitude, latitude])) map.panTo([longitude, latitude], { duration: 0 });
}

/** Halfway to the next vertex, or to the one before where there is none. */
function insertVertex(): void {
  const { vertex, current: open } = editStore.get();
  const geometry = current()?.geometry;
  const index = vertex?.at(-1);
  if (open === undefined || !geometry || !vertex || index === undefined) return;
  const at = (place: number) => vertexPosition(geometry, [...vertex.slice(0, -1), place]);
  const from = at(index + 1) ? index : index - 1;
  const [a, b] = [at(from), at(from + 1)];
  if (!a || !b) return;
  const middle = [((a[0] ?? 0) + (b[0] ?? 0)) / 2, ((a[1] ?? 0) + (b[1] ?? 0)) / 2];
  const path = [...vertex.slice(0, -1), from];
  changeGeometry(open, addVertex(geometry, path, middle));
  chooseVertex([...vertex.slice(0, -1), from + 1]);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [role="combobox"], [role="listbox"]') !== null;
}
