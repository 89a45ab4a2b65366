import type { LineString, Position } from 'geojson';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { lengthMetres, nearestPlace } from '../../client/actions/editing/along.ts';
import { exactChainage } from '../../client/actions/editing/fields.ts';
import type { CountyFeature, CountyFeatures } from '../../client/api/types.ts';
import { zh as words } from '../../client/i18n/editing/zh.ts';
import { wordings } from '../../client/i18n/language.ts';
import { layers } from '../../data/layers/index.ts';
import { signedIn } from '../setup/accounts.ts';
import { testBrowser } from '../setup/browser.ts';
import { testSite } from './support/site.ts';
import { beginSession, mapSettled, screenPoint, type Visit, visit } from './support/visit.ts';

const site = testSite({ demo: true });
const chromium = testBrowser();
const { zh } = wordings;
const patience = { timeout: 60_000, interval: 200 };

const opened: Visit[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** The demo's account of a role, looking at a place. */
async function opens(role: string, place: string): Promise<Page> {
  // Relief and areas are drawn for minutes on a busy machine, and nothing here is about them.
  const hash = `${place}&layers=roads,road_hazards`;
  const account = { name: role, password: site.password };
  const one = await visit(chromium.browser, `${site.url}${hash}`, { account, viewport: { width: 1000, height: 640 } });
  opened.push(one);
  return one.page;
}

const at = ([longitude = 0, latitude = 0]: Position, zoom = 16) => `#map=${zoom}/${latitude}/${longitude}`;
const title = (layer: keyof typeof layers) => layers[layer].title.zh;
const save = (page: Page) => page.getByRole('button', { name: words.save, exact: true });
const editor = (page: Page) => page.getByTestId('feature-editor');

async function openEditor(page: Page): Promise<void> {
  await page.getByRole('button', { name: zh.messages.edit, exact: true }).click();
  await page.getByRole('heading', { name: words.draw }).waitFor();
  // The features around the view are fetched for snapping once the map rests.
  await page.waitForResponse((response) => response.url().includes('/collections/roads/items?bbox'));
  await mapSettled(page);
}

async function clickMap(page: Page, position: Position): Promise<void> {
  const { x, y } = await screenPoint(page, position);
  await page.mouse.move(x, y);
  await page.mouse.click(x, y);
  // Two clicks in quick succession would end a line.
  await page.waitForTimeout(400);
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: new RegExp(`^${label}`) }).click();
  await page.getByTitle(option, { exact: true }).last().click();
}

async function gradeHazard(page: Page): Promise<void> {
  await choose(page, '风险类型', '急弯');
  await choose(page, '风险等级', '较大');
}

async function saved(page: Page, count: number): Promise<void> {
  await page.getByText(words.savedCount(count)).waitFor();
}

const feature = (layer: string, id: number | string) => site.json<CountyFeature>(`collections/${layer}/items/${id}`);
const newest = async (layer: string) =>
  (await site.json<CountyFeatures>(`collections/${layer}/items?limit=1000`)).features.reduce((a, b) =>
    Number(a.id) > Number(b.id) ? a : b,
  );

/** A section of a county road that runs long enough for a stretch to be cut out of it. */
async function someRoad(): Promise<{ line: readonly Position[]; feature: CountyFeature }> {
  const { features } = await site.json<CountyFeatures>('collections/roads/items?limit=1000');
  const found = features.find(
    ({ geometry, properties }) =>
      properties.road_class === 'county' &&
      properties.structure === 'road' &&
      geometry.type === 'LineString' &&
      lengthMetres(geometry.coordinates) > 800,
  );
  if (!found) throw new Error('the demo county has no long county road');
  return { line: (found.geometry as LineString).coordinates, feature: found };
}

async function someHazard(): Promise<CountyFeature> {
  const { features } = await site.json<CountyFeatures>('collections/road_hazards/items?limit=1000');
  const [first] = features;
  if (!first) throw new Error('the demo county has no hazard');
  return first;
}

