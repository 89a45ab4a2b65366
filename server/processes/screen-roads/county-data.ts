import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import type { Database } from '../../database/database.ts';
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
  /** The county's elevation models as they are now. */
  readonly elevationFiles: () => Promise<readonly string[]>;
}

/** The elevation models among the county's files, as server/elevation opens them. */
export async function elevationFilesIn(dataFolder: string): Promise<readonly string[]> {
  const folder = path.join(dataFolder, 'elevation');
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /\.tiff?$/i.test(name))
    .sort()
    .map((name) => path.join(folder, name));
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
export async function readSources({
  database,
  extents,
  elevationFiles,
}: ScreeningSources): Promise<Pick<Plan, 'elevationFiles' | 'waterExtent' | 'sources'>> {
  const files = await elevationFiles();
  const boxes = [await extents.ofLayer(layers.water_bodies), await extents.ofLayer(layers.watercourses)];
  const known = boxes.filter((box) => box !== undefined);
  const { rows } = await database.pool.query<{ layer: string; day: string }>(
    `SELECT layer, to_char(changed_at, 'YYYY-MM-DD') AS day FROM anlan.layer_revisions
     WHERE layer IN ('roads', 'water_bodies', 'watercourses')`,
  );
  const dayOf = (...names: string[]) =>
    rows
      .filter(({ layer }) => names.includes(layer))
      .map(({ day }) => day)
      .sort()
      .at(-1);
  const named = (name: string, day: string | undefined): DataSource => ({ name, ...(day && { changed_on: day }) });
  return {
    elevationFiles: files,
    waterExtent: known.length > 0 ? known.reduce(around) : undefined,
    sources: {
      roads: named('roads', dayOf('roads')),
      ...(known.length > 0 && {
        water: named('water_bodies watercourses', dayOf('water_bodies', 'watercourses')),
      }),
      ...(files.length > 0 && {
        elevation: named(files.map((file) => path.basename(file)).join(' '), await latestDay(files)),
      }),
    },
  };
}

async function latestDay(files: readonly string[]): Promise<string | undefined> {
  const days = await Promise.all(files.map(async (file) => (await stat(file)).mtime.toISOString().slice(0, 10)));
  return days.sort().at(-1);
}

function around(a: Bbox, b: Bbox): Bbox {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
