import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Bench } from './bench.ts';
import { importFile } from './support/environment.ts';
import { interleaved, median, timed } from './support/measure.ts';
import { gdalVersion, ratio } from './support/report.ts';

const rounds = 3;
const run = promisify(execFile);

export const importing: Bench = {
  name: 'import',
  run: async (environment) => {
    const { county, freshDatabase } = await environment();
    const { url, database } = await freshDatabase('importing');
    const source = new URL(url);
    const target = `PG:host=${source.searchParams.get('host')} user=postgres dbname=importing`;
    const ogr2ogr = (...options: string[]) =>
      run('ogr2ogr', ['-f', 'PostgreSQL', target, county.file('roads'), ...options]);
    // The rival's table has the columns, types and indexes of ours; its triggers are left out.
    const { pool } = database;
    await pool.query('CREATE TABLE public.rival (LIKE anlan.roads INCLUDING ALL)');
    // ogr2ogr writes null into columns that the file does not have.
    for (const column of ['version', 'created_at', 'updated_at']) {
      await pool.query(`ALTER TABLE public.rival ALTER ${column} DROP NOT NULL`);
    }
    const ours = async () => {
      await pool.query('TRUNCATE anlan.roads');
      return timed(() => importFile(database, county, 'roads'));
    };
    const sameTable = async () => {
      await pool.query('TRUNCATE public.rival');
      return timed(() => ogr2ogr('-append', '-nln', 'public.rival', '--config', 'PG_USE_COPY', 'YES'));
    };
    const ownTable = () =>
      timed(() =>
        ogr2ogr('-overwrite', '-nln', 'public.plain', '-lco', 'GEOMETRY_NAME=geom', '--config', 'PG_USE_COPY', 'YES'),
      );

    const { first: our, second: same } = await interleaved(rounds, ours, sameTable);
    const own = [await ownTable(), await ownTable(), await ownTable()];
    const { rows: counted } = await pool.query<{ ours: number; same: number; own: number }>(
      'SELECT (SELECT count(*) FROM anlan.roads) AS ours, (SELECT count(*) FROM public.rival) AS same, (SELECT count(*) FROM public.plain) AS own',
    );
    const [counts] = counted;
    const features = counts?.ours ?? 0;
    if (counts?.same !== features || counts.own !== features) throw new Error(`stored ${JSON.stringify(counts)}`);
    const speed = (times: readonly number[]) => (features / median(times)) * 1000;
    const row = (name: string, times: readonly number[]) => [
      name,
      `${(median(times) / 1000).toFixed(1)} s`,
      `${Math.round(speed(times)).toLocaleString('en')}/s`,
      ratio(speed(times), speed(same)),
    ];
    const megabytes = (await stat(county.file('roads'))).size / 1024 ** 2;
    return {
      title: 'Import of GeoJSON into PostGIS',
      about: `${features.toLocaleString('en')} roads of 14 vertices, ${megabytes.toFixed(0)} MiB, into the same server. Ours reads, checks every feature against its layer, refuses repeated codes and stores in one transaction; ogr2ogr copies.`,
      columns: ['', 'time', 'features', 'speed against ogr2ogr'],
      rows: [
        row('ogr2ogr, COPY into a table like ours with its indexes', same),
        row('import', our),
        row('ogr2ogr, COPY into a table of its own with a spatial index', own),
      ],
      notes: [`medians of ${rounds}, in turns; ${gdalVersion()}`],
    };
  },
};
