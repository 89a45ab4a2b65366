import { decode } from 'fast-png';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export interface Visit {
  readonly page: Page;
  /** What the page complained of: errors and warnings of the console, and errors nobody caught. */
  readonly complaints: readonly string[];
  /** Addresses asked for, in order. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

/** Software drawing on a shared machine takes its time. */
const patienceMs = 60_000;

/** What the page is told by what blocks them. */
const workersBlocked = 'Service Worker registration blocked by Playwright';

export interface VisitOptions extends BrowserContextOptions {
  /** Signed in before the page is opened. */
  readonly account?: { readonly name: string; readonly password: string };
}

/** Opens an address of the site in a fresh profile and waits until the map has drawn all it wants to. */
export async function visit(browser: Browser, address: string, options: VisitOptions = {}): Promise<Visit> {
  const opened = await open(browser, address, options);
  await mapSettled(opened.page);
  return opened;
}

export async function open(browser: Browser, address: string, options: VisitOptions = {}): Promise<Visit> {
  const { account, ...contextOptions } = options;
  const context = await browser.newContext({
    viewport: { width: 1120, height: 720 },
    // What a worker asks for goes past `page.route`, and is asked for while something else is measured.
    serviceWorkers: 'block',
    ...contextOptions,
  });
  if (account) await beginSession(context, address, account);
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.text() === workersBlocked) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, complaints, requests, close: () => context.close() };
}

/** Signs in past the page; the pages of the profile share it. */
export async function beginSession(
  context: BrowserContext,
  address: string,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<void> {
  const answer = await context.request.post(new URL('/api/session', address).href, { data: { name, password } });
  if (!answer.ok()) throw new Error(`sign-in of ${name}: ${answer.status()} ${await answer.text()}`);
}

export async function mapSettled(page: Page): Promise<void> {
  await page.locator('#map[aria-busy="false"]').waitFor({ timeout: patienceMs });
}

/** On a phone most tools of the header stand behind a button. */
export async function unfoldTools(page: Page): Promise<void> {
  const more = page.locator('nav > button[aria-controls][aria-expanded="false"]');
  if (await more.isVisible()) await more.click();
}

export interface Picture {
  /** How many different colours the map has. */
  readonly colours: number;
  readonly pixels: Uint8Array;
}

/** What is to be seen of the map beside the panels, without the marks that lie over it. */
export async function pictureOfMap(page: Page): Promise<Picture> {
  const { data, width, height, channels } = decode(
    await page.screenshot({ clip: { x: 320, y: 80, width: 340, height: 520 } }),
  );
  const pixels = new Uint8Array(width * height * 3);
  const colours = new Set<number>();
  for (let index = 0; index < width * height; index += 1) {
    const [red = 0, green = 0, blue = 0] = data.subarray(index * channels, index * channels + 3);
    pixels.set([red, green, blue], index * 3);
    colours.add((red << 16) | (green << 8) | blue);
  }
  return { colours: colours.size, pixels };
}

/** Share of pixels that differ by more than a shade. */
export function difference(a: Picture, b: Picture): number {
  let differing = 0;
  for (let index = 0; index < a.pixels.length; index += 3) {
    const apart = [0, 1, 2].some(
      (offset) => Math.abs((a.pixels[index + offset] ?? 0) - (b.pixels[index + offset] ?? 0)) > 12,
    );
    if (apart) differing += 1;
  }
  return differing / (a.pixels.length / 3);
}

/** Where a place lies on the screen, for a map with north up; MapLibre's world is 512 pixels wide at zoom 0. */
export async function screenPoint(
  page: Page,
  [longitude = 0, latitude = 0]: readonly number[],
): Promise<{ x: number; y: number }> {
  const [, zoom = 0, centreLatitude = 0, centreLongitude = 0] = (
    /#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)/.exec(page.url()) ?? []
  ).map(Number);
  const box = await page.locator('#map').boundingBox();
  if (!box) throw new Error('the page has no map');
  const scale = 512 * 2 ** zoom;
  const worldX = (value: number) => ((value + 180) / 360) * scale;
  const worldY = (value: number) => ((1 - Math.asinh(Math.tan((value * Math.PI) / 180)) / Math.PI) / 2) * scale;
  return {
    x: box.x + box.width / 2 + worldX(longitude) - worldX(centreLongitude),
    y: box.y + box.height / 2 + worldY(latitude) - worldY(centreLatitude),
  };
}
