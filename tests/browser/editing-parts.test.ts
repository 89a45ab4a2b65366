import { booleanPointInPolygon } from '@turf/turf';
import type { LineString, MultiPolygon, Position } from 'geojson';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { cumulatedMetres, nearestPlace } from '../../client/actions/editing/along.ts';
import type { CountyFeature, CountyFeatures } from '../../client/api/types.ts';
import { zh as words } from '../../client/i18n/editing/zh.ts';
import { wordings } from '../../client/i18n/language.ts';
import { layers } from '../../data/layers/index.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { mapSettled, screenPoint, type Visit, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const { messages } = wordings.zh;
const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function opens(role: string, hash: string): Promise<Page> {
  const account = { name: role, password: site.password };
  const one = await visit(chromium.browser, `${site.url}${hash}`, { account, viewport: { width: 1000, height: 640 } });
  opened.push(one);
  return one.page;
}

const all = async (layer: string) =>
  (await site.json<CountyFeatures>(`collections/${layer}/items?limit=1000`)).features;
const feature = (layer: string, id: number | string) => site.json<CountyFeature>(`collections/${layer}/items/${id}`);
const save = (page: Page) => page.getByRole('button', { name: words.save, exact: true });
const operation = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: words.operations }).getByRole('button', { name });

async function editThis(page: Page): Promise<void> {
  await page.getByRole('button', { name: messages.editThis }).click();
  await page.getByTestId('feature-editor').waitFor();
}

/** A hazard that begins behind a vertex of the section it names, some way from its start. */
async function hazardBehindVertex(): Promise<{ road: CountyFeature; hazard: CountyFeature; vertex: number }> {
  const roads = new Map((await all('roads')).map((one) => [one.properties.code, one]));
  for (const hazard of await all('road_hazards')) {
    const road = roads.get(hazard.properties.segment_code);
    if (road?.geometry.type !== 'LineString' || hazard.geometry.type !== 'LineString') continue;
    const line = road.geometry.coordinates;
    const from = nearestPlace(line, hazard.geometry.coordinates[0] ?? []).alongMetres;
    const vertex = cumulatedMetres(line).findIndex((metres) => metres > 5);
    if (vertex > 0 && from > (cumulatedMetres(line)[vertex] ?? 0) + 5) return { road, hazard, vertex };
  }
  throw new Error('the demo county has no hazard behind a vertex of its road');
}

describe('what names a road section', { timeout: 300_000 }, () => {
  it('goes with the part of a split that it lies on, in the same transaction', async () => {
    const { road, hazard, vertex } = await hazardBehindVertex();
    const place = (road.geometry as LineString).coordinates[vertex] ?? [];
    const page = await opens('admin', `#map=16/${place[1]}/${place[0]}&layers=roads&feature=roads/${road.id}`);
    await editThis(page);
    await page.locator('.maplibregl-canvas').focus();
    for (let step = 0; step <= vertex; step += 1) await page.keyboard.press(']');
    await page.keyboard.press('x');
    const offer = page.getByRole('status', { name: words.carryTitle });
    await offer.waitFor();
    const code = `${road.properties.code}-2`;
    await offer.getByText(code).waitFor();
    // Nothing is stored while it is open what becomes of the hazard: it would name a section that has been cut.
    await save(page).click();
    await page.getByText('请先决定引用这条路段的记录是否一并改正').waitFor();
    expect((await feature('roads', road.id ?? '')).geometry).toEqual(road.geometry);
    expect((await all('roads')).some(({ properties }) => properties.code === code)).toBe(false);
    await offer.getByRole('button', { name: /^一并改正/ }).click();
    await save(page).click();
    await page.getByText(/已保存/).waitFor();
    expect((await feature('road_hazards', hazard.id ?? '')).properties.segment_code).toBe(code);
    const found = await site.json<CountyFeatures>(`collections/roads/items?code=${encodeURIComponent(code)}`);
    expect(found.features).toMatchObject([{ geometry: { type: 'LineString' } }]);
    expect(JSON.stringify(found.features[0]?.geometry)).toContain(JSON.stringify(place));
    // One transaction: taken back as one.
    await page.getByRole('button', { name: words.undoSaved }).click();
    await expect
      .poll(async () => (await feature('road_hazards', hazard.id ?? '')).properties.segment_code, { timeout: 30_000 })
      .toBe(road.properties.code);
  });
});

