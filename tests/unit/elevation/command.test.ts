import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openElevation } from '../../../server/elevation/elevation-service.ts';
import { type Ended, runAnlan } from '../../setup/command.ts';
import { type SmallRaster, writeGeotiff } from './write-geotiff.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'anlan-import-elevation-'));
const data = path.join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function anlan(...words: readonly string[]): Promise<Ended> {
  return runAnlan(words, { ANLAN_DATA: data, LANG: 'en_US.UTF-8' });
}

const raster: SmallRaster = {
  width: 400,
  height: 300,
  at: (column, row) => (column < 20 ? 0 : 300 + column + row),
  origin: [110, 31],
  cell: 0.0001,
  epsg: 4490,
};
let file = '';
beforeAll(() => {
  file = writeGeotiff(path.join(folder, 'dem.tif'), raster);
});

describe('import-elevation', () => {
  test('says what came in, what looks like fill, and that the accuracy is not known', async () => {
    const { code, out, err } = await anlan('import-elevation', file);
    expect(code).toBe(0);
    expect(out).toContain('Elevation "dem" imported');
    expect(out).toContain('400 × 300 cells of 11 m');
    expect(out).toContain('takes it up at once');
    expect(err).toContain('No vertical accuracy was given');
    expect(err).toContain('6000 cells are exactly 0 m');
    expect(err).toContain('they were taken for voids');
  });

  test('takes the place of the import of that name, with the accuracy given', async () => {
    const { code, out, err } = await anlan(
      ...['import-elevation', file, '--void', '0', '--name', 'dem', '--vertical-accuracy-m', '0.7'],
    );
    expect(code).toBe(0);
    expect(out).toContain('In place of: dem');
    expect(err).not.toContain('accuracy');
    const elevation = await openElevation(data);
    expect(elevation.rasters.map(({ verticalAccuracyMetres }) => verticalAccuracyMetres)).toEqual([0.7]);
    expect(await elevation.heightAt(110.0005, 30.99)).toBeUndefined();
    expect(await elevation.heightAt(110.03, 30.99)).toBeGreaterThan(300);
    await elevation.close();
  });

  test.each<[string, string[], string]>([
    ['no file', ['none.tif'], 'none.tif'],
    ['no number', ['dem.tif', '--vertical-accuracy-m', 'good'], '--vertical-accuracy-m has the value "good"'],
    ['no accuracy', ['dem.tif', '--vertical-accuracy-m', '0'], 'must be above 0'],
    ['an accuracy of no model', ['dem.tif', '--vertical-accuracy-m', '1e9'], 'at most 100'],
    ['no name', ['dem.tif', '--name', ' '], '--name must be 1 to 100'],
    ['no void', ['dem.tif', '--void', 'x'], '--void has the value "x"'],
  ])('%s: refused in a line, nothing stored', async (_, [name = '', ...options], words) => {
    const { code, out, err } = await anlan('import-elevation', path.join(folder, name), ...options);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(words);
    expect(err).not.toMatch(/\n {4}at |Error:/);
  });

  test.each([
    ['a file that is not there', 'none.tif', '没有这个文件'],
    ['a tile that is not there', 'N31E110.hgt', '没有这个文件'],
    ['a zip that is not there', 'N31E110.hgt.zip', '没有这个文件'],
    ['a folder', '', '这是文件夹'],
    ['a photo', 'photo.tif', '不是 GeoTIFF 文件'],
    ['no zip', 'no.hgt.zip', '不是可用的 zip 压缩包'],
    ['half a file', 'half.tif', '不完整'],
  ])('%s is refused in Chinese without an English word', async (_, name, words) => {
    writeFileSync(path.join(folder, 'photo.tif'), 'JFIF and so on');
    writeFileSync(path.join(folder, 'no.hgt.zip'), 'no zip');
    const whole = readFileSync(file);
    writeFileSync(path.join(folder, 'half.tif'), whole.subarray(0, whole.length / 2));
    const { code, out, err } = await anlan('import-elevation', path.join(folder, name), '--lang', 'zh');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(words);
    expect(err.replaceAll(folder, '').replaceAll(name, '')).not.toMatch(/[a-z]{4,} [a-z]{3,}|\bE[A-Z]{4,}\b/);
  });

  test('shows an example in both languages', async () => {
    const [english, chinese] = [
      await anlan('import-elevation', '--help'),
      await anlan('import-elevation', '--help', '--lang', 'zh'),
    ];
    for (const { code, out } of [english, chinese]) {
      expect(code).toBe(0);
      expect(out).toContain('npm run anlan -- import-elevation');
    }
    expect(english.out).not.toMatch(/\p{Script=Han}/u);
    expect(chinese.out).toContain('高程');
  });
});
