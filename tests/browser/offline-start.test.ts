import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { CountyFeatures } from '../../client/api/types.ts';
import { zh as editWords } from '../../client/i18n/editing/zh.ts';
import { zh as words } from '../../client/i18n/field/zh.ts';
import { wordings } from '../../client/i18n/language.ts';
import { zh as photoWords } from '../../client/i18n/photos/zh.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { mapSettled, type Visit, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const { messages } = wordings.zh;
const patience = { timeout: 90_000, interval: 500 };

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const onPhone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  geolocation: { longitude: 110.5, latitude: 31.5, accuracy: 9 },
  permissions: ['geolocation'],
  serviceWorkers: 'allow',
};

/** Signed in, with the client kept by the browser. */
async function opens(place = '', device = onPhone): Promise<Page> {
  const account = { name: 'transport', password: site.password };
  const one = await visit(chromium.browser, `${site.url}${place}`, { account, ...device });
  opened.push(one);
  const { page } = one;
  page.on('dialog', (dialog) => void dialog.accept());
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await mapSettled(page);
  return page;
}

const report = (page: Page) => page.getByTestId('report');
const press = (page: Page, name: string) => report(page).getByRole('button', { name, exact: true }).tap();
const hazards = async () => (await site.json<CountyFeatures>('collections/road_hazards/items?limit=1000')).features;
const offlineNotice = (page: Page) => page.getByRole('alert').filter({ hasText: words.offlineMap });

describe('without the network', { timeout: 240_000 }, () => {
  it('the page opens, says so, takes a report with a photo, and sends it once the network is back', async () => {
    const before = await hazards();
    const page = await opens();
    await page.context().setOffline(true);
    await page.reload();
    await offlineNotice(page).waitFor();
    await page.getByText(words.offlineReport).waitFor();

    await page.getByRole('button', { name: words.reportHazard }).tap();
    await report(page).getByText(words.roadsUnknown).waitFor();
    await press(page, words.next);
    await report(page).getByText('临崖', { exact: true }).tap();
    await report(page).getByText('重大', { exact: true }).tap();
    await press(page, words.next);
    const buffer = await page.screenshot({ type: 'jpeg' });
    await page.getByTestId('photo-files').setInputFiles({ name: '现场.jpg', mimeType: 'image/jpeg', buffer });
    await report(page).getByText(photoWords.waitingNew).waitFor();
    await press(page, words.submit);
    await report(page).getByText(words.doneOffline).waitFor();
    await press(page, words.finish);
    await page.getByText(words.unsent(1)).waitFor();
    // As often as the phone takes the page away.
    await page.reload();
    await page.getByText(words.unsent(1)).waitFor();

    await page.context().setOffline(false);
    await expect.poll(async () => (await hazards()).length, patience).toBe(before.length + 1);
    await expect.poll(() => page.getByTestId('unsent-reports').textContent(), patience).toBe('');
    const known = new Set(before.map(({ id }) => id));
    const [added] = (await hazards()).filter(({ id }) => !known.has(id));
    expect(added?.properties).toMatchObject({ hazard: 'cliff', grade: 'major', state: 'found' });
    const path = `${site.url}api/collections/road_hazards/items/${added?.id}/photos`;
    const { photos } = (await (await page.request.get(path)).json()) as { photos: unknown[] };
    expect(photos).toHaveLength(1);

    // The map of now takes the place of the one that had nothing.
    await offlineNotice(page).waitFor({ state: 'detached' });
    await mapSettled(page);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('what is edited stays open and unsaved when the network returns', async () => {
    const [hazard] = await hazards();
    const page = await opens(`#feature=road_hazards/${hazard?.id}`, { serviceWorkers: 'allow' });
    await page.getByRole('button', { name: messages.editThis }).click();
    const remarks = page.getByTestId('feature-editor').getByLabel('备注');
    await remarks.fill('断网前未保存');
    await page.getByText(editWords.unsaved(1)).waitFor();
    // Kept once nothing more is typed.
    await page.waitForTimeout(500);
    await page.context().setOffline(true);
    await page.reload();
    await offlineNotice(page).waitFor();
    await page
      .getByRole('button', { name: new RegExp(`^${messages.edit}`) })
      .first()
      .click();
    await page.getByText(editWords.restored).waitFor();
    await page.locator('li[data-kind="changed"] button').first().click();
    await expect.poll(() => remarks.inputValue(), patience).toBe('断网前未保存');
    const canvas = await page.locator('#map canvas').elementHandle();

    await page.context().setOffline(false);
    await offlineNotice(page).waitFor({ state: 'detached' });
    await expect.poll(() => canvas?.evaluate((element) => element.isConnected), patience).toBe(false);
    await mapSettled(page);
    expect(await page.locator('#map canvas').count()).toBe(1);
    expect(await remarks.inputValue()).toBe('断网前未保存');
    await page.getByRole('button', { name: editWords.save, exact: true }).click();
    await page.getByText(editWords.savedCount(1)).waitFor();
    const saved = (await hazards()).find(({ id }) => id === hazard?.id);
    expect(saved?.properties.remarks).toBe('断网前未保存');
  });

  it('a report whose place is on the map is written on when the network returns', async () => {
    const page = await opens();
    await page.context().setOffline(true);
    await page.reload();
    await offlineNotice(page).waitFor();
    await page.getByRole('button', { name: words.reportHazard }).tap();
    await report(page).getByText(words.roadsUnknown).waitFor();
    await page.context().setOffline(false);
    await offlineNotice(page).waitFor({ state: 'detached' });
    await press(page, words.next);
    await report(page).getByText('临崖', { exact: true }).waitFor();
  });

  it('nothing that the service has answered is kept, and who has signed out is forgotten', async () => {
    const page = await opens();
    const kept = await page.evaluate(async () => {
      const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
      return (await Promise.all(caches.map((cache) => cache.keys()))).flat().map(({ url }) => url);
    });
    expect(kept.length).toBeGreaterThan(20);
    expect(kept.filter((url) => url !== site.url && !url.startsWith(`${site.url}assets/`))).toEqual([]);
    const remembered = () => page.evaluate(() => JSON.stringify(window.localStorage));
    expect(await remembered()).toContain('transport');

    await page.getByRole('button', { name: /^账户：/ }).tap();
    await page.getByRole('menuitem', { name: messages.signOut }).tap();
    await page.getByRole('button', { name: messages.signIn, exact: true }).waitFor();
    await expect.poll(remembered, patience).not.toContain('transport');
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: messages.serviceFailed }).waitFor();
    expect(await page.getByRole('button', { name: words.reportHazard }).count()).toBe(0);
  });

  it('who signs out there is forgotten at once', async () => {
    const page = await opens();
    const remembered = () => page.evaluate(() => JSON.stringify(window.localStorage));
    expect(await remembered()).toContain('transport');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: /^账户：/ }).tap();
    await page.getByRole('menuitem', { name: messages.signOut }).tap();
    await expect.poll(remembered, patience).not.toContain('transport');
    await page.reload();
    await page.getByRole('heading', { name: messages.serviceFailed }).waitFor();
  });

  it('whose sign-in has ended meanwhile is asked to sign in once the service answers', async () => {
    const page = await opens();
    const context = page.context();
    await context.clearCookies();
    await context.setOffline(true);
    await page.reload();
    await offlineNotice(page).waitFor();
    await context.setOffline(false);
    await page.getByRole('dialog').getByText(messages.signInLost).waitFor();
  });
});
