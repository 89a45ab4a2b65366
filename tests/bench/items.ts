import { layers } from '../../data/layers/index.ts';
import { featureSql } from '../../server/layers/feature.ts';
import type { Bench } from './bench.ts';
import type { Environment } from './support/environment.ts';
import { interleaved, median, timed } from './support/measure.ts';
import { milliseconds, ratio } from './support/report.ts';

const limit = 1000;
const farPage = 100;
const rounds = 15;

export const items: Bench = {
  name: 'items',
  run: async (environment) => {
    const opened = await environment();
    const unsorted = await measure(opened, 'roads', '');
    const sorted = await measure(opened, 'road_hazards', 'sortby=-cost_10k_yuan');
    return {
      title: `items?limit=${limit}: the first page against page ${farPage}`,
      about: `Over HTTP, whole answers, ${opened.county.roadCount} features. Target: page ${farPage} at most 1.2 times page 1. The rival is the bare OFFSET query for page ${farPage}.`,
      columns: ['collection', 'page 1', `page ${farPage}`, 'ratio', 'OFFSET query', 'first OFFSET query', 'its ratio'],
      rows: [unsorted, sorted],
      notes: [`medians of ${rounds} rounds, in turns`],
    };
  },
};

async function measure({ service, database }: Environment, layer: 'roads' | 'road_hazards', order: string) {
  const first = `/api/collections/${layer}/items?limit=${limit}${order && `&${order}`}`;
  const far = await pageAddress(service, first, farPage);
  const get = (path: string) => timed(async () => requireOk((await service.request(path)).status));
  const http = await interleaved(
    rounds,
    () => get(first),
    () => get(far),
  );
  const orderSql = order === '' ? 'id' : 'cost_10k_yuan DESC NULLS LAST, id';
  const offset = (pages: number) =>
    timed(() =>
      database.pool.query(
        `SELECT ${featureSql(layers[layer])} AS feature FROM anlan.${layer} ORDER BY ${orderSql} LIMIT ${limit} OFFSET ${pages * limit}`,
      ),
    );
  const bare = await interleaved(
    rounds,
    () => offset(0),
    () => offset(farPage - 1),
  );
  const [one, hundred, bareOne, bareHundred] = [http.first, http.second, bare.first, bare.second].map(median);
  return [
    `${layer} ${order}`,
    milliseconds(one ?? 0),
    milliseconds(hundred ?? 0),
    ratio(hundred ?? 0, one ?? 0),
    milliseconds(bareHundred ?? 0),
    milliseconds(bareOne ?? 0),
    ratio(bareHundred ?? 0, bareOne ?? 0),
  ];
}

/** Walks the next links to the page that so many come before. */
async function pageAddress(service: Environment['service'], first: string, page: number): Promise<string> {
  let path = first;
  for (let at = 1; at < page; at++) {
    const answer = await fetch(`${service.address}${path}`);
    requireOk(answer.status);
    const { links } = (await answer.json()) as { links: { rel: string; href: string }[] };
    const next = links.find((link) => link.rel === 'next');
    if (!next) throw new Error(`page ${at} is the last one`);
    path = next.href.slice(service.address.length);
  }
  return path;
}

function requireOk(status: number): void {
  if (status !== 200) throw new Error(`the service answered ${status}`);
}
