import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { CountyFeatures, UserAccount } from '../../client/api/types.ts';
import { type Wording, wordings } from '../../client/i18n/language.ts';
import { layers } from '../../data/layers/index.ts';
import { type Role, roles } from '../../data/roles.ts';
import { accountStandards } from '../../data/standards/accounts.ts';
import { signedIn } from '../setup/accounts.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { beginSession, mapSettled, open, type Visit, type VisitOptions, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const { zh, en } = wordings;
const patience = { timeout: 30_000, interval: 200 };

/** Of the sign-in page's scripts after compression: a second or two over a mobile network in the hills. */
const mostSignInBytes = 130 * 1024;

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function opens(address = site.url, options: VisitOptions = {}): Promise<Visit> {
  const one = await open(chromium.browser, address, options);
  opened.push(one);
  return one;
}

async function visits(address = site.url, options: VisitOptions = {}): Promise<Visit> {
  const one = await visit(chromium.browser, address, options);
  opened.push(one);
  return one;
}

/** The demo's account of a role, which is named after it. */
const as = (role: Role | 'admin') => ({ account: { name: role, password: site.password } });

async function typeCredentials(page: Page, name: string, password: string, { messages } = zh): Promise<void> {
  await page.getByLabel(messages.userName).fill(name);
  await page.getByLabel(messages.password, { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

const accountButton = (page: Page) => page.locator('button[data-account][aria-haspopup]');

async function openSection(page: Page, title: string): Promise<void> {
  await accountButton(page).click();
  await page.getByRole('menuitem', { name: title }).click();
  await page.getByRole('dialog').waitFor();
}

/** What an administrator does past the page. */
async function administrate(method: string, resource: string, body?: unknown): Promise<unknown> {
  const headers = await signedIn(site.url, 'admin', site.password);
  const answer = await fetch(`${site.url}api/${resource}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${resource}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}

async function makeUser(name: string, role: Role): Promise<{ id: number; name: string; password: string }> {
  return (await administrate('POST', 'users', { name, role })) as { id: number; name: string; password: string };
}

/** The address once the map, which glides, has come to rest. */
async function settledAddress(page: Page): Promise<string> {
  for (let before = ''; ; ) {
    const now = page.url();
    if (now === before) return now;
    before = now;
    await page.waitForTimeout(800);
  }
}

/** Changes to the page's document; a page that was loaded anew has lost them. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => document.body.setAttribute('data-mark', 'here'));
}
const isMarked = (page: Page) => page.evaluate(() => document.body.hasAttribute('data-mark'));

describe('a stranger in a county that all may look at', () => {
  it('signs in over the map and out again, and the page is never loaded anew', async () => {
    const { page } = await visits();
    await mark(page);
    await page.getByRole('button', { name: zh.messages.signIn, exact: true }).click();
    const dialog = page.getByRole('dialog');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('autocomplete'))).toBe('username');
    await typeCredentials(page, 'water', 'not the password');
    await dialog.getByRole('alert').getByText(zh.messages.signInRefused).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('autocomplete')), patience)
      .toBe('current-password');
    expect(await page.getByLabel(zh.messages.userName).inputValue()).toBe('water');
    await typeCredentials(page, 'water', site.password);
    await page
      .getByRole('button', { name: zh.messages.accountOf(zh.say(roles.water.title), zh.say(roles.water.title)) })
      .waitFor();
    await expect.poll(() => dialog.count(), patience).toBe(0);
    expect(await isMarked(page)).toBe(true);

    await accountButton(page).click();
    await page.getByRole('menuitem', { name: zh.messages.signOut }).click();
    await page.getByRole('button', { name: zh.messages.signIn, exact: true }).waitFor();
    expect(await isMarked(page)).toBe(true);
    await page.reload();
    await page.getByRole('button', { name: zh.messages.signIn, exact: true }).waitFor();
  });

  it('may change their mind: Escape closes the dialog, and the focus is where it was', async () => {
    const { page } = await visits(`${site.url}#lang=en`);
    const button = page.getByRole('button', { name: en.messages.signIn, exact: true });
    await button.click();
    await page.getByRole('heading', { name: en.messages.signInTo(en.messages.product) }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count(), patience).toBe(0);
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('is told for how long to wait after too many tries, in the language in use', async () => {
    const { page } = await visits(`${site.url}#lang=en`);
    for (let count = 0; count < accountStandards.failuresByNameAndAddress.value; count += 1) {
      await fetch(`${site.url}api/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'somebody', password: String(count) }),
      });
    }
    await page.getByRole('button', { name: en.messages.signIn, exact: true }).click();
    await typeCredentials(page, 'somebody', 'whatever it is', en);
    await page.getByText(en.messages.tooManyAttempts(accountStandards.failureWindowMinutes.value)).waitFor();
  });
});

describe('an account', () => {
  it('shows its role and rights, and to a viewer no administration, nor does the service give any', async () => {
    const { page, complaints } = await opens(site.url, as('viewer'));
    await openSection(page, zh.messages.myAccount);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(zh.say(roles.viewer.description)).waitFor();
    await dialog.getByText(zh.messages.mayEditNone).waitFor();
    expect(await dialog.getByRole('button', { name: zh.messages.userAccounts }).count()).toBe(0);
    expect(await dialog.getByRole('button', { name: zh.messages.publicAccess }).count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(async () => (await fetch('api/users')).status)).toBe(403);
  });

  it('of the water bureau lists the layers it edits, in English too, without a word of Chinese', async () => {
    const { page } = await opens(`${site.url}#lang=en`, as('water'));
    await openSection(page, en.messages.myAccount);
    const dialog = page.getByRole('dialog');
    const chips = await dialog.locator('li').allTextContents();
    const wanted = Object.values(layers).filter((layer) => layer.editors.includes('water'));
    expect(chips).toEqual(wanted.map((layer) => en.say(layer.title)));
    for (const title of [en.messages.changePassword, en.messages.apiTokens]) {
      await dialog.getByRole('button', { name: title }).click();
      expect((await dialog.textContent())?.match(/[\u3400-\u9fff]+/g)).toBeNull();
    }
  });

  it('changes its password: the old one no longer signs in, and the page stays signed in', async () => {
    const user = await makeUser('password-changer', 'viewer');
    const { page } = await opens(site.url, { account: user });
    await openSection(page, zh.messages.changePassword);
    const change = async (current: string, password: string, again = password) => {
      await page.getByLabel(zh.messages.currentPassword, { exact: true }).fill(current);
      await page.getByLabel(zh.messages.newPassword, { exact: true }).fill(password);
      await page.getByLabel(zh.messages.newPasswordAgain, { exact: true }).fill(again);
      await page.keyboard.press('Enter');
    };
    await change(user.password, 'a calm river', 'a calm rivet');
    await page.getByText(zh.messages.passwordsDiffer).waitFor();
    await change('not the old one', 'a calm river');
    await page.getByText('现密码不正确').waitFor();
    await change(user.password, 'a calm river');
    await page.getByText(zh.messages.passwordChanged).waitFor();
    await expect(signedIn(site.url, user.name, user.password)).rejects.toThrow('401');
    await signedIn(site.url, user.name, 'a calm river');
    await page.getByRole('dialog').getByRole('button', { name: zh.messages.apiTokens }).click();
    await page.getByText(zh.messages.noTokens).waitFor();
  });

  it('makes a token that is shown once, opens the service to other programs, and no more once it is revoked', async () => {
    const { page } = await opens(site.url, as('planner'));
    await openSection(page, zh.messages.apiTokens);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(zh.messages.noTokens).waitFor();
    await dialog.getByRole('button', { name: zh.messages.newToken }).click();
    await dialog.getByRole('button', { name: zh.messages.makeToken }).click();
    await dialog.getByText(zh.messages.tokenNameMissing).waitFor();
    await dialog.getByLabel(zh.messages.tokenName).fill('办公室');
    await dialog.getByRole('button', { name: zh.messages.makeToken }).click();
    const token = await dialog.getByLabel(zh.messages.apiToken, { exact: true }).inputValue();
    expect(token).toMatch(/^anlan_/);
    const whoWithToken = async () => {
      const answer = await fetch(`${site.url}api/session`, { headers: { Authorization: `Bearer ${token}` } });
      return answer.ok ? ((await answer.json()) as { user: { name: string } }).user.name : answer.status;
    };
    expect(await whoWithToken()).toBe('planner');
    await dialog.getByRole('button', { name: zh.messages.secretKept }).click();
    await dialog.getByText(`${token.slice(0, 10)}…`).waitFor();
    expect(await page.content()).not.toContain(token);
    await dialog.getByRole('button', { name: zh.messages.revoke }).click();
    await dialog.getByText(zh.messages.revokeQuestion('办公室')).waitFor();
    // Escape takes back the question, not the whole dialog.
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: zh.messages.revoke }).click();
    expect(await whoWithToken()).toBe('planner');
    await dialog.getByRole('group').getByRole('button', { name: zh.messages.revoke }).click();
    await dialog.getByText(zh.messages.noTokens).waitFor();
    expect(await whoWithToken()).toBe(401);
  });

  it('goes on making changes after it has signed in anew in another window', async () => {
    const user = await makeUser('two-windows', 'viewer');
    const { page } = await opens(site.url, { account: user });
    await openSection(page, zh.messages.apiTokens);
    await beginSession(page.context(), site.url, user);
    await page.getByRole('button', { name: zh.messages.newToken }).click();
    await page.getByRole('dialog').getByLabel(zh.messages.tokenName).fill('脚本');
    await page.getByRole('button', { name: zh.messages.makeToken }).click();
    expect(await page.getByLabel(zh.messages.apiToken, { exact: true }).inputValue()).toMatch(/^anlan_/);
  });

  it('still checks routes, which is a request that could change something', async () => {
    const { features } = await site.json<CountyFeatures>('collections/evacuation_routes/items?limit=1');
    const { page } = await opens(`${site.url}#feature=evacuation_routes/${features[0]?.id}`, as('township'));
    await page.getByRole('button', { name: zh.messages.checkThisRoute }).click();
    await page.getByTestId('verdict').waitFor();
  });
});

describe('an administrator', () => {
  it('adds a township’s account, whose password signs in, and ends its session by disabling it', async () => {
    const { page, complaints } = await opens(site.url, as('admin'));
    await openSection(page, zh.messages.userAccounts);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: zh.messages.newUser }).click();
    await dialog.getByLabel(zh.messages.userName).fill('li-ming');
    await dialog.getByLabel(zh.messages.displayName).fill('李明');
    await dialog.getByLabel(zh.messages.role, { exact: true }).selectOption('township');
    await dialog.getByRole('button', { name: zh.messages.newUser }).click();
    const township = dialog.getByLabel(zh.messages.township, { exact: true });
    expect(await township.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => township.locator('option').count(), patience).toBeGreaterThan(2);
    await township.selectOption({ index: 2 });
    const name = await township.locator('option').nth(2).textContent();
    await dialog.getByRole('button', { name: zh.messages.newUser }).click();
    const password = await dialog.getByLabel(zh.messages.password, { exact: true }).inputValue();
    await dialog.getByRole('button', { name: zh.messages.secretKept }).click();
    const row = dialog.getByRole('row').filter({ hasText: 'li-ming' });
    await row.getByText(name ?? 'no name').waitFor();
    await row.getByText(zh.messages.neverSignedIn).waitFor();

    const other = await opens(`${site.url}#lang=en`, { account: { name: 'LI-MING', password } });
    // In a header as full as this only its picture is shown.
    await other.page.getByRole('button', { name: /李明/ }).waitFor();
    await openSection(other.page, en.messages.myAccount);
    await other.page
      .getByRole('dialog')
      .getByText(name ?? 'no name')
      .waitFor();
    const place = other.page.url();

    await dialog.getByRole('button', { name: zh.messages.manageUser('李明') }).click();
    await dialog.getByRole('button', { name: zh.messages.disable }).click();
    await dialog.getByRole('group').getByRole('button', { name: zh.messages.disable }).click();
    await dialog.getByRole('button', { name: zh.messages.enable }).waitFor();
    expect(complaints).toEqual([]);

    await other.page.getByRole('dialog').getByRole('button', { name: en.messages.apiTokens }).click();
    await other.page.getByRole('heading', { name: en.messages.signInAgain }).waitFor();
    expect(await other.page.getByLabel(en.messages.userName).inputValue()).toBe('li-ming');
    await typeCredentials(other.page, 'li-ming', password, en);
    await other.page.getByText(en.messages.signInRefused).waitFor();
    expect(other.page.url()).toBe(place);
  });

  it('gives another a new role and a new password, and the old password ends', async () => {
    const user = await makeUser('moves-on', 'viewer');
    const { page } = await opens(site.url, as('admin'));
    await openSection(page, zh.messages.userAccounts);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: zh.messages.manageUser('moves-on') }).click();
    await dialog.getByLabel(zh.messages.displayName).fill('王芳');
    await dialog.getByLabel(zh.messages.role, { exact: true }).selectOption('transport');
    await dialog.getByRole('button', { name: zh.messages.save }).click();
    await dialog.getByText(zh.messages.saved).waitFor();
    await dialog.getByRole('button', { name: zh.messages.resetPassword }).click();
    await dialog.getByRole('group').getByRole('button', { name: zh.messages.resetPassword }).click();
    const password = await dialog.getByLabel(zh.messages.password, { exact: true }).inputValue();
    await expect(signedIn(site.url, user.name, user.password)).rejects.toThrow('401');
    await signedIn(site.url, user.name, password);
    const { users } = (await administrate('GET', 'users')) as { users: UserAccount[] };
    expect(users.find(({ id }) => id === user.id)).toMatchObject({ display_name: '王芳', role: 'transport' });
  });

  it('cannot lock everybody out: the last administrator’s role stays, and the page says why', async () => {
    const { page } = await opens(`${site.url}#lang=en`, as('admin'));
    await openSection(page, en.messages.userAccounts);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: en.messages.manageUser(en.say(roles.administrator.title)) }).click();
    await dialog.getByText(en.messages.ownAccountNote).waitFor();
    expect(await dialog.getByRole('button', { name: en.messages.disable }).count()).toBe(0);
    await dialog.getByLabel(en.messages.role, { exact: true }).selectOption('viewer');
    await dialog.getByRole('button', { name: en.messages.save }).click();
    await dialog.getByRole('alert').getByText('is the only administrator').waitFor();
  });
});

