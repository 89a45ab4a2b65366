import type { Random } from '../random.ts';
import { classOfLine, eastEdge, type Lattice, northEdge } from './lattice.ts';

/** Built edges in a row on one line of the lattice: a road with a number of its own. */
export interface Run {
  readonly roadClass: 'county' | 'township' | 'village';
  readonly code: string;
  readonly name: string;
  readonly edges: readonly number[];
}

const prefixes = { county: 'X', township: 'Y', village: 'C' } as const;
const firstNumbers = { county: 201, township: 1, village: 1 } as const;
const digits = { county: 3, township: 3, village: 5 } as const;

/** Every road of a lattice, in an order that jumps about: the rows of a county's table are not sorted by place. */
export function listRuns(draw: Random, lattice: Lattice, nameRoad: () => string): Run[] {
  const { size } = lattice;
  const counters = { ...firstNumbers } as Record<Run['roadClass'], number>;
  const runs: Run[] = [];
  for (let line = 0; line < 2 * size; line++) {
    const roadClass = classOfLine(size, line);
    let edges: number[] = [];
    for (let step = 0; step < size; step++) {
      const edge = line < size ? eastEdge(size, step, line) : northEdge(size, line - size, step);
      if (step < size - 1 && lattice.isBuilt(edge)) {
        edges.push(edge);
      } else if (edges.length > 0) {
        const number = String(counters[roadClass]++).padStart(digits[roadClass], '0');
        runs.push({ roadClass, code: `${prefixes[roadClass]}${number}`, name: nameRoad(), edges });
        edges = [];
      }
    }
  }
  return draw.shuffled(runs);
}
