import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { CountyFeature, CountyFeatures } from '../../client/api/types.ts';
import { en as englishWords } from '../../client/i18n/imports/en.ts';
import { zh as words } from '../../client/i18n/imports/zh.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { type Visit, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function opens(role: string, hash = '#layers=roads,flood_points'): Promise<Page> {
  const account = { name: role, password: site.password };
  const one = await visit(chromium.browser, `${site.url}${hash}`, { account, viewport: { width: 1200, height: 800 } });
  opened.push(one);
  return one.page;
}

/** As a file manager does it. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  await dropFiles(page, [name], content);
}

async function dropFiles(page: Page, names: readonly string[], content: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileNames, text]) => {
      const transfer = new DataTransfer();
      for (const name of fileNames) transfer.items.add(new File([text], name));
      return transfer;
    },
    [names, content] as const,
  );
  // What takes the file comes after the map.
  const invitation = page.getByText(words.drop).or(page.getByText(englishWords.drop));
  await expect
    .poll(
      async () => {
        await page.dispatchEvent('#map', 'dragenter', { dataTransfer: data });
        return await invitation.isVisible();
      },
      { timeout: 60_000, interval: 300 },
    )
    .toBe(true);
  await page.dispatchEvent('#map', 'drop', { dataTransfer: data });
}

const points = async () => (await site.json<CountyFeatures>('collections/flood_points/items?limit=1000')).features;
const byCode = async (code: unknown) => (await points()).find(({ properties }) => properties.code === code);
const collection = (...features: readonly unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
const panel = (page: Page) => page.getByTestId('import');
const tab = (page: Page, name: string, count: number) =>
  page.getByRole('tab', { name: new RegExp(`^${name} ${count}$`) });

function changed(feature: CountyFeature, properties: Record<string, unknown>) {
  return { ...feature, properties: { ...feature.properties, ...properties } };
}

/** A feature of the file alone: without the members that only the service sets, as another program writes it. */
function fresh(feature: CountyFeature, code: string) {
  const [longitude = 0, latitude = 0] = (feature.geometry as { coordinates: number[] }).coordinates;
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [longitude + 0.002, latitude] },
    properties: { code, name: `新增点 ${code}`, people: 12, vulnerable_people: 2 },
  };
}

