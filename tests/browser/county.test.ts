import type { LineString } from 'geojson';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountyFeatures } from '../../client/api/types.ts';
import { type Wording, wordings } from '../../client/i18n/language.ts';
import { layers } from '../../data/layers/index.ts';
import type { RouteCheckReport } from '../../server/evacuation/types.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { difference, mapSettled, pictureOfMap, screenPoint, type Visit, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const { zh, en } = wordings;

/** Software drawing on a shared machine takes its time. */
const patience = { timeout: 30_000, interval: 200 };

let points: CountyFeatures;
let routes: CountyFeatures;
beforeAll(async () => {
  points = await site.json('collections/flood_points/items?limit=50');
  routes = await site.json('collections/evacuation_routes/items?limit=50');
});

function firstPoint() {
  const feature = points.features[0];
  if (feature?.geometry.type !== 'Point') throw new Error('the demo county has no flood point');
  return { ...feature, geometry: feature.geometry };
}

/** Zoom 17 over a flood point, where nothing but it lies under the centre. */
function placeOfPoint(): string {
  const [longitude = 0, latitude = 0] = firstPoint().geometry.coordinates;
  return `#map=17/${latitude.toFixed(5)}/${longitude.toFixed(5)}`;
}

/** A stored route whose check comes out with this verdict. */
async function routeThat(verdict: RouteCheckReport['verdict']) {
  for (const { id, geometry, properties } of routes.features) {
    const inputs = { route: { collection: 'evacuation_routes', id } };
    const report = await site.json<RouteCheckReport>('processes/check-route/execution', { inputs });
    if (report.verdict === verdict && report.length_m > 500) {
      return { id, name: String(properties.name), line: geometry as LineString };
    }
  }
  throw new Error(`no route of the demo county comes out as ${verdict}`);
}

