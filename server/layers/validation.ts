import type { LayerDefinition } from '../../data/layers/definition.ts';
import { type Text, text } from '../../data/text.ts';
import type { Fault } from '../problems.ts';
import { structureFaults } from './validation/geojson.ts';
import { checkGeometry, type LayerGeometry, type Mending } from './validation/geometry.ts';
import { checkProperties, type Properties } from './validation/properties.ts';

/** A feature that may be stored: geometry in the layer's type, right-handed and two-dimensional; members of the layer. */
export interface NewFeature {
  readonly geometry: LayerGeometry;
  readonly properties: Properties;
}

export type FeatureOutcome =
  | { readonly ok: true; readonly feature: NewFeature; readonly mended: readonly Mending[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** What was mended, said to the person who sent it. */
export const mendingTexts: Readonly<Record<Mending, Text>> = {
  right_hand_rule: text('多边形的环已按右手规则调整方向', 'rings were turned to follow the right-hand rule'),
  heights_left_out: text(
    '坐标中的高程未保存；高程以高程数据为准',
    'heights in the coordinates were left out; heights come from the elevation data',
  ),
  repeated_positions_removed: text('已去除连续重复的坐标点', 'repeated positions were removed'),
};

/**
 * Holds one value against a layer: GeoJSON structure, geometry, members. Pure; knows no database.
 *
 * @param number the feature's place in what was sent, counted from 1, for the faults
 */
export function validateFeature(layer: LayerDefinition, value: unknown, number: number): FeatureOutcome {
  const structure = structureFaults(value, number);
  if (structure.length > 0 || !isFeatureShaped(value)) return { ok: false, faults: structure };
  if (value.geometry === null) {
    const reason = text('没有几何', 'there is no geometry');
    return { ok: false, faults: [{ feature: number, member: 'geometry', code: 'geometry_missing', reason }] };
  }
  const geometry = checkGeometry(value.geometry, layer.geometry, number);
  const properties = checkProperties(layer, value.properties, number);
  if (geometry.ok && properties.ok) {
    return {
      ok: true,
      feature: { geometry: geometry.geometry, properties: properties.properties },
      mended: geometry.mended,
    };
  }
  return { ok: false, faults: [...(geometry.ok ? [] : geometry.faults), ...(properties.ok ? [] : properties.faults)] };
}

function isFeatureShaped(
  value: unknown,
): value is { geometry: Parameters<typeof checkGeometry>[0] | null; properties: unknown } {
  return typeof value === 'object' && value !== null && 'geometry' in value && 'properties' in value;
}
