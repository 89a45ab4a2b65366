import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeCounty } from '../../server/county.ts';
import type { Database } from '../../server/database/database.ts';
import { readWarningStates } from '../../server/warnings/read-states.ts';
import { type Ended, runAnlan } from '../setup/command.ts';
import { commandCounty } from './support/command-county.ts';
import { point, sample, store } from './support/features.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'anlan-rain-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { environment, open } = commandCounty();

/** The county's database, in this process, for as long as the work takes. */
async function inside<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await open();
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function rainfall(...words: readonly string[]): Promise<Ended> {
  return runAnlan(['rainfall', ...words], { LANG: 'en_US.UTF-8', ...environment() });
}

async function fileWith(name: string, content: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

const thresholds = { evacuate_1h_mm: 30, prepare_1h_mm: 20 };
const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
const justNow = new Date(Date.now() - 1000).toISOString();

/** Each command starts the embedded database anew. */
describe('rainfall', { timeout: 240_000 }, () => {
  it('brings gauges and their readings in and says what has changed, or stores nothing', async () => {
    await inside((database) =>
      store(database, 'flood_points', [sample('flood_points', { code: 'SH1', ...thresholds }, point(0, 0))]),
    );
    const gauges = await fileWith(
      'gauges.geojson',
      JSON.stringify({ type: 'Feature', geometry: point(100, 0), properties: { code: 'P1' } }),
    );
    const rain = (mm: number) => `gauge,start,end,rain_mm\nP1,${hourAgo},${justNow},${mm}\n`;
    const bad = await rainfall('--gauges', gauges, await fileWith('bad.csv', rain(-1)));
    expect(bad.code).toBe(1);
    expect(bad.err).toMatch(/bad\.csv: reading 1 rain_mm: .*negative/);
    // Nothing of it was stored, not even the gauge.
    const strange = await rainfall(await fileWith('first.csv', rain(31)));
    expect(strange.err).toContain('there is no gauge "P1"');

    const good = await rainfall('--gauges', gauges, path.join(folder, 'first.csv'));
    expect(good.code, good.err).toBe(0);
    expect(good.out).toContain('1 readings stored');
    expect(good.out).toMatch(/SH1 .*: .* → Evacuate now/);
    expect([...(await inside((database) => readWarningStates(database)))]).toMatchObject([
      ['SH1', { state: 'evacuate' }],
    ]);

    const lower = await fileWith(
      'lower.json',
      JSON.stringify([{ gauge: 'P1', start: hourAgo, end: justNow, rain_mm: 2 }]),
    );
    expect((await rainfall(lower)).err).toMatch(/reading 1 rain_mm: the gauge has 31 mm/);
    expect((await rainfall(lower, '--correct')).out).toContain('1 corrected');
    expect([...(await inside((database) => readWarningStates(database)))]).toMatchObject([['SH1', { state: 'none' }]]);
  });

  it('loads invented rain into the demo county alone, marked as such', async () => {
    const refused = await rainfall('--demo');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('demo county only');
    await inside(async (database) => {
      await writeCounty(database.pool, { name: { zh: '演示县', en: 'Demo' }, demo: true });
      await store(
        database,
        'flood_points',
        [
          [-8000, -8000],
          [8000, -8000],
          [-8000, 8000],
          [8000, 8000],
        ].map(([east = 0, north = 0], index) =>
          sample(
            'flood_points',
            { code: `D${index}`, prepare_1h_mm: 15, evacuate_1h_mm: 30, prepare_24h_mm: 40 },
            point(east, north),
          ),
        ),
      );
    });
    expect((await rainfall('--demo')).out).toContain('This rain is invented');
    // Again, as of now: what was there of it goes.
    expect((await rainfall('--demo')).code).toBe(0);
    await inside(async (database) => {
      const found = await readWarningStates(database);
      expect(['D0', 'D1', 'D2', 'D3'].map((code) => found.get(code)?.state)).toEqual([
        'evacuate',
        'prepare',
        'none',
        'unknown',
      ]);
      const { rows } = await database.pool.query<{ n: number }>(
        `SELECT count(*) AS n FROM anlan.warning_changes WHERE flood_point_code LIKE 'D_' AND NOT demo`,
      );
      expect(rows[0]?.n).toBe(0);
    });
  });
});