describe('a first visit', () => {
  let first: Visit;
  beforeAll(async () => {
    first = await visit(chromium.browser, site.url);
  });
  afterAll(() => first.close());

  it('draws the county: relief, roads, hazards and names make a map of many colours', async () => {
    expect((await pictureOfMap(first.page)).colours).toBeGreaterThan(500);
  });

  it('speaks Chinese and names the county', async () => {
    expect(await first.page.title()).toContain(zh.messages.product);
    expect(await first.page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await first.page.getByText(zh.say(layers.road_hazards.title), { exact: true }).waitFor();
  });

  it('asks nothing of any other server', () => {
    const strangers = first.requests.filter((url) => !url.startsWith(site.url) && !/^(blob|data):/.test(url));
    expect(strangers).toEqual([]);
  });

  it('draws contour lines once they are switched on, and brings their code only then', async () => {
    const { page, requests, complaints } = first;
    const contours = () => requests.filter((url) => /\/assets\/contours-|voids=kept/.test(url));
    expect(contours()).toEqual([]);
    const before = await pictureOfMap(page);
    const lines = page.getByRole('switch', { name: zh.messages.showLayer(zh.messages.contours) });
    await lines.click();
    await expect.poll(async () => difference(before, await pictureOfMap(page)), patience).toBeGreaterThan(0.01);
    expect(contours().some((url) => url.includes('/assets/'))).toBe(true);
    await lines.click();
    await expect.poll(async () => difference(before, await pictureOfMap(page)), patience).toBeLessThan(0.005);
    // The policy of the page lets their worker in.
    expect(complaints.filter((line) => /Content Security Policy|worker/i.test(line))).toEqual([]);
  });

  it('hides a layer that is switched off and shows it again', async () => {
    const { page } = first;
    const before = await pictureOfMap(page);
    const layer = page.getByRole('switch', { name: zh.messages.showLayer(zh.say(layers.flood_zones.title)) });
    await layer.click();
    await expect.poll(async () => difference(before, await pictureOfMap(page)), patience).toBeGreaterThan(0.01);
    expect(page.url()).toContain('layers=');
    expect(page.url()).not.toContain('flood_zones');
    await layer.click();
    await expect.poll(async () => difference(before, await pictureOfMap(page)), patience).toBeLessThan(0.005);
    expect(page.url()).not.toContain('layers=');
  });

  it('shows everything known of a feature on a click, and what is not given as not given', async () => {
    const { page } = first;
    await page.goto(site.url + placeOfPoint());
    await mapSettled(page);
    const { x, y } = await screenPoint(page, firstPoint().geometry.coordinates);
    await page.mouse.click(x, y);
    const details = page.getByTestId('details');
    await details.getByRole('heading', { name: String(firstPoint().properties.name) }).waitFor();
    expect(page.url()).toContain(`feature=flood_points/${firstPoint().id}`);
    const text = (await details.textContent()) ?? '';
    expect(text).toContain(String(firstPoint().properties.code));
    for (const [member, { title }] of Object.entries(layers.flood_points.properties)) {
      if (!/_\d+h_mm$/.test(member)) expect(text).toContain(zh.say(title));
    }
    const missing = Object.keys(layers.flood_points.properties).filter(
      (member) => (firstPoint().properties[member] ?? null) === null,
    );
    expect(text.split(zh.messages.notGiven)).toHaveLength(missing.length + 1);
  });

  it('needs no mouse: Enter shows what is at the centre', async () => {
    const { page } = first;
    await page.getByRole('button', { name: zh.messages.close }).click();
    await page.locator('.maplibregl-canvas').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('details').getByRole('heading').first().waitFor();
  });

  it('leaves no error and no warning in the console', () => {
    expect(first.complaints).toEqual([]);
  });
});

describe('the permalink', () => {
  it('brings back place, layers, feature and language, and the way back goes back', async () => {
    const address = `${site.url}${placeOfPoint()}&layers=roads,flood_points&lang=en&feature=flood_points/${firstPoint().id}`;
    const { page, close } = await visit(chromium.browser, address);
    const details = page.getByTestId('details').getByText(String(firstPoint().properties.name)).first();
    await details.waitFor();
    expect(page.url()).toBe(address);
    await page.reload();
    await mapSettled(page);
    await details.waitFor();
    expect(page.url()).toBe(address);
    const roads = page.getByRole('switch', { name: en.messages.showLayer(en.say(layers.roads.title)), exact: true });
    expect(await roads.getAttribute('aria-checked')).toBe('true');
    await roads.click();
    expect(page.url()).toContain('layers=flood_points&');
    await page.goBack();
    await expect.poll(() => roads.getAttribute('aria-checked'), patience).toBe('true');
    expect(page.url()).toBe(address);
    await close();
  });
});

/** Opens the panel where it is closed, and begins a line. */
async function beginDrawing(page: Page, { messages }: Pick<Wording, 'messages'>): Promise<void> {
  const begin = page.getByRole('button', { name: messages.draw });
  if ((await begin.count()) === 0)
    await page.getByRole('button', { name: messages.check, exact: true }).first().click();
  await begin.first().click();
}

describe('a route', () => {
  let drawing: Visit;
  beforeAll(async () => {
    drawing = await visit(chromium.browser, `${site.url}${placeOfPoint()}&layers=roads,townships`);
  });
  afterAll(() => drawing.close());

  it('is given up with Escape, and a point taken back with Backspace', async () => {
    const { page } = drawing;
    await beginDrawing(page, zh);
    await page.getByText(zh.messages.drawHint).waitFor();
    for (const [index, x] of [500, 600].entries()) {
      await page.mouse.move(x, 400);
      await page.mouse.click(x, 400);
      await page.getByText(zh.messages.vertices(index + 1)).waitFor();
    }
    await page.keyboard.press('Backspace');
    await page.getByText(zh.messages.vertices(1)).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(zh.messages.checkIntro).waitFor();
  });

  it('is checked as it is drawn, along the roads, with its findings in the list and on the map', async () => {
    const { page } = drawing;
    const { id, name, line } = await routeThat('fail');
    const middle = line.coordinates[Math.floor(line.coordinates.length / 2)] ?? [];
    const clicks = [line.coordinates[0] ?? [], middle, line.coordinates.at(-1) ?? []];
    // Its details bring all of it into view beside the panels.
    await page.goto(`${site.url}${placeOfPoint()}&layers=roads,townships&lang=zh&feature=evacuation_routes/${id}`);
    await page.getByTestId('details').getByRole('heading', { name }).waitFor();
    const away = page.url();
    await page.getByRole('button', { name: zh.messages.goTo }).click();
    await expect.poll(() => page.url(), patience).not.toBe(away);
    await mapSettled(page);
    const before = await pictureOfMap(page);
    await beginDrawing(page, zh);
    await page.getByText(zh.messages.drawHint).waitFor();
    for (const [index, position] of clicks.entries()) {
      const { x, y } = await screenPoint(page, position);
      await page.mouse.move(x, y);
      await page.mouse.click(x, y);
      await page.getByText(zh.messages.vertices(index + 1)).waitFor();
    }
    await page.keyboard.press('Enter');
    await page.getByTestId('verdict').getByText(zh.messages.verdictFail, { exact: true }).waitFor();
    const check = page.getByTestId('check');
    expect(await check.locator('[data-tone="error"] li').count()).toBeGreaterThan(0);
    expect(await check.textContent()).toMatch(/EV\d\d距起点 K\d+\+\d{3}/);
    await expect.poll(async () => difference(before, await pictureOfMap(page)), patience).toBeGreaterThan(0.002);
    const drawn = page.url();
    await check.locator('[data-tone="error"] li button').first().click();
    await expect.poll(() => page.url(), patience).not.toBe(drawn);
    expect(drawing.complaints).toEqual([]);
  });

  it('that is stored is checked from its details, with the verdict the service gives', async () => {
    const { page } = drawing;
    const { id, name } = await routeThat('fail');
    await page.goto(`${page.url().replace(/&lang=zh.*/, '')}&lang=en&feature=evacuation_routes/${id}`);
    await page.getByRole('button', { name: en.messages.checkThisRoute }).click();
    await page.getByText(en.messages.storedRoute(name)).waitFor();
    await page.getByTestId('verdict').getByText(en.messages.verdictFail, { exact: true }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: en.messages.downloadGeoJson }).click();
    expect((await download).suggestedFilename()).toMatch(/^route-check-\d{8}-\d{4}\.geojson$/);
  });
});

