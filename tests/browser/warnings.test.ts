import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { wordings } from '../../client/i18n/language.ts';
import { en as warned } from '../../client/i18n/warned/en.ts';
import { warningTitles } from '../../data/standards/warning-words.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { type Visit, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const { zh, en } = wordings;

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function openPanel(role: string, hash = '', { messages } = zh): Promise<Page> {
  const account = { name: role, password: site.password };
  const one = await visit(chromium.browser, `${site.url}${hash}`, { account });
  opened.push(one);
  await one.page.getByRole('button', { name: messages.warnings }).click();
  await one.page.getByRole('complementary', { name: messages.warnings }).waitFor();
  return one.page;
}

/** Tabs come before everything else of the panel; names of points hold their titles too. */
const openTab = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

const points = (page: Page, state: string) => page.locator(`li[data-state="${state}"]`);

describe('the panel of warnings', { timeout: 240_000 }, () => {
  it('shows every point as unknown without rain, takes rain by hand and raises the points near it', async () => {
    const page = await openPanel('water');
    await points(page, 'unknown').first().waitFor();
    const all = await points(page, 'unknown').count();
    expect(await points(page, 'none').count()).toBe(0);
    expect(await points(page, 'unknown').first().textContent()).toContain(zh.messages.doubt_no_gauge);

    await openTab(page, zh.messages.warningTabRain);
    await page.getByRole('button', { name: zh.messages.gaugeAdd }).click();
    await page.getByLabel(zh.messages.gaugeCode).fill('Y001');
    await page.getByRole('button', { name: zh.messages.save, exact: true }).click();
    await page.getByRole('listitem').filter({ hasText: 'Y001' }).waitFor();

    await page.getByLabel(zh.messages.rainGauge, { exact: true }).selectOption('Y001');
    await page.getByLabel(zh.messages.rainMm).fill('120');
    await page.getByRole('button', { name: zh.messages.rainSend, exact: true }).click();
    await page
      .getByRole('status')
      .filter({ hasText: zh.messages.rainReceived(1, 0, 0, 0) })
      .waitFor();

    await openTab(page, zh.messages.warningTabStates);
    await points(page, 'evacuate').first().waitFor();
    const raised = await points(page, 'evacuate').count();
    expect(raised + (await points(page, 'unknown').count())).toBe(all);
    // The button in the header says so to whoever has the panel closed.
    const opener = page.getByRole('button', { name: zh.messages.warnings });
    await opener.getByTitle(zh.messages.warningsRaised(raised)).waitFor();
    await points(page, 'evacuate').first().getByRole('button').first().click();
    const detail = page.locator('li[data-active]');
    await detail.getByRole('table').waitFor();
    expect(await detail.textContent()).toContain('Y001');
    expect(await detail.textContent()).toMatch(/120/);
    await detail.getByText(zh.messages.warningHistoryOf).waitFor();
  });

  it('says which reading of a file is wrong and stores none of it', async () => {
    const page = await openPanel('water');
    await openTab(page, zh.messages.warningTabRain);
    const upload = (content: string) =>
      page
        .getByLabel(zh.messages.rainFile)
        .setInputFiles({ name: '雨量.csv', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from(content) });
    await upload(
      '站码,开始时间,结束时间,雨量\nY001,2026-07-01 08:00,2026-07-01 09:00,5\nY001,2026-07-01 09:00,2026-07-01 10:00,-5\n',
    );
    const refusal = page.getByRole('alert').filter({ hasText: zh.messages.rainRefused });
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain(zh.messages.faultNumber(2));
    expect(await refusal.textContent()).toContain('rain_mm');
    await upload('站码,开始时间,结束时间,雨量\nY001,2026-07-01 08:00,2026-07-01 09:00,5\n');
    await page
      .getByRole('status')
      .filter({ hasText: zh.messages.rainReceived(1, 0, 0, 0) })
      .waitFor();
  });

  it('tries a rain out without changing what is, and lets who may not report look, in English too', async () => {
    const page = await openPanel('viewer', '#lang=en', en);
    await openTab(page, en.messages.warningTabRain);
    await page.getByText(en.messages.rainNeedsRole).waitFor();
    expect(await page.getByLabel(en.messages.rainMm).count()).toBe(0);
    const before = await site.json<{ counts: unknown }>('warnings');

    await openTab(page, en.messages.warningTabScenario);
    await page.getByLabel(en.messages.scenarioHours(1)).fill('0');
    await page.getByLabel(en.messages.scenarioHours(24)).fill('1');
    await page.getByRole('button', { name: en.messages.scenarioRun, exact: true }).click();
    await page.getByText(en.messages.scenarioShown).waitFor();
    await points(page, 'none').first().waitFor();
    expect(await points(page, 'evacuate').count()).toBe(0);
    expect(Number(await page.locator('button[data-state="none"] b').textContent())).toBeGreaterThan(0);
    expect(await points(page, 'none').first().textContent()).toContain(warningTitles.none.en);
    expect((await site.json<{ counts: unknown }>('warnings')).counts).toEqual(before.counts);

    // What is only assumed says so on the map, and is not what the panel opens with again.
    const notice = page.getByRole('alert').filter({ hasText: warned.assumedOnPaper });
    await notice.waitFor();
    await page.getByRole('button', { name: en.messages.warnings }).click();
    await notice.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: en.messages.warnings }).click();
    await page.getByRole('button', { name: en.messages.warningTabStates, exact: true, pressed: true }).waitFor();
    await points(page, 'evacuate').first().waitFor();
    expect(await notice.count()).toBe(0);
  });
});
