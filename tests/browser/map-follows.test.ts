import { decode } from 'fast-png';
import type { Position } from 'geojson';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceDescription } from '../../client/api/types.ts';
import { zh as words } from '../../client/i18n/editing/zh.ts';
import { wordings } from '../../client/i18n/language.ts';
import { signedIn } from '../setup/accounts.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { mapSettled, open, screenPoint, type Visit, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const { zh } = wordings;
const patience = { timeout: 30_000, interval: 200 };
/** What is stored is hidden until its tiles are there: only after that the map shows whether they have come. */
const settlingMs = 3500;

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

let admin: Record<string, string>;
let middle: Position;
beforeAll(async () => {
  admin = await signedIn(site.url, 'admin', site.password);
  const { bounds } = await site.json<ServiceDescription>('service');
  if (!bounds) throw new Error('the demo county has no bounds');
  const [west, south, east, north] = bounds;
  middle = [(west + east) / 2, (south + north) / 2];
});

interface Stored {
  readonly id: number;
  readonly version: number;
}

/** What somebody else does, past the page. */
async function does(change: object): Promise<Stored> {
  const answer = await fetch(`${site.url}api/transactions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...admin },
    body: JSON.stringify({ changes: [{ layer: 'shelters', ...change }] }),
  });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${JSON.stringify(change)}: ${answer.status} ${body}`);
  const [stored] = (JSON.parse(body) as { changes: Stored[] }).changes;
  if (!stored) throw new Error(`nothing was changed: ${body}`);
  return stored;
}

const point = (coordinates: Position) => ({ type: 'Point', coordinates });
const shelterAt = (at: Position) =>
  does({
    operation: 'create',
    feature: { type: 'Feature', geometry: point(at), properties: { name: '试', kind: 'school' } },
  });

async function opens(hash: string): Promise<Page> {
  const account = { name: 'admin', password: site.password };
  // Whatever else is drawn would be taken for the shelter.
  const address = `${site.url}#${hash}&layers=shelters`;
  const one = await visit(chromium.browser, address, { account, viewport: { width: 1000, height: 640 } });
  opened.push(one);
  return one.page;
}

const at = ([longitude = 0, latitude = 0]: Position, zoom: number) => `map=${zoom}/${latitude}/${longitude}`;

/** Whether anything is drawn where a place is on the map. */
async function isDrawn(page: Page, position: Position): Promise<boolean> {
  const { x, y } = await screenPoint(page, position);
  const { data, channels } = decode(
    await page.screenshot({ clip: { x: Math.round(x) - 5, y: Math.round(y) - 5, width: 10, height: 10 } }),
  );
  const shades = new Set<string>();
  for (let index = 0; index < data.length; index += channels) shades.add(data.slice(index, index + 3).join());
  return shades.size > 1;
}

/** It comes to be seen, or not, and stays so. */
async function becomes(page: Page, position: Position, drawn: boolean): Promise<void> {
  await expect.poll(() => isDrawn(page, position), patience).toBe(drawn);
  await page.waitForTimeout(settlingMs);
  await mapSettled(page);
  expect(await isDrawn(page, position)).toBe(drawn);
}

// From zoom 15 on tiles of these are cut out of larger ones.
describe.each([13, 16])('the map at zoom %d', { timeout: 180_000 }, (zoom) => {
  /** So far to the north that no mark is at both places. */
  const northOf = ([longitude = 0, latitude = 0]: Position): Position => [longitude, latitude + 60 / 2 ** (zoom + 1)];

  it('follows what somebody else adds, moves and deletes', async () => {
    const [here, there] = [middle, northOf(middle)];
    const page = await opens(at(here, zoom));
    await becomes(page, here, false);
    const { id, version } = await shelterAt(here);
    await becomes(page, here, true);
    const moved = await does({ operation: 'update', id, version, patch: { geometry: point(there) } });
    await becomes(page, here, false);
    expect(await isDrawn(page, there)).toBe(true);
    await does({ operation: 'delete', id, version: moved.version });
    await becomes(page, there, false);
  });

  it('follows what one moves and deletes oneself', async () => {
    const here = middle;
    const { id } = await shelterAt(here);
    const page = await opens(`${at(here, zoom)}&feature=shelters/${id}`);
    const select = (feature: string) =>
      page.evaluate((hash) => window.location.assign(hash), `#${at(here, zoom)}${feature}&layers=shelters`);
    await page.getByRole('button', { name: zh.messages.editThis }).click();
    await page.getByTestId('feature-editor').waitFor();
    await page.locator('.maplibregl-canvas').focus();
    for (let step = 0; step < 60; step += 1) await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Control+s');
    await page.getByText(words.savedCount(1)).waitFor();
    // Until it is closed, the editor draws it.
    await page.keyboard.press('Escape');
    await select('');
    await becomes(page, here, false);
    const { geometry } = await site.json<{ geometry: { coordinates: Position } }>(`collections/shelters/items/${id}`);
    expect(await isDrawn(page, geometry.coordinates)).toBe(true);

    await select(`&feature=shelters/${id}`);
    await page.getByRole('button', { name: zh.messages.editThis }).click();
    await page.getByRole('button', { name: words.delete }).click();
    await page.keyboard.press('Control+s');
    await page.getByText(words.savedCount(1)).waitFor();
    await select('');
    await becomes(page, geometry.coordinates, false);
  });
});

describe('a page that is told of nothing for a while', { timeout: 180_000 }, () => {
  it('says so, and shows what it missed once it is told again', async () => {
    const here = [(middle[0] ?? 0) + 0.02, (middle[1] ?? 0) + 0.02];
    const account = { name: 'admin', password: site.password };
    const one = await open(chromium.browser, `${site.url}favicon.svg`, {
      account,
      viewport: { width: 1000, height: 640 },
    });
    opened.push(one);
    const { page } = one;
    // What a proxy answers while the service behind it is away; a browser gives up on such a stream by itself.
    await page.route('**/api/events*', (route) => route.fulfill({ status: 502, body: 'bad gateway' }));
    await page.goto(`${site.url}#${at(here, 13)}&layers=shelters`);
    await page.getByText(zh.messages.changesDown).waitFor();
    await mapSettled(page);
    await shelterAt(here);
    await page.waitForTimeout(settlingMs);
    expect(await isDrawn(page, here)).toBe(false);
    await page.unroute('**/api/events*');
    await page.getByText(zh.messages.changesDown).waitFor({ state: 'hidden' });
    await becomes(page, here, true);
  });

  it('has its map rest once all is answered, though nothing has become different', async () => {
    const account = { name: 'admin', password: site.password };
    const one = await open(chromium.browser, `${site.url}favicon.svg`, { account });
    opened.push(one);
    const { page } = one;
    await page.route('**/api/events*', (route) => route.fulfill({ status: 502, body: 'bad gateway' }));
    let askAgain = () => {};
    const askedAgain = new Promise<void>((resolve) => {
      askAgain = resolve;
    });
    const asked = new Set<string>();
    await page.route(/\/api\/tiles\/(roads|shelters)\/\d/, async (route) => {
      const url = route.request().url();
      const isFirst = !asked.has(url);
      asked.add(url);
      if (!isFirst) {
        askAgain();
        // Long after the map has last been drawn.
        await page.waitForTimeout(1500);
      } else if (url.includes('/roads/')) await askedAgain;
      await route.continue();
    });
    await page.goto(`${site.url}#${at(middle, 13)}&layers=shelters,roads`);
    await page.getByText(zh.messages.changesDown).waitFor();
    await page.unroute('**/api/events*');
    await askedAgain;
    await mapSettled(page);
  });
});
