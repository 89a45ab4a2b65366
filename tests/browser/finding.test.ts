import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { decode } from 'fast-png';
import type { Download, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { chainage } from '../../client/actions/measures.ts';
import { layoutOf } from '../../client/actions/print/paper.ts';
import { shortcutGroups, shortcuts } from '../../client/actions/shortcuts.ts';
import { overview } from '../../client/actions/statistics.ts';
import type { CountyFeatures } from '../../client/api/types.ts';
import { zh as dashboardWords } from '../../client/i18n/dashboard/zh.ts';
import { en as findingEnglish } from '../../client/i18n/finding/en.ts';
import { zh as words } from '../../client/i18n/finding/zh.ts';
import { wordings } from '../../client/i18n/language.ts';
import { zh as printWords } from '../../client/i18n/print/zh.ts';
import { chinaDay } from '../../data/china-time.ts';
import type { RoadAnswer } from '../../server/search/find-on-road.ts';
import type { Statistics } from '../../server/statistics/statistics.ts';
import { testBrowser } from '../setup/browser.ts';
import { seriousViolations } from './support/axe.ts';
import { testSite } from './support/site.ts';
import { mapSettled, type Visit, type VisitOptions, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const run = promisify(execFile);

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** Roads and hazards alone: relief is drawn for minutes on a busy machine, and nothing here is about it. */
async function opens(hash = '', options: VisitOptions = {}): Promise<Visit> {
  const address = `${site.url}#layers=roads,road_hazards,shelters${hash}`;
  const one = await visit(chromium.browser, address, { viewport: { width: 1280, height: 760 }, ...options });
  opened.push(one);
  return one;
}

const field = (page: Page) => page.getByRole('combobox', { name: words.searchLabel });
const option = (page: Page, name: string | RegExp) => page.getByRole('option', { name });
const features = async (layer: string) =>
  (await site.json<CountyFeatures>(`collections/${layer}/items?limit=1000`)).features;

/** Where the map's middle lies. */
function centre(page: Page): readonly [number, number, number] {
  const [, zoom, latitude, longitude] = /#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)/.exec(page.url()) ?? [];
  return [Number(longitude), Number(latitude), Number(zoom)];
}

describe('search', () => {
  it('finds by name, road and chainage, and coordinates, by the keyboard alone', async () => {
    const { page, complaints } = await opens();
    // By name: the shelter's details open, and the map goes there.
    const [shelter] = await features('shelters');
    const name = String(shelter?.properties.name);
    await page.keyboard.press('/');
    await page.keyboard.type(name);
    await option(page, name).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name }).or(page.getByRole('heading', { name })).first().waitFor();
    await expect.poll(() => page.url()).toContain('feature=shelters/');
    await mapSettled(page);

    // By chainage: as far along as the section says, and nowhere where there is none.
    const sections = await features('roads');
    const section = sections.find(({ properties: { road_code: road, to_m: to } }) => road && Number(to) > 600);
    const { road_code: road, from_m: from, to_m: to } = section?.properties ?? {};
    const at = Math.round((Number(from) + Number(to)) / 2);
    const asked = `${road} ${chainage(at)}`;
    const { road: answer } = await site.json<{ road: RoadAnswer }>(`search?${new URLSearchParams({ q: asked })}`);
    const [place] = answer.places;
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(asked);
    await option(page, asked).first().waitFor();
    await page.keyboard.press('Enter');
    const pin = page.getByRole('button', { name: new RegExp(words.pin) });
    await pin.waitFor();
    await expect
      .poll(() => Math.abs(centre(page)[1] - (place?.point[1] ?? 0)), { timeout: 30_000 })
      .toBeLessThan(0.002);
    await page.keyboard.press('/');
    await field(page).fill(`${road} K999+000`);
    await page.getByText(words.not_covered(String(road), 'K999+000', '')).waitFor();
    expect(await page.getByRole('option').count()).toBe(0);

    // By coordinates, in whichever system they are.
    await field(page).fill(`北纬31°12′30″ 东经110°12′36″`);
    expect(await page.getByRole('option').allInnerTexts()).toEqual([
      expect.stringContaining(words.wgs84),
      expect.stringContaining(words.gcj02),
      expect.stringContaining(words.bd09),
    ]);
    expect(await option(page, words.wgs84).textContent()).toContain('110.21000, 31.20833');
    expect(await seriousViolations(page, 'search')).toEqual([]);
    await page.keyboard.press('ArrowDown');
    expect(await option(page, words.gcj02).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => Math.abs(centre(page)[1] - 31.20833), { timeout: 30_000 }).toBeLessThan(0.002);

    // What was found is offered again.
    await page.keyboard.press('/');
    await field(page).fill('');
    await page.getByRole('button', { name: asked }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('listbox', { name: words.results }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('opens across the header of a phone', async () => {
    const { page } = await opens('&lang=en', { viewport: { width: 390, height: 844 }, hasTouch: true });
    await page.getByRole('button', { name: findingEnglish.openSearch }).tap();
    const input = page.getByRole('combobox', { name: findingEnglish.searchLabel });
    await input.fill('no such thing');
    await page.getByText(findingEnglish.nothing('no such thing')).waitFor();
    const box = await input.boundingBox();
    expect(box?.width).toBeGreaterThan(240);
    await page.getByRole('button', { name: findingEnglish.closeSearch }).tap();
    expect(await input.isVisible()).toBe(false);
  });
});

describe('the dashboard', () => {
  it('says what the service says and what counting the features says', async () => {
    const { page, complaints } = await opens();
    await page.getByRole('button', { name: dashboardWords.title, exact: true }).click();
    const dashboard = page.getByRole('dialog', { name: dashboardWords.title });
    await dashboard.getByText(dashboardWords.byTownship).waitFor();

    expect(await seriousViolations(page, '[role="dialog"]')).toEqual([]);

    const hazards = (await features('road_hazards')).map(({ properties }) => properties);
    const open = hazards.filter(({ state }) => state !== 'closed');
    const today = chinaDay(new Date());
    const overdue = open.filter(({ deadline_on: due }) => typeof due === 'string' && due < today);
    const statistics = await site.json<Statistics>('statistics');
    const figures = overview(statistics);
    expect([figures.hazards, figures.open, figures.overdue]).toEqual([hazards.length, open.length, overdue.length]);
    const people = (await features('flood_points')).reduce(
      (total, { properties }) => total + Number(properties.people),
      0,
    );
    expect(figures.people).toBe(people);

    const tile = (label: string) => dashboard.getByRole('button', { name: new RegExp(`^${label}`) }).first();
    expect(await tile(dashboardWords.open).locator('b').textContent()).toBe(String(open.length));
    expect(await tile(dashboardWords.overdue).locator('b').textContent()).toBe(String(overdue.length));
    expect(await tile(dashboardWords.people).textContent()).toContain(String(people).replace(/(\d)(\d{4})$/, '$1$2'));
    // The longest overdue comes first.
    const longest = overdue.map(({ deadline_on: due }) => String(due)).sort()[0];
    expect(statistics.overdue[0]?.deadline_on).toBe(longest);

    // The same as a table for office software.
    const csv = await readFile(await (await save(page, dashboardWords.csv)).path(), 'utf8');
    const late = [...csv.matchAll(/^公路风险路段,.*,逾期,(\d+),处\r$/gm)].map(([, count]) => Number(count));
    expect(late.reduce((total, count) => total + count, 0)).toBe(overdue.length);

    // One township: its figures in place of the county's.
    const [township] = statistics.townships;
    const own = open.filter((hazard) => hazard.township === township?.code);
    await dashboard.getByRole('button', { name: township?.name ?? '', exact: true }).click();
    await expect.poll(() => tile(dashboardWords.open).locator('b').textContent()).toBe(String(own.length));

    // A figure leads to what it counts, on the map and in the table.
    await tile(dashboardWords.overdue).click();
    const ownOverdue = overdue.filter((hazard) => hazard.township === township?.code);
    await page.getByRole('grid').waitFor();
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(ownOverdue.length + 1));

    // A township's figure of routes leads to that township's routes.
    await page.keyboard.press('d');
    const unclear = statistics.routes.filter((route) => route.township === township?.code && route.verdict !== 'pass');
    expect(unclear).toEqual([expect.objectContaining({ verdict: 'unchecked' })]);
    const figure = `${township?.name} · ${dashboardWords.routesUnknownShort}`;
    await dashboard.getByTitle(dashboardWords.showOnMap(figure)).click();
    // Also where the report on one of them is open.
    await page.getByTestId('route-checks').locator('li[data-tone] button').first().click();
    await page.getByTestId('check').waitFor();
    await page.keyboard.press('d');
    await dashboard.getByTitle(dashboardWords.showOnMap(figure)).click();
    const checks = page.getByTestId('route-checks');
    await checks.getByText(wordings.zh.messages.routeChecksOfTownship(township?.name ?? '')).waitFor();
    await expect.poll(() => checks.locator('li[data-tone]').count()).toBe(unclear[0]?.routes);
    // One of several states narrows the list to it, and once more leaves it.
    const unchecked = checks.getByRole('button', { name: new RegExp(`^${wordings.zh.messages.routeUnchecked}`) });
    await unchecked.click();
    expect(await unchecked.getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => checks.locator('button[aria-pressed="true"]').count()).toBe(1);
    await unchecked.click();
    await expect.poll(() => unchecked.getAttribute('aria-pressed')).toBe('false');
    await checks.getByRole('button', { name: wordings.zh.messages.routeChecksWholeCounty }).click();
    const all = statistics.routes.reduce((total, { routes }) => total + routes, 0);
    await expect.poll(() => checks.locator('li[data-tone]').count()).toBe(all);

    // A row of the list leads to the feature.
    await page.keyboard.press('d');
    await dashboard.locator('ol button').first().click();
    await expect.poll(() => page.url()).toContain(`feature=road_hazards/${statistics.overdue[0]?.id}`);
    expect(await dashboard.count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('a part of the page that does not come', () => {
  it('says so over a map that lives on, and others open', async () => {
    const { page } = await opens();
    await page.route('**/assets/DashboardPage-*.js', (route) => route.abort());
    await page.keyboard.press('d');
    await page.getByText(wordings.zh.messages.partFailed).waitFor();
    expect(await seriousViolations(page, '[role="alert"]')).toEqual([]);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: words.shortcuts }).waitFor();
    expect(await page.getByText(wordings.zh.messages.partFailed).count()).toBe(0);
    expect(await page.locator('.maplibregl-canvas').isVisible()).toBe(true);
  });
});

describe('printing', () => {
  it('gives a PDF of the paper’s size and a PNG of its pixels, with the map and the legend on it', async () => {
    const { page, complaints } = await opens('&map=14/31.2/110.21');
    await page.getByRole('button', { name: printWords.title }).click();
    const dialog = page.getByRole('dialog', { name: printWords.title });
    await dialog.getByRole('img', { name: new RegExp(printWords.preview) }).waitFor();
    expect(await seriousViolations(page, '[role="dialog"]')).toEqual([]);
    const title = '安澜县风险图（测试）';
    await dialog.getByLabel(printWords.pageTitle).fill(title);

    const pdf = await save(page, printWords.pdf);
    const pdfPath = await pdf.path();
    expect(pdf.suggestedFilename()).toBe(`${title}-A4.pdf`);
    const { stdout } = await run('pdfinfo', [pdfPath]);
    expect(stdout).toMatch(/Pages:\s+1\n/);
    expect(stdout).toMatch(/Page size:\s+841\.89\d* x 595\.2[78]\d* pts \(A4\)/);
    expect(stdout).toContain(title);

    const png = await save(page, printWords.png);
    const { width, height, data, channels, resolution } = decode(await readFile(await png.path()));
    const layout = layoutOf({ size: 'A4', orientation: 'landscape' });
    const pixels = (millimetres: number) => Math.round((millimetres / 25.4) * 200);
    expect([width, height]).toEqual([pixels(layout.width), pixels(layout.height)]);
    expect(resolution?.x).toBe(Math.round(200 / 0.0254));
    const colours = (box: typeof layout.map) => {
      const found = new Set<number>();
      for (let y = pixels(box.y); y < pixels(box.y + box.height); y += 3) {
        for (let x = pixels(box.x); x < pixels(box.x + box.width); x += 3) {
          const index = (y * width + x) * channels;
          found.add(((data[index] ?? 0) << 16) | ((data[index + 1] ?? 0) << 8) | (data[index + 2] ?? 0));
        }
      }
      return found.size;
    };
    expect(colours(layout.map)).toBeGreaterThan(100);
    expect(colours(layout.legend)).toBeGreaterThan(20);
    expect(colours({ x: 0, y: 0, width: layout.width, height: 9 })).toBe(1);
    expect(complaints).toEqual([]);
  });
});

async function save(page: Page, name: string): Promise<Download> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 100_000 }),
    page.getByRole('button', { name }).click(),
  ]);
  return download;
}

describe('the list of shortcuts', () => {
  it('opens by its key with every shortcut in it, and closes', async () => {
    const { page } = await opens();
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: words.shortcuts });
    await list.waitFor();
    expect(await seriousViolations(page, '[role="dialog"]')).toEqual([]);
    const listed = shortcutGroups.flatMap((group) => shortcuts.filter((shortcut) => shortcut.group === group));
    expect(listed).toHaveLength(shortcuts.length);
    expect(await list.locator('dt').allTextContents()).toEqual(listed.map(({ title }) => title.zh));
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    // While somebody writes a letter is a letter.
    await page.keyboard.press('/');
    await page.keyboard.type('?d');
    expect(await field(page).inputValue()).toBe('?d');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
