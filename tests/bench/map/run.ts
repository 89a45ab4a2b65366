import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildClient } from '../../../scripts/build-client.ts';
import { makeAccount } from '../../setup/accounts.ts';
import { findChromium, howToGet } from '../../setup/tools.ts';
import { type Environment, openEnvironment } from '../support/environment.ts';
import { median, quantile } from '../support/measure.ts';
import { milliseconds, ratio, writeReport } from '../support/report.ts';
import { type BareStyle, offerBarePage } from './bare-page.ts';
import { heapMebibytes, panFrames, patienceMs, timeToIdle } from './pages.ts';

const rounds = Number(process.env.ANLAN_BENCH_ROUNDS ?? 5);
const edits = Number(process.env.ANLAN_BENCH_EDITS ?? 200);
const viewport = { width: 1280, height: 800 };
const zooms = [11, 14];
/** Draws WebGL where there is no graphics card; both pages alike. */
const launchArguments = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** `npm run bench:map`: the map workplace against a bare MapLibre page with the same tiles, in Chromium. */
async function main(): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(howToGet.browser);
  process.env.ANLAN_BENCH_CLIENT = await buildClient(() => {});
  const environment = await openEnvironment();
  const browser = await chromium.launch({ executablePath, args: launchArguments });
  try {
    const rows: string[][] = [];
    for (const zoom of zooms) {
      for (const rival of ['same', 'plain'] as const)
        rows.push(...(await againstBare(browser, environment, zoom, rival)));
    }
    const { times, before, after } = await followEdits(browser, environment);
    rows.push(
      ['from save to the other browser’s map, p50', '', milliseconds(median(times)), '', ''],
      ['from save to the other browser’s map, p95', '', milliseconds(quantile(times, 0.95)), '', ''],
      [
        `memory after ${edits} edits by another`,
        '',
        `${after.toFixed(1)} MiB`,
        `${before.toFixed(1)} MiB before`,
        ratio(after, before),
      ],
    );
    const { county, database } = environment;
    writeReport(
      'map',
      {
        title: 'The map in Chromium against a bare MapLibre page',
        about: `The same tiles of ${county.roadCount} roads and as many hazards, the same window of ${viewport.width} × ${viewport.height}, a fresh profile each, in turns. “Same” has our own style without the icons, “plain” one style layer a source. Targets: idle at most 1.5 times, frames at most 1.2 times the bare page with the same style.`,
        columns: ['measure', 'rival', 'ours', 'bare', 'ratio'],
        rows,
        notes: [
          `medians of ${rounds} rounds; frames of all rounds together`,
          `software drawing (SwiftShader), Chromium ${browser.version()}`,
          'an edit is seen when the changed tile has come and the map is at rest again',
        ],
      },
      `PostgreSQL ${database.capabilities.postgres}, PostGIS ${database.capabilities.postgis}`,
    );
  } finally {
    await browser.close();
    await environment.close();
  }
}

async function againstBare(
  browser: Browser,
  { service, county }: Environment,
  zoom: number,
  rival: BareStyle,
): Promise<string[][]> {
  const [west, south, east, north] = county.bbox;
  const place = `#map=${zoom}/${((south + north) / 2).toFixed(5)}/${((west + east) / 2).toFixed(5)}`;
  const idle = { ours: [] as number[], bare: [] as number[] };
  const frames = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const);
    for (const which of order) {
      await inFreshProfile(browser, async (page) => {
        const address =
          which === 'ours'
            ? `${service.address}/${place}`
            : (await offerBarePage(page, service.address, rival)) + place;
        const time = await timeToIdle(page, address);
        const drawn = await panFrames(page);
        idle[which].push(time);
        frames[which].push(...drawn);
        process.stderr.write(
          `zoom ${zoom}, ${rival}, ${which}: idle ${milliseconds(time)}, frames ${milliseconds(median(drawn))}\n`,
        );
      });
    }
  }
  const row = (measure: string, ours: number, bare: number) => [
    `${measure}, zoom ${zoom}`,
    rival,
    milliseconds(ours),
    milliseconds(bare),
    ratio(ours, bare),
  ];
  return [
    row('time to idle', median(idle.ours), median(idle.bare)),
    row('frame while panning, p50', median(frames.ours), median(frames.bare)),
    row('frame while panning, p95', quantile(frames.ours, 0.95), quantile(frames.bare, 0.95)),
  ];
}

/** One changes shelters over HTTP; the other's page follows. */
async function followEdits(
  browser: Browser,
  { service, database }: Environment,
): Promise<{ times: number[]; before: number; after: number }> {
  const { bearer } = await makeAccount(database, { name: 'bench-map', role: 'administrator' });
  const { rows } = await database.pool.query<{ id: string; x: number; y: number }>(
    'SELECT id, ST_X(geom) AS x, ST_Y(geom) AS y FROM anlan.shelters ORDER BY id LIMIT 1',
  );
  const [one] = rows;
  if (!one) throw new Error('the county of the bench has no shelter');
  const path = `${service.address}/api/collections/shelters/items/${one.id}`;
  return inFreshProfile(browser, async (page, context) => {
    await timeToIdle(page, `${service.address}/#map=14/${one.y.toFixed(5)}/${one.x.toFixed(5)}`);
    const session = await context.newCDPSession(page);
    const before = await heapMebibytes(session);
    const times: number[] = [];
    for (let edit = 0; edit < edits; edit++) {
      const etag = (await fetch(path, { headers: bearer })).headers.get('etag') ?? '';
      const shown = tileShown(page);
      const from = performance.now();
      const answer = await fetch(path, {
        method: 'PATCH',
        headers: { ...bearer, 'If-Match': etag, 'Content-Type': 'application/merge-patch+json' },
        body: JSON.stringify({ properties: { capacity: 100 + edit } }),
      });
      if (!answer.ok) throw new Error(`edit ${edit}: ${answer.status} ${await answer.text()}`);
      await shown;
      times.push(performance.now() - from);
    }
    return { times, before, after: await heapMebibytes(session) };
  });
}

/** Resolves when a shelter tile has come anew and the map has drawn it. */
async function tileShown(page: Page): Promise<void> {
  await page.waitForResponse((answer) => /\/tiles\/shelters\/\d/.test(answer.url()) && answer.status() === 200, {
    timeout: patienceMs,
  });
  await page.waitForFunction(() => document.querySelector('#map')?.getAttribute('aria-busy') === 'false', undefined, {
    polling: 20,
    timeout: patienceMs,
  });
}

async function inFreshProfile<T>(
  browser: Browser,
  work: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport, serviceWorkers: 'block' });
  try {
    return await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

await main();
