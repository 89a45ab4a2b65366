import { readFile } from 'node:fs/promises';
import type { LineString } from 'geojson';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountyFeature, CountyFeatures } from '../../client/api/types.ts';
import { wordings } from '../../client/i18n/language.ts';
import { en as enSeeing } from '../../client/i18n/seeing/en.ts';
import { zh as zhSeeing } from '../../client/i18n/seeing/zh.ts';
import { layers } from '../../data/layers/index.ts';
import type { ElevationProfile } from '../../server/elevation/profile.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { difference, mapSettled, pictureOfMap, screenPoint, type Visit, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const { zh, en } = wordings;
const seeingWords = { zh: zhSeeing, en: enSeeing };
const patience = { timeout: 60_000, interval: 200 };

/** A road section of some length with a hazard on it that names it. */
let hazard: CountyFeature;
let road: CountyFeature & { geometry: LineString };
beforeAll(async () => {
  const hazards = await site.json<CountyFeatures>('collections/road_hazards/items?limit=200');
  for (const one of hazards.features) {
    const code = one.properties.segment_code;
    if (typeof code !== 'string') continue;
    const found = await site.json<CountyFeatures>(`collections/roads/items?code=${encodeURIComponent(code)}`);
    const section = found.features[0];
    if (section?.geometry.type !== 'LineString' || section.geometry.coordinates.length < 8) continue;
    hazard = one;
    road = { ...section, geometry: section.geometry };
    return;
  }
  throw new Error('no hazard of the demo county lies on a road section');
});

/** The middle of the road, at a zoom that shows it whole. */
function placeOfRoad(zoom = 15): string {
  const [longitude = 0, latitude = 0] =
    road.geometry.coordinates[Math.floor(road.geometry.coordinates.length / 2)] ?? [];
  return `#map=${zoom}/${latitude.toFixed(5)}/${longitude.toFixed(5)}`;
}

