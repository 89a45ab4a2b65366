import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { wordings } from '../../client/i18n/language.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { type Visit, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const { zh, en } = wordings;
const patience = { timeout: 100_000, interval: 300 };

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** The demo's account of a role, with the panel of screening open. */
async function openPanel(role: string, hash = '', { messages } = zh): Promise<Page> {
  const account = { name: role, password: site.password };
  const one = await visit(chromium.browser, `${site.url}${hash}`, { account });
  opened.push(one);
  await one.page.getByRole('button', { name: messages.screening }).click();
  return one.page;
}

const active = (page: Page) => page.locator('li[data-active]');
const hazards = async () =>
  (await site.json<{ numberMatched: number }>('collections/road_hazards/items?limit=1')).numberMatched;

describe('the panel of screening', { timeout: 240_000 }, () => {
  it('runs over the county, and its findings are accepted and rejected one after the other by keyboard', async () => {
    const page = await openPanel('transport');
    await page.getByRole('button', { name: zh.messages.startScreening }).click();
    await page.getByRole('progressbar').waitFor();
    // Finished: the button is back, and there is something to decide on.
    await page.getByRole('button', { name: zh.messages.startScreening }).waitFor(patience);
    const lines = page.locator('li[data-grade]:not([data-grade="none"])');
    await lines.first().waitFor(patience);
    const before = await hazards();

    await lines.first().getByRole('button').click();
    const accepted = await active(page).textContent();
    expect(accepted).toContain(zh.messages.threshold);
    await page.keyboard.press('a');
    await expect.poll(hazards, patience).toBe(before + 1);
    // The next one has taken its place.
    await expect.poll(() => active(page).textContent(), patience).not.toBe(accepted);

    await lines.nth(1).getByRole('button').first().click();
    const rejected = await active(page).textContent();
    await page.keyboard.press('r');
    await page.getByLabel(zh.messages.rejectReason).fill('现场核实已设护栏');
    await page.keyboard.press('Enter');
    await expect.poll(() => active(page).textContent(), patience).not.toBe(rejected);
    expect(await hazards()).toBe(before + 1);

    await page.getByRole('combobox', { name: zh.messages.proposalState }).click();
    await page.getByTitle(zh.messages.proposalRejected, { exact: true }).click();
    await page.locator('li[data-grade]').first().getByRole('button').click();
    await expect.poll(() => active(page).textContent(), patience).toContain('现场核实已设护栏');
  });

  it('lets who may not decide look, in English too', async () => {
    const page = await openPanel('viewer', '#lang=en', en);
    await page.getByText(en.messages.screeningNeedsRole).waitFor();
    expect(await page.getByRole('button', { name: en.messages.startScreening }).isDisabled()).toBe(true);
    await page.locator('li[data-grade]').first().getByRole('button').click();
    expect(await active(page).getByRole('button', { name: en.messages.accept }).count()).toBe(0);
    expect(await active(page).textContent()).not.toMatch(/[\u4e00-\u9fff]/);
  });
});