describe('a county closed to strangers', () => {
  async function setPublicRead(page: Page, to: boolean): Promise<void> {
    await openSection(page, zh.messages.publicAccess);
    const dialog = page.getByRole('dialog');
    const { openToStrangers, closeToStrangers, publicAccessOn, publicAccessOff } = zh.messages;
    await dialog.getByText(to ? publicAccessOff : publicAccessOn).waitFor();
    await dialog.getByRole('button', { name: to ? openToStrangers : closeToStrangers }).click();
    if (to) await dialog.getByRole('group').getByRole('button', { name: openToStrangers }).click();
    await dialog.getByText(to ? publicAccessOn : publicAccessOff).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count(), patience).toBe(0);
  }

  async function expectSignInPage(page: Page, { messages, say }: Wording): Promise<void> {
    const { county } = await site.json<{ county: { name: { zh: string; en: string } } }>('service');
    await page.getByRole('heading', { name: messages.signInTo(say(county.name)) }).waitFor();
    expect(await page.locator('#map').count()).toBe(0);
  }

  it('shows strangers a sign-in page and nothing else, and the map at once to those who sign in', async () => {
    const { page: administrator } = await opens(site.url, as('admin'));
    await setPublicRead(administrator, false);

    const { page, requests } = await opens();
    await expectSignInPage(page, zh);
    const scripts = new Set(requests.filter((url) => url.endsWith('.js')).map((url) => path.basename(url)));
    let bytes = 0;
    for (const name of scripts) {
      const file = path.resolve(import.meta.dirname, '../../client/dist/assets', name);
      bytes += gzipSync(await readFile(file)).length;
    }
    expect(bytes).toBeLessThan(mostSignInBytes);
    expect(requests.filter((url) => url.includes('/api/')).map((url) => url.split('/api/')[1])).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/^(tiles|collections|terrain)/)]),
    );
    await page.getByRole('button', { name: 'English' }).click();
    await expectSignInPage(page, en);
    expect((await page.locator('main').textContent())?.match(/[\u3400-\u9fff]+/g)).toBeNull();
    await mark(page);
    await page.getByRole('button', { name: en.messages.signIn, exact: true }).click();
    await page.getByText(en.messages.userNameMissing).waitFor();
    await typeCredentials(page, 'viewer', site.password, en);
    await mapSettled(page);
    expect(await isMarked(page)).toBe(true);

    await accountButton(page).click();
    await page.getByRole('menuitem', { name: en.messages.signOut }).click();
    await expectSignInPage(page, en);
  });

  it('asks again where a session ends, over the map, which stays where it is and goes on after it', async () => {
    await administrate('PATCH', 'settings', { public_read: false });
    const user = await makeUser('long-lunch', 'viewer');
    const { page } = await visits(`${site.url}#map=13.5/31.2/110.2`, { account: user });
    await administrate('DELETE', `users/${user.id}/sessions`);
    await page.locator('.maplibregl-canvas').focus();
    for (let count = 0; count < 6; count += 1) await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: zh.messages.signInAgain }).waitFor();
    await expect.poll(() => page.url(), patience).not.toContain('110.20000');
    const place = await settledAddress(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    // Whatever the browser closes comes back.
    await page.getByRole('heading', { name: zh.messages.signInAgain }).waitFor();
    // The answers come long after the map has last been drawn, and say that nothing has become different.
    await page.route(/\/api\/tiles\/\w+\/\d/, async (route) => {
      await page.waitForTimeout(1000);
      await route.continue();
    });
    await typeCredentials(page, user.name, user.password);
    await expect.poll(() => page.getByRole('dialog').count(), patience).toBe(0);
    await mapSettled(page);
    await expect.poll(() => page.getByRole('alert').count(), patience).toBe(0);
    expect(page.url()).toBe(place);
  });

  it('is opened again only after a question that names what strangers will see', async () => {
    await administrate('PATCH', 'settings', { public_read: false });
    const { page } = await opens(site.url, as('admin'));
    await setPublicRead(page, true);
    await visits();
  });
});

describe('a phone', () => {
  it('has room for the account: no sideways scrolling in any part of it', async () => {
    const { page } = await opens(site.url, {
      ...as('admin'),
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    await accountButton(page).tap();
    await page.getByRole('menuitem', { name: zh.messages.userAccounts }).tap();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('transport').waitFor();
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(360);
    expect((await dialog.getByRole('table').boundingBox())?.width).toBeLessThan(360);
    await dialog.getByRole('button', { name: zh.messages.newUser }).tap();
    await dialog.getByLabel(zh.messages.userName).waitFor();
    expect(await width()).toBe(360);
  });
});
