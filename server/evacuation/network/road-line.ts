/** One road section as the network needs it: its line and what decides who may use it, how fast and in which direction. */
export interface RoadLine {
  /** Place of its feature in the input, from 1. */
  readonly feature: number;
  /** Names it to whoever gave it: the code, else the id of its feature, else its place in the input. */
  readonly key: string | number;
  /** Every word by which a closure or hazard may name this section. */
  readonly codes: readonly string[];
  readonly roadCode: string | null;
  readonly name: string | null;
  readonly roadClass: string;
  readonly structure: string;
  /** For vehicles; people on foot walk either way. */
  readonly oneway: 'both' | 'forward' | 'backward';
  /** Null: nobody says. */
  readonly motorVehicles: boolean | null;
  readonly designSpeedKmh: number | null;
  readonly widthMetres: number | null;
  readonly lanes: number | null;
  /** Chainage at the first and last position; null where it has none. */
  readonly fromMetres: number | null;
  readonly toMetres: number | null;
  /** Longitude, latitude, longitude, latitude, ... in degrees WGS 84. At least two positions. */
  readonly coordinates: Float64Array;
}