describe('drawing', { timeout: 240_000 }, () => {
  it('draws a hazard, says what its form lacks, saves it, and takes the saving back', async () => {
    const { line } = await someRoad();
    const middle = line[Math.floor(line.length / 2)] ?? [];
    const page = await opens('transport', at(middle));
    await openEditor(page);
    const before = await newest('road_hazards');
    await page.getByRole('button', { name: words.drawOf(title('road_hazards')) }).click();
    const beside = (east: number, north: number): Position => [(middle[0] ?? 0) + east, (middle[1] ?? 0) + north];
    for (const corner of [beside(-0.002, 0.0012), beside(-0.001, 0.0014)]) await clickMap(page, corner);
    // Two pixels beside a vertex of the road.
    const { x, y } = await screenPoint(page, middle);
    await page.mouse.move(x + 2, y);
    await page.mouse.click(x + 2, y);
    await page.keyboard.press('Enter');
    await editor(page).waitFor();

    await save(page).click();
    await page.getByText(words.mendFaults(2)).waitFor();
    expect(await page.locator('[data-fault]').count()).toBe(2);
    expect(Number((await newest('road_hazards')).id)).toBe(Number(before.id));

    await gradeHazard(page);
    await page.getByLabel('桩号起点').fill('K1+050');
    await page.getByLabel('桩号终点').fill('1100');
    await page.keyboard.press('Control+s');
    await saved(page, 1);
    const { id, geometry, properties } = await newest('road_hazards');
    expect(Number(id)).toBeGreaterThan(Number(before.id));
    expect((geometry as LineString).coordinates).toHaveLength(3);
    expect(line).toContainEqual((geometry as LineString).coordinates.at(-1));
    expect(properties).toMatchObject({
      hazard: 'sharp_bend',
      grade: 'considerable',
      state: 'found',
      from_m: 1050,
      to_m: 1100,
    });

    await page.getByRole('button', { name: words.undoSaved }).click();
    await expect.poll(async () => Number((await newest('road_hazards')).id), patience).toBe(Number(before.id));
  });

  it('cuts a stretch out of a road by two clicks, with chainage and on the very line', async () => {
    const { line, feature: road } = await someRoad();
    const [from = [], to = []] = [line[Math.floor(line.length * 0.45)], line[Math.floor(line.length * 0.6)]];
    const page = await opens('transport', at(from));
    await openEditor(page);
    await page.getByRole('button', { name: words.cutOf(title('road_hazards')) }).click();
    await clickMap(page, from);
    await page.getByText(words.cutTo).waitFor();
    await clickMap(page, to);
    await editor(page).waitFor();
    await gradeHazard(page);
    const shown = await page.getByLabel('桩号起点').inputValue();
    await save(page).click();
    await saved(page, 1);
    const { geometry, properties } = await newest('road_hazards');
    expect(properties).toMatchObject({ segment_code: road.properties.code, road_code: road.properties.road_code });
    expect(exactChainage(Number(properties.from_m))).toBe(shown);
    expect(Number(properties.from_m)).toBeGreaterThan(Number(road.properties.from_m));
    expect(Number(properties.to_m)).toBeLessThan(Number(road.properties.to_m));
    for (const position of (geometry as LineString).coordinates) {
      expect(nearestPlace(line, position).distanceMetres).toBeLessThan(0.01);
    }
  });

  it('moves a vertex, splits a road by keyboard and joins it again, undoes and redoes, and keeps the chainage', async () => {
    const { line, feature: road } = await someRoad();
    const page = await opens('transport', `${at(line[3] ?? [], 17)}&feature=roads/${road.id}`);
    await page.getByRole('button', { name: zh.messages.editThis }).click();
    await editor(page).waitFor();
    await page.locator('.maplibregl-canvas').focus();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press(']');
    await page.getByText(words.vertexChosen(4, line.length)).waitFor();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('x');
    await page.getByText(words.unsaved(2)).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(words.unsaved(1)).waitFor();
    await page.keyboard.press('Control+Shift+z');
    await page.getByText(words.unsaved(2)).waitFor();
    // What names the road is decided before anything else is done to it; here it is left as it is.
    await page.waitForTimeout(2000);
    const offer = page.getByRole('status', { name: words.carryTitle });
    if (await offer.isVisible()) await offer.getByRole('button').last().click();
    // Joined again, nothing is left of the split; taken back, it is.
    await page.keyboard.press('c');
    await page.getByText(words.mergeHint).waitFor();
    await clickMap(page, line[6] ?? []);
    await page.getByText(words.unsaved(1)).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(words.unsaved(2)).waitFor();
    await save(page).click();
    await saved(page, 2);

    const first = await feature('roads', road.id ?? '');
    const second = await newest('roads');
    expect((first.geometry as LineString).coordinates).toHaveLength(4);
    expect((first.geometry as LineString).coordinates.at(-1)).toEqual((second.geometry as LineString).coordinates[0]);
    expect((first.geometry as LineString).coordinates[3]?.[1]).toBeGreaterThan(line[3]?.[1] ?? 0);
    expect(first.properties.to_m).toBe(second.properties.from_m);
    expect(second.properties.to_m).toBe(road.properties.to_m);
    await page.getByRole('button', { name: words.undoSaved }).click();
    await expect.poll(async () => (await feature('roads', road.id ?? '')).geometry, patience).toEqual(road.geometry);
  });
});

