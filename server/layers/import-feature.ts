import type { Geometry } from 'geojson';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { Mapping, MappingRemark, SourceFeature } from '../../data/mappings/index.ts';
import { type Text, text } from '../../data/text.ts';
import type { Fault } from '../problems.ts';
import { structureFaults } from './validation/geojson.ts';
import { mendingTexts, type NewFeature, validateFeature } from './validation.ts';

export type Preparation =
  | {
      readonly kind: 'ready';
      readonly feature: NewFeature;
      readonly notices: readonly MappingRemark[];
      readonly mended: readonly { readonly code: string; readonly reason: Text }[];
    }
  | { readonly kind: 'left_out'; readonly because: MappingRemark }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

export interface PreparationContext {
  readonly layer: LayerDefinition;
  readonly mapping: Mapping | undefined;
  /** Ids and codes met so far, with the number of the feature that had them first. */
  readonly seen: Seen;
}

export interface Seen {
  readonly ids: Map<string, number>;
  readonly codes: Map<string, number>;
  /** By the code without blanks at its ends and in lower case. */
  readonly folded: Map<string, { readonly code: string; readonly number: number }>;
}

export function nothingSeen(): Seen {
  return { ids: new Map(), codes: new Map(), folded: new Map() };
}

/** One value of a source on its way into a layer: its id is new, it is mapped, checked, and its code is new. */
export function prepareFeature(context: PreparationContext, value: unknown, number: number): Preparation {
  const idFault = repeatedId(context, value, number);
  if (idFault) return { kind: 'faulty', faults: [idFault] };

  const mapped = mapValue(context, value, number);
  if ('kind' in mapped) return mapped;

  const outcome = validateFeature(context.layer, mapped.value, number);
  if (!outcome.ok) return { kind: 'faulty', faults: outcome.faults };
  const repeated = repeatedCode(context, outcome.feature, number);
  if (repeated) return repeated;
  const similar = similarCodeBefore(context.seen, outcome.feature.properties.code, number);
  if (similar) return { kind: 'faulty', faults: [similar] };
  return {
    kind: 'ready',
    feature: outcome.feature,
    notices: mapped.notices,
    mended: outcome.mended.map((mending) => ({ code: mending, reason: mendingTexts[mending] })),
  };
}

/** One value as a feature of the layer, were it from another data set; not validated yet. */
export function mapValue(
  { layer, mapping }: Pick<PreparationContext, 'layer' | 'mapping'>,
  value: unknown,
  number: number,
): Exclude<Preparation, { kind: 'ready' }> | { value: unknown; notices: readonly MappingRemark[] } {
  const map = mapping?.layers[layer.id];
  if (!map) return { value, notices: [] };
  const faults = structureFaults(value, number);
  if (faults.length > 0) return { kind: 'faulty', faults };
  // Validation says what is wrong with one that has no geometry.
  if (!isSourceFeature(value)) return { value, notices: [] };
  const outcome = map({ id: value.id, geometry: value.geometry, properties: value.properties ?? {} });
  return outcome.taken
    ? { value: outcome.feature, notices: outcome.notices }
    : { kind: 'left_out', because: outcome.because };
}

function isSourceFeature(
  value: unknown,
): value is { id?: string | number; geometry: Geometry; properties: SourceFeature['properties'] | null } {
  return typeof value === 'object' && value !== null && 'geometry' in value && value.geometry !== null;
}

export function repeatedId(
  { seen }: Pick<PreparationContext, 'seen'>,
  value: unknown,
  number: number,
): Fault | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  const { id } = value;
  if (typeof id !== 'string' && typeof id !== 'number') return undefined;
  const first = firstWith(seen.ids, String(id), number);
  if (first === undefined) return undefined;
  const reason = text(`id“${id}”与第 ${first} 个要素重复`, `the id "${id}" is that of feature ${first} already`);
  return { feature: number, member: 'id', code: 'id_repeated', reason };
}

export function repeatedCode(
  { seen, mapping }: Pick<PreparationContext, 'seen' | 'mapping'>,
  feature: Pick<NewFeature, 'properties'>,
  number: number,
): Exclude<Preparation, { kind: 'ready' }> | undefined {
  const { code } = feature.properties;
  if (typeof code !== 'string') return undefined;
  const first = firstWith(seen.codes, code, number);
  if (first === undefined) return undefined;
  if (mapping) {
    // Not an error of the file: an element of the data set may be there both as a line and as an area.
    const reason = text('与前面的要素是同一对象', 'the same object as a feature before it');
    return { kind: 'left_out', because: { code: 'same_object', reason } };
  }
  const reason = text(
    `编号“${code}”与第 ${first} 个要素重复`,
    `the code "${code}" is that of feature ${first} already`,
  );
  return { kind: 'faulty', faults: [{ feature: number, member: 'properties.code', code: 'code_repeated', reason }] };
}

/**
 * The fault of a code that differs from one before it in blanks or letter case alone: as likely the same feature, written
 * twice, as another.
 */
export function similarCodeBefore({ folded }: Pick<Seen, 'folded'>, code: unknown, number: number): Fault | undefined {
  if (typeof code !== 'string') return undefined;
  const key = foldedCode(code);
  const first = folded.get(key);
  if (first === undefined) folded.set(key, { code, number });
  if (first === undefined || first.code === code) return undefined;
  const reason = text(
    `编号“${code}”与第 ${first.number} 个要素的“${first.code}”只差空格或大小写，视为重复。若不是同一要素，请换一个编号。`,
    `the code "${code}" differs from "${first.code}" of feature ${first.number} in blanks or letter case alone and counts as repeated. Give it another code if it is another feature.`,
  );
  return { feature: number, member: 'properties.code', code: 'similar_code', reason };
}

/** Codes that people take for the same one are equal so. */
export function foldedCode(code: string): string {
  return code.trim().toLowerCase();
}

/** The feature that had the key before; otherwise remembers that this one has it. */
function firstWith(seen: Map<string, number>, key: string, number: number): number | undefined {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, number);
  return first;
}
