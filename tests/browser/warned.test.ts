import { decode } from 'fast-png';
import type { FeatureCollection, Point, Position } from 'geojson';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { zh as dashboard } from '../../client/i18n/dashboard/zh.ts';
import { wordings } from '../../client/i18n/language.ts';
import { en } from '../../client/i18n/warned/en.ts';
import { zh } from '../../client/i18n/warned/zh.ts';
import { signTitles, warningMarks } from '../../client/map/warningMarks.ts';
import { layers } from '../../data/layers/index.ts';
import { signedIn } from '../setup/accounts.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { mapSettled, screenPoint, type Visit, type VisitOptions, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const patience = { timeout: 30_000, interval: 300 };
const hourMs = 3_600_000;

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function opens(hash: string, options: VisitOptions = {}): Promise<Page> {
  const account = { name: 'viewer', password: site.password };
  const one = await visit(chromium.browser, `${site.url}#${hash}`, { account, ...options });
  opened.push(one);
  return one.page;
}

interface Warned {
  readonly counts: { readonly evacuate: number; readonly prepare: number };
}

/** The flood point that everything here is about: the first one of the county. */
async function floodPoint(): Promise<{ readonly name: string; readonly at: Position }> {
  const { features } = await site.json<FeatureCollection<Point>>('collections/flood_points/items?limit=1');
  const [first] = features;
  if (!first) throw new Error('the demo county has no flood points');
  return { name: String(first.properties?.name), at: first.geometry.coordinates };
}

