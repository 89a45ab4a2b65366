import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { wordings } from '../../client/i18n/language.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { open, visit } from './support/visit.ts';

const site = testSite({ demo: false });
const chromium = testBrowser();
const { zh, en } = wordings;

/** Of scripts after compression, the map's own included: some seconds over a mobile network in the hills. */
const mostScriptBytes = 750 * 1024;

/** A county of its own begins closed to strangers. */
const administrator = () => ({ account: { name: 'admin', password: site.password } });

const assets = path.resolve(import.meta.dirname, '../../client/dist/assets');

describe('a county without data', () => {
  it('says how to begin, and draws no county where there is none', async () => {
    const { page, complaints, close } = await visit(chromium.browser, site.url, administrator());
    await page.getByRole('heading', { name: zh.messages.emptyTitle }).waitFor();
    await page.getByText('npm run anlan -- import roads').waitFor();
    expect(await page.getByRole('button', { name: zh.messages.check }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: en.messages.emptyTitle }).waitFor();
    await page.getByRole('switch').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('brings no more script to the first view than a slow line carries in seconds', async () => {
    const { page, requests, close } = await visit(chromium.browser, site.url, administrator());
    await page.getByRole('switch').first().waitFor();
    const names = new Set(requests.filter((url) => url.endsWith('.js')).map((url) => path.basename(url)));
    expect(names.size).toBeGreaterThan(2);
    let bytes = 0;
    for (const name of names) bytes += gzipSync(await readFile(path.join(assets, name))).length;
    expect(bytes).toBeLessThan(mostScriptBytes);
    await close();
  });

  it('remembers the language for the next visit', async () => {
    const { page, close } = await visit(chromium.browser, site.url, administrator());
    await page.getByRole('button', { name: 'English' }).click();
    await page.goto('about:blank');
    await page.goto(site.url);
    await page.getByRole('heading', { name: en.messages.emptyTitle }).waitFor();
    await close();
  });
});

describe('a service that does not answer', () => {
  it('is said to the person, with a way to try again', async () => {
    const { page, close } = await open(chromium.browser, `${site.url}favicon.svg`, administrator());
    await page.route('**/api/service', (route) => route.abort());
    await page.goto(site.url);
    await page.getByRole('heading', { name: zh.messages.serviceFailed }).waitFor();
    await page.unroute('**/api/service');
    await page.getByRole('button', { name: zh.messages.retry }).click();
    await page.getByRole('heading', { name: zh.messages.emptyTitle }).waitFor();
    await close();
  });
});

describe('a layer that cannot be fetched', () => {
  it('is named, since an empty place would look like a safe one', async () => {
    const { page, close } = await open(chromium.browser, `${site.url}favicon.svg`, administrator());
    await page.route('**/api/tiles/flood_zones*', (route) => route.fulfill({ status: 503, body: '' }));
    await page.goto(site.url);
    await page.getByRole('alert').filter({ hasText: '洪水淹没区' }).waitFor();
    await close();
  });
});