describe('a dropped file', { timeout: 240_000 }, () => {
  it('is previewed, with its faults; what is right is stored at once, and taken back at once', async () => {
    const [one, other, third, fourth] = await points();
    if (!one || !other || !third || !fourth) throw new Error('the demo county has too few flood points');
    const page = await opens('water');
    const content = collection(
      changed(one, { remarks: '汛前核查' }),
      other,
      fresh(one, 'XZ-1'),
      fresh(other, 'XZ-2'),
      changed(third, { people: -1 }),
      { ...fourth, geometry: { type: 'Point', coordinates: [31.2, 110.2] } },
    );
    const before = await points();
    await drop(page, '核查.geojson', content);
    await panel(page).getByText(words.total('6')).waitFor();
    for (const [name, count] of [
      [words.verdicts.new, 2],
      [words.verdicts.changed, 1],
      [words.verdicts.refused, 2],
      [words.verdicts.unchanged, 1],
    ] as const) {
      await tab(page, name, count).waitFor();
    }
    await panel(page).getByText('值 -1 应不小于 0').waitFor();
    await panel(page).getByText('像是把经纬度写反了').waitFor();
    // Seen, and nothing stored.
    expect(await points()).toEqual(before);

    const downloading = page.waitForEvent('download');
    await panel(page).getByRole('button', { name: words.downloadCsv }).click();
    const csv = await readFile(await (await downloading).path(), 'utf8');
    expect(csv.split('\r\n')).toHaveLength(4);
    expect(csv).toContain('properties.people');

    await tab(page, words.verdicts.changed, 1).click();
    await panel(page).getByText('汛前核查').waitFor();
    await panel(page).getByLabel(words.reason).fill('汛前排查');
    await panel(page)
      .getByRole('button', { name: words.store('3'), exact: true })
      .click();
    await panel(page).getByText(words.stored('2', '1')).waitFor();
    expect((await points()).length).toBe(before.length + 2);
    expect((await byCode(one.properties.code))?.properties.remarks).toBe('汛前核查');
    expect((await byCode(third.properties.code))?.properties.people).toBe(third.properties.people);

    await panel(page).getByRole('button', { name: words.undo }).click();
    await panel(page).getByText(words.undone).waitFor();
    const after = await points();
    expect(after.map(({ id, geometry }) => ({ id, geometry }))).toEqual(
      before.map(({ id, geometry }) => ({ id, geometry })),
    );
    expect((await byCode(one.properties.code))?.properties.remarks).toBe(one.properties.remarks);
  });

  it('updates by code what it names and nothing else, and tells of what has changed since the preview', async () => {
    const [one, other] = await points();
    if (!one || !other) throw new Error('the demo county has no flood points');
    const page = await opens('water');
    const update = { type: 'Feature', geometry: null, properties: { code: one.properties.code, people: 4321 } };
    await drop(page, 'update.json', collection(update, fresh(other, 'XZ-3')));
    await tab(page, words.verdicts.changed, 1).waitFor();
    await panel(page).getByLabel(words.takeNew('1')).uncheck();

    await writesMeanwhile(page, one);
    await panel(page)
      .getByRole('button', { name: words.store('1'), exact: true })
      .click();
    await panel(page).getByText(words.changedSince).waitFor();
    expect((await byCode(one.properties.code))?.properties.people).toBe(one.properties.people);

    await panel(page).getByRole('button', { name: words.again }).click();
    await panel(page)
      .getByRole('button', { name: words.store('1'), exact: true })
      .click();
    await panel(page).getByText(words.stored('0', '1')).waitFor();
    expect((await byCode(one.properties.code))?.properties).toMatchObject({
      people: 4321,
      name: one.properties.name,
      remarks: '同时的修改',
    });
    expect(await byCode('XZ-3')).toBeUndefined();
  });

  it('is called off while it is being stored, and nothing of it is', async () => {
    const [one] = await points();
    if (!one) throw new Error('the demo county has no flood points');
    const page = await opens('water');
    await drop(page, 'late.geojson', collection(fresh(one, 'XZ-4')));
    await tab(page, words.verdicts.new, 1).waitFor();
    // The answer takes its time.
    await page.route('**/api/transactions', () => new Promise(() => {}));
    await panel(page)
      .getByRole('button', { name: words.store('1'), exact: true })
      .click();
    await panel(page).getByText(words.storing('1')).waitFor();
    await panel(page).getByRole('button', { name: words.cancel }).click();
    await panel(page).getByText(words.calledOff).waitFor();
    expect(await byCode('XZ-4')).toBeUndefined();
    // The preview is still there, to be stored after all.
    await page.unroute('**/api/transactions');
    await panel(page)
      .getByRole('button', { name: words.store('1'), exact: true })
      .click();
    await panel(page).getByText(words.stored('1', '0')).waitFor();
    expect(await byCode('XZ-4')).toBeDefined();
  });

  it('that comes while another is being stored is not taken; closing the panel does not hide the outcome', async () => {
    const [one] = await points();
    if (!one) throw new Error('the demo county has no flood points');
    const page = await opens('water');
    await drop(page, 'first.geojson', collection(fresh(one, 'XZ-5')));
    await tab(page, words.verdicts.new, 1).waitFor();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/api/transactions', async (route) => {
      await held;
      await route.continue();
    });
    await panel(page)
      .getByRole('button', { name: words.store('1'), exact: true })
      .click();
    await panel(page).getByText(words.storing('1')).waitFor();
    await drop(page, 'second.geojson', collection(fresh(one, 'XZ-6')));
    await panel(page).getByText(words.tooEarly('second.geojson')).waitFor();
    await page.getByRole('button', { name: words.close }).click();
    await panel(page).waitFor({ state: 'detached' });
    answer();
    await panel(page).getByText(words.stored('1', '0')).waitFor();
    await panel(page).getByText('first.geojson').waitFor();
    expect(await byCode('XZ-5')).toBeDefined();
    expect(await byCode('XZ-6')).toBeUndefined();
  });

  it('is one: of several none is taken, and it says so', async () => {
    const page = await opens('water');
    await dropFiles(page, ['a.geojson', 'b.geojson'], '{"type":"FeatureCollection","features":[]}');
    await panel(page).getByText(words.tooMany('2')).waitFor();
    await panel(page).getByRole('button', { name: words.choose }).waitFor();
  });

  it('that cannot be read, or is of no kind that is taken, says so; English as well', async () => {
    const page = await opens('water', '#lang=en&layers=roads');
    await drop(page, 'broken.geojson', '{"type":"FeatureCollection","features":[');
    await panel(page).getByText(englishWords.previewFailed).waitFor();
    await panel(page).getByText('breaks off here').first().waitFor();
    await drop(page, 'roads.shp', 'x');
    await panel(page).getByText(englishWords.notTaken('roads.shp', 'GeoJSON')).waitFor();
  });
});

describe('who may not', { timeout: 240_000 }, () => {
  it('is offered no import: a viewer', async () => {
    const page = await opens('viewer');
    await page.getByRole('heading', { name: '图层与图例' }).waitFor();
    expect(await page.getByRole('button', { name: words.importFile }).count()).toBe(0);
  });

  it('is told so when dropping a file, and keeps the page', async () => {
    const page = await opens('viewer');
    await page.getByRole('heading', { name: '图层与图例' }).waitFor();
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['{}'], 'a.geojson'));
      return transfer;
    });
    // What takes files arrives after the map; until then nothing listens.
    await expect
      .poll(
        async () => {
          await page.dispatchEvent('#map', 'dragenter', { dataTransfer: data });
          return page.getByText(words.noEditable).count();
        },
        { timeout: 30_000 },
      )
      .toBe(1);
    await page.dispatchEvent('#map', 'drop', { dataTransfer: data });
    await panel(page).getByText(words.noEditable).waitFor();
  });
});

/** Somebody else changes the feature between preview and import. */
async function writesMeanwhile(page: Page, { id, properties }: CountyFeature): Promise<void> {
  const status = await page.evaluate(
    async ([feature, version]) => {
      const session = (await (await fetch('api/session')).json()) as { csrf: string };
      const change = { operation: 'update', layer: 'flood_points', id: feature, version };
      const answer = await fetch('api/transactions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'Anlan-CSRF': session.csrf },
        body: JSON.stringify({ changes: [{ ...change, patch: { properties: { remarks: '同时的修改' } } }] }),
      });
      return answer.status;
    },
    [Number(id), Number(properties._version)],
  );
  expect(status).toBe(200);
}
