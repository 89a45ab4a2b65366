import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decode, encode } from 'fast-png';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';

const keptFolder = path.join(import.meta.dirname, '../screenshots');

interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8Array;
}

/**
 * Share of the pixels in which the page differs from the screenshot that is kept of it, at half its size: fonts and
 * drawing differ a little from machine to machine, a panel that is missing or lies elsewhere by much.
 *
 * With ANLAN_SCREENSHOTS=write the page as it is becomes the screenshot that is kept. Otherwise the page and where it
 * differs are left in the system's folder for temporary files.
 */
export async function differenceFromKept(page: Page, name: string): Promise<number> {
  const now = halved(opaque(decode(await page.screenshot({ animations: 'disabled', caret: 'hide' }))));
  const file = path.join(keptFolder, `${name}.png`);
  if (process.env.ANLAN_SCREENSHOTS === 'write') {
    await mkdir(keptFolder, { recursive: true });
    await writeFile(file, encode({ ...now, channels: 4 }));
    return 0;
  }
  const kept = await readFile(file).then(
    (bytes) => opaque(decode(bytes)),
    () => undefined,
  );
  if (!kept) throw new Error(`no screenshot of ${name} is kept; ANLAN_SCREENSHOTS=write keeps one`);
  if (kept.width !== now.width || kept.height !== now.height) return 1;
  const apart = new Uint8Array(now.data.length);
  const pixels = pixelmatch(kept.data, now.data, apart, now.width, now.height, { threshold: 0.15 });
  const leftFolder = path.join(tmpdir(), 'anlan-screenshots');
  await mkdir(leftFolder, { recursive: true });
  await writeFile(path.join(leftFolder, `${name}.png`), encode({ ...now, channels: 4 }));
  await writeFile(path.join(leftFolder, `${name}-difference.png`), encode({ ...now, data: apart, channels: 4 }));
  return pixels / (now.width * now.height);
}

function opaque({ width, height, channels, data }: ReturnType<typeof decode>): Picture {
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let index = 0; index < width * height; index += 1) {
    for (const offset of [0, 1, 2]) pixels[index * 4 + offset] = data[index * channels + offset] ?? 0;
  }
  return { width, height, data: pixels };
}

/** Each pixel the mean of four. */
function halved({ width, height, data }: Picture): Picture {
  const half = { width: Math.floor(width / 2), height: Math.floor(height / 2) };
  const pixels = new Uint8Array(half.width * half.height * 4);
  for (let y = 0; y < half.height; y += 1) {
    for (let x = 0; x < half.width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        const at = (dx: number, dy: number) => data[((2 * y + dy) * width + 2 * x + dx) * 4 + channel] ?? 0;
        pixels[(y * half.width + x) * 4 + channel] = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
      }
    }
  }
  return { ...half, data: pixels };
}
