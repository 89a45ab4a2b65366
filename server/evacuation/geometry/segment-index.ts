import Flatbush from 'flatbush';
import { type MeasuredLine, vertexAt } from './line.ts';

/** Finds segments of many lines by place. */
export interface SegmentIndex {
  /**
   * Segments whose box meets the given one, in no order, as numbers that rise line by line and segment by segment.
   */
  readonly search: (minX: number, minY: number, maxX: number, maxY: number) => number[];
  /** Index of the line that a segment belongs to, in the list that was indexed. */
  readonly lineOf: (found: number) => number;
  /** Index of a segment in its line. */
  readonly segmentOf: (found: number) => number;
}

export function indexSegments(lines: readonly MeasuredLine[]): SegmentIndex {
  const count = lines.reduce((sum, line) => sum + Math.max(0, line.vertices - 1), 0);
  const lineOf = new Uint32Array(count);
  const segmentOf = new Uint32Array(count);
  const look = { lineOf: (found: number) => lineOf[found] ?? 0, segmentOf: (found: number) => segmentOf[found] ?? 0 };
  // A tree of nothing cannot be built.
  if (count === 0) return { ...look, search: () => [] };
  const tree = new Flatbush(count);
  for (const [lineIndex, line] of lines.entries()) {
    for (let segment = 0; segment < line.vertices - 1; segment++) {
      const a = vertexAt(line, segment);
      const b = vertexAt(line, segment + 1);
      const item = tree.add(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y));
      lineOf[item] = lineIndex;
      segmentOf[item] = segment;
    }
  }
  tree.finish();
  return { ...look, search: (minX, minY, maxX, maxY) => tree.search(minX, minY, maxX, maxY) };
}
