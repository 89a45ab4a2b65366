import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Wording, wordings } from '../../client/i18n/language.ts';
import { en as seeingEn } from '../../client/i18n/seeing/en.ts';
import { zh as seeingZh } from '../../client/i18n/seeing/zh.ts';
import { testBrowser } from '../setup/browser.ts';
import { seriousViolations } from './support/axe.ts';
import { differenceFromKept } from './support/screenshots.ts';
import { testSite } from './support/site.ts';
import { mapSettled, open, unfoldTools, type Visit, visit } from './support/visit.ts';

/** A part of the workplace, and how one comes to it from the map with nothing open. */
interface View {
  readonly name: string;
  readonly show: (page: Page, words: Wording) => Promise<void>;
}

const seeing = { zh: seeingZh, en: seeingEn };

const fromHeader = (title: (words: Wording) => string) => async (page: Page, words: Wording) => {
  await unfoldTools(page);
  // A badge says how many points are raised, or that nobody knows.
  await page.getByRole('button', { name: new RegExp(`^${title(words)}\\s*[\\d?]*$`) }).click();
  await page.getByRole('complementary', { name: title(words) }).waitFor();
};

/** What covers the map, or lies at its foot. */
const byKey = (key: string, place: string) => async (page: Page) => {
  await page.locator('.maplibregl-canvas').focus();
  await page.keyboard.press(key);
  await page.locator(place).first().waitFor();
};

const views: readonly View[] = [
  { name: 'map', show: async () => {} },
  {
    name: 'details',
    show: async (page, { messages }) => {
      await page.evaluate(() => {
        window.location.hash += '&feature=flood_points/1';
      });
      await page.getByRole('button', { name: messages.close, exact: true }).waitFor();
    },
  },
  { name: 'check', show: fromHeader(({ messages }) => messages.check) },
  { name: 'screening', show: fromHeader(({ messages }) => messages.screening) },
  { name: 'warnings', show: fromHeader(({ messages }) => messages.warnings) },
  { name: 'evacuation', show: fromHeader(({ messages }) => messages.evacuation.title) },
  { name: 'editing', show: fromHeader(({ messages }) => messages.edit) },
  {
    name: 'profile',
    show: async (page, { language }) => {
      await page.evaluate(() => {
        window.location.hash += '&feature=roads/1';
      });
      await page.getByRole('button', { name: seeing[language].profileOpen, exact: true }).click();
      await page.locator('[data-covers="bottom"]').waitFor();
    },
  },
  { name: 'table', show: byKey('t', '[data-covers="bottom"]') },
  { name: 'dashboard', show: byKey('d', '[role="dialog"]') },
  { name: 'print', show: byKey('p', '[role="dialog"] [aria-busy="false"] canvas[aria-label]') },
  { name: 'shortcuts', show: byKey('?', '[role="dialog"]') },
];

/** Of the pixels at half size; a missing panel is a fifth of them. */
const mostDifference = 0.06;

const site = testSite({ demo: true });
const chromium = testBrowser();

/** What lists and figures need to come once their panel is there. */
const restMs = 1500;

async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(restMs);
  // What opens is still on its way on a slow machine.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );
  await mapSettled(page);
}

const sizes = [
  { size: 'desktop', language: 'zh', viewport: { width: 1440, height: 900 } },
  { size: 'phone', language: 'en', viewport: { width: 390, height: 844 } },
] as const;

describe.each(sizes)('at $size size, in $language', ({ size, language, viewport }) => {
  const words = wordings[language];
  let one: Visit;
  beforeAll(async () => {
    const account = { name: 'admin', password: site.password };
    one = await visit(chromium.browser, `${site.url}#lang=${language}`, {
      account,
      viewport,
      reducedMotion: 'reduce',
    });
  });
  afterAll(() => one.close());

  it.each(views)('$name is open to everybody, and looks as it did', async ({ name, show }) => {
    const { page } = one;
    const start = page.url();
    await show(page, words);
    await settled(page);
    const violations = await seriousViolations(page);
    const apart = await differenceFromKept(page, `${size}-${name}`);
    await page.goto(start);
    await page.reload();
    await mapSettled(page);
    expect(violations).toEqual([]);
    expect(apart).toBeLessThan(mostDifference);
  });

  it('sign-in is open to everybody, and looks as it did', async () => {
    const stranger = await open(chromium.browser, `${site.url}#lang=${language}`, { viewport });
    await stranger.page.getByRole('button', { name: words.messages.signIn, exact: true }).click();
    await stranger.page.getByRole('textbox').first().waitFor();
    await stranger.page.waitForTimeout(restMs);
    const violations = await seriousViolations(stranger.page);
    const apart = await differenceFromKept(stranger.page, `${size}-sign-in`);
    await stranger.close();
    expect(violations).toEqual([]);
    expect(apart).toBeLessThan(mostDifference);
  });
});
