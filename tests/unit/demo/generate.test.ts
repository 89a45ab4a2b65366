import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromArrayBuffer } from 'geotiff';
import { expect, test } from 'vitest';
import { makeCounty } from '../../../scripts/demo/county.ts';
import { writeCounty } from '../../../scripts/demo/write.ts';
import { demoFolder } from './support/demo.ts';

test('generating the county again gives what is committed', { timeout: 120_000 }, async () => {
  const { seed } = JSON.parse(readFileSync(join(demoFolder, 'index.json'), 'utf8'));
  const folder = await mkdtemp(join(tmpdir(), 'anlan-demo-'));
  try {
    await writeCounty(makeCounty(seed), seed, folder);
    const files = readdirSync(demoFolder).filter((file) => file !== 'README.md');
    expect(readdirSync(folder).sort()).toEqual(files.sort());
    for (const file of files) {
      const [made, committed] = [readFileSync(join(folder, file)), readFileSync(join(demoFolder, file))];
      if (file === 'elevation.tif') {
        // Another build of zlib may pack the same raster into other bytes.
        expect(Buffer.compare(await heights(made), await heights(committed)), file).toBe(0);
      } else {
        expect(Buffer.compare(made, committed), file).toBe(0);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function heights(file: Buffer): Promise<Buffer> {
  const tiff = await fromArrayBuffer(
    file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer,
  );
  const [values] = await (await tiff.getImage()).readRasters();
  if (!(values instanceof Float32Array)) throw new Error('the raster is not Float32');
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
