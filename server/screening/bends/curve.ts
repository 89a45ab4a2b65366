/**
 * A bend as tangent – transition – arc – transition – tangent: curvature rises linearly, stays, falls linearly.
 * `width` is deflection divided by the curvature of the arc (the arc and half of each transition), `transition` the
 * mean length of both transitions as a share of it, `skew` by how much the first is longer than the mean.
 */
export interface BendShape {
  centre: number;
  /** ln of the width in metres: keeps it positive, and its errors are relative. */
  logWidth: number;
  deflection: number;
  transition: number;
  skew: number;
}

export const shapeParameters = 5;

/** ∫ of a ramp that rises from 0 to 1 over `length` centred on 0. */
function ramped(x: number, length: number): number {
  const u = x + length / 2;
  return u <= 0 ? 0 : u >= length ? x : (u * u) / (2 * length);
}

function ramp(x: number, length: number): number {
  const u = x + length / 2;
  return u <= 0 ? 0 : u >= length ? 1 : u / length;
}

/** Derivative of `ramped` with respect to the length. */
function rampedByLength(x: number, length: number): number {
  const u = x + length / 2;
  return u <= 0 || u >= length ? 0 : (u / (2 * length)) * (1 - u / length);
}

/** Numbers of a bend that hold for its whole length, worked out once for each time the curve is laid out. */
export interface BendMeasures {
  /** Ends of the transitions. */
  from: number;
  to: number;
  width: number;
  curvature: number;
  firstTransition: number;
  secondTransition: number;
}

export function measureBend(bend: BendShape): BendMeasures {
  const width = Math.exp(bend.logWidth);
  const firstTransition = Math.max(0.1, bend.transition * width * (1 + bend.skew));
  const secondTransition = Math.max(0.1, bend.transition * width * (1 - bend.skew));
  return {
    from: bend.centre - (width + firstTransition) / 2,
    to: bend.centre + (width + secondTransition) / 2,
    width,
    curvature: bend.deflection / width,
    firstTransition,
    secondTransition,
  };
}

/**
 * Heading the bend has added at `s` between its ends, and its derivatives with respect to centre, logWidth, deflection,
 * transition and skew, written to `out[0..5]`.
 */
export function headingOf(bend: BendShape, measures: BendMeasures, s: number, out: Float64Array): void {
  const { width, curvature, firstTransition: first, secondTransition: second } = measures;
  const x1 = s - bend.centre + width / 2;
  const x2 = s - bend.centre - width / 2;
  const area = ramped(x1, first) - ramped(x2, second);
  const r1 = ramp(x1, first);
  const r2 = ramp(x2, second);
  const g1 = rampedByLength(x1, first);
  const g2 = rampedByLength(x2, second);
  out[0] = curvature * area;
  out[1] = curvature * (r2 - r1);
  out[2] = curvature * (((r1 + r2) * width) / 2 + g1 * first - g2 * second - area);
  out[3] = area / width;
  out[4] = bend.deflection * (g1 * (1 + bend.skew) - g2 * (1 - bend.skew));
  out[5] = bend.deflection * bend.transition * (g1 + g2);
}
