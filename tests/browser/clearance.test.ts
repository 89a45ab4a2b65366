import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { duration } from '../../client/actions/figures.ts';
import { en } from '../../client/i18n/clearance/en.ts';
import { zh } from '../../client/i18n/clearance/zh.ts';
import { wordings } from '../../client/i18n/language.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { difference, mapSettled, pictureOfMap, unfoldTools, type VisitOptions, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const patience = { timeout: 150_000 };
const whole = { timeout: 400_000 };
const name = '十二个点的清空';

interface Figures {
  readonly status: string;
  readonly clearance: { readonly seconds: number; readonly lower_bound_s: number };
  readonly assignments: readonly { readonly people: number | null }[];
}

/** Opens the plan at its clearance, and gives what the service says of it. */
async function openClearance(language: 'zh' | 'en', options: VisitOptions = {}) {
  const account = { name: 'water', password: site.password };
  // Relief and areas are drawn for minutes on a busy machine, and nothing here is about them.
  const opened = await visit(chromium.browser, `${site.url}#lang=${language}&layers=roads`, { account, ...options });
  const { page } = opened;
  await page.evaluate(makePlan, name);
  const words = wordings[language].messages.evacuation;
  await unfoldTools(page);
  await page.getByRole('button', { name: words.title }).click();
  const panel = page.getByRole('complementary', { name: words.title });
  await panel.getByRole('button', { name }).click(patience);
  await panel.getByRole('heading', { name }).waitFor(patience);
  await panel.getByRole('radio', { name: words.parts.clearance }).check({ force: true });
  const slider = panel.getByRole('slider');
  await slider.waitFor();
  const report = await page.evaluate(async () => {
    const { plans: all } = await (await fetch('api/plans')).json();
    return (await fetch(`api/plans/${all[0].id}/report`)).json();
  });
  const say = { zh, en }[language];
  const toggle = (action: 'play' | 'pause') => panel.getByRole('button', { name: say[action], exact: true });
  return { ...opened, panel, slider, toggle, say, report: report as Figures, wording: wordings[language] };
}

/** In the page: a plan of some points, made by whoever comes first, and waited for. */
async function makePlan(planName: string): Promise<void> {
  const json = async (path: string, init?: RequestInit) => (await fetch(`api/${path}`, init)).json();
  if ((await json('plans')).plans.length > 0) return;
  const { csrf } = await json('session');
  const { features } = await json('collections/flood_points/items?limit=12');
  const point_codes = features.map(({ properties }: { properties: { code: string } }) => properties.code);
  const { jobID } = await json('processes/plan-evacuation/execution', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'Anlan-CSRF': csrf },
    body: JSON.stringify({ inputs: { name: planName, point_codes } }),
  });
  while (['accepted', 'running'].includes((await json(`jobs/${jobID}`)).status)) {
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

const secondsOf = (page: Page) =>
  page.getByRole('slider').evaluate((slider) => Number((slider as HTMLInputElement).value));

it('a clearance is played, stopped, moved by keys, and ends with the figure of the plan', whole, async () => {
  const { page, panel, slider, toggle, say, report, wording, complaints, close } = await openClearance('zh');
  const { clearance, assignments, status } = report;
  const people = assignments.reduce((sum, one) => sum + (one.people ?? 0), 0);
  expect(people).toBeGreaterThan(0);

  // It begins by itself and is stopped.
  await expect.poll(() => secondsOf(page), patience).toBeGreaterThan(0);
  await slider.focus();
  await page.keyboard.press('Space');
  await toggle('play').waitFor();
  const stopped = await secondsOf(page);
  expect(stopped).toBeLessThan(clearance.seconds);
  await page.keyboard.press('Home');
  expect(await secondsOf(page)).toBe(0);
  await page.keyboard.press('ArrowRight');
  expect(await secondsOf(page)).toBe(60);
  await page.keyboard.press('PageUp');
  expect(await secondsOf(page)).toBe(660);
  await page.keyboard.press('ArrowLeft');
  expect(await secondsOf(page)).toBe(600);
  await mapSettled(page);
  const underWay = await pictureOfMap(page);

  // Its end is the figure, and everybody is in then, each in the shelter that the plan gives.
  await page.keyboard.press('End');
  expect(await secondsOf(page)).toBe(clearance.seconds);
  const end = say.done(duration(clearance.seconds, wording));
  expect(await slider.getAttribute('aria-valuetext')).toBe(
    `${end} · ${say.arrived} ${say.arrivedOf(String(people), String(people))}`,
  );
  await panel.getByText(say.bound(duration(clearance.lower_bound_s, wording)), { exact: true }).waitFor();
  await mapSettled(page);
  await expect.poll(async () => difference(underWay, await pictureOfMap(page)), patience).toBeGreaterThan(0.003);

  // That it is no promise is said where the plan is in doubt.
  expect(await panel.getByText(say.unknownStatus).count()).toBe(status === 'complete' ? 0 : 1);

  // From the end it begins anew, and another speed is chosen.
  await panel.getByText(say.speedOf(1), { exact: true }).click();
  await toggle('play').click();
  await toggle('pause').waitFor();
  expect(await secondsOf(page)).toBeLessThan(clearance.seconds / 2);

  // Whatever else of the plan is looked at, the map is the plan's again.
  await panel.locator('label', { hasText: wording.messages.evacuation.parts.groups }).click();
  await panel.getByRole('region', { name: /条路线$/ }).waitFor();
  await mapSettled(page);
  expect(complaints).toEqual([]);
  await close();
});

it('does not begin by itself for who wants no motion, and has room on a phone, in English', whole, async () => {
  const { page, panel, slider, toggle, say, complaints, close } = await openClearance('en', {
    reducedMotion: 'reduce',
    viewport: { width: 390, height: 844 },
  });
  await toggle('play').waitFor();
  await page.waitForTimeout(500);
  expect(await secondsOf(page)).toBe(0);
  await slider.waitFor({ state: 'visible' });
  const box = await toggle('play').boundingBox();
  expect(box && box.y + box.height).toBeLessThan(844);
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await toggle('play').click();
  await expect.poll(() => secondsOf(page), patience).toBeGreaterThan(0);
  await panel.getByText(say.assumption).waitFor();
  expect(complaints).toEqual([]);
  await close();
});
