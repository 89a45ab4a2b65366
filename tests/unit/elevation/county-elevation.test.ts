import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type CountyElevation, openCountyElevation } from '../../../server/elevation/county-elevation.ts';
import { importElevation } from '../../../server/elevation/import.ts';
import { readSources } from '../../../server/elevation/sources.ts';
import { makeScratchFolder } from '../../setup/scratch.ts';
import { type SmallRaster, writeGeotiff } from './write-geotiff.ts';

const scratch = makeScratchFolder();
const silent = pino({ level: 'silent' });
const opened: CountyElevation[] = [];
let made = 0;

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const flat = (height: number): SmallRaster => ({
  width: 300,
  height: 300,
  at: () => height,
  origin: [110, 31],
  cell: 0.0001,
  epsg: 4490,
});
function file(height: number): string {
  return writeGeotiff(path.join(scratch, `${height}-${made++}.tif`), flat(height));
}
async function county(dataFolder: string): Promise<CountyElevation> {
  const one = await openCountyElevation(dataFolder, silent);
  opened.push(one);
  return one;
}
function newFolder(): string {
  return path.join(scratch, `county-${made++}`);
}
const height = (elevation: CountyElevation) => elevation.use((now) => now.heightAt(110.01, 30.99));
const folders = (dataFolder: string) =>
  readdirSync(path.join(dataFolder, 'elevation'), { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe('elevation imported beside a running service', () => {
  test('counts from the next question on, the first import too', async () => {
    const dataFolder = newFolder();
    const elevation = await county(dataFolder);
    expect(await height(elevation)).toBeUndefined();
    await importElevation({ dataFolder, files: [file(100)], name: 'dem' });
    expect(await height(elevation)).toBe(100);
    await importElevation({ dataFolder, files: [file(200)], name: 'dem' });
    expect(await height(elevation)).toBe(200);
    // Nobody reads the earlier any more.
    expect(folders(dataFolder)).toHaveLength(1);
  });

  test('leaves what is being read where it is until that is done', async () => {
    const dataFolder = newFolder();
    await importElevation({ dataFolder, files: [file(100)], name: 'dem' });
    const elevation = await county(dataFolder);
    await elevation.use(async (earlier) => {
      await importElevation({ dataFolder, files: [file(200)], name: 'dem' });
      expect(await height(elevation)).toBe(200);
      expect(await earlier.heightAt(110.01, 30.99)).toBe(100);
      const [raster = ''] = earlier.sources.flatMap(({ rasters }) => rasters);
      expect(existsSync(raster)).toBe(true);
      expect(folders(dataFolder)).toHaveLength(2);
    });
    expect(folders(dataFolder)).toHaveLength(1);
  });

  test('of which many ask at once is opened once', async () => {
    const dataFolder = newFolder();
    const elevation = await county(dataFolder);
    await importElevation({ dataFolder, files: [file(100)] });
    const asked = await Promise.all(Array.from({ length: 20 }, () => elevation.use(async (now) => now)));
    expect(new Set(asked).size).toBe(1);
  });

  test('that cannot be read leaves the earlier in use, until it is mended', async () => {
    const dataFolder = newFolder();
    await importElevation({ dataFolder, files: [file(100)] });
    const elevation = await county(dataFolder);
    const byHand = path.join(dataFolder, 'elevation', 'fine.tif');
    writeFileSync(byHand, 'no picture');
    expect(await height(elevation)).toBe(100);
    expect(await height(elevation)).toBe(100);
    const finer = { ...flat(300), width: 600, height: 600, cell: 0.00005 };
    cpSync(writeGeotiff(path.join(scratch, 'fine.tif'), finer), byHand);
    expect(await height(elevation)).toBe(300);
  });

  test('by several at once loses none', async () => {
    const dataFolder = newFolder();
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(names.map((name) => importElevation({ dataFolder, files: [file(100)], name })));
    expect((await readSources(dataFolder)).map(({ name }) => name).sort()).toEqual(names);
    expect(folders(dataFolder)).toHaveLength(4);
  });
});
