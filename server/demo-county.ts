import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FeatureCollection } from 'geojson';
import type pg from 'pg';
import { z } from 'zod';
import { type LayerDefinition, layerList } from '../data/layers/index.ts';
import { text } from '../data/text.ts';
import { readCounty, writeCounty } from './county.ts';
import type { Database, OnProgress } from './database/database.ts';
import { withTransaction } from './database/transaction.ts';
import { announceChanges } from './layers/changes/announce.ts';
import { insertFeatures } from './layers/store.ts';
import { tableOf } from './layers/table.ts';
import { type NewFeature, validateFeature } from './layers/validation.ts';

const demoFolder = fileURLToPath(new URL('../data/demo', import.meta.url));
export const demoElevationFile = path.join(demoFolder, 'elevation.tif');

const indexSchema = z.object({ name: z.object({ zh: z.string(), en: z.string() }) });
const batchSize = 1000;

/**
 * Fills an empty database with the demo county, all of it or nothing. A database with any feature, or with a county
 * named in it, is somebody's and left alone.
 *
 * @returns whether it was filled
 */
export async function loadDemoCounty(database: Database, onProgress: OnProgress): Promise<boolean> {
  if (!(await isUntouched(database.pool))) return false;
  onProgress(text('正在载入演示县……', 'Loading the demo county …'));
  const { name } = indexSchema.parse(await readJson('index.json'));
  await withTransaction(database.pool, async (client) => {
    const author = { userId: null, name: 'anlan:demo', role: null };
    const layers = layerList.map(({ id }) => id);
    await announceChanges(client, { author, source: 'demo', message: `${name.zh} ${name.en}`, layers });
    for (const layer of layerList) await loadLayer(client, layer);
    await writeCounty(client, { name, demo: true });
  });
  return true;
}

async function isUntouched(db: Pick<pg.ClientBase, 'query'>): Promise<boolean> {
  if (await readCounty(db)) return false;
  const parts = layerList.map((layer) => `EXISTS (SELECT FROM ${tableOf(layer)})`);
  const { rows } = await db.query<{ used: boolean }>(`SELECT ${parts.join(' OR ')} AS used`);
  return rows[0]?.used === false;
}

async function loadLayer(client: pg.PoolClient, layer: LayerDefinition): Promise<void> {
  const { features } = (await readJson(`${layer.id}.geojson`)) as FeatureCollection;
  const valid = features.map((feature, index): NewFeature => {
    const outcome = validateFeature(layer, feature, index + 1);
    if (outcome.ok) return outcome.feature;
    const [fault] = outcome.faults;
    throw new Error(`demo county, ${layer.id} ${fault?.feature}: ${fault?.member} ${fault?.reason.en}`);
  });
  for (let from = 0; from < valid.length; from += batchSize) {
    await insertFeatures(client, layer, valid.slice(from, from + batchSize));
  }
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(demoFolder, file), 'utf8'));
}