describe('the languages', () => {
  /** Everything that is said on the page: text, names for readers, tips. The language buttons name other languages. */
  async function wordsOf(page: Page): Promise<string> {
    return page.evaluate(() => {
      const isSaid = (node: Element) => !node.closest('button[lang], [aria-hidden="true"]');
      const elements = [...document.body.querySelectorAll('*')].filter(isSaid);
      const attributes = ['aria-label', 'title', 'placeholder', 'alt'];
      return elements
        .flatMap((element) => [
          ...attributes.map((name) => element.getAttribute(name) ?? ''),
          ...[...element.childNodes]
            .filter((node) => node.nodeType === Node.TEXT_NODE)
            .map((node) => node.textContent ?? ''),
        ])
        .join('\n');
    });
  }

  async function openEverything(page: Page, { messages }: Wording): Promise<void> {
    const closed = page.locator('button[aria-expanded="false"]:visible');
    while ((await closed.count()) > 0) await closed.first().click();
    await beginDrawing(page, { messages });
    await page.getByText(messages.drawHint).waitFor();
  }

  it('never mix: Chinese has no English word, and switched to English the page has no Chinese one', async () => {
    const { page, close } = await visit(chromium.browser, `${site.url}${placeOfPoint()}&layers=roads`);
    await openEverything(page, zh);
    const chinese = (await wordsOf(page)).replaceAll('Esc', '');
    expect(chinese.match(/[A-Za-z]{3,}/g)).toBeNull();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText(en.messages.drawHint).waitFor();
    const english = await wordsOf(page);
    expect(english.match(/[\u3400-\u9fff]+/g)).toBeNull();
    expect(await page.locator('html').getAttribute('lang')).toBe('en-GB');
    expect(page.url()).toContain('lang=en');
    await close();
  });
});

describe('a phone', () => {
  it('needs no sideways scrolling, and sheets leave some of the map to be seen', async () => {
    const address = `${site.url}${placeOfPoint()}&layers=roads,flood_points&feature=flood_points/${firstPoint().id}`;
    const { page, complaints, close } = await visit(chromium.browser, address, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    await page.getByTestId('details').waitFor();
    const sheet = await page.locator('[data-covers="right"]').boundingBox();
    expect(sheet?.width).toBe(360);
    expect(sheet?.y).toBeGreaterThan(740 * 0.35);
    await page.getByRole('button', { name: zh.messages.layers, exact: true }).tap();
    await page.locator('[data-covers="left"]').waitFor();
    expect(await page.locator('[data-covers]').count()).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(complaints).toEqual([]);
    await close();
  });
});