describe('two people at one feature', { timeout: 240_000 }, () => {
  it('see what the other stored; what both changed the second one decides field by field', async () => {
    const hazard = await someHazard();
    const hash = `#feature=road_hazards/${hazard.id}`;
    const [one, other] = [await opens('transport', hash), await opens('admin', hash)];
    for (const page of [one, other]) {
      await page.getByRole('button', { name: zh.messages.editThis }).click();
      await editor(page).waitFor();
    }
    await other.getByLabel('备注').fill('我的备注');
    await other.getByLabel('责任人', { exact: true }).fill('李四');
    await one.getByLabel('备注').fill('对方的备注');
    await one.getByLabel('处置投资估算').fill('12.5');
    await save(one).click();
    await saved(one, 1);
    // The other is told at once, and loses nothing.
    await other.getByText(words.touched).waitFor();
    expect(await other.getByLabel('备注').inputValue()).toBe('我的备注');

    await save(other).click();
    const conflict = other.getByTestId('conflict');
    await conflict.waitFor();
    expect(await conflict.locator('tr[data-clash]').count()).toBe(1);
    expect(await conflict.locator('tr[data-clash]').textContent()).toContain('对方的备注');
    await conflict.getByRole('radio', { name: `备注 ${words.theirs}` }).check();
    await conflict.getByRole('button', { name: words.decide }).click();
    await save(other).click();
    await saved(other, 1);
    expect((await feature('road_hazards', hazard.id ?? '')).properties).toMatchObject({
      remarks: '对方的备注',
      responsible_person: '李四',
      cost_10k_yuan: 12.5,
    });
    // Nobody's form is left with what no longer holds.
    await expect.poll(() => one.getByLabel('责任人', { exact: true }).inputValue(), patience).toBe('李四');
  });
});

describe('without the network', { timeout: 240_000 }, () => {
  it('goes on editing, keeps the work through a reload, and sends it once the network is back', async () => {
    const hazard = await someHazard();
    const page = await opens('transport', `#feature=road_hazards/${hazard.id}`);
    await page.getByRole('button', { name: zh.messages.editThis }).click();
    await editor(page).waitFor();
    await page.getByLabel('备注').fill('未保存的备注');
    await page.getByText(words.unsaved(1)).waitFor();
    await page.waitForTimeout(500);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    await mapSettled(page);
    expect(asked).toEqual(['beforeunload']);
    await page
      .getByRole('button', { name: new RegExp(`^${zh.messages.edit}`) })
      .first()
      .click();
    await page.getByText(words.restored).waitFor();
    expect((await feature('road_hazards', hazard.id ?? '')).properties.remarks).not.toBe('未保存的备注');

    await page.context().setOffline(true);
    await save(page).click();
    await page.getByText(words.offline).waitFor();
    await page.context().setOffline(false);
    await saved(page, 1);
    expect((await feature('road_hazards', hazard.id ?? '')).properties.remarks).toBe('未保存的备注');
    await page.reload();
    await mapSettled(page);
    expect(asked).toEqual(['beforeunload']);
    await page.getByRole('button', { name: zh.messages.edit, exact: true }).click();
    await page.getByText(words.nothingUnsaved).waitFor();
  });
});

describe('a page that is opened anew', { timeout: 240_000 }, () => {
  it('finds its unsaved work though the browser is slow to let go of the page before it', async () => {
    const hazard = await someHazard();
    const page = await opens('transport', `#feature=road_hazards/${hazard.id}`);
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: zh.messages.editThis }).click();
    await editor(page).waitFor();
    await page.getByLabel('备注').fill('慢一拍');
    await page.getByText(words.unsaved(1)).waitFor();
    await page.waitForTimeout(500);
    const other = await page.context().newPage();
    await other.goto(`${site.url}favicon.svg`);
    const name = await page.evaluate(() => window.sessionStorage.getItem('anlan.window'));
    // What the page leaves, this holds for a while longer.
    await other.evaluate((lock) => {
      void navigator.locks.request(lock ?? '', () => new Promise((resolve) => setTimeout(resolve, 1500)));
    }, name);
    // Each page is drawn only while it is the one in front.
    await page.bringToFront();
    await page.reload();
    await mapSettled(page);
    await page
      .getByRole('button', { name: new RegExp(`^${zh.messages.edit}`) })
      .first()
      .click();
    await page.getByText(words.restored).waitFor();
  });
});

