import type { LineString, Position } from 'geojson';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { lengthMetres, positionAt } from '../../client/actions/editing/along.ts';
import { labelPoint } from '../../client/actions/labelPoint.ts';
import { chainage } from '../../client/actions/measures.ts';
import type { CountyFeature, CountyFeatures } from '../../client/api/types.ts';
import { zh as words } from '../../client/i18n/field/zh.ts';
import { wordings } from '../../client/i18n/language.ts';
import { zh as photoWords } from '../../client/i18n/photos/zh.ts';
import { withExif } from '../fixtures/exif.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { mapSettled, type Visit, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const patience = { timeout: 90_000, interval: 500 };

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function opens(options: BrowserContextOptions, hash = '', name = 'transport'): Promise<Page> {
  const account = { name, password: site.password };
  const one = await visit(chromium.browser, `${site.url}${hash}`, { account, ...options });
  opened.push(one);
  return one.page;
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const standing = ([longitude = 0, latitude = 0]: Position) => ({
  ...phone,
  geolocation: { longitude, latitude, accuracy: 9 },
  permissions: ['geolocation'],
});

/** A section of a county road, and the middle of it. */
async function someRoad(): Promise<{ road: CountyFeature; middle: Position; chainageMetres: number }> {
  const { features } = await site.json<CountyFeatures>('collections/roads/items?limit=1000');
  const road = features.find(
    ({ geometry, properties }) =>
      properties.road_class === 'county' &&
      properties.structure === 'road' &&
      geometry.type === 'LineString' &&
      lengthMetres(geometry.coordinates) > 800,
  );
  if (!road) throw new Error('the demo county has no long county road');
  const { coordinates } = road.geometry as LineString;
  const { from_m: from, to_m: to } = road.properties;
  const middle = positionAt(coordinates, lengthMetres(coordinates) / 2);
  return { road, middle, chainageMetres: (Number(from) + Number(to)) / 2 };
}

const hazards = async () => (await site.json<CountyFeatures>('collections/road_hazards/items?limit=1000')).features;
const report = (page: Page) => page.getByTestId('report');
const press = (page: Page, name: string) => report(page).getByRole('button', { name, exact: true }).tap();

async function photo(page: Page, place: { longitude: number; latitude: number }) {
  const picture = await page.screenshot({ type: 'jpeg' });
  const buffer = withExif(picture, { ...place, takenAt: '2026:07:01 08:00:00' });
  return { name: '现场.jpg', mimeType: 'image/jpeg', buffer };
}

/** From the second step to the last one, where the report can be handed in. */
async function describeHazard(page: Page) {
  await press(page, words.next);
  await report(page).getByText('临崖', { exact: true }).tap();
  await report(page).getByText('重大', { exact: true }).tap();
  await press(page, words.next);
}

describe('the header of a phone', { timeout: 240_000 }, () => {
  const { messages } = wordings.zh;

  it('shows what matters without scrolling, and the other tools behind a button', async () => {
    const page = await opens(phone);
    const header = page.getByRole('banner');
    const shown = async () => (await header.getByRole('button').all()).length;
    const folded = await shown();
    for (const button of await header.getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(phone.viewport.width);
    }
    expect(await header.evaluate((element) => element.scrollWidth)).toBe(phone.viewport.width);
    const more = header.getByRole('button', { name: messages.moreTools });
    await more.tap();
    expect(await shown()).toBe(folded + 6);
    await page.keyboard.press('Escape');
    await expect.poll(shown).toBe(folded);
    expect(await more.evaluate((element) => element === document.activeElement)).toBe(true);
    await more.tap();
    await header.getByRole('button', { name: messages.warnings }).tap();
    await page.getByRole('complementary', { name: messages.warnings }).waitFor();
    expect(await shown()).toBe(folded);
  });
});

describe('on a phone', { timeout: 240_000 }, () => {
  it('a hazard is reported with its photo while there is no network, kept through a reload, and stored once', async () => {
    const { road, middle, chainageMetres } = await someRoad();
    const [longitude = 0, latitude = 0] = middle;
    const before = await hazards();
    const page = await opens(standing(middle), '#layers=roads,road_hazards');
    await page.getByRole('button', { name: words.reportHazard }).tap();
    await report(page)
      .getByText(`${road.properties.road_code} ${chainage(chainageMetres)}`)
      .waitFor();
    expect(await smallTargets(page)).toEqual([]);
    await press(page, words.next);
    expect(await report(page).getByRole('button', { name: words.next }).isDisabled()).toBe(true);
    await report(page).getByText('临崖', { exact: true }).tap();
    await report(page).getByText('重大', { exact: true }).tap();
    await report(page).getByLabel(words.remarks).fill('护栏缺失');
    expect(await smallTargets(page)).toEqual([]);
    await press(page, words.next);
    await page.getByTestId('photo-files').setInputFiles(await photo(page, { longitude, latitude }));
    await report(page).getByText(photoWords.waitingNew).waitFor();
    expect(await smallTargets(page)).toEqual([]);

    await page.context().setOffline(true);
    await press(page, words.submit);
    await report(page).getByText(words.doneOffline).waitFor();
    await press(page, words.finish);
    await page.getByText(words.unsent(1)).waitFor();
    // The page itself comes from the service; only what is sent has to wait.
    await page.context().route('**/api/transactions', (route) => route.abort());
    await page.context().setOffline(false);
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await mapSettled(page);
    await page.getByText(words.unsent(1)).waitFor();
    expect(await hazards()).toHaveLength(before.length);

    await page.context().unroute('**/api/transactions');
    await expect.poll(async () => (await hazards()).length, patience).toBe(before.length + 1);
    await expect.poll(() => page.getByTestId('unsent-reports').textContent(), patience).toBe('');
    const known = new Set(before.map(({ id }) => id));
    const added = (await hazards()).filter(({ id }) => !known.has(id));
    expect(added).toHaveLength(1);
    const [hazard] = added;
    expect(hazard?.properties).toMatchObject({
      hazard: 'cliff',
      grade: 'major',
      state: 'found',
      segment_code: road.properties.code,
      remarks: '护栏缺失',
    });
    expect(Number(hazard?.properties.to_m) - Number(hazard?.properties.from_m)).toBeCloseTo(50, 0);

    const path = `${site.url}api/collections/road_hazards/items/${hazard?.id}/photos`;
    const { photos } = (await (await page.request.get(path)).json()) as {
      photos: { id: string; href: string; position: number[]; taken_at: string }[];
    };
    expect(photos).toHaveLength(1);
    expect(photos[0]?.position[0]).toBeCloseTo(longitude, 4);
    expect(photos[0]?.taken_at).toMatch(/^20(?:26-07-01|26-06-30)/);
    const bytes = await (await page.request.get(photos[0]?.href ?? '')).body();
    expect(bytes.includes('Exif')).toBe(false);
    expect((await fetch(photos[0]?.href ?? '')).status).toBe(401);
  });

  it("a township's account is told of a neighbour's area; what is refused there holds up no other report", async () => {
    const { features: townships } = await site.json<CountyFeatures>('collections/townships/items?sortby=code');
    const [own, other] = townships;
    const middle = ({ geometry }: CountyFeature) => (geometry.type === 'MultiPolygon' && labelPoint(geometry)) || [];
    if (!own || !other) throw new Error('the demo county has no two townships');
    const warning = words.otherTownship(String(own.properties.name), String(other.properties.name));
    const before = await hazards();
    const page = await opens(standing(middle(other)), '#layers=roads,road_hazards', 'township');
    const sent: unknown[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/transactions')) sent.push(request.postDataJSON().changes.length);
    });
    await page.getByRole('button', { name: words.reportHazard }).tap();
    await report(page).getByText(warning).waitFor();
    await describeHazard(page);
    await report(page).getByText(warning).waitFor();
    await page.context().setOffline(true);
    await press(page, words.submit);
    await report(page).getByText(words.doneOffline).waitFor();
    const [longitude = 0, latitude = 0] = middle(own);
    await page.context().setGeolocation({ longitude, latitude, accuracy: 9 });
    await press(page, words.another);
    await report(page).getByText(warning).waitFor({ state: 'detached' });
    await describeHazard(page);
    expect(await report(page).getByText(warning).count()).toBe(0);
    await press(page, words.submit);
    await report(page).getByText(`${words.outbox} 2`).waitFor();

    await page.context().setOffline(false);
    await expect.poll(async () => (await hazards()).length, patience).toBe(before.length + 1);
    await report(page).getByText(`${words.outbox} 1`).waitFor();
    await report(page).getByText(words.refused, { exact: true }).waitFor();
    await report(page).getByText('要素不在本乡镇').waitFor();
    const known = new Set(before.map(({ id }) => id));
    const added = (await hazards()).filter(({ id }) => !known.has(id));
    expect(added.map(({ properties }) => properties.township)).toEqual([own.properties.code]);
    expect(new Set(sent)).toEqual(new Set([1]));

    page.on('dialog', (dialog) => void dialog.accept());
    await press(page, words.remove);
    await report(page).getByText(words.done).waitFor();
  });

  it('photos that wait are kept however long; those of a report given up go after a week', async () => {
    const { middle } = await someRoad();
    const [longitude = 0, latitude = 0] = middle;
    const page = await opens(standing(middle), '#layers=roads,road_hazards');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.context().route('**/api/transactions', (route) => route.abort());
    const before = await hazards();
    await page.getByRole('button', { name: words.reportHazard }).tap();
    await describeHazard(page);
    await page.getByTestId('photo-files').setInputFiles(await photo(page, { longitude, latitude }));
    await report(page).getByText(photoWords.waitingNew).waitFor();
    await press(page, words.submit);
    await press(page, words.another);
    await describeHazard(page);
    await page.getByTestId('photo-files').setInputFiles(await photo(page, { longitude, latitude }));
    await report(page).getByText(photoWords.waitingNew).waitFor();
    // As when the window is closed: the draft goes with it, its photo does not.
    await page.evaluate(() => window.sessionStorage.removeItem('anlan.report'));
    expect(await keptPhotos(page, 0)).toBe(2);
    await page.reload();
    await page.getByText(words.unsent(1)).waitFor();
    expect(await keptPhotos(page, 8)).toBe(2);
    await page.reload();
    await expect.poll(() => keptPhotos(page, 0), patience).toBe(1);

    await page.context().unroute('**/api/transactions');
    await expect.poll(async () => (await hazards()).length, patience).toBe(before.length + 1);
    await expect.poll(() => keptPhotos(page, 0), patience).toBe(0);
    const known = new Set(before.map(({ id }) => id));
    const added = (await hazards()).find(({ id }) => !known.has(id));
    const path = `${site.url}api/collections/road_hazards/items/${added?.id}/photos`;
    const { photos } = (await (await page.request.get(path)).json()) as { photos: unknown[] };
    expect(photos).toHaveLength(1);
  });

  it('where no road is near it says so, and a tap on the map says where instead', async () => {
    const page = await opens(standing([110.5, 31.5]), '#map=16/31.5/110.5&layers=roads,road_hazards');
    await page.getByRole('button', { name: words.reportHazard }).tap();
    await report(page).getByText(words.noRoad).waitFor();
    expect(await report(page).getByRole('button', { name: words.next }).isEnabled()).toBe(true);
    await page.touchscreen.tap(150, 200);
    await report(page).getByRole('button', { name: words.useMine }).waitFor();
    await press(page, words.cancel);
    await page.getByRole('button', { name: words.reportHazard }).waitFor();
    expect(await page.getByTestId('unsent-reports').textContent()).toBe('');
  });

  it('who has not allowed the position is told what to do', async () => {
    const page = await opens(phone, '#layers=roads');
    await page.getByRole('button', { name: words.locate }).tap();
    await page.getByText(words.denied).waitFor();
    await page.getByRole('button', { name: words.dismiss }).tap();
    expect(await page.getByText(words.denied).count()).toBe(0);
  });
});

