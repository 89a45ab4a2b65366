import { rm } from 'node:fs/promises';
import { openDatabase } from '../../server/database/connect.ts';
import type { Database } from '../../server/database/database.ts';
import { migrate } from '../../server/database/migrate.ts';
import { demoElevationFile, loadDemoCounty } from '../../server/demo-county.ts';
import { makeExtents } from '../../server/layers/extents.ts';
import { readSources, type ScreeningSources } from '../../server/processes/screen-roads/county-data.ts';
import { allHazards, rowsOf } from '../../server/processes/screen-roads/inputs.ts';
import { planSurroundings } from '../../server/processes/screen-roads/surroundings.ts';
import { makeThreadKeeper, type ThreadKeeper } from '../../server/processes/screen-roads/thread.ts';
import { startCluster } from '../setup/cluster.ts';
import { makeScratchFolder } from '../setup/scratch.ts';
import { findPostgresBinaries } from '../setup/tools.ts';
import type { Bench } from './bench.ts';
import { quantile, timed } from './support/measure.ts';
import { milliseconds } from './support/report.ts';

const warmUp = 60;

export const rescreening: Bench = {
  name: 'rescreen',
  run: async () => {
    const rows: string[][] = [];
    const bin = findPostgresBinaries();
    if (bin) {
      const cluster = await startCluster(bin);
      const database = await openDatabase({ databaseUrl: cluster.url, dataFolder: '', onProgress: () => {} });
      rows.push(...(await measure('PostGIS server', database)));
      await database.close();
      await cluster.stop();
    }
    const folder = makeScratchFolder();
    const embedded = await openDatabase({ dataFolder: folder, onProgress: () => {} });
    rows.push(...(await measure('embedded', embedded)));
    await embedded.close();
    await rm(folder, { recursive: true, force: true });
    return {
      title: 'Screening one road again after an edit',
      about:
        'A vertex in the middle of every road of the demo county in turn is moved by about a metre, and the road screened again for all five hazards: reading it, what it is joined to and what lies around it through the spatial indexes, joining, screening in the thread that is kept, and handing the findings back. Storing them is not in it, nor is the edit. The first time round the thread knows of a road no more than what its neighbours left there; the second time it keeps what the edit has not changed.',
      columns: ['database', 'edit', 'roads', 'p50', 'p95', 'slowest'],
      rows,
      notes: [
        'a continuous road is screened as a whole, except for the bends between junctions that the edit has not touched: the slowest are those of the longest, about 16 km',
      ],
    };
  },
};

async function measure(name: string, database: Database): Promise<string[][]> {
  await migrate(database, () => {});
  await loadDemoCounty(database, () => {});
  await database.pool.query('ANALYZE');
  const sources: Sources = { database, extents: makeExtents(database) };
  const { rows } = await database.pool.query<{ id: number }>('SELECT id FROM anlan.roads ORDER BY id');
  const threads = makeThreadKeeper();
  // The thread, its blocks of heights and the statements are warm before anything counts.
  for (const { id } of rows.slice(0, warmUp)) await rescreen(sources, threads, id);
  const results: string[][] = [];
  for (const round of ['first', 'second']) {
    const times: number[] = [];
    for (const { id } of rows) {
      await moveVertex(database, id);
      times.push(await timed(() => rescreen(sources, threads, id)));
    }
    results.push([
      name,
      round,
      String(rows.length),
      milliseconds(quantile(times, 0.5)),
      milliseconds(quantile(times, 0.95)),
      milliseconds(Math.max(...times)),
    ]);
  }
  return results;
}

/** By about a metre. */
async function moveVertex({ pool }: Database, id: number): Promise<void> {
  await pool.query(
    `UPDATE anlan.roads SET geom = ST_SetPoint(geom, ST_NPoints(geom) / 2,
       ST_Translate(ST_PointN(geom, ST_NPoints(geom) / 2 + 1), 0.00001, 0)) WHERE id = $1`,
    [id],
  );
}

type Sources = Pick<ScreeningSources, 'database' | 'extents'>;

const models = [{ name: 'demo', files: [demoElevationFile], rasters: [demoElevationFile] }];

async function rescreen(sources: Sources, threads: ThreadKeeper, id: number): Promise<void> {
  const never = new AbortController().signal;
  await threads.use(never, async (thread) => {
    const plan = { selected: [id], after: undefined, hazards: allHazards, rows: rowsOf({}) };
    await planSurroundings(sources.database.pool, thread, { ...(await readSources(sources, models)), ...plan });
    while (await thread.next());
  });
}
