import type { LayerDefinition, LayerId, SymbolChoice } from '../../data/layers/definition.ts';
import { layers } from '../../data/layers/index.ts';

/** How a person wants one layer drawn, where that differs from its definition. */
export interface LayerLook {
  /** The member whose values are told apart; undefined: the one of the definition. */
  readonly by: string | undefined;
  /** From the layer's least to 100. */
  readonly opacityPercent: number;
  readonly labels: boolean;
}

/** Layers that look as their definitions say have no entry. */
export type Looks = Readonly<Partial<Record<LayerId, LayerLook>>>;

export const usualLook: LayerLook = { by: undefined, opacityPercent: 100, labels: true };

/** Less would be a layer that is switched on and cannot be seen. */
const leastOfAll = 10;

/** Least of every layer: a link must not show a danger so faintly that it is overlooked. */
export function leastOpacityPercent({ style }: LayerDefinition): number {
  return style.leastOpacityPercent ?? leastOfAll;
}

export function lookOf(looks: Looks, layer: LayerId): LayerLook {
  return looks[layer] ?? usualLook;
}

export function withLook(looks: Looks, layer: LayerId, change: Partial<LayerLook>): Looks {
  const look = normal(layer, { ...lookOf(looks, layer), ...change });
  if (sameLook(look, lookOf(looks, layer))) return looks;
  const { [layer]: _, ...others } = looks;
  return sameLook(look, usualLook) ? others : { ...others, [layer]: look };
}

export function sameLook(a: LayerLook, b: LayerLook): boolean {
  return a.by === b.by && a.opacityPercent === b.opacityPercent && a.labels === b.labels;
}

export function sameLooks(a: Looks, b: Looks): boolean {
  const ids = new Set([...Object.keys(a), ...Object.keys(b)] as LayerId[]);
  return [...ids].every((id) => sameLook(lookOf(a, id), lookOf(b, id)));
}

/** The members that a layer can be drawn by, its usual one first; empty for a layer that looks the same throughout. */
export function choicesOf({ style }: LayerDefinition): readonly SymbolChoice[] {
  return [...(style.by ? [style.by] : []), ...(style.alsoBy ?? [])];
}

/** The definition as the look has it: whatever is drawn or explained from it follows. */
export function styledLayer(layer: LayerDefinition, { by: member }: Pick<LayerLook, 'by'>): LayerDefinition {
  const by = member === undefined ? undefined : choicesOf(layer).find((choice) => choice.member === member);
  return by === undefined || by === layer.style.by ? layer : { ...layer, style: { ...layer.style, by } };
}

/** `kind,60,nolabels`: only what differs. */
export function formatLook({ by, opacityPercent, labels }: LayerLook): string {
  const parts = [
    ...(by === undefined ? [] : [by]),
    ...(opacityPercent === 100 ? [] : [String(opacityPercent)]),
    ...(labels ? [] : ['nolabels']),
  ];
  return parts.join(',');
}

/** Leaves out what it cannot understand. */
export function parseLook(layer: LayerId, value: string): LayerLook {
  let look = usualLook;
  for (const part of value.split(',')) {
    if (part === 'nolabels') look = { ...look, labels: false };
    else if (/^\d{1,3}$/.test(part)) look = { ...look, opacityPercent: Number(part) };
    else if (choicesOf(layers[layer]).some(({ member }) => member === part)) look = { ...look, by: part };
  }
  return normal(layer, look);
}

function normal(layer: LayerId, { by, opacityPercent, labels }: LayerLook): LayerLook {
  return {
    by: by === layers[layer].style.by?.member ? undefined : by,
    opacityPercent: Math.min(100, Math.max(leastOpacityPercent(layers[layer]), Math.round(opacityPercent))),
    labels,
  };
}
