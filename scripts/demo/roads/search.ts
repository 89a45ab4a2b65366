import { type Lattice, nodePoint } from '../grid.ts';
import { MinHeap } from '../heap.ts';
import type { Point } from '../plane.ts';
import type { Ground } from './ground.ts';

export interface CourseRequest {
  /** Nodes to start from. */
  readonly from: readonly number[];
  readonly isGoal: (node: number) => boolean;
  /** Steepest gradient the road is meant to have, as rise over run. */
  readonly maximumGrade: number;
  /** A single far goal, to search towards it rather than all round. */
  readonly towards?: Point;
  /** Gives up beyond this cost. */
  readonly limit?: number;
}

interface Move {
  readonly step: number;
  readonly dx: number;
  readonly dy: number;
  readonly cells: number;
  readonly between: readonly number[];
}

/**
 * Finds courses by least cost over moves of one to three cells in 32 directions. The gradient of each move is held
 * near the road's greatest, so a road that has to gain height lengthens itself and comes out with hairpins, as
 * mountain roads do (Galin and others 2010). The turn is charged against the move that first reached a node; an exact
 * search over headings costs thirty times as much and draws the same roads.
 */
export class CourseSearch {
  readonly #ground: Ground;
  readonly #moves: readonly Move[];
  readonly #turnCost: Float32Array;
  readonly #cost: Float64Array;
  readonly #parent: Int32Array;
  readonly #arrival: Int8Array;
  readonly #run: Int32Array;
  readonly #done: Int32Array;
  readonly #heap = new MinHeap(65_536);
  #epoch = 0;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#moves = listMoves(ground);
    this.#turnCost = turnCosts(this.#moves);
    const count = ground.columns * ground.rows;
    this.#cost = new Float64Array(count);
    this.#parent = new Int32Array(count);
    this.#arrival = new Int8Array(count);
    this.#run = new Int32Array(count);
    this.#done = new Int32Array(count);
  }

  /** Nodes from a start to the goal that is cheapest to reach; nothing where none is within the limit. */
  find(request: CourseRequest): number[] | undefined {
    const epoch = ++this.#epoch;
    const heap = this.#heap;
    heap.clear();
    const remaining = remainingCost(this.#ground, request.towards);
    for (const node of request.from) {
      this.#cost[node] = 0;
      this.#parent[node] = -1;
      this.#arrival[node] = -1;
      this.#run[node] = epoch;
      heap.push(node, remaining(node));
    }
    const limit = request.limit ?? Number.POSITIVE_INFINITY;
    while (heap.size > 0) {
      if (heap.peekKey() > limit) return undefined;
      const node = heap.pop();
      if (this.#done[node] === epoch) continue;
      this.#done[node] = epoch;
      if (request.isGoal(node)) return this.#trace(node);
      this.#expand(node, epoch, request, remaining);
    }
    return undefined;
  }

  #expand(node: number, epoch: number, request: CourseRequest, remaining: (node: number) => number): void {
    const { columns, rows, heights, burden, water, built } = this.#ground;
    const column = node % columns;
    const row = (node - column) / columns;
    const base = this.#cost[node] as number;
    const arrival = this.#arrival[node] as number;
    const height = heights[node] as number;
    const moves = this.#moves;
    for (let index = 0; index < moves.length; index++) {
      const move = moves[index] as Move;
      const toColumn = column + move.dx;
      const toRow = row + move.dy;
      if (toColumn < 0 || toRow < 0 || toColumn >= columns || toRow >= rows) continue;
      const next = node + move.step;
      if (this.#done[next] === epoch || (built[next] && !request.isGoal(next))) continue;
      const length = move.cells * this.#ground.cellMetres;
      const rise = (heights[next] as number) - height;
      const grade = Math.abs(rise) / length / request.maximumGrade;
      if (grade > 1.35) continue;
      let crossing = water[next] as number;
      let blocked = false;
      let earthwork = 0;
      for (let k = 0; k < move.between.length; k++) {
        const middle = node + (move.between[k] as number);
        if (built[middle]) {
          blocked = true;
          break;
        }
        const toll = water[middle] as number;
        if (toll > crossing) crossing = toll;
        earthwork += Math.abs((heights[middle] as number) - height - rise * ((k + 1) / (move.between.length + 1)));
      }
      if (blocked) continue;
      const steep = grade * grade + (grade > 1 ? 14 * (grade - 1) : 0);
      const turn = arrival < 0 ? 0 : (this.#turnCost[arrival * moves.length + index] as number);
      const cost = base + length * (1 + 1.1 * steep + (burden[next] as number)) + 2.5 * earthwork + turn + crossing;
      if (this.#run[next] === epoch && cost >= (this.#cost[next] as number)) continue;
      this.#run[next] = epoch;
      this.#cost[next] = cost;
      this.#parent[next] = node;
      this.#arrival[next] = index;
      this.#heap.push(next, cost + remaining(next));
    }
  }

  #trace(goal: number): number[] {
    const nodes: number[] = [];
    for (let node = goal; node !== -1; node = this.#parent[node] as number) nodes.push(node);
    return nodes.reverse();
  }
}

function remainingCost(lattice: Lattice, towards: Point | undefined): (node: number) => number {
  if (!towards) return () => 0;
  return (node) => {
    const point = nodePoint(lattice, node);
    const dx = point.x - towards.x;
    const dy = point.y - towards.y;
    return Math.sqrt(dx * dx + dy * dy);
  };
}

function listMoves(lattice: Lattice): Move[] {
  const moves: Move[] = [];
  for (let dy = -3; dy <= 3; dy++) {
    for (let dx = -3; dx <= 3; dx++) {
      if (greatestDivisor(Math.abs(dx), Math.abs(dy)) !== 1) continue;
      const between = cellsBetween(dx, dy);
      moves.push({
        dx,
        dy,
        step: dy * lattice.columns + dx,
        cells: Math.sqrt(dx * dx + dy * dy),
        between: between.map(([x, y]) => y * lattice.columns + x),
      });
    }
  }
  return moves;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** Cells whose square the straight move passes through, in order, both ends left out. */
function cellsBetween(dx: number, dy: number): [number, number][] {
  const cells: [number, number][] = [];
  const steps = 24;
  for (let step = 1; step < steps; step++) {
    const x = Math.round((dx * step) / steps);
    const y = Math.round((dy * step) / steps);
    const known = cells.some((cell) => cell[0] === x && cell[1] === y);
    const end = (x === 0 && y === 0) || (x === dx && y === dy);
    if (!known && !end) cells.push([x, y]);
  }
  return cells;
}

/** Metres of road that a change of direction is worth: nothing up to 30 degrees, 60 m at a right angle, then more. */
function turnCosts(moves: readonly Move[]): Float32Array {
  const costs = new Float32Array(moves.length * moves.length);
  moves.forEach((arrival, i) => {
    moves.forEach((departure, j) => {
      const cosine = (arrival.dx * departure.dx + arrival.dy * departure.dy) / (arrival.cells * departure.cells);
      const bend = Math.max(0, 0.87 - cosine);
      costs[i * moves.length + j] = cosine < -0.2 ? 400 : 80 * bend * bend + (cosine < 0.3 ? 60 : 0);
    });
  });
  return costs;
}
