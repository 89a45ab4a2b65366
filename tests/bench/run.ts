import { access } from './access.ts';
import type { Bench } from './bench.ts';
import { checkRoute } from './check-route.ts';
import { importing } from './import.ts';
import { items } from './items.ts';
import { rescreening } from './rescreen.ts';
import { searching } from './search.ts';
import { start } from './start.ts';
import { type Environment, openEnvironment } from './support/environment.ts';
import { writeReport } from './support/report.ts';
import { tiles } from './tiles.ts';
import { writing } from './writes.ts';

const benches: readonly Bench[] = [checkRoute, tiles, items, importing, writing, access, rescreening, searching, start];

/** `npm run bench`, or `npm run bench -- items tiles` for some of them. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    throw new Error(`no bench ${unknown.join(', ')}; there are ${benches.map((bench) => bench.name).join(', ')}`);
  }
  let opened: Promise<Environment> | undefined;
  const environment = () => {
    opened ??= openEnvironment();
    return opened;
  };
  try {
    for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const report = await bench.run(environment);
      writeReport(bench.name, report, await versions(opened));
    }
  } finally {
    await (await opened)?.close();
  }
}

async function versions(opened: Promise<Environment> | undefined): Promise<string> {
  const database = (await opened)?.database;
  return database
    ? `PostgreSQL ${database.capabilities.postgres}, PostGIS ${database.capabilities.postgis}`
    : 'embedded PostgreSQL (PGlite)';
}

await main(process.argv.slice(2));
