import type { StandardRow } from '../../../data/standards/row.ts';
import type { Bbox } from '../../layers/query.ts';
import type { DataSource, Hazard } from '../../screening/types.ts';

export type ScreenedLayer = 'roads' | 'water_bodies' | 'watercourses';

/** What passes between the service and the thread that screens. Features are GeoJSON text: the thread takes them apart. */
export type ToThread =
  | { readonly kind: 'features'; readonly of: ScreenedLayer; readonly features: readonly string[] }
  /** Asks to take up what it kept of earlier screenings, by the keys of kept-features.ts. */
  | { readonly kind: 'take'; readonly of: ScreenedLayer; readonly keys: readonly string[] }
  | ({ readonly kind: 'plan' } & Plan)
  | { readonly kind: 'next' };

export interface Plan {
  /** The roads to be screened; with each the whole continuous road it belongs to. All where undefined. */
  readonly selected: readonly number[] | undefined;
  /** The key of the last alignment that is done already. */
  readonly after: number | undefined;
  readonly hazards: readonly Hazard[];
  readonly rows: readonly StandardRow[];
  /** The rasters of the county's elevation, the preferred first. */
  readonly elevation: readonly PlanRaster[];
  /** Around all the county's water, of which `features` may hold only what lies near; undefined where it has none. */
  readonly waterExtent: Bbox | undefined;
  readonly sources: { readonly roads: DataSource; readonly water?: DataSource; readonly elevation?: DataSource };
}

export interface PlanRaster {
  readonly file: string;
  /** Standard deviation of a height in metres, where it is known. */
  readonly verticalAccuracyMetres: number | undefined;
}

export interface Planned {
  readonly kind: 'planned';
  readonly alignments: number;
  /** Of the roads to be screened: those done already, and all. */
  readonly doneMetres: number;
  readonly allMetres: number;
  readonly roads: number;
  /** All the roads that the planned alignments are made of. */
  readonly roadIds: readonly number[];
}

export interface Chunk {
  readonly kind: 'chunk';
  /** Key of the last alignment in it: alignments go by their lowest road id. */
  readonly lastKey: number;
  readonly metres: number;
  readonly roads: readonly ScreenedRoad[];
  /** Each a `Finding` of server/screening as text. */
  readonly findings: readonly string[];
}

export interface ScreenedRoad {
  readonly id: number;
  /** In which it was screened. */
  readonly version: number;
}

export type FromThread =
  | Planned
  | Chunk
  /** What it was asked to take up and does not have. */
  | { readonly kind: 'lacking'; readonly keys: readonly string[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly error: string };
