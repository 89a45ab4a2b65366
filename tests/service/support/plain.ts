import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { importElevation } from '../../../server/elevation/import.ts';
import { writeGeotiff } from '../../unit/elevation/write-geotiff.ts';
import { origin } from './features.ts';

/** Puts a plain of 600 m above the sea around the county of the tests, about 10 km across. */
export async function importPlain(dataFolder: string, name = 'plain', metres = 600): Promise<void> {
  const folder = path.join(dataFolder, `given-${name}`);
  mkdirSync(folder, { recursive: true });
  const file = writeGeotiff(path.join(folder, `${name}.tif`), {
    width: 1000,
    height: 1000,
    at: () => metres,
    origin: [origin.longitude - 0.05, origin.latitude + 0.05],
    cell: 0.0001,
    epsg: 4326,
  });
  await importElevation({ dataFolder, files: [file], name, verticalAccuracyMetres: 1 });
}