/** A day at a gauge beside the point: dry, with rain in the last hour. */
async function rains(at: Position, lastMm: number): Promise<void> {
  const headers = { 'Content-Type': 'application/json', ...(await signedIn(site.url, 'water', site.password)) };
  const send = async (path: string, body: unknown) => {
    const answer = await fetch(`${site.url}api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  const gauge = { type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties: { code: 'Y1' } };
  await send('rainfall/gauges', { type: 'FeatureCollection', features: [gauge] });
  const now = Date.now();
  const iso = (hoursAgo: number) => new Date(now - hoursAgo * hourMs).toISOString();
  const hours = Array.from({ length: 24 }, (_, ago) => ago);
  await send(
    'rainfall/readings',
    hours.map((ago) => ({ gauge: 'Y1', start: iso(ago + 1), end: iso(ago), rain_mm: ago === 0 ? lastMm : 0 })),
  );
}

/** How much of the map around a place has a colour. */
async function coloured(page: Page, at: Position, colour: string): Promise<number> {
  const { x, y } = await screenPoint(page, at);
  const { data, channels } = decode(
    await page.screenshot({ clip: { x: Math.round(x) - 14, y: Math.round(y) - 14, width: 28, height: 28 } }),
  );
  const wanted = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
  let count = 0;
  for (let index = 0; index < data.length; index += channels) {
    if (wanted.every((value, offset) => Math.abs(value - (data[index + offset] ?? 0)) < 12)) count += 1;
  }
  return count;
}

const red = warningMarks.evacuate.colour;
/** More than a mark's edge or a name in a like colour. */
const plenty = 100;
const place = ([longitude = 0, latitude = 0]: Position, zoom: number) => `map=${zoom}/${latitude}/${longitude}`;

describe('warnings on the map, with no panel of them open', { timeout: 240_000 }, () => {
  it('are not marked where no rain is known, which the legend says, and stand as soon as a point is raised', async () => {
    const { at, name } = await floodPoint();
    // The layer itself is off: what is marked is the warning.
    const page = await opens(`${place(at, 13)}&layers=shelters`);
    await page.getByText(zh.noRain).waitFor();
    // The badge says so to whoever has the legend closed.
    const warningsButton = page.getByRole('button', { name: wordings.zh.messages.warnings });
    await warningsButton.getByTitle(zh.noRain).getByText('?').waitFor();
    expect(await coloured(page, at, red)).toBe(0);

    await rains(at, 150);
    await page.getByTitle(zh.openWarnings).getByText(signTitles.evacuate.zh).waitFor();
    await page.getByText(zh.alwaysMarked).waitFor();
    await mapSettled(page);
    await expect.poll(() => coloured(page, at, red), patience).toBeGreaterThan(plenty);

    const { x, y } = await screenPoint(page, at);
    await page.mouse.click(x, y);
    const details = page.getByTestId('details');
    await details.getByRole('heading', { name }).waitFor();
    await details.locator('span').filter({ hasText: signTitles.evacuate.zh }).waitFor();
    await details.getByRole('button', { name: zh.showBasis }).click();
    await page.getByRole('complementary', { name: wordings.zh.messages.warnings }).waitFor();
    expect(await page.locator('li[data-active]').textContent()).toContain(name);
  });

  it('stand above points drawn as one and beside a filter that leaves their point out', async () => {
    const { at } = await floodPoint();
    const far = (layers.flood_points.tiles.clusters?.belowZoom ?? 0) - 3;
    for (const filter of ['', '&filter.flood_points=name.equals.nowhere']) {
      const page = await opens(`${place(at, far)}${filter}`);
      await page.getByTitle(zh.openWarnings).getByText(signTitles.evacuate.zh).waitFor();
      expect(await page.getByText(zh.alwaysMarked).count()).toBe(filter === '' ? 0 : 1);
      await mapSettled(page);
      await expect.poll(() => coloured(page, at, red), patience).toBeGreaterThan(plenty);
    }
  });

  it('are listed from the dashboard as its figure counts them', async () => {
    const { counts } = await site.json<Warned>('warnings?detail=brief');
    const page = await opens('layers=shelters');
    await page.getByRole('button', { name: dashboard.title, exact: true }).click();
    await page.getByTitle(dashboard.showOnMap(dashboard.raised)).first().click();
    const panel = page.getByRole('complementary', { name: wordings.zh.messages.warnings });
    await panel.waitFor();
    for (const state of ['evacuate', 'prepare', 'unknown', 'none']) {
      const isListed = state === 'evacuate' || state === 'prepare';
      const button = panel.locator(`button[data-state="${state}"]`);
      expect(await button.getAttribute('aria-pressed'), state).toBe(String(isListed));
    }
    await expect.poll(() => panel.locator('li[data-state]').count()).toBe(counts.evacuate + counts.prepare);
  });

  it('are said to be unknown, not none, where they cannot be fetched', async () => {
    const { at } = await floodPoint();
    const context = await chromium.browser.newContext({ viewport: { width: 390, height: 844 } });
    try {
      const page = await context.newPage();
      await page.route(/\/api\/warnings\b/, (route) => route.abort());
      await page.goto(`${site.url}#${place(at, 13)}&lang=en`);
      await page.getByRole('alert').filter({ hasText: en.stateUnknown }).waitFor();
      // On a phone the tools are folded away; their opener bears the badge.
      const opener = page.getByRole('button', { name: wordings.en.messages.moreTools });
      await opener.getByTitle(en.stateUnknownShort).waitFor();
      await page.unroute(/\/api\/warnings\b/);
      const { counts } = await site.json<Warned>('warnings?detail=brief');
      expect(counts.evacuate).toBeGreaterThan(0);
      // It is asked again by itself.
      await page.getByRole('alert').waitFor({ state: 'hidden', timeout: 90_000 });
      await opener.getByTitle(wordings.en.messages.warningsRaised(counts.evacuate + counts.prepare)).waitFor();
    } finally {
      await context.close();
    }
  });

  it('are said to be unknown while a request hangs', async () => {
    const { at } = await floodPoint();
    const context = await chromium.browser.newContext();
    try {
      const page = await context.newPage();
      await page.route(/\/api\/warnings\b/, () => undefined);
      await page.goto(`${site.url}#${place(at, 13)}&lang=en`);
      const notice = page.getByRole('alert').filter({ hasText: en.stateUnknown });
      await notice.waitFor();
      // Nor is that taken back where the request has been given up and made anew.
      await page.waitForTimeout(22_000);
      expect(await notice.isVisible()).toBe(true);
    } finally {
      await context.close();
    }
  });
});
