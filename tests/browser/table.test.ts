import { readFile } from 'node:fs/promises';
import type { FeatureCollection, Position } from 'geojson';
import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { CountyFeature, CountyFeatures } from '../../client/api/types.ts';
import { zh as editingWords } from '../../client/i18n/editing/zh.ts';
import { wordings } from '../../client/i18n/language.ts';
import { en as enWords } from '../../client/i18n/table/en.ts';
import { zh as words } from '../../client/i18n/table/zh.ts';
import { layers } from '../../data/layers/index.ts';
import { testBrowser } from '../setup/browser.ts';
import { seriousViolations } from './support/axe.ts';
import { testSite } from './support/site.ts';
import { mapSettled, screenPoint, type Visit, type VisitOptions, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const patience = { timeout: 60_000, interval: 200 };
const hazards = layers.road_hazards.title;

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function opens(role: string, hash: string, options: VisitOptions = {}): Promise<Page> {
  const account = { name: role, password: site.password };
  const one = await visit(chromium.browser, `${site.url}${hash}`, {
    account,
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  opened.push(one);
  return one.page;
}

const plain = '#layers=roads,road_hazards&lang=zh';
const rows = (page: Page) => page.locator('tr[data-id]');
const rowOf = (page: Page, id: number) => page.locator(`tr[data-id="${id}"]`);
const cells = (page: Page, column: string): Promise<string[]> =>
  page.evaluate((title) => {
    const heads = [...document.querySelectorAll('[role="grid"] th')];
    const at = heads.findIndex((head) => head.textContent?.trim() === title);
    return [...document.querySelectorAll('tr[data-id]')].map((row) => row.children[at]?.textContent ?? '');
  }, column);
const idsShown = async (page: Page) =>
  await rows(page).evaluateAll((all) => all.map((row) => Number((row as HTMLElement).dataset.id)));
const table = (page: Page) => page.getByRole('grid');
const count = (page: Page): Locator => page.getByTestId('row-count');

async function openTable(page: Page, label: string = words.openTable(hazards.zh)): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
  await rows(page).first().waitFor();
}

async function choose(page: Page, combobox: Locator, option: string): Promise<void> {
  // Of a long list only what is in sight is in the page.
  await combobox.fill(option);
  await page.getByTitle(option, { exact: true }).last().click();
}

async function chooseSeveral(page: Page, combobox: Locator, ...options: string[]): Promise<void> {
  for (const [index, option] of options.entries()) {
    if (index === 0) await combobox.click();
    await page.getByTitle(option, { exact: true }).last().click();
  }
  // A list of several stays open.
  await page.keyboard.press('Escape');
}

async function filterGrades(page: Page, ...grades: string[]): Promise<void> {
  await page.getByRole('button', { name: words.filterOf(hazards.zh), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await chooseSeveral(page, dialog.getByRole('combobox', { name: words.value }), ...grades);
  await dialog.getByRole('button', { name: words.apply, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

const allHazards = async () => (await site.json<CountyFeatures>('collections/road_hazards/items?limit=10000')).features;
const hazard = (id: number) => site.json<CountyFeature>(`collections/road_hazards/items/${id}`);

describe('the table of a layer', { timeout: 300_000 }, () => {
  it('sorts at the service, filters map and table alike, and keeps both in the link', async () => {
    const page = await opens('transport', plain);
    await openTable(page);
    const all = await allHazards();
    await expect.poll(() => count(page).textContent(), patience).toBe(words.rowCount(String(all.length)));

    const heading = page.getByRole('columnheader', { name: '桩号起点' });
    await heading.getByRole('button').click();
    await heading.getByRole('button').click();
    await expect.poll(() => heading.getAttribute('aria-sort'), patience).toBe('descending');
    const chainages = all.flatMap(({ properties }) => Number(properties.from_m ?? []));
    const furthest = Math.round(Math.max(...chainages.filter(Number.isFinite)));
    const written = `K${Math.floor(furthest / 1000)}+${String(furthest % 1000).padStart(3, '0')}`;
    await expect.poll(async () => (await cells(page, '桩号起点'))[0], patience).toBe(written);

    await filterGrades(page, '重大', '较大');
    const kept = all.filter(({ properties }) => ['major', 'considerable'].includes(String(properties.grade)));
    await expect.poll(() => count(page).textContent(), patience).toBe(words.rowCount(String(kept.length)));
    expect(new Set(await cells(page, '风险等级'))).toEqual(new Set(['重大', '较大']));
    const chip = words.editFilter(hazards.zh, '风险等级：重大、较大');
    await page.getByRole('button', { name: chip }).waitFor();

    // What is left out of the map is not found by a click on it either.
    const low = all.find(({ properties }) => properties.grade === 'low');
    const [lowAt] = low?.geometry.type === 'LineString' ? [low.geometry.coordinates[1] as Position] : [];
    if (!low || !lowAt) throw new Error('the demo county has no hazard of the lowest grade');
    const other = await opens('transport', `#map=16/${lowAt[1]}/${lowAt[0]}&layers=road_hazards&${filterPart(page)}`);
    await expect.poll(() => other.getByRole('button', { name: chip }).count(), patience).toBe(1);
    expect(other.url()).toContain('filter.road_hazards=grade.in.major,considerable');
    await mapSettled(other);
    const place = await screenPoint(other, lowAt);
    await other.mouse.click(place.x, place.y);
    await other.waitForTimeout(500);
    expect(other.url()).not.toContain(`feature=road_hazards/${low.id}`);
    await other.getByRole('button', { name: words.clearFilter(hazards.zh) }).click();
    await expect.poll(() => other.url(), patience).not.toContain('filter.');
    await other.waitForTimeout(1000);
    await mapSettled(other);
    await other.mouse.click(place.x, place.y);
    await expect.poll(() => other.url(), patience).toContain('feature=road_hazards/');

    // Back takes the filter back, in the table too.
    await page.goBack();
    await expect.poll(() => count(page).textContent(), patience).toBe(words.rowCount(String(all.length)));
  });

  it('chooses on the map what is chosen in the table, and the other way round', async () => {
    const page = await opens('transport', plain);
    await openTable(page);
    const third = Number((await idsShown(page))[2]);
    await rowOf(page, third).click();
    await expect.poll(() => page.url(), patience).toContain(`feature=road_hazards/${third}`);
    const { geometry } = await hazard(third);
    if (geometry.type !== 'LineString') throw new Error('a hazard is a line');
    const [longitude = 0, latitude = 0] = geometry.coordinates[0] ?? [];
    await expect
      .poll(() => {
        const [, zoom, y, x] = (/#map=([\d.]+)\/([\d.]+)\/([\d.]+)/.exec(page.url()) ?? []).map(Number);
        return (zoom ?? 0) > 13 && Math.hypot((x ?? 0) - longitude, (y ?? 0) - latitude) < 0.03;
      }, patience)
      .toBe(true);

    // By keyboard: on to the next row, and three at once.
    await table(page).focus();
    await page.keyboard.press('ArrowDown');
    const next = Number((await idsShown(page))[3]);
    await expect.poll(() => page.url(), patience).toContain(`feature=road_hazards/${next}`);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => page.getByTestId('selected-count').textContent(), patience).toBe(words.selectedCount(3));
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByTestId('selected-count').count(), patience).toBe(0);

    // A click on the map marks the row and brings it into sight.
    const all = await allHazards();
    const last = all.at(-1);
    if (last?.geometry.type !== 'LineString') throw new Error('a hazard is a line');
    const middle = last.geometry.coordinates[Math.floor(last.geometry.coordinates.length / 2)] ?? [];
    const there = await opens('transport', `#map=17/${middle[1]}/${middle[0]}&layers=road_hazards&lang=zh`, {
      viewport: { width: 1280, height: 1400 },
    });
    await openTable(there);
    await mapSettled(there);
    const { x, y } = await screenPoint(there, middle);
    await there.mouse.click(x, y);
    await expect.poll(() => there.url(), patience).toMatch(/feature=road_hazards\/\d+/);
    const chosen = Number(/feature=road_hazards\/(\d+)/.exec(there.url())?.[1]);
    await expect
      .poll(
        async () => (await rowOf(there, chosen).count()) > 0 || (await there.getByTestId('pinned').count()) > 0,
        patience,
      )
      .toBe(true);
    if ((await rowOf(there, chosen).count()) > 0) {
      expect(await rowOf(there, chosen).getAttribute('aria-selected')).toBe('true');
    }
  });

  it('changes a field of three rows as one transaction, and takes it back', async () => {
    const page = await opens('transport', plain);
    await openTable(page);
    const three = (await idsShown(page)).slice(1, 4);
    const before = await Promise.all(three.map(hazard));
    await rows(page).nth(1).click();
    await rows(page)
      .nth(3)
      .click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: words.bulk, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await choose(page, dialog.getByRole('combobox', { name: words.bulkField }), '计划实施年份');
    await dialog.getByLabel(words.bulkValue).fill('2031');
    await dialog.getByTestId('bulk-preview').getByText(words.bulkChanges(3)).waitFor();
    await dialog.getByRole('button', { name: words.bulkRun(3) }).click();

    await page.getByText(editingWords.savedCount(3)).waitFor();
    const after = await Promise.all(three.map(hazard));
    expect(after.map(({ properties }) => properties.plan_year)).toEqual([2031, 2031, 2031]);
    expect(after.map(({ geometry }) => geometry)).toEqual(before.map(({ geometry }) => geometry));
    await page.getByRole('button', { name: editingWords.undoSaved }).click();
    const years = async () => (await Promise.all(three.map(hazard))).map(({ properties }) => properties.plan_year);
    await expect.poll(years, patience).toEqual(before.map(({ properties }) => properties.plan_year));
  });

  it('says beforehand what an account may not change', async () => {
    const page = await opens('planner', plain);
    await openTable(page);
    expect(await page.getByRole('button', { name: words.bulk, exact: true }).isDisabled()).toBe(true);

    const township = await opens('township', plain);
    await openTable(township);
    await township.getByRole('grid').focus();
    await township.keyboard.press('Control+a');
    await township.getByRole('button', { name: words.bulk, exact: true }).click();
    const dialog = township.getByRole('dialog');
    await choose(township, dialog.getByRole('combobox', { name: words.bulkField }), '备注');
    await dialog.getByLabel(words.bulkValue).fill('踏勘');
    const preview = dialog.getByTestId('bulk-preview');
    await preview.waitFor();
    await expect.poll(() => preview.textContent(), patience).toMatch(/个要素不能修改，将跳过/);
  });

  it('exports the view as it stands, to be read back', async () => {
    const page = await opens('transport', plain);
    await openTable(page);
    await filterGrades(page, '重大');
    const kept = (await allHazards()).filter(({ properties }) => properties.grade === 'major');
    await expect.poll(() => count(page).textContent(), patience).toBe(words.rowCount(String(kept.length)));
    const file = await exported(page, words.exportFiltered);
    expect(file.features.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
    expect(file.features.map(({ geometry }) => geometry)).toEqual(kept.map(({ geometry }) => geometry));
    expect(Object.keys(file.features[0]?.properties ?? {})).not.toContain('evidence');

    await rows(page).nth(0).click();
    await rows(page)
      .nth(1)
      .click({ modifiers: ['Control'] });
    const ids = (await idsShown(page)).slice(0, 2);
    expect((await exported(page, words.exportSelected(2))).features.map(({ id }) => id)).toEqual(ids);
    expect((await exported(page, words.exportLayer)).features).toHaveLength((await allHazards()).length);
  });

  it('follows what others store', async () => {
    const page = await opens('viewer', plain);
    await openTable(page);
    const [id = 0] = await idsShown(page);
    const { properties } = await hazard(id);
    const other = await opens('transport', plain);
    await other.evaluate(
      async ([feature, version]) => {
        const session = (await (await fetch('/api/session')).json()) as { csrf: string };
        const answer = await fetch('/api/transactions', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'Anlan-CSRF': session.csrf },
          body: JSON.stringify({
            changes: [
              {
                operation: 'update',
                layer: 'road_hazards',
                id: feature,
                version,
                patch: { properties: { name: '新名字' } },
              },
            ],
          }),
        });
        if (!answer.ok) throw new Error(await answer.text());
      },
      [id, Number(properties._version)],
    );
    await expect.poll(async () => (await cells(page, '名称'))[0], patience).toBe('新名字');
  });

  it('is narrowed by a link, and the map says what it leaves out while the layers are out of sight', async () => {
    const page = await opens('viewer', '#layers=roads,road_hazards&filter.road_hazards=grade.in.major&lang=zh');
    await page.getByRole('button', { name: wordings.zh.messages.hidePanel, exact: true }).click();
    const said = words.filtered(`${hazards.zh} — 风险等级：重大`);
    const notice = page.getByRole('button').filter({ hasText: said });
    await notice.waitFor();
    await notice.click();
    await notice.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: words.editFilter(hazards.zh, '风险等级：重大') }).waitFor();
  });

  it('is there in English, and keeps the columns that were chosen', async () => {
    const page = await opens('viewer', '#layers=roads,road_hazards&lang=en');
    await openTable(page, enWords.openTable(hazards.en));
    await page.getByRole('button', { name: enWords.columns, exact: true }).click();
    await page.getByRole('checkbox', { name: 'Estimated cost (×10⁴ CNY)' }).check();
    await page.getByRole('columnheader', { name: 'Estimated cost (×10⁴ CNY)' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await seriousViolations(page)).toEqual([]);
    await page.reload();
    await openTable(page, enWords.openTable(hazards.en));
    await page.getByRole('columnheader', { name: 'Estimated cost (×10⁴ CNY)' }).waitFor();
    expect(new Set(await cells(page, 'Grade'))).not.toContain('major');
  });

  it('narrows every layer to a township at once', async () => {
    const page = await opens('viewer', '#layers=roads,road_hazards,townships&lang=zh');
    const { features } = await site.json<CountyFeatures>('collections/townships/items');
    const [township] = features;
    const code = String(township?.properties.code);
    await chooseSeveral(page, page.getByRole('combobox', { name: words.townships }), String(township?.properties.name));
    await expect.poll(() => page.url(), patience).toContain(`filter.roads=township.in.${code}`);
    expect(page.url()).toContain(`filter.shelters=township.in.${code}`);
    await openTable(page);
    const there = (await allHazards()).filter(({ properties }) => properties.township === code);
    await expect.poll(() => count(page).textContent(), patience).toBe(words.rowCount(String(there.length)));
  });
});

describe('on a phone', { timeout: 240_000 }, () => {
  it('opens the table and marks rows by touch', async () => {
    const page = await opens('transport', plain, { viewport: { width: 390, height: 844 }, hasTouch: true });
    await page.getByRole('button', { name: wordings.zh.messages.layers, exact: true }).first().tap();
    await openTable(page);
    for (const index of [0, 1]) await rows(page).nth(index).locator('[data-check]').tap();
    await expect.poll(() => page.getByTestId('selected-count').textContent(), patience).toBe(words.selectedCount(2));
    const box = await page.getByRole('button', { name: words.export, exact: true }).boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
});

async function exported(page: Page, what: string): Promise<FeatureCollection> {
  await page.getByRole('button', { name: words.export, exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: words.exportAs(what, 'GeoJSON') }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^公路风险路段-.*\.geojson$/);
  return JSON.parse(await readFile(await download.path(), 'utf8')) as FeatureCollection;
}

function filterPart(page: Page): string {
  return /filter\.[^&]*/.exec(page.url())?.[0] ?? '';
}
