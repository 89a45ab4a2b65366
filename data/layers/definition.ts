import type { Role } from '../roles.ts';
import type { Text } from '../text.ts';

/**
 * The one definition of a layer. Schema, queryables, write validation, tile attributes, form, table columns, style,
 * legend, import mapping and export headings are all read from it; nothing about a layer is said a second time, save
 * its typed table in `server/database/migrations`, which a test holds against the definition.
 */
export interface LayerDefinition {
  readonly id: LayerId;
  readonly title: Text;
  readonly description: Text;
  readonly group: LayerGroupId;
  readonly geometry: GeometryType;
  /** In the order of forms and tables. Keys are GeoJSON members and column names alike. */
  readonly properties: Readonly<Record<string, PropertyDefinition>>;
  readonly required: readonly string[];
  /** Rules over several members that a single member's schema cannot state. */
  readonly checks?: readonly CrossFieldCheck[];
  /** The members that say when a feature holds, for the `datetime` parameter. Without it, `datetime` selects nothing out. */
  readonly temporal?: { readonly start: string; readonly end: string };
  /** Lines measured along a road: the members that hold the chainage in metres. */
  readonly chainage?: { readonly from: string; readonly to: string };
  /** Townships among them edit what belongs to their own. */
  readonly editors: readonly Role[];
  /** What of a line or area has to lie within a township for it to be the township's own; all of it by default. */
  readonly belongsBy?: 'whole' | 'start';
  readonly style: LayerStyle;
  readonly tiles: TileSettings;
}

export type LayerId =
  | 'roads'
  | 'road_hazards'
  | 'closures'
  | 'flood_points'
  | 'flood_zones'
  | 'water_works'
  | 'water_bodies'
  | 'watercourses'
  | 'shelters'
  | 'evacuation_routes'
  | 'settlements'
  | 'townships';

export type LayerGroupId = 'roads' | 'flood' | 'evacuation' | 'base';

export type GeometryType = 'Point' | 'LineString' | 'MultiLineString' | 'MultiPolygon';

/** JSON Schema of one member, with what forms, tables and tiles need beside it. */
export interface PropertyDefinition {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'object';
  readonly title: Text;
  readonly description?: Text;
  readonly unit?: Unit;
  readonly format?: 'date' | 'date-time';
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly codes?: CodeList;
  /** Carried by vector tiles, so that the map can style, label or explain by it. */
  readonly tile?: boolean;
}

export type Unit = 'm' | 'km' | 'm2' | 'km2' | 'mm' | 'km/h' | '%' | 'min' | 'a' | '10^4 m3' | '10^4 CNY' | '/d';

export type CodeList = readonly Code[];

export interface Code {
  readonly value: string;
  readonly title: Text;
}

export interface CrossFieldCheck {
  readonly id: string;
  /** The members it looks at; the first one is named in the fault. */
  readonly members: readonly [string, ...string[]];
  readonly message: Text;
  /** True where the members agree. Only called with a feature whose members are valid one by one. */
  readonly holds: (properties: Readonly<Record<string, unknown>>) => boolean;
}

export interface LayerStyle {
  /** Drawing order: lower is further down. */
  readonly order: number;
  readonly minimumZoom: number;
  readonly labelMember?: string;
  readonly labelMinimumZoom?: number;
  readonly base: Symbol;
  readonly by?: SymbolChoice;
  /** Other choices that a person may draw the layer by in place of `by`; each of a member that tiles carry. */
  readonly alsoBy?: readonly SymbolChoice[];
  /** Dangers: nobody, and no link, may have them drawn fainter. */
  readonly leastOpacityPercent?: number;
  readonly visible: boolean;
}

/** Differences by the value of one member; the legend lists them in this order. */
export interface SymbolChoice {
  readonly member: string;
  readonly cases: readonly SymbolCase[];
}

export interface SymbolCase extends Partial<Symbol> {
  readonly value: string;
}

export interface Symbol {
  readonly colour: string;
  /** Outline of points and polygons, casing of lines. */
  readonly outlineColour?: string;
  /** Pixels at zoom 14; line width, or diameter of a point. */
  readonly sizePixels: number;
  readonly dash?: readonly [number, number];
  readonly fillOpacity?: number;
  /** Points: the one character drawn inside, so that kinds differ by more than colour. */
  readonly glyph?: string;
}

export interface TileSettings {
  readonly minimumZoom: number;
  readonly maximumZoom: number;
  /**
   * At zooms below the key only rows whose member has one of the values are in the tile, so that a county of 100,000
   * roads stays legible and light from afar.
   */
  readonly thinning?: { readonly member: string; readonly belowZoom: readonly ThinningStep[] };
  /** Points that would lie on each other are one from afar. */
  readonly clusters?: ClusterSettings;
}

/**
 * In tiles below the zoom, points within one square of a grid are one feature without id, with `cluster_count` and the
 * gravest value of the member: what is dangerous must not hide behind what is not.
 */
export interface ClusterSettings {
  readonly belowZoom: number;
  /** Of clusters of several layers at one place the one of the highest rank is drawn above: danger over help. */
  readonly rank: number;
  readonly member: string;
  /** Gravest first; `null` is where a point without the member stands: what is not known may be grave. */
  readonly gravestFirst: readonly (string | null)[];
}

export interface ThinningStep {
  readonly zoom: number;
  readonly values: readonly string[];
}

/** Members that every layer has beside those of its definition; the service sets them, writers cannot. */
export const recordMembers = ['_version', '_created_at', '_updated_at'] as const;
