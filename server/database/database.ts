import type pg from 'pg';
import type { Text } from '../../data/text.ts';

/** What differs between databases and cannot be told from SQL alone. Found by trying, not by version numbers. */
export interface Capabilities {
  /** `ST_AsMVT` works. Without it tiles are encoded in Node from `ST_AsMVTGeom`. */
  readonly mvt: boolean;
  /** Version, for example `3.3.2`. */
  readonly postgis: string;
  /** Version, for example `15.12`. */
  readonly postgres: string;
}

export interface Database {
  /** Opened by another process, a running service, whose schema it is. */
  readonly joined?: boolean;
  readonly pool: pg.Pool;
  readonly kind: 'embedded' | 'server';
  readonly capabilities: Capabilities;
  /** Ends the pool and, when embedded, the engine after a last flush. May be called twice. */
  close(): Promise<void>;
}

/** Takes one line for the person who waits. */
export type OnProgress = (line: Text) => void;
