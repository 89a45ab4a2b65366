import { type MeasuredLine, vertexAt } from './line.ts';

export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The extent of a line, wider by a margin on every side. */
export function boxOf(line: MeasuredLine, marginMetres: number): Box {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < line.vertices; index++) {
    const { x, y } = vertexAt(line, index);
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  return { minX: minX - marginMetres, minY: minY - marginMetres, maxX: maxX + marginMetres, maxY: maxY + marginMetres };
}

export function inBox(box: Box, x: number, y: number): boolean {
  return x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY;
}
