import { expect, it } from 'vitest';
import { wordings } from '../../client/i18n/language.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const words = wordings.zh.messages.evacuation;
const cardWords = wordings.zh.messages.householdCards;
const patience = { timeout: 150_000 };

it('a plan is made, looked at, accepted, and its cards are printed', { timeout: 400_000 }, async () => {
  const account = { name: 'water', password: site.password };
  const { page, complaints, close } = await visit(chromium.browser, site.url, { account });
  await page.getByRole('button', { name: words.title, exact: true }).click();
  const panel = page.getByRole('complementary', { name: words.title });

  // Of a township, so that it is soon done.
  await panel.getByLabel(words.points).click();
  await page.getByTitle(words.ofTownship, { exact: true }).click();
  expect(await panel.getByRole('button', { name: words.start }).isDisabled()).toBe(true);
  await panel.getByLabel(words.township).click();
  await page.getByTitle('青垭乡', { exact: true }).click();
  await panel.getByLabel(words.planName).fill('青垭乡转移');
  await panel.getByRole('button', { name: words.start }).click();

  // It opens by itself.
  await panel.getByRole('heading', { name: '青垭乡转移' }).waitFor(patience);
  const groups = panel.getByRole('region', { name: /条路线$/ }).getByRole('button');
  await groups.first().waitFor();
  const routes = await groups.count();
  expect(routes).toBeGreaterThan(0);
  await groups.first().focus();
  await page.keyboard.press('Enter');
  await panel.getByRole('heading', { name: words.steps }).waitFor();
  expect(await groups.first().getAttribute('aria-expanded')).toBe('true');
  if (routes > 1) {
    await page.keyboard.press('ArrowDown');
    expect(await groups.nth(1).evaluate((line) => line === document.activeElement)).toBe(true);
  }
  for (const part of ['shelters', 'losses', 'cut', 'groups'] as const) {
    await panel.getByRole('radio', { name: words.parts[part] }).check({ force: true });
  }

  await panel.getByRole('button', { name: words.accept }).click();
  for (const box of await panel.getByRole('checkbox').all()) await box.check();
  await panel.getByRole('button', { name: words.acceptConfirm }).click();
  await panel.getByText(/^已审定：/).waitFor(patience);

  await panel.getByRole('button', { name: words.openCards }).click();
  const open = panel.getByRole('link', { name: cardWords.open('青垭乡山洪灾害点') });
  const [card] = await Promise.all([page.waitForEvent('popup'), open.click()]);
  await card.getByRole('article').first().waitFor();
  expect(await card.getByRole('article').first().textContent()).toMatch(/从.+出发，沿/);
  expect(await card.getByRole('img').first().getAttribute('aria-label')).toContain('转移路线简图');
  // What is said before printing is not printed.
  await card.emulateMedia({ media: 'print' });
  expect(await card.getByRole('complementary').isVisible()).toBe(false);

  // All of the county take a while: they are printed by a job, and its file is fetched.
  await panel.getByRole('button', { name: /印成一个 PDF$/ }).click();
  const printed = panel.getByRole('link', { name: /^打开印好的 PDF（全县/ });
  await printed.waitFor(patience);
  const file = await page.request.get((await printed.getAttribute('href')) ?? '');
  expect([file.status(), file.headers()['content-type']]).toEqual([200, 'application/pdf']);
  expect(complaints).toEqual([]);
  await close();
});

it('who may not plan is told so, and may look, in English too', async () => {
  const account = { name: 'viewer', password: site.password };
  const { page, close } = await visit(chromium.browser, `${site.url}#lang=en`, { account });
  const { evacuation } = wordings.en.messages;
  await page.getByRole('button', { name: evacuation.title, exact: true }).click();
  const panel = page.getByRole('complementary', { name: evacuation.title });
  await panel.getByText(evacuation.needsRole).waitFor();
  expect(await panel.getByRole('button', { name: evacuation.start }).count()).toBe(0);
  await panel.getByRole('list', { name: evacuation.plans }).getByRole('button').first().click();
  await panel.getByText(evacuation.acceptNeedsRole('Viewer')).waitFor();
  expect(await panel.getByRole('button', { name: evacuation.accept }).count()).toBe(0);
  await close();
});