describe('photos in the details', { timeout: 240_000 }, () => {
  it('are added, looked at, and deleted after a question', async () => {
    const [hazard] = await hazards();
    const page = await opens({}, `#layers=roads,road_hazards&feature=road_hazards/${hazard?.id}`);
    const gallery = page.getByTestId('photos');
    await gallery.getByText(photoWords.none).waitFor();
    await page
      .getByTestId('photo-files')
      .setInputFiles([
        await photo(page, { longitude: 110.2, latitude: 31.2 }),
        { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') },
      ]);
    await gallery.getByText(photoWords.unreadable('notes.jpg')).waitFor();
    await gallery.getByRole('button', { name: photoWords.open(1) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('transport').waitFor();
    await dialog.getByRole('button', { name: photoWords.delete }).click();
    await dialog.getByText(photoWords.deleteSure).waitFor();
    await dialog.getByRole('button', { name: photoWords.yesDelete }).click();
    await gallery.getByText(photoWords.none).waitFor();
  });
});

/** What a finger would miss, by name and size. */
function smallTargets(page: Page): Promise<readonly string[]> {
  return report(page)
    .locator('button, label:has(input)')
    .evaluateAll((all) =>
      all.flatMap((element) => {
        const { width, height } = element.getBoundingClientRect();
        const isSeen = width > 0 && height > 0;
        return isSeen && (width < 44 || height < 44) ? [`${element.textContent} ${width}×${height}`] : [];
      }),
    );
}

/** How many photos the browser keeps; all of them are made so many days older. */
function keptPhotos(page: Page, olderDays: number): Promise<number> {
  return page.evaluate(
    (olderMs) =>
      new Promise<number>((resolve, reject) => {
        const opening = window.indexedDB.open('anlan-photos', 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('photos', 'readwrite');
          const store = transaction.objectStore('photos');
          const reading: IDBRequest<{ addedAt: number }[]> = store.getAll();
          reading.onsuccess = () => {
            for (const one of reading.result) store.put({ ...one, addedAt: one.addedAt - olderMs });
          };
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(reading.result.length);
          };
        };
      }),
    olderDays * 24 * 3600 * 1000,
  );
}
