import { createReadStream } from 'node:fs';
import { layers } from '../../data/layers/index.ts';
import type { Database } from '../../server/database/database.ts';
import { readGeoJson } from '../../server/formats/geojson/read.ts';
import type { NumberedValue } from '../../server/formats/index.ts';
import { importFeatures } from '../../server/layers/import.ts';
import { findFeatures } from '../../server/search/find-features.ts';
import type { Bench } from './bench.ts';
import type { LatticeCounty } from './support/county.ts';
import type { Environment } from './support/environment.ts';
import { interleaved, quantile, timed } from './support/measure.ts';
import { milliseconds, ratio } from './support/report.ts';

const rounds = 15;
const limit = 8;
const pageRows = 200;

/** Characters of villages' names; a road is named after two of them, so that no pair is in more than some hundreds. */
const characters = '石门溪口河坝村王家坪上下湾大小山水长青龙白虎沟桥头岭李张陈刘杨黄周吴徐孙马朱胡林郭何高罗郑梁';

const queries: readonly (readonly [string, string])[] = [
  ['two characters within names', '溪口'],
  ['a whole name', `${nameOf(7)}公路`],
  ['part of a code', '-77-'],
  ['a word that every road has', '公路'],
  ['one character', '溪'],
];

/** As the table asks for them: without geometry, sorted and filtered at the service, page after page. */
const tables: readonly (readonly [string, string, string, object | undefined])[] = [
  ['sorted by name', 'roads', 'name', undefined],
  ['sorted by a figure, filtered by class', 'roads', '-from_m', is('road_class', 'village')],
  ['filtered by part of the name', 'roads', 'name', { op: 'like', args: [{ property: 'name' }, '%N%'] }],
  ['hazards sorted by cost, of one grade', 'road_hazards', '-cost_10k_yuan', is('grade', 'low')],
];

function is(property: string, value: string): object {
  return { op: '=', args: [{ property }, value] };
}

function tablePath(layer: string, sortby: string, filter: object | undefined): string {
  const query = new URLSearchParams({ sortby, limit: String(pageRows), skipGeometry: 'true' });
  if (filter) {
    query.set('filter-lang', 'cql2-json');
    query.set('filter', JSON.stringify(filter));
  }
  return `/api/collections/${layer}/items?${query}`;
}

export const searching: Bench = {
  name: 'search',
  run: async (environment) => {
    const { county, freshDatabase, service } = await environment();
    const { database } = await freshDatabase('search');
    await importNamed(database, county, 'roads');
    await importNamed(database, county, 'road_hazards');
    await database.pool.query('ANALYZE');
    const rows: string[][] = [];
    for (const [what, words] of queries) {
      await findFeatures(database.pool, words, limit);
      const { first, second } = await interleaved(
        rounds,
        () => timed(() => findFeatures(database.pool, words, limit)),
        () => timed(() => plainSearch(database, words)),
      );
      rows.push(row(`search: ${what}`, first, second));
    }
    for (const [what, layer, sortby, filter] of tables) {
      const get = (address: string) => timed(() => page(service, address));
      const first = tablePath(layer, sortby, filter);
      const next = await page(service, first);
      if (next === undefined) throw new Error(`${first} has one page`);
      const times = await interleaved(
        rounds,
        () => get(next),
        () => get(first),
      );
      rows.push(row(`table: ${what}; next page`, times.first, times.second));
    }
    return {
      title: 'Search by parts of words, and pages of the table',
      about: `${county.roadCount} roads and as many hazards. Search: all layers, against a plain ILIKE over names and codes of the two. Table: pages of ${pageRows} over HTTP, the next one against the first.`,
      columns: ['what', 'p50', 'p95', 'rival p50', 'rival p95', 'ratio'],
      rows,
      notes: [`${rounds} rounds, in turns`],
    };
  },
};

function row(what: string, ours: readonly number[], rival: readonly number[]): string[] {
  const [p50, rivalP50] = [quantile(ours, 0.5), quantile(rival, 0.5)];
  const [p95, rivalP95] = [quantile(ours, 0.95), quantile(rival, 0.95)];
  return [what, ...[p50, p95, rivalP50, rivalP95].map(milliseconds), ratio(p50, rivalP50)];
}

function nameOf(index: number): string {
  const at = (step: number) => characters[(index * step + Math.floor(index / 50)) % characters.length] ?? '';
  return `${at(7)}${at(31)}${at(17)}`;
}

async function importNamed(database: Database, county: LatticeCounty, id: 'roads' | 'road_hazards'): Promise<void> {
  await importFeatures({
    announcement: { author: { userId: null, name: 'bench', role: null }, source: 'import' },
    database,
    layer: layers[id],
    source: named(readGeoJson(createReadStream(county.file(id))), id === 'roads' ? '公路' : '隐患'),
  });
}

async function* named(source: AsyncIterable<NumberedValue>, kind: string): AsyncGenerator<NumberedValue> {
  for await (const { number, value } of source) {
    const feature = value as { properties: object };
    // A road of ten sections has one name.
    const name = `${nameOf(Math.floor(number / 10))}${kind}`;
    yield { number, value: { ...feature, properties: { ...feature.properties, name } } };
  }
}

async function plainSearch({ pool }: Database, words: string): Promise<void> {
  for (const layer of ['roads', 'road_hazards']) {
    await pool.query(
      `SELECT id, code, name, Box2D(geom)::text, count(*) OVER () FROM anlan.${layer}
       WHERE name ILIKE $1 OR code ILIKE $1 OR road_code ILIKE $1 ORDER BY length(name), id LIMIT $2`,
      [`%${words}%`, limit],
    );
  }
}

/** The whole answer; @returns the address of the next page */
async function page({ address }: Environment['service'], path: string): Promise<string | undefined> {
  const answer = await fetch(`${address}${path}`);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  const { links } = (await answer.json()) as { links: readonly { rel: string; href: string }[] };
  return links.find(({ rel }) => rel === 'next')?.href.slice(address.length);
}
