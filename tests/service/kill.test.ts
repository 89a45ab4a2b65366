import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../server/database/connect.ts';
import { verifyHistory } from '../../server/layers/history/verify.ts';
import { makeAccount } from '../setup/accounts.ts';
import { databaseKind, testDatabase, testDataFolder } from '../setup/service.ts';
import { sample } from './support/features.ts';
import { servedProcess } from './support/served.ts';

const db = databaseKind === 'server' ? testDatabase() : undefined;
const folder = databaseKind === 'embedded' ? testDataFolder() : undefined;

const kills = 20;
const writers = 4;

const open = () => openDatabase({ databaseUrl: db?.url, dataFolder: folder?.path ?? '', onProgress: () => {} });

const startServed = servedProcess();
const start = () => startServed({ databaseUrl: db?.url, dataFolder: folder?.path ?? '/nonexistent' });

let bearer = {};
const json = (method: string, body: unknown) => ({
  method,
  headers: { 'Content-Type': 'application/json', ...bearer },
  body: JSON.stringify(body),
});

/** Writes the next version again and again until the service is gone; `acknowledged` is the last one that was answered. */
async function write(address: string, feature: { id: number; acknowledged: number }): Promise<void> {
  for (;;) {
    const properties = { capacity: feature.acknowledged + 1, _version: feature.acknowledged };
    try {
      const answer = await fetch(`${address}/${feature.id}`, json('PATCH', { properties }));
      const { properties: stored } = (await answer.json()) as { properties: { _version: number } };
      feature.acknowledged = stored._version;
    } catch {
      return;
    }
  }
}

test(`a service killed ${kills} times while it writes loses nothing that it has acknowledged`, {
  timeout: 900_000,
}, async () => {
  const features: { id: number; acknowledged: number }[] = [];
  const prepared = await open();
  bearer = (await makeAccount(prepared, { name: 'writer' })).bearer;
  await prepared.close();
  for (let kill = 0; kill < kills; kill++) {
    const { process: service, api } = await start();
    const address = `${api}/collections/shelters/items`;
    for (const feature of features) {
      const answer = await fetch(`${address}/${feature.id}`, { headers: bearer });
      const { properties } = (await answer.json()) as { properties: { _version: number; capacity: number } };
      // One more may have been stored, whose answer the kill has cut off.
      expect([feature.acknowledged, feature.acknowledged + 1]).toContain(properties._version);
      expect(properties.capacity).toBe(properties._version);
      feature.acknowledged = properties._version;
    }
    while (features.length < writers) {
      const answer = await fetch(address, json('POST', sample('shelters', { capacity: 1 })));
      const { ids } = (await answer.json()) as { ids: [number] };
      features.push({ id: ids[0], acknowledged: 1 });
    }
    const before = features.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
    const writing = features.map((feature) => write(address, feature));
    const acknowledged = () => features.reduce((sum, feature) => sum + feature.acknowledged, 0);
    // A kill under no load shows nothing; after that it may come at any moment.
    while (acknowledged() < before + 8) await sleep(5);
    await sleep(7 * kill);
    service.kill('SIGKILL');
    await Promise.all([...writing, once(service, 'exit')]);
  }

  const database = await open();
  try {
    expect((await verifyHistory(database.pool)).findings).toEqual([]);
    const { rows } = await database.pool.query(
      `SELECT count(*) FILTER (WHERE (after->>'capacity')::int <> version) AS odd FROM anlan.history`,
    );
    expect(rows).toEqual([{ odd: 0 }]);
    for (const { id, acknowledged } of features) {
      const last = await database.pool.query('SELECT max(version) AS last FROM anlan.history WHERE feature_id = $1', [
        id,
      ]);
      expect([acknowledged, acknowledged + 1]).toContain(last.rows[0]?.last);
    }
  } finally {
    await database.close();
  }
});
