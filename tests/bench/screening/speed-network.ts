import type { SharedElevation } from '../../../server/screening/elevation/shared-elevation.ts';
import type { RoadInput, WaterInput } from '../../../server/screening/types.ts';
import { toDegrees, toPlane } from './place.ts';
import { makeRandom } from './random.ts';
import { draw, makeTrueRoad } from './road-truth.ts';
import { roadInput } from './roads.ts';

/** Roads, water and elevation of any extent, for timing. Roads of 5 km with 3.8 bends a kilometre, vertices every 10 m. */
export interface Network {
  readonly roads: RoadInput[];
  readonly water: WaterInput[];
  readonly elevation: SharedElevation;
  readonly metres: number;
}

const kinds = 60;
const apart = 2200;

export function makeNetwork(kilometres: number): Network {
  const count = Math.ceil(kilometres / 5);
  const side = Math.ceil(Math.sqrt(count));
  const patterns = Array.from({ length: Math.min(kinds, count) }, (_, i) =>
    draw(makeTrueRoad(40_000 + i), { spacing: 10, noise: 0 }, i),
  );
  const random = makeRandom(kilometres);
  const roads: RoadInput[] = [];
  const water: WaterInput[] = [];
  let metres = 0;
  for (let i = 0; i < count; i += 1) {
    const { x, y, place } = patterns[i % patterns.length] ?? {
      x: new Float64Array(),
      y: new Float64Array(),
      place: new Float64Array(),
    };
    const turn = random.between(0, 2 * Math.PI);
    const cosine = Math.cos(turn);
    const sine = Math.sin(turn);
    const left = (i % side) * apart;
    const bottom = Math.floor(i / side) * apart;
    const at = (k: number, noise: number): [number, number] =>
      toDegrees(
        left + cosine * (x[k] ?? 0) - sine * (y[k] ?? 0) + noise * random.normal(),
        bottom + sine * (x[k] ?? 0) + cosine * (y[k] ?? 0) + noise * random.normal(),
      );
    const line = new Float64Array(2 * x.length);
    for (let k = 0; k < x.length; k += 1) line.set(at(k, 0.3), 2 * k);
    roads.push(roadInput(`r${i}`, line));
    metres += place.at(-1) ?? 0;
    // A stream beside or across the road for half a kilometre, and every third road a pond.
    const first = Math.floor(random.between(0, x.length - 60));
    const stream = new Float64Array(100);
    for (let k = 0; k < 50; k += 1) stream.set(at(first + k, 8), 2 * k);
    water.push({ id: `s${i}`, kind: 'line', parts: [stream], halfWidthMetres: 0 });
    if (i % 3 === 0) {
      const [lon, lat] = at(Math.floor(x.length / 2), 30);
      const pond = new Float64Array(42);
      for (let k = 0; k <= 20; k += 1)
        pond.set([lon + 3e-4 * Math.cos((k * Math.PI) / 10), lat + 2e-4 * Math.sin((k * Math.PI) / 10)], 2 * k);
      water.push({ id: `p${i}`, kind: 'polygon', parts: [pond], halfWidthMetres: 0 });
    }
  }
  return { roads, water, elevation: makeElevation(side * apart + 12_000), metres };
}

const cell = 5;
const blockSide = 256;

/** Hills of 30 m with banks of 6 m, 5 m cells; one block of cells repeats, so that its size does not count. */
function makeElevation(extent: number): SharedElevation {
  const west = -6000;
  const north = extent - 6000;
  const cells = new Float32Array(new SharedArrayBuffer(4 * blockSide * blockSide));
  const period = blockSide * cell;
  const random = makeRandom(5);
  for (let row = 0; row < blockSide; row += 1) {
    for (let column = 0; column < blockSide; column += 1) {
      const u = (2 * Math.PI * column) / blockSide;
      const v = (2 * Math.PI * row) / blockSide;
      const bank = (column + row) * cell < period / 4 ? -6 : 0;
      cells[row * blockSide + column] = 300 + 15 * Math.sin(u) + 15 * Math.cos(v) + bank + 0.2 * random.normal();
    }
  }
  const width = Math.ceil(extent / cell);
  const across = Math.ceil(width / blockSide);
  const step = 0.01;
  const [lon0, lat0] = toDegrees(west, north - extent);
  const [lon1, lat1] = toDegrees(west + extent, north);
  const columns = Math.ceil((lon1 - lon0) / step) + 3;
  const rows = Math.ceil((lat1 - lat0) / step) + 3;
  const column = new Float64Array(new SharedArrayBuffer(8 * columns * rows));
  const row = new Float64Array(new SharedArrayBuffer(8 * columns * rows));
  for (let j = 0; j < rows; j += 1) {
    for (let i = 0; i < columns; i += 1) {
      const [x, y] = toPlane(lon0 + (i - 1) * step, lat0 + (j - 1) * step);
      column[j * columns + i] = (x - west) / cell;
      row[j * columns + i] = (north - y) / cell;
    }
  }
  return {
    rasters: [
      {
        width,
        height: width,
        blockWidth: blockSide,
        blockHeight: blockSide,
        blocks: new Int32Array(new SharedArrayBuffer(4 * across * across)),
        cells,
        cellSizeMetres: cell,
        verticalRmseMetres: 0.7,
        table: { west: lon0 - step, south: lat0 - step, step, columns, rows, column, row },
      },
    ],
  };
}
