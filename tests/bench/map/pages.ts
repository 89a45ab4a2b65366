import type { CDPSession, Page } from 'playwright-core';

/** Software drawing on a shared machine takes its time. */
export const patienceMs = 240_000;

/** Opens the address anew. @returns milliseconds from the navigation to the map's first rest */
export async function timeToIdle(page: Page, address: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(address, { timeout: patienceMs });
  const time = await page.waitForFunction(
    () => document.querySelector('#map')?.getAttribute('aria-busy') === 'false' && performance.now(),
    undefined,
    { polling: 50, timeout: patienceMs },
  );
  return Number(await time.jsonValue());
}

const steps = 60;
const stepPixels = 6;

/** As text: what the loader of this file adds to functions is not there in the page. */
const noteFrames = `(() => {
  let last = performance.now();
  window.benchFrames = [];
  const note = (now) => {
    window.benchFrames.push(now - last);
    last = now;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
})()`;

/** Drags the map to and fro. @returns milliseconds between the frames that the page drew meanwhile */
export async function panFrames(page: Page): Promise<number[]> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const [x, y] = [width / 2, height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(noteFrames);
  for (let step = 1; step <= steps; step++) {
    const away = step <= steps / 2 ? step : steps - step;
    await page.mouse.move(x + away * stepPixels, y + (away * stepPixels) / 3);
  }
  const frames = await page.evaluate<number[]>('window.benchFrames.splice(0)');
  await page.mouse.up();
  return frames.slice(1);
}

/** MiB of the page's own memory that is in use once what is unused has been thrown away. */
export async function heapMebibytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1024 ** 2;
}
