import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { findChromium, howToGet } from './tools.ts';

const launchArguments = [
  // The sandbox needs rights that containers and root do not have; only this project's own pages are opened.
  '--no-sandbox',
  // Draws WebGL, and with it the map, where there is no graphics card.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // Nothing but the page under test goes to the network.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A browser for the tests of one file: call it once at the top of the file. */
export function testBrowser(): { readonly browser: Browser } {
  let launched: Browser | undefined;
  beforeAll(async () => {
    const executablePath = findChromium();
    if (!executablePath) throw new Error(howToGet.browser);
    launched = await chromium.launch({ executablePath, args: launchArguments });
  });
  afterAll(async () => {
    await launched?.close();
  });
  return {
    get browser() {
      if (!launched) throw new Error('the browser is open from beforeAll to afterAll only');
      return launched;
    },
  };
}