describe('an area', { timeout: 300_000 }, () => {
  it('gets a hole and loses it again; what cannot be says why', async () => {
    const { zone, corners } = await roomyZone();
    const [longitude = 0, latitude = 0] = corners[0] ?? [];
    const hash = `#map=16/${latitude}/${longitude}&layers=flood_zones&feature=flood_zones/${zone.id}`;
    const page = await opens('water', hash);
    await editThis(page);
    await mapSettled(page);
    const removePart = operation(page, words.removePart);
    expect(await removePart.getAttribute('aria-disabled')).toBe('true');
    await operation(page, words.addHole).click();
    await page.getByText(words.drawingHole).waitFor();
    for (const corner of corners) {
      const { x, y } = await screenPoint(page, corner);
      await page.mouse.move(x, y);
      await page.mouse.click(x, y);
      await page.waitForTimeout(400);
    }
    await page.getByRole('button', { name: words.finish }).click();
    await page.getByTestId('feature-editor').waitFor();
    await save(page).click();
    await page.getByText(words.savedCount(1)).waitFor();
    const rings = async () =>
      ((await feature('flood_zones', zone.id ?? '')).geometry as MultiPolygon).coordinates.flat();
    const before = (zone.geometry as MultiPolygon).coordinates.flat();
    expect(await rings()).toHaveLength(before.length + 1);

    // The hole by its vertex, then it is gone as a whole.
    const corner = await screenPoint(page, corners[0] ?? []);
    await page.mouse.click(corner.x, corner.y);
    await page.getByText(/顶点 \d+ \//).waitFor();
    await expect.poll(() => removePart.getAttribute('aria-disabled'), { timeout: 20_000 }).toBe('false');
    await removePart.click();
    await save(page).click();
    await expect.poll(async () => (await rings()).length, { timeout: 30_000 }).toBe(before.length);
  });
});

/** A flood zone with room for a triangle of some tens of metres, and its corners. */
async function roomyZone(): Promise<{ zone: CountyFeature; corners: Position[] }> {
  const size = 0.0005;
  for (const zone of await all('flood_zones')) {
    if (zone.geometry.type !== 'MultiPolygon') continue;
    const { coordinates } = zone.geometry;
    const ring = coordinates[0]?.[0] ?? [];
    for (const [x = 0, y = 0] of ring) {
      for (const [east, north] of [
        [1, 1],
        [-1, 1],
        [1, -1],
        [-1, -1],
      ] as const) {
        const at = (dx: number, dy: number): Position => [x + east * size * dx, y + north * size * dy];
        const corners = [at(0.6, 0.6), at(1.4, 0.6), at(1, 1.4)];
        const around = [...corners, at(0.3, 0.3), at(1.7, 0.3), at(1, 1.7), at(1, 0.3)];
        if (around.every((place) => booleanPointInPolygon(place, { type: 'MultiPolygon', coordinates }))) {
          return { zone, corners };
        }
      }
    }
  }
  throw new Error('the demo county has no flood zone with room for a hole');
}

describe('what was deleted earlier', { timeout: 300_000 }, () => {
  it('is listed in a new visit with who deleted it, and comes back under its number', async () => {
    const [hazard] = await all('road_hazards');
    const hash = `#feature=road_hazards/${hazard?.id}&layers=roads`;
    const first = await opens('transport', hash);
    await editThis(first);
    await operation(first, words.delete).click();
    await save(first).click();
    await first.getByText(words.savedCount(1)).waitFor();

    const page = await opens('admin', '#layers=roads');
    await page.getByRole('button', { name: messages.edit, exact: true }).click();
    await page.getByText(words.deletedEarlier).click();
    await page.getByRole('combobox', { name: words.deletedOfLayer }).click();
    await page.getByTitle(layers.road_hazards.title.zh, { exact: true }).last().click();
    const item = page.getByRole('listitem').filter({ hasText: /transport.*删除/ });
    await item.getByRole('button', { name: /^恢复/ }).click();
    await page.getByText(words.noneDeleted).waitFor();
    const back = await feature('road_hazards', hazard?.id ?? '');
    expect(back.geometry).toEqual(hazard?.geometry);
  });
});
