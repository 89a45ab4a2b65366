import type { Alignment } from '../alignment/types.ts';
import { at, floorIndex } from '../arrays.ts';
import { metresPerDegree } from '../projection.ts';

/** Vertices of a stretch of an alignment in which bends are looked for, in its own plane: the first lies at 0, 0. */
export interface Section {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Metres along the alignment from the first vertex of the stretch that the section was cut from. */
  readonly s: Float64Array;
}

/** Vertices of an alignment from one junction, or end of the road, to the next, both included. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly fromJunction: boolean;
  readonly toJunction: boolean;
}

/** Parts an alignment at its junctions. */
export function stretchesOf({ s, junctions }: Alignment): Stretch[] {
  const end = s.length - 1;
  const stretches: Stretch[] = [];
  let first = 0;
  let fromJunction = false;
  for (const junction of junctions) {
    const last = floorIndex(s, junction);
    if (last > first) stretches.push({ first, last, fromJunction, toJunction: true });
    first = last;
    fromJunction = true;
  }
  if (end > first) stretches.push({ first, last: end, fromJunction, toJunction: false });
  return stretches;
}

/**
 * A stretch in the plane, from its own first vertex: the same vertices give the same to the last bit, wherever in a road
 * they lie.
 */
export function develop({ longitude, latitude }: Alignment, { first, last }: Stretch): Section {
  const count = last - first + 1;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const s = new Float64Array(count);
  for (let i = 1; i < count; i += 1) {
    const v = first + i;
    const { east, north } = metresPerDegree((at(latitude, v - 1) + at(latitude, v)) / 2);
    const dx = (at(longitude, v) - at(longitude, v - 1)) * east;
    const dy = (at(latitude, v) - at(latitude, v - 1)) * north;
    x[i] = at(x, i - 1) + dx;
    y[i] = at(y, i - 1) + dy;
    s[i] = at(s, i - 1) + Math.hypot(dx, dy);
  }
  return { x, y, s };
}

/** A developed stretch but for `margin` metres beside junctions; undefined where too little is left. */
export function awayFromJunctions(whole: Section, stretch: Stretch, margin: number): Section | undefined {
  const end = at(whole.s, whole.s.length - 1);
  const from = stretch.fromJunction ? margin : 0;
  const to = stretch.toJunction ? end - margin : end;
  if (to <= from) return undefined;
  const section = cut(whole, from, to);
  return section.s.length > 2 ? section : undefined;
}

function cut({ x, y, s }: Section, from: number, to: number): Section {
  const first = floorIndex(s, from);
  let last = floorIndex(s, to);
  if (at(s, last) < to) last += 1;
  const part = { x: x.slice(first, last + 1), y: y.slice(first, last + 1), s: s.slice(first, last + 1) };
  moveEnd(part, 0, 1, from);
  moveEnd(part, part.s.length - 1, part.s.length - 2, to);
  return part;
}

function moveEnd({ x, y, s }: Section, end: number, neighbour: number, place: number): void {
  const span = at(s, end) - at(s, neighbour);
  if (span === 0) return;
  const share = (place - at(s, neighbour)) / span;
  x[end] = at(x, neighbour) + share * (at(x, end) - at(x, neighbour));
  y[end] = at(y, neighbour) + share * (at(y, end) - at(y, neighbour));
  s[end] = place;
}

/**
 * Vertices closer than `spacing` on average (a GPS track drawn every metre) are averaged in groups: the mean of k
 * vertices carries what they carry together, at a fraction of the cost. Groups are counted along a straight line
 * between their ends, so that jitter, which lengthens the drawn line, does not thin them less.
 */
export function thin(section: Section, spacing: number): Section {
  const { x, y, s } = section;
  const count = s.length;
  if ((at(s, count - 1) - at(s, 0)) / (count - 1) >= spacing) return section;
  const xs: number[] = [at(x, 0)];
  const ys: number[] = [at(y, 0)];
  const ss: number[] = [at(s, 0)];
  let first = 1;
  while (first < count - 1) {
    let last = first;
    while (last < count - 2 && Math.hypot(at(x, last + 1) - at(x, first), at(y, last + 1) - at(y, first)) < spacing) {
      last += 1;
    }
    let sx = 0;
    let sy = 0;
    let sum = 0;
    for (let i = first; i <= last; i += 1) {
      sx += at(x, i);
      sy += at(y, i);
      sum += at(s, i);
    }
    const n = last - first + 1;
    xs.push(sx / n);
    ys.push(sy / n);
    ss.push(sum / n);
    first = last + 1;
  }
  xs.push(at(x, count - 1));
  ys.push(at(y, count - 1));
  ss.push(at(s, count - 1));
  return { x: Float64Array.from(xs), y: Float64Array.from(ys), s: Float64Array.from(ss) };
}

/**
 * Adds points on segments longer than `longest`, at most half as far apart. Who draws no vertex for that long means a
 * straight line, and a bend's tangents must be seen by the fit even where their next vertex is far away.
 */
export function densify(section: Section, longest: number): Section {
  const { x, y, s } = section;
  const xs: number[] = [];
  const ys: number[] = [];
  const ss: number[] = [];
  for (let i = 0; i < s.length; i += 1) {
    const span = i === 0 ? 0 : at(s, i) - at(s, i - 1);
    const parts = span > longest ? Math.ceil((2 * span) / longest) : 1;
    for (let part = 1; part < parts; part += 1) {
      const share = part / parts;
      xs.push(at(x, i - 1) + share * (at(x, i) - at(x, i - 1)));
      ys.push(at(y, i - 1) + share * (at(y, i) - at(y, i - 1)));
      ss.push(at(s, i - 1) + share * span);
    }
    xs.push(at(x, i));
    ys.push(at(y, i));
    ss.push(at(s, i));
  }
  return xs.length === s.length
    ? section
    : { x: Float64Array.from(xs), y: Float64Array.from(ys), s: Float64Array.from(ss) };
}
