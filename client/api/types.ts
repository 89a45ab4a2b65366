import type { Feature, FeatureCollection, Geometry, LineString } from 'geojson';
import type { LayerId } from '../../data/layers/definition.ts';
import type { Role } from '../../data/roles.ts';
import type { Text } from '../../data/text.ts';
import type { TokenScope } from '../../server/accounts/principal.ts';

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

export interface SessionUser {
  readonly id: number;
  readonly name: string;
  readonly display_name: string;
  readonly role: Role;
  /** The code of a township. */
  readonly township: string | null;
}

/** Who the page speaks for, and what they may. */
export interface SessionDescription {
  /** Null for strangers. */
  readonly user: SessionUser | null;
  /** Goes with every change made in the session. */
  readonly csrf: string | null;
  readonly public_read: boolean;
  readonly may_read: boolean;
  /** Layers that the account's role edits. */
  readonly edits: readonly LayerId[];
}

/** An account as administrators see it; times are RFC 3339. */
export interface UserAccount extends SessionUser {
  readonly disabled: boolean;
  readonly created_at: string;
  readonly last_sign_in_at: string | null;
}

/** A token without its secret; times are RFC 3339. */
export interface ApiToken {
  readonly id: number;
  readonly name: string;
  /** How the secret begins. */
  readonly hint: string;
  /** `rainfall`: it only reports rain. */
  readonly scope: TokenScope | null;
  readonly created_at: string;
  readonly expires_at: string;
  readonly last_used_at: string | null;
}
