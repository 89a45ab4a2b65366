import type { ExpressionSpecification } from 'maplibre-gl';

/** Sizes of the definitions hold at this zoom. */
const referenceZoom = 14;

/** Zoom to factor: lines thin out from afar and widen towards the ground, as on a printed series of maps. */
const lineFactors: readonly (readonly [number, number])[] = [
  [8, 0.22],
  [11, 0.45],
  [referenceZoom, 1],
  [18, 3],
];

const markFactors: readonly (readonly [number, number])[] = [
  [8, 0.45],
  [10, 0.6],
  [12, 0.8],
  [referenceZoom, 1],
  [18, 1.35],
];

/** Pixels at zoom 14, with `extra` unscaled pixels on top (a casing keeps its width from afar). */
export function lineWidth(pixels: ExpressionSpecification | number, extra = 0): ExpressionSpecification {
  return byZoom(lineFactors, (factor) => (extra === 0 ? ['*', factor, pixels] : ['+', extra, ['*', factor, pixels]]));
}

export function markScale(): ExpressionSpecification {
  return byZoom(markFactors, (factor) => factor);
}

function byZoom(
  factors: readonly (readonly [number, number])[],
  output: (factor: number) => ExpressionSpecification | number,
): ExpressionSpecification {
  return [
    'interpolate',
    ['exponential', 1.4],
    ['zoom'],
    ...factors.flatMap(([zoom, factor]) => [zoom, output(factor)]),
  ] as unknown as ExpressionSpecification;
}
