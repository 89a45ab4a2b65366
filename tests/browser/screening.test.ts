import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { wordings } from '../../client/i18n/language.ts';
import { testBrowser } from '../setup/browser.ts';
import { makeScratchFolder } from '../setup/scratch.ts';
import { writeGeotiff } from '../unit/elevation/write-geotiff.ts';
import { testSite } from './support/site.ts';
import { type Visit, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const { zh, en } = wordings;
const patience = { timeout: 100_000, interval: 300 };

const scratch = makeScratchFolder();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

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

    // What is corrected in accepting it is stored as corrected.
    const editable = await active(page).textContent();
    await page.keyboard.press('e');
    const form = page.getByRole('form', { name: zh.messages.review.edit });
    const to = form.getByLabel(zh.messages.review.to).or(form.getByLabel(zh.messages.review.toMetres));
    const place = await to.inputValue();
    await to.fill('不是桩号');
    await page.keyboard.press('Enter');
    await form.getByRole('alert').waitFor();
    await to.fill(place);
    await form.getByLabel(zh.messages.proposalGrade).selectOption('major');
    await form.getByLabel(zh.messages.review.remarks).fill('现场复核，护栏缺失');
    await page.keyboard.press('Enter');
    await expect.poll(hazards, patience).toBe(before + 2);
    await form.waitFor({ state: 'detached', ...patience });
    await expect.poll(() => active(page).textContent(), patience).not.toBe(editable);
    const { features } = await site.json<{ features: { properties: Record<string, unknown> }[] }>(
      'collections/road_hazards/items?limit=10000',
    );
    const corrected = features.filter(({ properties }) => properties.remarks === '现场复核，护栏缺失');
    expect(corrected.map(({ properties }) => properties.grade)).toEqual(['major']);

    // Escape leaves the proposal as it is.
    await page.keyboard.press('e');
    await form.waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });

    await lines.nth(1).getByRole('button').first().click();
    const rejected = await active(page).textContent();
    await page.keyboard.press('r');
    await page.getByLabel(zh.messages.rejectReason).fill('现场核实已设护栏');
    await page.keyboard.press('Enter');
    await expect.poll(() => active(page).textContent(), patience).not.toBe(rejected);
    expect(await hazards()).toBe(before + 2);

    await page.getByRole('combobox', { name: zh.messages.proposalState }).click();
    await page.getByTitle(zh.messages.proposalRejected, { exact: true }).click();
    await page.locator('li[data-grade]').first().getByRole('button').click();
    await expect.poll(() => active(page).textContent(), patience).toContain('现场核实已设护栏');

    await page.getByRole('combobox', { name: zh.messages.proposalState }).click();
    await page.getByTitle(zh.messages.review.attention, { exact: true }).click();
    await page.getByText(zh.messages.review.noneAttention).waitFor();
  });

  it('shows the elevation, brings some in with its progress, and takes it out again', async () => {
    const { terrainData } = zh.messages;
    const page = await openPanel('water');
    const section = page.getByTestId('elevation');
    await section.locator('summary').click();
    await section.getByText('demo', { exact: false }).first().waitFor();
    const file = writeGeotiff(path.join(scratch, '西片区.tif'), {
      width: 300,
      height: 300,
      at: () => 500,
      origin: [100, 40],
      cell: 0.0001,
      epsg: 4490,
    });
    await section.locator('input[type="file"]').setInputFiles(file);
    await section.getByLabel(terrainData.verticalAccuracy).fill('0.7');
    await section.getByRole('button', { name: terrainData.start }).click();
    await section.getByText(terrainData.done('西片区')).waitFor(patience);
    const row = section.getByRole('listitem').filter({ hasText: '西片区' });
    expect(await row.textContent()).toContain(terrainData.accuracy('0.7'));

    // What is no elevation is said, and the earlier stays.
    await section.locator('input[type="file"]').setInputFiles({
      name: 'photo.tif',
      mimeType: 'image/tiff',
      buffer: Buffer.from('no picture'),
    });
    await section.getByRole('button', { name: terrainData.start }).click();
    await section.getByText('photo.tif').waitFor(patience);
    await section.getByText('不是 GeoTIFF').waitFor(patience);

    await row.getByRole('button', { name: terrainData.remove }).click();
    await row.getByRole('button', { name: terrainData.remove }).click();
    await row.waitFor({ state: 'detached', ...patience });
  });

  it('lets who may not decide look, in English too', async () => {
    const page = await openPanel('viewer', '#lang=en', en);
    await page.getByText(en.messages.screeningNeedsRole).waitFor();
    expect(await page.getByRole('button', { name: en.messages.startScreening }).isDisabled()).toBe(true);
    await page.locator('li[data-grade]').first().getByRole('button').click();
    expect(await active(page).getByRole('button', { name: en.messages.accept }).count()).toBe(0);
    await page.keyboard.press('e');
    expect(await page.getByRole('form', { name: en.messages.review.edit }).count()).toBe(0);
    await page.getByTestId('elevation').locator('summary').click();
    await page.getByText(en.messages.terrainData.needsRole).waitFor();
    expect(await page.locator('input[type="file"]').count()).toBe(0);
    expect(await active(page).textContent()).not.toMatch(/[\u4e00-\u9fff]/);
  });
});
