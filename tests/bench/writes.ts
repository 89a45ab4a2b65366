import { layers } from '../../data/layers/index.ts';
import { announceChanges } from '../../server/layers/changes/announce.ts';
import { makeChangeService } from '../../server/layers/changes/change-service.ts';
import { readFeature } from '../../server/layers/store.ts';
import type { Bench } from './bench.ts';
import { interleaved, quantile, timed } from './support/measure.ts';
import { milliseconds, ratio } from './support/report.ts';

const writes = 400;
const bulk = 20_000;
const bulkRounds = 3;
const author = { userId: null, name: 'bench', role: null };
const geometry = { type: 'Point', coordinates: [110.2, 31.2] };

/** Writes with version, validation and history against the bare statement on a plain table, in turns. */
export const writing: Bench = {
  name: 'writes',
  run: async (environment) => {
    const { database } = await (await environment()).freshDatabase('writes');
    const { pool } = database;
    await pool.query('CREATE TABLE public.rival (LIKE anlan.shelters INCLUDING ALL)');
    const changes = makeChangeService(database, { wake: () => {} });
    const intent = { source: 'api', message: undefined, mergeDisjoint: false } as const;
    const writer = { author, authorise: async () => {} };
    const layer = layers.shelters;
    const feature = (name: string) => ({ type: 'Feature', geometry, properties: { name, capacity: 1 } });

    const create = await interleaved(
      writes,
      (round) =>
        timed(() =>
          changes.change(writer, intent, { kind: 'create', layer, feature: feature(`s${round}`) }, (db, { id }) =>
            readFeature(db, layer, id),
          ),
        ),
      (round) =>
        timed(() =>
          pool.query("INSERT INTO public.rival (name, capacity, geom) VALUES ($1, 1, 'SRID=4326;POINT(110.2 31.2)')", [
            `s${round}`,
          ]),
        ),
    );
    const update = await interleaved(
      writes,
      (round) =>
        timed(() =>
          changes.change(
            writer,
            intent,
            { kind: 'update', layer, id: round + 1, expectedVersion: 1, patch: { properties: { capacity: 2 } } },
            (db, { id }) => readFeature(db, layer, id),
          ),
        ),
      (round) => timed(() => pool.query('UPDATE public.rival SET capacity = 2 WHERE id = $1', [round + 1])),
    );
    const insertMany = (table: string) =>
      `INSERT INTO ${table} (name, geom) SELECT 'b', ST_SetSRID(ST_MakePoint(110 + n / 100000.0, 31), 4326) FROM generate_series(1, ${bulk}) AS n`;
    const many = await interleaved(
      bulkRounds,
      () =>
        timed(async () => {
          const client = await pool.connect();
          try {
            await client.query('BEGIN');
            await announceChanges(client, { author, source: 'import', layers: ['shelters'] });
            await client.query(insertMany('anlan.shelters'));
            await client.query('COMMIT');
          } finally {
            client.release();
          }
        }),
      () => timed(() => pool.query(insertMany('public.rival'))),
    );
    const row = (name: string, { first, second }: { first: number[]; second: number[] }) => {
      const [ours, bare] = [quantile(first, 0.5), quantile(second, 0.5)];
      return [
        name,
        String(Math.round(1000 / ours)),
        milliseconds(ours),
        milliseconds(quantile(first, 0.95)),
        milliseconds(bare),
        milliseconds(quantile(second, 0.95)),
        ratio(ours, bare),
      ];
    };
    return {
      title: 'Writes with version, validation and history against the bare statement',
      about:
        'One writer, one connection each, without HTTP. The rival is the same statement on a table without triggers.',
      columns: ['write', 'ours a second', 'ours p50', 'ours p95', 'bare p50', 'bare p95', 'ratio of p50'],
      rows: [row('create one', create), row('update one', update), row(`insert ${bulk} in one statement`, many)],
      notes: [`${writes} writes each, ${bulkRounds} rounds of the bulk, in turns`],
    };
  },
};
