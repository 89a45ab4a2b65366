import { stat } from 'node:fs/promises';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import type { Database } from '../../database/database.ts';
import type { CountyElevation } from '../../elevation/county-elevation.ts';
import type { ElevationSource } from '../../elevation/sources.ts';
import type { Queryable } from '../../jobs/job.ts';
import type { Extents } from '../../layers/extents.ts';
import type { Bbox, PagePosition } from '../../layers/query.ts';
import { readPage } from '../../layers/store.ts';
import type { DataSource } from '../../screening/types.ts';
import type { Plan } from './protocol.ts';

/** What screening takes from the service. */
export interface ScreeningSources {
  readonly database: Database;
  readonly extents: Extents;
  readonly elevation: Pick<CountyElevation, 'use'>;
}

const pageFeatures = 500;

/** All features of a layer as text, page by page: no page holds anything up for long. */
export async function* featuresOf(db: Queryable, layer: LayerDefinition): AsyncGenerator<readonly string[]> {
  let after: PagePosition | undefined;
  do {
    const page = await readPage(db, layer, { selection: {}, sort: [], limit: pageFeatures, after });
    yield page.features;
    after = page.next;
  } while (after);
}

/** What does not depend on the roads chosen: where the heights are, how far the water reaches, and from when all is. */
export async function readSources(
  { database, extents }: Pick<ScreeningSources, 'database' | 'extents'>,
  models: readonly ElevationSource[],
): Promise<Pick<Plan, 'elevation' | 'waterExtent' | 'sources'>> {
  const [bodies, courses, { rows }] = await Promise.all([
    extents.ofLayer(layers.water_bodies),
    extents.ofLayer(layers.watercourses),
    database.pool.query<{ layer: string; day: string }>(
      `SELECT layer, to_char(changed_at, 'YYYY-MM-DD') AS day FROM anlan.layer_revisions
       WHERE layer IN ('roads', 'water_bodies', 'watercourses')`,
    ),
  ]);
  const known = [bodies, courses].filter((box) => box !== undefined);
  const dayOf = (...names: string[]) =>
    rows
      .filter(({ layer }) => names.includes(layer))
      .map(({ day }) => day)
      .sort()
      .at(-1);
  const named = (name: string, day: string | undefined): DataSource => ({ name, ...(day && { changed_on: day }) });
  return {
    elevation: models.flatMap(({ rasters, verticalAccuracyMetres }) =>
      rasters.map((file) => ({ file, verticalAccuracyMetres })),
    ),
    waterExtent: known.length > 0 ? known.reduce(around) : undefined,
    sources: {
      roads: named('roads', dayOf('roads')),
      ...(known.length > 0 && {
        water: named('water_bodies watercourses', dayOf('water_bodies', 'watercourses')),
      }),
      ...(models.length > 0 && {
        elevation: named(models.map(({ name }) => name).join(' '), await latestDay(models)),
      }),
    },
  };
}

/** Of the imports; a file put into the folder by hand has the day of its last change. */
async function latestDay(models: readonly ElevationSource[]): Promise<string | undefined> {
  const days = await Promise.all(
    models.flatMap(({ importedAt, rasters }) =>
      rasters.map(async (file) => (importedAt ?? (await stat(file)).mtime.toISOString()).slice(0, 10)),
    ),
  );
  return days.sort().at(-1);
}

function around(a: Bbox, b: Bbox): Bbox {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
