import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type ElevationService,
  openElevation,
  openElevationFiles,
} from '../../../server/elevation/elevation-service.ts';
import { type ElevationImport, importElevation } from '../../../server/elevation/import.ts';
import { makeScratchFolder } from '../../setup/scratch.ts';
import { type SmallRaster, writeGeotiff } from './write-geotiff.ts';

const scratch = makeScratchFolder();
const opened: ElevationService[] = [];
let made = 0;

afterAll(async () => {
  await Promise.all(opened.map((service) => service.close()));
  rmSync(scratch, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = path.join(scratch, String(made++));
  mkdirSync(folder);
  return folder;
}

/** A sheet of 300 × 300 cells of 10 m in a 3-degree zone; the heights rise 1 m a cell eastwards over all sheets. */
function sheet(column: number, row: number, change: Partial<SmallRaster> = {}): SmallRaster {
  const side = 300;
  return {
    width: side,
    height: side,
    at: (c, r) => 500 + (column * side + c) - 0.5 * (row * side + r),
    origin: [420_000 + column * side * 10, 3_460_000 - row * side * 10],
    cell: 10,
    epsg: 4546,
    projected: true,
    nodata: '-9999',
    tile: 128,
    deflate: true,
    ...change,
  };
}

function write(name: string, raster: SmallRaster): string {
  return writeGeotiff(path.join(newFolder(), name), raster);
}

async function county(...imports: Omit<ElevationImport, 'dataFolder'>[]): Promise<ElevationService> {
  const dataFolder = newFolder();
  for (const each of imports) await importElevation({ dataFolder, ...each });
  return await open(dataFolder);
}

async function open(dataFolder: string): Promise<ElevationService> {
  const service = await openElevation(dataFolder);
  opened.push(service);
  return service;
}

/** The place of a cell of the sheets, or of one between cells. */
async function at(column: number, row: number): Promise<[number, number]> {
  const service = await openElevationFiles([write('grid.tif', sheet(0, 0))]);
  const position = service.rasters[0]?.toPosition(column, row) ?? [Number.NaN, Number.NaN];
  await service.close();
  return position;
}

async function heights(elevation: ElevationService, ...cells: [number, number][]): Promise<(number | undefined)[]> {
  return await Promise.all(cells.map(async ([c, r]) => round(await elevation.heightAt(...(await at(c, r))))));
}

function round(height: number | undefined): number | undefined {
  return height === undefined ? undefined : Math.round(height * 100) / 100;
}

describe('several files', () => {
  test('on one grid become one raster without a seam', async () => {
    const files = [write('a.tif', sheet(0, 0)), write('b.tif', sheet(1, 0)), write('c.tif', sheet(1, 1))];
    const elevation = await county({ files });
    expect(elevation.rasters).toHaveLength(1);
    expect(elevation.rasters[0]).toMatchObject({ width: 600, height: 600 });
    expect(await heights(elevation, [10, 20], [299.5, 20], [450, 299.5], [450, 420])).toEqual([
      500, 789.5, 800.25, 740,
    ]);
    // The corner that no sheet covers is no ground at 0 m.
    expect(await heights(elevation, [100, 450], [299.9, 300.2])).toEqual([undefined, undefined]);
  });

  test('that overlap: the first named gives the height, the next fills its voids', async () => {
    const holed = sheet(0, 0, { at: (c) => (c < 150 ? 100 : -9999) });
    const other = sheet(0, 0, { at: () => 900 });
    const files = [write('holed.tif', holed), write('other.tif', other)];
    expect(await heights(await county({ files }), [10, 10], [200, 10])).toEqual([100, 900]);
    expect(await heights(await county({ files: files.toReversed() }), [10, 10], [200, 10])).toEqual([900, 900]);
  });

  test('of different cells: the finest gives the height, the coarser where it has none', async () => {
    const fine = sheet(0, 0, { width: 100, height: 100, cell: 5, at: () => 700 });
    const coarse = sheet(0, 0, { at: () => 650 });
    const elevation = await county({ files: [write('coarse.tif', coarse), write('fine.tif', fine)] });
    expect(elevation.rasters.map(({ width }) => width)).toEqual([100, 300]);
    expect(await heights(elevation, [20, 20], [200, 200])).toEqual([700, 650]);
  });

  test('of whole metres stay so, with a file of decimals they become decimals', async () => {
    const whole = sheet(0, 0, { type: 'int16', at: () => 512 });
    const decimal = sheet(1, 0, { at: () => 512.25 });
    const elevation = await county({ files: [write('w.tif', whole), write('d.tif', decimal)] });
    expect(await heights(elevation, [100, 100], [400, 100])).toEqual([512, 512.25]);
  });
});

describe('imports one after the other', () => {
  const low = write('low.tif', sheet(0, 0, { at: () => 100 }));
  const high = write('high.tif', sheet(0, 0, { at: () => 200 }));

  test('the later is preferred, the earlier stays for what it does not cover', async () => {
    const part = write('part.tif', sheet(0, 0, { at: (c) => (c < 150 ? 200 : -9999) }));
    const elevation = await county({ files: [low], name: 'low' }, { files: [part], name: 'part' });
    expect(await heights(elevation, [10, 10], [200, 10])).toEqual([200, 100]);
  });

  test('one of the same name takes the place of the earlier, and nothing of that is left on the disk', async () => {
    const dataFolder = newFolder();
    await importElevation({ dataFolder, files: [low], name: 'dem', verticalAccuracyMetres: 2 });
    const report = await importElevation({ dataFolder, files: [high], name: 'dem', verticalAccuracyMetres: 0.5 });
    expect(report.replaced).toEqual(['dem']);
    const elevation = await open(dataFolder);
    expect(elevation.rasters.map(({ source }) => source)).toMatchObject([
      { name: 'dem', verticalAccuracyMetres: 0.5, files: ['high.tif'] },
    ]);
    expect(await heights(elevation, [10, 10])).toEqual([200]);
    expect(readdirSync(path.join(dataFolder, 'elevation'))).toHaveLength(2);
  });

  test('all earlier ones can be replaced at once', async () => {
    const elevation = await county(
      { files: [low], name: 'a' },
      { files: [low], name: 'b' },
      { files: [high], name: 'c', replaceAll: true },
    );
    expect(elevation.rasters.map(({ source }) => source.name)).toEqual(['c']);
  });
});

describe('voids', () => {
  const edges = sheet(0, 0, { at: (c) => (c < 30 ? 0 : 400), nodata: '-9999' });

  test('0 declared as nodata is a void', async () => {
    const elevation = await county({ files: [write('declared.tif', { ...edges, nodata: '0' })] });
    expect(await heights(elevation, [10, 10], [29.5, 10], [40, 10])).toEqual([undefined, undefined, 400]);
  });

  test('0 at the edges of hills is a void, declared or not, and the report says so', async () => {
    const file = write('edges.tif', edges);
    const dataFolder = newFolder();
    const report = await importElevation({ dataFolder, files: [file] });
    expect(report.zeroVoids).toBe(30 * 300);
    expect(report.rasters).toMatchObject([{ heights: 270 * 300, lowest: 400 }]);
    expect(await heights(await open(dataFolder), [10, 10], [29.5, 10], [40, 10])).toEqual([undefined, undefined, 400]);
    const again = await importElevation({ dataFolder, files: [file], voidValue: 0 });
    expect(again.zeroVoids).toBe(0);
    expect(await heights(await open(dataFolder), [10, 10], [40, 10])).toEqual([undefined, 400]);
  });

  test('0 that fills a sheet hides no height of the next, and is judged for all sheets together', async () => {
    const hills = sheet(0, 0, { at: () => 400 });
    const files = [write('edges.tif', edges), write('hills.tif', hills)];
    expect(await heights(await county({ files }), [10, 10], [40, 10])).toEqual([400, 400]);
    const coast = [write('edges.tif', edges), write('coast.tif', sheet(1, 0, { at: () => 3 }))];
    expect(await heights(await county({ files: coast }), [10, 10], [310, 10])).toEqual([0, 3]);
  });

  test('a file of zeros alone holds no heights', async () => {
    const nothing = sheet(0, 0, { at: () => 0 });
    const request = { dataFolder: newFolder(), files: [write('zeros.tif', nothing)] };
    await expect(importElevation(request)).rejects.toMatchObject({ code: 'elevation_all_void' });
  });

  test('zeros of a coast are land', async () => {
    const coast = sheet(0, 0, { at: (c) => Math.max(0, (c - 30) / 5) });
    const report = await importElevation({ dataFolder: newFolder(), files: [write('coast.tif', coast)] });
    expect(report.zeroVoids).toBe(0);
  });

  test('a file of nothing else is refused, and the earlier elevation stays', async () => {
    const dataFolder = newFolder();
    await importElevation({ dataFolder, files: [write('good.tif', sheet(0, 0))] });
    const nothing = write('void.tif', sheet(0, 0, { at: () => -9999 }));
    await expect(importElevation({ dataFolder, files: [nothing], replaceAll: true })).rejects.toMatchObject({
      code: 'elevation_all_void',
    });
    expect((await open(dataFolder)).rasters.map(({ source }) => source.name)).toEqual(['good']);
  });
});

test('a file that claims to be of any size is refused before anything is read of it', async () => {
  const huge = writeGeotiff(path.join(newFolder(), 'huge.tif'), {
    width: 70_000,
    height: 1,
    at: () => 5,
    origin: [100, 31],
    cell: 0.0001,
    epsg: 4490,
    tile: 256,
    deflate: true,
  });
  await expect(importElevation({ dataFolder: newFolder(), files: [huge] })).rejects.toMatchObject({
    code: 'elevation_too_large',
  });
});

describe('overviews', () => {
  test('are the pictures that would be drawn without them', async () => {
    const rough = sheet(0, 0, {
      width: 700,
      height: 530,
      at: (c, r) => (Math.hypot(c - 300, r - 200) < 60 ? -9999 : 800 + 90 * Math.sin(c / 9) + 70 * Math.cos(r / 13)),
    });
    const file = write('rough.tif', rough);
    const imported = await county({ files: [file] });
    const plain = await openElevationFiles([file]);
    opened.push(plain);
    expect(imported.rasters[0]?.overviews.map(({ width, height }) => [width, height])).toEqual([
      [350, 265],
      [175, 133],
    ]);
    const { minzoom, bounds } = imported.terrainJson('');
    const [west, south, east, north] = bounds;
    for (let z = minzoom; z < minzoom + 5; z++) {
      const x = Math.floor((((west + east) / 2 + 180) / 360) * 2 ** z);
      const sine = Math.asinh(Math.tan(((south + north) * Math.PI) / 360));
      const y = Math.floor(((1 - sine / Math.PI) / 2) * 2 ** z);
      const [one, other] = await Promise.all([imported, plain].map((service) => service.terrainTile({ z, x, y })));
      expect(one?.body.length).toBeGreaterThan(100);
      expect(one?.body.equals(other?.body ?? Buffer.alloc(0))).toBe(true);
    }
  });
});

describe('tiles of SRTM', () => {
  /** Heights that tell the cell: its row, and 1000 in the eastern half. */
  function tile(change: (cells: Int16Array) => void = () => {}): Buffer {
    const side = 1201;
    const cells = Int16Array.from(
      { length: side * side },
      (_, i) => (i % side > 600 ? 1000 : 0) + Math.floor(i / side),
    );
    change(cells);
    return Buffer.from(cells.buffer).swap16();
  }

  test.each([
    ['N31E110.hgt', 110, 31],
    ['s08w072.hgt', -72, -8],
  ])('%s lies where its name says', async (name, west, south) => {
    const file = path.join(newFolder(), name);
    writeFileSync(file, tile());
    const elevation = await county({ files: [file], verticalAccuracyMetres: 6 });
    const step = 1 / 1200;
    expect(await elevation.heightAt(west, south)).toBeCloseTo(1200, 6);
    expect(await elevation.heightAt(west + 1, south + 1)).toBeCloseTo(1000, 6);
    expect(await elevation.heightAt(west + 0.25, south + 1 - 10.5 * step)).toBeCloseTo(10.5, 6);
    expect(elevation.cellSizeMetres).toBeCloseTo(92.7, 0);
  });

  test('voids stay voids, and two neighbours in zips join', async () => {
    const zip = (name: string, cells: Buffer): string => {
      const file = path.join(newFolder(), `${name}.SRTMGL3.hgt.zip`);
      writeFileSync(file, zipSync({ 'readme.txt': Buffer.from('x'), [`${name}.hgt`]: cells }));
      return file;
    };
    const files = [
      zip(
        'N31E110',
        tile((cells) => cells.fill(-32_768, 0, 1201 * 100)),
      ),
      zip(
        'N31E111',
        tile((cells) => cells.fill(700)),
      ),
    ];
    const elevation = await county({ files, name: 'SRTM' });
    expect(elevation.rasters[0]).toMatchObject({ width: 2401, height: 1201, source: { name: 'SRTM' } });
    expect(await elevation.heightAt(110.5, 31.95)).toBeUndefined();
    // Of the shared column the first file gives the height: 1000 + row 600, then 700.
    expect(await elevation.heightAt(111, 31.5)).toBeCloseTo(1600, 6);
    expect(await elevation.heightAt(111 + 1 / 2400, 31.5)).toBeCloseTo(1150, 6);
    expect(await elevation.heightAt(111.5, 31.5)).toBeCloseTo(700, 6);
  });

  test.each([
    ['of another size', 'N31E110.hgt', Buffer.alloc(1000), 'elevation_cut_short'],
    ['that does not say where it lies', 'tile.hgt', tile(), 'elevation_not_georeferenced'],
    ['no zip', 'N31E110.hgt.zip', Buffer.from('no zip'), 'elevation_unreadable'],
    [
      'a zip of something else',
      'N31E110.hgt.zip',
      Buffer.from(zipSync({ 'a.txt': Buffer.alloc(9) })),
      'elevation_unreadable',
    ],
  ])('a file %s is refused by name', async (_, name, content, code) => {
    const file = path.join(newFolder(), name);
    writeFileSync(file, content);
    await expect(importElevation({ dataFolder: newFolder(), files: [file] })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(name),
    });
  });
});

describe('an import that does not come to its end', () => {
  const before = write('before.tif', sheet(0, 0, { at: () => 321 }));
  const large = write('large.tif', sheet(0, 0, { width: 1500, height: 1500 }));

  test('when interrupted leaves the earlier elevation and nothing of its own', async () => {
    const dataFolder = newFolder();
    await importElevation({ dataFolder, files: [before] });
    const listed = readdirSync(path.join(dataFolder, 'elevation'));
    const controller = new AbortController();
    const attempt = importElevation({
      dataFolder,
      files: [large],
      replaceAll: true,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(attempt).rejects.toThrow('enough');
    expect(readdirSync(path.join(dataFolder, 'elevation'))).toEqual(listed);
    expect(await heights(await open(dataFolder), [10, 10])).toEqual([321]);
  });

  test('when killed leaves the earlier elevation, and the next import clears up', async () => {
    const dataFolder = newFolder();
    await importElevation({ dataFolder, files: [before] });
    const module = path.resolve(import.meta.dirname, '../../../server/elevation/import.ts');
    const script = `import { importElevation } from ${JSON.stringify(module)};
      await importElevation({ dataFolder: ${JSON.stringify(dataFolder)}, files: [${JSON.stringify(large)}], replaceAll: true,
        onProgress: () => process.kill(process.pid, 'SIGKILL') });`;
    const file = path.join(newFolder(), 'killed.mts');
    writeFileSync(file, script);
    const project = path.resolve(import.meta.dirname, '../../..');
    const child = spawn(process.execPath, ['--import', 'tsx', file], { cwd: project, stdio: 'ignore' });
    const signal = await new Promise((resolve) => child.on('exit', (_code, by) => resolve(by)));
    expect(signal).toBe('SIGKILL');
    expect(readdirSync(path.join(dataFolder, 'elevation'))).toHaveLength(3);
    const elevation = await open(dataFolder);
    expect(await heights(elevation, [10, 10])).toEqual([321]);
    await importElevation({ dataFolder, files: [before], name: 'before' });
    expect(readdirSync(path.join(dataFolder, 'elevation'))).toHaveLength(2);
  });

  test('a damaged list of imports is said and not taken for a county without elevation', async () => {
    const dataFolder = newFolder();
    await importElevation({ dataFolder, files: [before] });
    const list = path.join(dataFolder, 'elevation', 'sources.json');
    writeFileSync(list, readFileSync(list, 'utf8').slice(0, 40));
    await expect(openElevation(dataFolder)).rejects.toMatchObject({ code: 'elevation_list_unreadable' });
  });
});
