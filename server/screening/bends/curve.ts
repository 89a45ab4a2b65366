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
export function ramped(x: number, length: number): number {
  const u = x + length / 2;
  return u <= 0 ? 0 : u >= length ? x : (u * u) / (2 * length);
}

export function ramp(x: number, length: number): number {
  const u = x + length / 2;
  return u <= 0 ? 0 : u >= length ? 1 : u / length;
}

/** Derivative of `ramped` with respect to the length. */
export function rampedByLength(x: number, length: number): number {
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

/** Heading the bend has added at `s` between its ends, radians. */
export function headingOf(
  bend: BendShape,
  { width, curvature, firstTransition, secondTransition }: BendMeasures,
  s: number,
): number {
  const x = s - bend.centre;
  return curvature * (ramped(x + width / 2, firstTransition) - ramped(x - width / 2, secondTransition));
}
