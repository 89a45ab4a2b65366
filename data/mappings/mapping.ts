import type { Feature, Geometry } from 'geojson';
import type { LayerId } from '../layers/definition.ts';
import type { Text } from '../text.ts';

/** Why a feature does not belong to the layer it was offered to, or why one of its values was not taken. */
export interface MappingRemark {
  /** Stable, for programs. */
  readonly code: string;
  readonly reason: Text;
  /** The tag it is about, such as `highway=construction`; remarks are counted by code and tag. */
  readonly tag?: string;
}

export type MappingOutcome =
  /** `notices`: values that could not be taken over and are missing now. */
  | { readonly taken: true; readonly feature: MappedFeature; readonly notices: readonly MappingRemark[] }
  | { readonly taken: false; readonly because: MappingRemark };

export type MappedFeature = Feature<Geometry, Record<string, unknown>>;

/** A feature as it comes: the structure of GeoJSON holds, anything else may be. */
export interface SourceFeature {
  readonly id?: string | number | undefined;
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** How the features of another data set become features of our layers. Pure; what is not known stays missing. */
export interface Mapping {
  readonly id: string;
  readonly title: Text;
  readonly layers: Readonly<Partial<Record<LayerId, (feature: SourceFeature) => MappingOutcome>>>;
  /** Whether these properties look like this data set's and not like ours. */
  recognises(properties: Readonly<Record<string, unknown>>): boolean;
}

export function leftOut(code: string, reason: Text, tag?: string): MappingOutcome {
  return { taken: false, because: { code, reason, ...(tag === undefined ? {} : { tag }) } };
}
