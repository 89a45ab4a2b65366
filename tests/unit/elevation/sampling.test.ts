import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type ElevationService, openElevationFiles } from '../../../server/elevation/elevation-service.ts';
import { makeScratchFolder } from '../../setup/scratch.ts';
import { type SmallRaster, writeGeotiff } from './write-geotiff.ts';

const folder = makeScratchFolder();
let files = 0;
const opened: ElevationService[] = [];

afterAll(async () => {
  await Promise.all(opened.map((service) => service.close()));
  rmSync(folder, { recursive: true, force: true });
});

const cell = 0.0001;
/** Thirty by twenty cells whose height rises 2 m a column and falls 3 m a row. */
const slope: SmallRaster = {
  width: 30,
  height: 20,
  at: (column, row) => 500 + 2 * column - 3 * row,
  origin: [110, 31],
  cell,
  epsg: 4326,
};

function write(raster: SmallRaster): string {
  return writeGeotiff(path.join(folder, `${files++}.tif`), raster);
}

async function open(...rasters: SmallRaster[]): Promise<ElevationService> {
  const service = await openElevationFiles(rasters.map(write));
  opened.push(service);
  return service;
}

/** The position of a cell's centre, or between centres. */
function position(column: number, row: number): [number, number] {
  return [110 + (column + 0.5) * cell, 31 - (row + 0.5) * cell];
}

describe('between cells', () => {
  test.each<[string, Partial<SmallRaster>]>([
    ['one strip', {}],
    ['strips of three rows', { stripRows: 3 }],
    ['tiles', { tile: 16 }],
    ['compressed tiles', { tile: 16, deflate: true }],
    ['whole numbers', { type: 'int16' }],
    ['cells that are points', { pointCells: true, origin: [110, 31] }],
    [
      'decimetres above a base',
      { type: 'int16', at: (c, r) => 20 * c - 30 * r + 1000, scale: { factor: 0.1, offset: 400 } },
    ],
  ])('a plane comes back as a plane: %s', async (_, change) => {
    const elevation = await open({ ...slope, ...change });
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 29, noNaN: true }),
        fc.double({ min: 0, max: 19, noNaN: true }),
        async (column, row) => {
          expect(await elevation.heightAt(...position(column, row))).toBeCloseTo(500 + 2 * column - 3 * row, 2);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('many heights at once are the same as one by one', async () => {
    const elevation = await open({ ...slope, tile: 16 });
    const places = [position(3.2, 4.9), position(15.5, 15.5), position(-4, 2), position(28.99, 0.01)];
    const single = await Promise.all(places.map((place) => elevation.heightAt(...place)));
    const many = await elevation.heightsAt(Float64Array.from(places.flat()));
    expect([...many].map((height) => (Number.isNaN(height) ? undefined : height))).toEqual(single);
    const within = await elevation.heightsWithin([...position(0, 18), ...position(29, 0)]);
    expect(places.map((place) => within(...place))).toEqual([...many]);
  });

  test('a projected raster is read where it lies', async () => {
    // 3-degree zone with central meridian 111°E: 111°E 31°N is at x 500 000, y 3 430 974.32 (PROJ).
    const elevation = await open({
      ...slope,
      origin: [499_850, 3_431_074.32],
      cell: 10,
      epsg: 4546,
      projected: true,
    });
    expect(await elevation.heightAt(111, 31)).toBeCloseTo(500 + 2 * 14.5 - 3 * 9.5, 2);
    expect(elevation.cellSizeMetres).toBeCloseTo(10, 1);
  });
});

describe('where there is no height', () => {
  const hole: SmallRaster = {
    ...slope,
    nodata: '-32768',
    at: (c, r) => (c === 10 && r === 10 ? -32_768 : slope.at(c, r)),
  };

  test('a void cell makes everything void that would be interpolated from it, and nothing else', async () => {
    const elevation = await open(hole);
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 7, max: 13, noNaN: true }),
        fc.double({ min: 7, max: 13, noNaN: true }),
        async (column, row) => {
          const touches = Math.abs(column - 10) < 1 - 1e-5 && Math.abs(row - 10) < 1 - 1e-5;
          const height = await elevation.heightAt(...position(column, row));
          if (touches) expect(height).toBeUndefined();
          else if (Math.abs(column - 10) > 1 + 1e-5 || Math.abs(row - 10) > 1 + 1e-5) expect(height).toBeDefined();
        },
      ),
    );
    expect(await elevation.heightAt(...position(9, 10))).toBeCloseTo(488, 3);
  });

  test('height 0 is a height where land is as low', async () => {
    const elevation = await open({ ...slope, at: (column, row) => Math.max(0, (column + row) / 2 - 5) });
    expect(await elevation.heightAt(...position(5, 5))).toBe(0);
  });

  test.each([
    ['not a number', Number.NaN, undefined],
    ['the largest negative number, written with fewer digits', -3.4028234663852886e38, '-3.4028235e+38'],
    ['an undeclared -32768', -32_768, undefined],
    ['an undeclared -9999', -9999, undefined],
    ['an undeclared 32767', 32_767, undefined],
  ])('%s is void', async (_, value, nodata) => {
    const elevation = await open({
      ...slope,
      at: (c, r) => (c < 15 ? value : slope.at(c, r)),
      ...(nodata === undefined ? {} : { nodata }),
    });
    expect(await elevation.heightAt(...position(5, 5))).toBeUndefined();
    expect(await elevation.heightAt(...position(20, 5))).toBeCloseTo(525, 3);
  });

  test.each<[string, Partial<SmallRaster>]>([
    ['tiles', { tile: 16, unwritten: [0] }],
    ['strips', { stripRows: 16, unwritten: [0] }],
  ])('what the file leaves out is void, not 0: %s', async (_, change) => {
    const elevation = await open({ ...slope, ...change });
    expect(await elevation.heightAt(...position(5, 5))).toBeUndefined();
    expect(await elevation.heightAt(...position(5, 18))).toBeCloseTo(456, 3);
  });

  test('outside and in the outer half of the outermost cells there is none', async () => {
    const elevation = await open(slope);
    for (const [column, row] of [
      [-0.3, 5],
      [29.3, 5],
      [5, -0.3],
      [5, 19.3],
      [-500, 5],
      [5, 5e6],
    ] as const) {
      expect(await elevation.heightAt(...position(column, row))).toBeUndefined();
    }
    expect(await elevation.heightAt(Number.NaN, 31)).toBeUndefined();
    expect(await elevation.heightAt(-70, 31)).toBeUndefined();
  });

  test('without any file there is no elevation', async () => {
    const elevation = await openElevationFiles([]);
    expect(elevation.bounds).toBeUndefined();
    expect(elevation.cellSizeMetres).toBeUndefined();
    expect(await elevation.heightAt(110, 31)).toBeUndefined();
  });
});

