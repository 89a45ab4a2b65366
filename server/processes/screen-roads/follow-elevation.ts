import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import { withTransaction } from '../../database/transaction.ts';
import type { CountyElevation } from '../../elevation/county-elevation.ts';
import type { ElevationService, SourceRaster } from '../../elevation/elevation-service.ts';
import type { Queryable } from '../../jobs/job.ts';
import type { Bbox } from '../../layers/query.ts';
import { queueRoads } from './due.ts';
import { rescreenProcess } from './runners.ts';
import { reachDegrees } from './surroundings.ts';

export interface ElevationFollower {
  start(): void;
  close(): Promise<void>;
}

export interface ElevationFollowerOptions {
  readonly database: Database;
  readonly elevation: Pick<CountyElevation, 'use'>;
  readonly logger: Logger;
  readonly wake: (process: string, id: string) => void;
}

/** The command imports beside the service, which is told of nothing. A look reads one small file. */
const lookEveryMs = 2000;
/** So many roads and more are all read, and may as well be all screened. */
const mostRoads = 5000;
const setting = 'elevation_followed';

const rasterSchema = z.object({
  /** Which heights these are, and what is said of their accuracy: what a finding rests on. */
  key: z.string(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});
type Followed = z.infer<typeof rasterSchema>;

/**
 * Screens roads again over which elevation has come, changed or gone, by whatever way, also while no service ran: which
 * rasters were there last is stored with the job that a difference becomes.
 */
export function followElevation({ database, elevation, logger, wake }: ElevationFollowerOptions): ElevationFollower {
  const closing = new AbortController();
  let following: Promise<void> | undefined;
  let taken: ElevationService | undefined;

  const take = async (): Promise<void> => {
    const jobId = await elevation.use(async (now) => {
      if (now === taken) return undefined;
      const id = await withTransaction(database.pool, (db) => takeDifference(db, now.rasters.map(describe)));
      taken = now;
      return id;
    });
    if (jobId !== undefined) wake(rescreenProcess, jobId);
  };
  const follow = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await take().catch((error) => {
        if (!closing.signal.aborted) logger.warn({ err: error }, 'changes of the elevation cannot be taken');
      });
      await sleep(lookEveryMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    }
  };

  return {
    start() {
      following ??= follow();
    },
    async close() {
      closing.abort();
      await following;
    },
  };
}

function describe({ file, source, fingerprint, verticalAccuracyMetres, bounds }: SourceRaster): Followed {
  // The folder of an import is its own and never written again, wherever the data folder is moved to.
  const heights = source.folder
    ? `${path.basename(source.folder)}/${path.basename(file)}`
    : `${path.basename(file)} ${fingerprint}`;
  return { key: `${heights} ${verticalAccuracyMetres ?? ''}`, bounds: [...bounds] };
}

/** @returns the job that the difference became */
async function takeDifference(db: Queryable, present: readonly Followed[]): Promise<string | undefined> {
  // Locked: of several services on one database one takes it.
  const { rows } = await db.query<{ value: unknown }>('SELECT value FROM anlan.settings WHERE key = $1 FOR UPDATE', [
    setting,
  ]);
  const before = rows[0] && z.array(rasterSchema).parse(rows[0].value);
  const changed = before && difference(before, present);
  if (changed?.length === 0) return undefined;
  await db.query(
    `INSERT INTO anlan.settings (key, value) VALUES ($1, $2::jsonb)
     ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
    [setting, JSON.stringify(present)],
  );
  // Nothing was screened yet, or nobody knows with what.
  const screened = await db.query('SELECT FROM anlan.screening_followed');
  if (!changed || screened.rows.length === 0) return undefined;
  const roads = await roadsWithin(db, changed);
  if (roads?.length === 0) return undefined;
  return await queueRoads(db, roads);
}

function difference(before: readonly Followed[], present: readonly Followed[]): Bbox[] {
  const without = (these: readonly Followed[], those: readonly Followed[]) => {
    const keys = new Set(those.map(({ key }) => key));
    return these.filter(({ key }) => !keys.has(key)).map(({ bounds }) => bounds);
  };
  return [...without(before, present), ...without(present, before)];
}

/** Undefined: all. */
async function roadsWithin(db: Queryable, boxes: readonly Bbox[]): Promise<readonly number[] | undefined> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM anlan.roads WHERE EXISTS (SELECT FROM unnest($1::float8[], $2::float8[], $3::float8[], $4::float8[])
         AS b(west, south, east, north)
       WHERE geom && ST_Expand(ST_MakeEnvelope(b.west, b.south, b.east, b.north, 4326), $5)) LIMIT $6`,
    [...[0, 1, 2, 3].map((side) => boxes.map((box) => box[side])), reachDegrees, mostRoads],
  );
  return rows.length < mostRoads ? rows.map(({ id }) => id) : undefined;
}
