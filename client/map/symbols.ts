import type { ExpressionSpecification } from 'maplibre-gl';
import type { LayerDefinition, Symbol as LayerSymbol } from '../../data/layers/definition.ts';
import type { Text } from '../../data/text.ts';

/** The symbol of a value of the layer's distinguishing member; the base symbol for any other value or none. */
export function symbolOf({ style }: LayerDefinition, value?: string): LayerSymbol {
  const { value: _, ...difference } = style.by?.cases.find((entry) => entry.value === value) ?? { value: '' };
  return { ...style.base, ...difference };
}

export interface LegendEntry {
  /** Undefined for a layer that looks the same throughout. */
  readonly value: string | undefined;
  readonly title: Text;
  readonly symbol: LayerSymbol;
}

/** What the legend lists, in the order of the definition; drawn from the same table as the map. */
export function legendEntries(layer: LayerDefinition): readonly LegendEntry[] {
  const { by } = layer.style;
  if (!by) return [{ value: undefined, title: layer.title, symbol: symbolOf(layer) }];
  const codes = layer.properties[by.member]?.codes ?? [];
  return by.cases.flatMap(({ value }) => {
    const code = codes.find((candidate) => candidate.value === value);
    return code ? [{ value, title: code.title, symbol: symbolOf(layer, value) }] : [];
  });
}

/** A member of the symbol as a constant, or as a choice by the layer's distinguishing member. */
export function bySymbol<T extends string | number>(
  layer: LayerDefinition,
  pick: (symbol: LayerSymbol, index: number) => T,
): ExpressionSpecification | T {
  const { by } = layer.style;
  const cases = by?.cases ?? [];
  const otherwise = pick(symbolOf(layer), cases.length);
  const branches = cases.map((entry, index) => [entry.value, pick(symbolOf(layer, entry.value), index)] as const);
  if (!by || branches.every(([, result]) => result === otherwise)) return otherwise;
  // The style specification's tuple type cannot express a list of branches of unknown length.
  return ['match', ['get', by.member], ...branches.flat(), otherwise] as unknown as ExpressionSpecification;
}

/** Values of the distinguishing member whose symbol meets the condition. */
export function casesWhere(layer: LayerDefinition, holds: (symbol: LayerSymbol) => boolean): readonly string[] {
  return (layer.style.by?.cases ?? []).map(({ value }) => value).filter((value) => holds(symbolOf(layer, value)));
}
