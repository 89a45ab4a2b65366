import type { Position } from 'geojson';

/** West, south, east and north in degrees. */
export type LonLatBox = readonly [number, number, number, number];

/** One box around a route that winds through the county would select half of it; boxes of about this length select its corridor. */
const boxLengthDegrees = 0.01;
const metresPerDegree = 111_000;

/** Boxes that cover the line and what lies within reach of it, each about `boxLengthDegrees` across. */
export function boxesAlong(positions: readonly Position[], reachMetres: number): LonLatBox[] {
  const boxes: LonLatBox[] = [];
  let current: [number, number, number, number] | undefined;
  const flush = () => {
    if (current) boxes.push(expanded(current, reachMetres));
  };
  for (let i = 1; i < positions.length; i++) {
    const [x0 = 0, y0 = 0] = positions[i - 1] ?? [];
    const [x1 = 0, y1 = 0] = positions[i] ?? [];
    // A segment longer than a box is cut, so that one straight line across the county does not select all of it.
    const pieces = Math.max(1, Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)) / boxLengthDegrees));
    for (let piece = 0; piece < pieces; piece++) {
      const [ax, ay] = [x0 + ((x1 - x0) * piece) / pieces, y0 + ((y1 - y0) * piece) / pieces];
      const [bx, by] = [x0 + ((x1 - x0) * (piece + 1)) / pieces, y0 + ((y1 - y0) * (piece + 1)) / pieces];
      const grown = grow(current ?? [ax, ay, ax, ay], ax, ay, bx, by);
      if (current && (grown[2] - grown[0] > boxLengthDegrees || grown[3] - grown[1] > boxLengthDegrees)) {
        flush();
        current = grow([ax, ay, ax, ay], bx, by);
      } else {
        current = grown;
      }
    }
  }
  flush();
  return boxes;
}

function grow(box: readonly [number, number, number, number], ...xy: number[]): [number, number, number, number] {
  let [west, south, east, north] = box;
  for (let i = 0; i + 1 < xy.length; i += 2) {
    const [x = 0, y = 0] = xy.slice(i, i + 2);
    [west, south, east, north] = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)];
  }
  return [west, south, east, north];
}

function expanded([west, south, east, north]: LonLatBox, metres: number): LonLatBox {
  const dy = metres / metresPerDegree;
  const widest = Math.max(Math.abs(south), Math.abs(north)) + dy;
  // Beyond 89° of latitude a metre is any number of degrees; nobody is evacuated there.
  const dx = dy / Math.cos((Math.min(widest, 89) * Math.PI) / 180);
  return [west - dx, south - dy, east + dx, north + dy];
}