describe('one window that two accounts sign in to, one after the other', { timeout: 240_000 }, () => {
  it('keeps what each has not saved, though the one’s number begins like the other’s', async () => {
    const admin = await signedIn(site.url, 'admin', site.password);
    const makeUser = async (name: string) => {
      const body = JSON.stringify({ name, role: 'transport' });
      const headers = { 'Content-Type': 'application/json', ...admin };
      const answer = await fetch(`${site.url}api/users`, { method: 'POST', headers, body });
      return (await answer.json()) as { id: number; name: string; password: string };
    };
    let user = await makeUser('begins-alike');
    for (let more = 0; !/^1\d/.test(String(user.id)); more += 1) user = await makeUser(`begins-alike-${more}`);
    const hazard = await someHazard();
    const place = `#feature=road_hazards/${hazard.id}&layers=roads,road_hazards`;
    const one = await visit(chromium.browser, `${site.url}${place}`, { account: user });
    opened.push(one);
    const { page } = one;
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: zh.messages.editThis }).click();
    await editor(page).waitFor();
    await page.getByLabel('备注').fill('换人之前');
    await page.getByText(words.unsaved(1)).waitFor();
    await page.waitForTimeout(500);

    await beginSession(page.context(), site.url, { name: 'admin', password: site.password });
    await page.reload();
    await mapSettled(page);
    await page.getByRole('button', { name: zh.messages.edit, exact: true }).click();
    await page.getByText(words.nothingUnsaved).waitFor();
    await page.waitForTimeout(1000);

    await beginSession(page.context(), site.url, user);
    await page.reload();
    await mapSettled(page);
    const edit = page.getByRole('button', { name: new RegExp(`^${zh.messages.edit}`) }).first();
    await edit.click();
    await page.getByText(words.restored).waitFor();
  });
});

describe('an answer that is lost on its way', { timeout: 240_000 }, () => {
  it('is asked for again, and what was sent is stored once', async () => {
    const hazard = await someHazard();
    const count = async () =>
      (await site.json<{ numberMatched: number }>('collections/road_hazards/items?limit=1')).numberMatched;
    const before = await count();
    const page = await opens('transport', `#feature=road_hazards/${hazard.id}`);
    await page.getByRole('button', { name: zh.messages.editThis }).click();
    await editor(page).waitFor();
    await page.getByRole('button', { name: words.duplicate }).click();
    await page.getByText(words.unsaved(1)).waitFor();
    await page.route(
      '**/api/transactions',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await save(page).click();
    await page.getByText(words.offline).waitFor();
    expect(await count()).toBe(before + 1);
    await saved(page, 1);
    expect(await count()).toBe(before + 1);
    await page.getByText(words.nothingUnsaved).waitFor();
  });
});

describe('who may not edit', { timeout: 240_000 }, () => {
  it('sees why: a township beyond its own features, a viewer anywhere', async () => {
    const { user } = await sessionOf('township');
    const { features } = await site.json<CountyFeatures>('collections/road_hazards/items?limit=1000');
    const [own, foreign] = [true, false].map((isOwn) =>
      features.find(({ properties }) => (properties.township === user.township) === isOwn),
    );
    const button = (page: Page) => page.getByRole('button', { name: zh.messages.editThis });
    const page = await opens('township', `#feature=road_hazards/${foreign?.id}`);
    await page.getByText('乡镇账户只能编辑本乡镇').waitFor();
    expect(await button(page).isDisabled()).toBe(true);
    if (own) {
      await page.evaluate((id) => window.location.assign(`#feature=road_hazards/${id}`), own.id);
      await expect.poll(() => button(page).isEnabled(), patience).toBe(true);
    }
    const viewer = await opens('viewer', `#feature=road_hazards/${foreign?.id}`);
    await viewer.getByText('“只读”账户不能编辑图层').waitFor();
    expect(await button(viewer).isDisabled()).toBe(true);
    expect(await viewer.getByRole('button', { name: zh.messages.edit, exact: true }).count()).toBe(0);
  });
});

async function sessionOf(role: string): Promise<{ user: { township: string } }> {
  const answer = await fetch(`${site.url}api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: role, password: site.password }),
  });
  return (await answer.json()) as { user: { township: string } };
}
