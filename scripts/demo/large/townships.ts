import { type DemoFeature, polygonsFeature } from '../features/feature.ts';
import { placeName } from '../names.ts';
import type { Point } from '../plane.ts';
import { random } from '../random.ts';
import { countyCode } from '../terrain/region.ts';
import { countyEvery, type Lattice } from './lattice.ts';

/** Townships are squares of the lattice between county roads, bounded by its nodes. */
export function townshipCodeAt(lattice: Lattice, column: number, row: number): string {
  const across = blocksAcross(lattice);
  const block = (line: number): number => Math.min(across - 1, Math.floor(line / countyEvery));
  return codeOf(block(row) * across + block(column));
}

export function* townshipFeatures(lattice: Lattice): Generator<DemoFeature> {
  const draw = random(lattice.seed, 'large: townships');
  const across = blocksAcross(lattice);
  for (let row = 0; row < across; row++) {
    for (let column = 0; column < across; column++) {
      const name = placeName(draw, 0.1);
      yield polygonsFeature(lattice.plane, [[outline(lattice, column, row)]], {
        code: codeOf(row * across + column),
        name: `${name}镇`,
        seat: name,
      });
    }
  }
}

function blocksAcross(lattice: Lattice): number {
  return Math.max(1, Math.floor((lattice.size - 1) / countyEvery));
}

function codeOf(block: number): string {
  return `${countyCode}${String(100 + block).padStart(3, '0')}`;
}

/** Counter-clockwise along the nodes; the last block of a row or column takes what is left over. */
function outline(lattice: Lattice, column: number, row: number): Point[] {
  const across = blocksAcross(lattice);
  const [west, south] = [column * countyEvery, row * countyEvery];
  const east = column === across - 1 ? lattice.size - 1 : west + countyEvery;
  const north = row === across - 1 ? lattice.size - 1 : south + countyEvery;
  const ring: Point[] = [];
  for (let c = west; c < east; c++) ring.push(lattice.node(c, south));
  for (let r = south; r < north; r++) ring.push(lattice.node(east, r));
  for (let c = east; c > west; c--) ring.push(lattice.node(c, north));
  for (let r = north; r > south; r--) ring.push(lattice.node(west, r));
  ring.push(ring[0] as Point);
  return ring;
}
