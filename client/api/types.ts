import type { Feature, FeatureCollection, Geometry, LineString } from 'geojson';
import type { Text } from '../../data/text.ts';

export interface ServiceDescription {
  readonly title: Text;
  readonly version: string;
  readonly county: { readonly name: Text } | null;
  /** West, south, east, north; null while the county has no feature. */
  readonly bounds: readonly [number, number, number, number] | null;
  readonly elevation: boolean;
  readonly demo: boolean;
}

export interface TerrainDescription {
  /** West, south, east, north of the elevation. */
  readonly bounds: readonly [number, number, number, number];
  /** Address of the tiles with `{z}`, `{x}` and `{y}`. */
  readonly tiles: readonly [string];
  readonly minzoom: number;
  readonly maxzoom: number;
}

export type CountyFeature = Feature<Geometry, Readonly<Record<string, unknown>>>;

export type CountyFeatures = FeatureCollection<Geometry, Readonly<Record<string, unknown>>>;

/** What `check-route` takes: a line, or a stored route by its id. */
export interface RouteCheckInputs {
  readonly route: LineString | { readonly collection: 'evacuation_routes'; readonly id: number };
  /** RFC 3339; missing means now. */
  readonly at?: string;
}