describe('how a layer looks', () => {
  const title = zh.say(layers.road_hazards.title);
  let looking: Visit;
  beforeAll(async () => {
    looking = await visit(chromium.browser, `${site.url}${placeOfRoad(13)}&layers=road_hazards,roads`);
  });
  afterAll(() => looking.close());

  it('is chosen by a member: legend and map follow, and the address holds it', async () => {
    const { page } = looking;
    const before = await pictureOfMap(page);
    await page.getByRole('button', { name: seeingWords.zh.lookOf(title), exact: true }).click();
    await page
      .getByRole('radio', { name: zh.say(layers.road_hazards.properties.state?.title ?? layers.road_hazards.title) })
      .check();
    await page.getByText('销号', { exact: true }).waitFor();
    await expect.poll(async () => difference(before, await pictureOfMap(page)), patience).toBeGreaterThan(0.002);
    expect(page.url()).toContain('look.road_hazards=state');
    await page.goBack();
    await expect.poll(async () => difference(before, await pictureOfMap(page)), patience).toBeLessThan(0.001);
    expect(page.url()).not.toContain('look.');
  });

  it('grows fainter by key, and comes back by its button', async () => {
    const { page } = looking;
    const before = await pictureOfMap(page);
    const slider = page.getByRole('slider', { name: seeingWords.zh.opacityOf(title) });
    await slider.focus();
    for (let press = 0; press < 10; press++) await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.url(), patience).toContain('look.road_hazards=50');
    await expect.poll(async () => difference(before, await pictureOfMap(page)), patience).toBeGreaterThan(0.002);
    await page.getByRole('button', { name: seeingWords.zh.usualLook }).click();
    await expect.poll(async () => difference(before, await pictureOfMap(page)), patience).toBeLessThan(0.001);
  });

  it('is the same for whoever opens the address', async () => {
    const address = `${site.url}${placeOfRoad(13)}&layers=roads&look.roads=surface,60,nolabels&lang=zh`;
    const { page, complaints, close } = await visit(chromium.browser, address);
    await page.getByRole('button', { name: seeingWords.zh.lookOf(zh.say(layers.roads.title)), exact: true }).click();
    expect(await page.getByRole('radio', { name: '路面类型' }).isChecked()).toBe(true);
    const labels = page.getByRole('switch', { name: seeingWords.zh.labelsOf(zh.say(layers.roads.title)) });
    expect(await labels.getAttribute('aria-checked')).toBe('false');
    expect(page.url()).toBe(address);
    expect(complaints).toEqual([]);
    await close();
  });

  it('leads to where the layer is', async () => {
    const { page } = looking;
    await page.goto(`${site.url}#map=16/31.9/111.9&layers=road_hazards&lang=zh`);
    const away = page.url();
    await page.getByRole('button', { name: seeingWords.zh.zoomToLayerOf(title) }).click();
    await expect.poll(() => page.url(), patience).not.toBe(away);
    await expect.poll(() => Number(/#map=([\d.]+)/.exec(page.url())?.[1]), patience).toBeLessThan(14);
  });
});

describe('measuring', () => {
  it('gives length, bearing and area by click and by key, and is taken back and ended by key', async () => {
    const { page, complaints, close } = await visit(chromium.browser, `${site.url}${placeOfRoad()}&layers=townships`);
    const words = seeingWords.zh;
    await page.getByRole('button', { name: words.measure, exact: true }).click();
    const card = page.getByTestId('measure');
    await card.getByText(words.measureStart).waitFor();
    await page.mouse.click(500, 400);
    await page.mouse.click(700, 400);
    const total = card.locator('dd').first();
    // 200 pixels at zoom 15 and 31° north.
    const metresPerPixel = (40_075_016.7 * Math.cos((31.2 * Math.PI) / 180)) / (512 * 2 ** 15);
    await expect.poll(async () => Number.parseFloat((await total.textContent()) ?? ''), patience).toBeGreaterThan(0);
    const length = Number.parseFloat((await total.textContent()) ?? '');
    expect(Math.abs(length - 200 * metresPerPixel) / length).toBeLessThan(0.01);
    await card.getByText(/^(089\.\d|090\.\d)°$/).waitFor();
    // The third point by key: the centre of the map.
    await page.locator('.maplibregl-canvas').focus();
    await page.keyboard.press(' ');
    await card.getByRole('radio', { name: words.measureArea }).check();
    await card.getByText(words.measurePerimeter).waitFor();
    expect(await total.textContent()).toMatch(/平方米|公顷/);
    await card.getByRole('button', { name: words.copy }).click();
    await card.getByText(words.copied).waitFor();
    // A click while measuring opens no feature.
    expect(page.url()).not.toContain('feature=');
    await page.keyboard.press('Backspace');
    await expect.poll(() => card.getByText(words.measurePerimeter).count(), patience).toBe(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => card.count(), patience).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the ground that stands up', () => {
  it('tilts the map, is in the address, and lies flat again', async () => {
    const { page, complaints, close } = await visit(
      chromium.browser,
      `${site.url}${placeOfRoad(13)}&layers=roads,hillshade`,
      {
        viewport: { width: 800, height: 600 },
      },
    );
    const before = await pictureOfMap(page);
    const button = page.getByRole('button', { name: seeingWords.zh.relief });
    await button.click();
    await expect.poll(() => page.url(), patience).toMatch(/#map=13\/[\d.]+\/[\d.]+\/0\/\d+.*&relief=on/);
    await expect.poll(async () => difference(before, await pictureOfMap(page)), patience).toBeGreaterThan(0.05);
    await button.click();
    await expect.poll(() => page.url(), patience).not.toMatch(/relief=on|\/0\/\d/);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the profile', () => {
  let profiled: Visit;
  let profile: ElevationProfile;
  beforeAll(async () => {
    profile = await site.json(`elevation/profile?collection=roads&id=${road.id}`);
    const address = `${site.url}${placeOfRoad()}&layers=roads,road_hazards&feature=road_hazards/${hazard.id}`;
    profiled = await visit(chromium.browser, address);
  });
  afterAll(() => profiled.close());

  const place = (page: Page) => page.getByTestId('profile').locator('output');

  it('of a hazard’s road opens from its details, with the hazard on it', async () => {
    const { page } = profiled;
    await page.getByRole('button', { name: seeingWords.zh.profileOfRoad }).click();
    const shown = page.getByTestId('profile');
    await page.getByTestId('profile-chart').locator('canvas').waitFor();
    await shown.locator('[data-strong]').waitFor();
    expect(await shown.textContent()).toContain('JTG B01-2014');
  });

  it('is walked along by key, with a mark on the map', async () => {
    const { page } = profiled;
    await mapSettled(page);
    const before = await pictureOfMap(page);
    const chart = page.getByTestId('profile-chart');
    await chart.focus();
    await page.keyboard.press('End');
    const last = profile.samples.at(-1);
    expect(await chart.getAttribute('aria-valuenow')).toBe(String(Math.round(last?.at_m ?? 0)));
    const height = Math.round((last?.height_m ?? 0) * 10) / 10;
    expect(await place(page).textContent()).toContain(String(height));
    for (let press = 0; press < Math.floor(profile.samples.length / 2); press++) await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => difference(before, await pictureOfMap(page)), patience).toBeGreaterThan(0.0002);
  });

  it('follows the pointer on the map, and the map the pointer on the chart', async () => {
    const { page } = profiled;
    const chart = page.getByTestId('profile-chart');
    const box = await chart.boundingBox();
    if (!box) throw new Error('no chart');
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
    await expect.poll(async () => Number(await chart.getAttribute('aria-valuenow')), patience).toBeGreaterThan(0);
    const onChart = await place(page).textContent();
    const middle = profile.samples[Math.floor(profile.samples.length / 3)];
    const { x, y } = await screenPoint(page, middle?.position ?? []);
    await page.mouse.move(x, y - 40);
    await page.mouse.move(x, y);
    await expect
      .poll(async () => Math.abs(Number(await chart.getAttribute('aria-valuenow')) - (middle?.at_m ?? 0)), patience)
      .toBeLessThan(25);
    expect(await place(page).textContent()).not.toBe(onChart);
  });

  it('is exported as a table with every sample', async () => {
    const { page } = profiled;
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: seeingWords.zh.exportCsv }).click();
    const csv = await readFile(await (await download).path(), 'utf8');
    const lines = csv.trim().split('\r\n');
    expect(lines).toHaveLength(profile.samples.length + 1);
    expect(lines[0]).toContain(seeingWords.zh.csvHeight);
    expect(profiled.complaints).toEqual([]);
  });

  it('of all of a road goes on over its sections, by the road’s chainage', async () => {
    const { page } = profiled;
    const code = String(road.properties.road_code);
    const sections = await site.json<CountyFeatures>(
      `collections/roads/items?road_code=${encodeURIComponent(code)}&limit=500`,
    );
    expect(sections.features.length).toBeGreaterThan(1);
    await page.goto(`${site.url}${placeOfRoad(13)}&lang=zh&feature=roads/${road.id}`);
    await page.getByRole('button', { name: seeingWords.zh.profileOfWholeRoad(code) }).click();
    await page.getByRole('heading', { name: seeingWords.zh.profileOf(code), exact: true }).waitFor();
    const chart = page.getByTestId('profile-chart');
    await chart.locator('canvas').waitFor();
    await expect
      .poll(async () => Number(await chart.getAttribute('aria-valuemax')), patience)
      .toBeGreaterThan(profile.length_m);
  });

  it('of a checked route shows its findings, in English too', async () => {
    const { page } = profiled;
    const routes = await site.json<CountyFeatures>('collections/evacuation_routes/items?limit=5');
    await page.goto(`${site.url}${placeOfRoad(13)}&lang=en&feature=evacuation_routes/${routes.features[0]?.id}`);
    await page.getByRole('button', { name: en.messages.checkThisRoute }).click();
    await page.getByRole('button', { name: seeingWords.en.profileOfCheck }).click();
    await page.getByRole('region', { name: seeingWords.en.profile }).waitFor();
    await expect.poll(() => page.getByTestId('profile').textContent(), patience).toMatch(/EV\d\d/);
  });

  it('leaves some of the map to be seen on a phone', async () => {
    const { page, complaints, close } = await visit(
      chromium.browser,
      `${site.url}${placeOfRoad()}&layers=roads&feature=roads/${road.id}`,
      { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    );
    await page.getByRole('button', { name: seeingWords.zh.profileOpen }).tap();
    const chart = page.getByTestId('profile-chart');
    await chart.locator('canvas').waitFor();
    const sheet = await page.locator('[data-covers="bottom"]').boundingBox();
    expect(sheet?.y).toBeGreaterThan(844 * 0.35);
    const box = await chart.boundingBox();
    await page.touchscreen.tap((box?.x ?? 0) + 200, (box?.y ?? 0) + 60);
    await expect.poll(async () => Number(await chart.getAttribute('aria-valuenow')), patience).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('points close together', () => {
  /** The middle of points that share a square of 32 pixels at zoom 10, and of no other layer. */
  async function placeOfCluster(): Promise<readonly [number, number]> {
    const { features } = await site.json<CountyFeatures>('collections/shelters/items?limit=500');
    const squares = new Map<string, number[][]>();
    for (const { geometry } of features) {
      if (geometry.type !== 'Point') continue;
      const [longitude = 0, latitude = 0] = geometry.coordinates;
      const y = (1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2;
      const key = [(longitude + 180) / 360, y].map((share) => Math.floor(share * 2 ** 10 * 16)).join('/');
      squares.set(key, [...(squares.get(key) ?? []), geometry.coordinates]);
    }
    const most = [...squares.values()].sort((a, b) => b.length - a.length)[0] ?? [];
    expect(most.length).toBeGreaterThan(1);
    const mean = (axis: number) => most.reduce((sum, position) => sum + (position[axis] ?? 0), 0) / most.length;
    return [mean(0), mean(1)];
  }

  it('are one with their number from afar, and a click on it comes nearer', async () => {
    const [longitude, latitude] = await placeOfCluster();
    const { page, requests, complaints, close } = await visit(
      chromium.browser,
      `${site.url}#map=10/${latitude.toFixed(5)}/${longitude.toFixed(5)}&layers=shelters`,
    );
    expect(requests.some((url) => /tiles\/shelters\/\d+\/\d+\/\d+\?clusters=on/.test(url))).toBe(true);
    const { x, y } = await screenPoint(page, [longitude, latitude]);
    await page.mouse.click(x, y);
    await expect.poll(() => page.url(), patience).toContain('#map=12/');
    expect(page.url()).not.toContain('feature=');
    expect(complaints).toEqual([]);
    await close();
  });
});
