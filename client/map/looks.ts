import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { isLayerId } from '../../data/layers/index.ts';
import { lookOf } from '../actions/look.ts';
import type { Showable, View } from '../actions/view.ts';

/** What a style layer belongs to; undefined for the paper and the overlays. */
export function showableOf(styleLayerId: string): string | undefined {
  const [owner, part] = styleLayerId.split(':');
  return part === undefined ? undefined : owner;
}

const labelParts: ReadonlySet<string> = new Set(['label', 'number']);

/** Whether a style layer is to be seen: its layer is shown, and it is no label of one without labels. */
export function isVisible(styleLayerId: string, { shown, looks }: Pick<View, 'shown' | 'looks'>): boolean {
  const owner = showableOf(styleLayerId);
  if (owner === undefined) return true;
  if (!shown.has(owner as Showable)) return false;
  const [, part = ''] = styleLayerId.split(':');
  return !isLayerId(owner) || !labelParts.has(part) || lookOf(looks, owner).labels;
}

const opacityProperties: Readonly<Partial<Record<LayerSpecification['type'], readonly string[]>>> = {
  line: ['line-opacity'],
  fill: ['fill-opacity'],
  symbol: ['icon-opacity', 'text-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
};

type Opacity = readonly [property: string, value: number | ExpressionSpecification];

/** The opacities of a style layer, each the given share of what its own look has. */
export function opacities({ type, paint }: LayerSpecification, share: number): readonly Opacity[] {
  const own = (paint ?? {}) as Readonly<Record<string, unknown>>;
  return (opacityProperties[type] ?? []).map((property) => [property, times(own[property] ?? 1, share)] as const);
}

/** @param share from 0 to 1 of the opacity that the style layer has by itself */
export function withOpacity(layer: LayerSpecification, share: number): LayerSpecification {
  if (share === 1) return layer;
  return { ...layer, paint: { ...layer.paint, ...Object.fromEntries(opacities(layer, share)) } } as LayerSpecification;
}

/** An interpolation by zoom has to stay outermost: its stops are multiplied. */
function times(opacity: unknown, share: number): number | ExpressionSpecification {
  if (typeof opacity === 'number') return opacity * share;
  const [operator, kind, input, ...stops] = opacity as readonly unknown[];
  if (operator === 'interpolate') {
    const lessened = stops.map((value, index) => (index % 2 === 1 ? times(value, share) : value));
    return [operator, kind, input, ...lessened] as unknown as ExpressionSpecification;
  }
  return ['*', share, opacity] as unknown as ExpressionSpecification;
}
