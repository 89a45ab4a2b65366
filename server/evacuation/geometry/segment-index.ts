import Flatbush from 'flatbush';
import { type MeasuredLine, vertexAt } from './line.ts';

export interface SegmentReference {
  /** Index of the line in the list that was indexed. */
  readonly line: number;
  readonly segment: number;
}

/** Finds segments of many lines by place. */
export interface SegmentIndex {
  readonly search: (minX: number, minY: number, maxX: number, maxY: number) => SegmentReference[];
}

export function indexSegments(lines: readonly MeasuredLine[]): SegmentIndex {
  const count = lines.reduce((sum, line) => sum + Math.max(0, line.vertices - 1), 0);
  if (count === 0) return { search: () => [] };
  const tree = new Flatbush(count);
  const lineOf = new Uint32Array(count);
  const segmentOf = new Uint32Array(count);
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
  return {
    search: (minX, minY, maxX, maxY) =>
      tree.search(minX, minY, maxX, maxY).map((item) => ({ line: lineOf[item] ?? 0, segment: segmentOf[item] ?? 0 })),
  };
}