describe('several files', () => {
  test('sheets laid side by side join without a seam', async () => {
    // +-----+-----+
    // |  a  |  b  |   b begins where the last column of a ends
    // +-----+-----+
    const east: SmallRaster = { ...slope, origin: [110 + 30 * cell, 31], at: (c, r) => slope.at(c + 30, r) };
    const elevation = await open(slope, east);
    for (let column = 28; column <= 32; column += 0.125) {
      expect(await elevation.heightAt(...position(column, 7.5))).toBeCloseTo(500 + 2 * column - 22.5, 2);
    }
    expect(elevation.bounds?.[2]).toBeCloseTo(110 + 60 * cell, 9);
  });

  test('the finer gives the height, the coarser where the finer has none', async () => {
    const coarse: SmallRaster = { ...slope, cell: cell * 10, width: 6, height: 4, at: () => 1000 };
    const fine: SmallRaster = { ...slope, at: (c, r) => (c < 15 ? slope.at(c, r) : Number.NaN) };
    const elevation = await open(coarse, fine);
    expect(await elevation.heightAt(...position(5, 6))).toBeCloseTo(492, 3);
    expect(await elevation.heightAt(...position(20, 6))).toBe(1000);
    // What may be promised of the heights is what the worst of them carry.
    expect(elevation.cellSizeMetres).toBeGreaterThan(90);
  });
});

describe('a file that cannot be used is refused with its name and the reason', () => {
  test.each<[string, string, Partial<SmallRaster>]>([
    ['without a coordinate system', 'elevation_crs_unknown', { epsg: 32_767 }],
    ['in a system not known here', 'elevation_crs_unknown', { epsg: 65_001, projected: true }],
    ['a picture', 'elevation_not_heights', { bands: 3 }],
    ['in feet', 'elevation_not_in_metres', { verticalUnit: 9002 }],
    ['without a size of cells', 'elevation_not_georeferenced', { cell: 0 }],
    ['in one huge piece', 'elevation_not_tiled', { width: 2100, height: 2100, type: 'int16', deflate: true }],
  ])('%s', async (_, code, change) => {
    const file = write({ ...slope, ...change });
    await expect(openElevationFiles([file])).rejects.toMatchObject({ code, message: expect.stringContaining(file) });
  });

  test('cut short in copying', async () => {
    const file = write({ ...slope, tile: 16 });
    truncateSync(file, 3000);
    await expect(openElevationFiles([file])).rejects.toMatchObject({ code: 'elevation_cut_short' });
  });

  test('no GeoTIFF at all', async () => {
    const file = path.join(folder, 'page.tif');
    writeFileSync(file, '<html>not found</html>');
    await expect(openElevationFiles([file])).rejects.toMatchObject({ code: 'elevation_unreadable' });
    await expect(openElevationFiles([path.join(folder, 'none.tif')])).rejects.toMatchObject({
      code: 'elevation_unreadable',
    });
  });

  test('damaged inside: heights of that block fail with the file named, and are never 0', async () => {
    const file = write({ ...slope, tile: 16, deflate: true });
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xff, bytes.length - 40));
    const elevation = await openElevationFiles([file]);
    opened.push(elevation);
    expect(await elevation.heightAt(...position(5, 5))).toBeCloseTo(495, 3);
    await expect(elevation.heightAt(...position(25, 18))).rejects.toMatchObject({
      code: 'elevation_unreadable',
      message: expect.stringContaining(file),
    });
  });
});
