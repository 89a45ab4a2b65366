import type { StandardRow } from '../../data/standards/row.ts';

/** What screening takes in and gives out. Plain geometry and typed arrays only: no database, no HTTP. */

export type Hazard = 'sharp_bend' | 'steep_slope' | 'long_descent' | 'cliff' | 'near_water';
export type Grade = 'major' | 'considerable' | 'general' | 'low';
export type Side = 'left' | 'right' | 'both';
export type Direction = 'increasing' | 'decreasing' | 'both';

export interface RoadAttributes {
  /** A value of the layer's `road_class`, or `expressway`. */
  readonly roadClass: string;
  /** False for footpaths and the like: they are neither screened nor counted as junctions. */
  readonly drivable: boolean;
  readonly roadCode?: string;
  readonly name?: string;
  readonly designSpeedKmh?: number;
  readonly structure: 'road' | 'bridge' | 'tunnel' | 'ford' | 'causeway';
  readonly roundabout: boolean;
  readonly oneway: 'both' | 'forward' | 'backward';
  readonly widthMetres?: number;
  readonly lanes?: number;
  /** Sides with a surveyed guardrail, seen in the direction of drawing. */
  readonly guardrail: Side | 'none';
  /** The bureau's chainage of the first and last vertex along `roadCode`. */
  readonly chainageFromMetres?: number;
  readonly chainageToMetres?: number;
}

/** One road as drawn. `lines` hold longitude, latitude pairs, flat; a LineString has one. */
export interface RoadInput {
  readonly id: string | number;
  readonly lines: readonly Float64Array[];
  readonly attributes: RoadAttributes;
}

/** Water as drawn: open lines, and polygons as rings (outer and inner alike; inside is decided by the even-odd rule). */
export interface WaterInput {
  readonly id: string | number;
  readonly kind: 'line' | 'polygon';
  readonly parts: readonly Float64Array[];
  /** Half the width of water drawn as a centre line; 0 where no width is given. */
  readonly halfWidthMetres: number;
}

/** What a source of heights carries. */
export interface ElevationSource {
  readonly cellSizeMetres: number;
  /** Standard deviation of a height. */
  readonly verticalRmseMetres: number;
}

/** Heights, read bilinearly, of the first source that has one. Voids and places outside are NaN, never 0. */
export interface ElevationSampler {
  /** Finest first. */
  readonly sources: readonly ElevationSource[];
  heightAt(longitude: number, latitude: number): number;
  /** Index of the source that gives the height; -1 where none has one. */
  sourceAt(longitude: number, latitude: number): number;
  /** The same without the sources from index `count` on. */
  finest(count: number): ElevationSampler;
}

/** Where the inputs come from, repeated in each finding that rests on them. */
export interface DataSource {
  readonly name: string;
  /** Day the file was last changed; a road's own day of survey is among its attributes. */
  readonly changed_on?: string;
}

export interface Sources {
  readonly roads: DataSource;
  readonly elevation?: DataSource;
  readonly water?: DataSource;
}

export type InsufficientReason =
  | 'no_elevation'
  | 'elevation_void'
  | 'elevation_cell_too_coarse'
  | 'elevation_error_too_large'
  | 'no_water'
  | 'outside_water_data'
  | 'corner_without_arc'
  | 'line_too_noisy';

export interface EvidenceThreshold extends Pick<StandardRow, 'value' | 'unit' | 'source' | 'status'> {
  /** Id of the row of the standard. */
  readonly row: string;
}

/** Measured values, the threshold row met, and what it rests on. Member names carry their unit. */
export type Evidence = Readonly<Record<string, unknown>>;

interface FoundBase {
  /** Metres along the alignment. */
  readonly from: number;
  readonly to: number;
  readonly evidence: Evidence;
}

export interface FoundHazard extends FoundBase {
  readonly hazard: Hazard;
  readonly grade: Grade;
  /** As seen along the alignment. */
  readonly side?: Side;
  readonly direction?: Direction;
}

export interface FoundGap extends FoundBase {
  readonly hazard: 'insufficient_data';
  readonly of: Hazard;
  readonly reason: InsufficientReason;
}

/** A finding along an alignment, before it is cut into the roads it lies on. */
export type Found = FoundHazard | FoundGap;

export interface FindingProperties {
  /** Stable for the same input: hazard, road and place. Parts of one finding on several roads share it. */
  readonly finding_id: string;
  readonly hazard: Hazard | 'insufficient_data';
  readonly grade: Grade | null;
  readonly road_id: string | number;
  readonly road_code: string | null;
  readonly from_m: number;
  readonly to_m: number;
  /** Such as K12+300; from the road's own chainage where it has one, else from the start of the continuous road. */
  readonly chainage: string;
  readonly side: Side | 'none' | null;
  readonly direction: Direction | null;
  readonly part: number;
  readonly parts: number;
  readonly overlaps: readonly string[];
  readonly evidence: Evidence;
  readonly data_used: Sources;
}

export interface Finding {
  readonly type: 'Feature';
  readonly geometry: { readonly type: 'LineString'; readonly coordinates: ReadonlyArray<readonly [number, number]> };
  readonly properties: FindingProperties;
}
