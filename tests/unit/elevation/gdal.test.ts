import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, type TestContext, test } from 'vitest';
import { coordinateSystem } from '../../../server/elevation/any-projection.ts';
import { openElevationFiles } from '../../../server/elevation/elevation-service.ts';
import { projectionOf } from '../../../server/elevation/projection.ts';
import type { Bounds } from '../../../server/tiles/address.ts';
import { makeScratchFolder } from '../../setup/scratch.ts';
import { findGdal, needed, sharedData } from '../../setup/tools.ts';
import { type SmallRaster, writeGeotiff } from './write-geotiff.ts';

const folder = makeScratchFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bumps of a few metres, so that a shift by a tenth of a cell is seen, and a hole. */
function bumps(column: number, row: number): number {
  if (Math.hypot(column - 20, row - 14) < 3) return -32_768;
  return Math.round(800 + 40 * Math.sin(column * 0.9) + 30 * Math.cos(row * 1.1) + column * row * 0.05);
}

const plain: SmallRaster = {
  width: 60,
  height: 40,
  at: bumps,
  origin: [0, 0],
  cell: 10,
  type: 'int16',
  nodata: '-32768',
};

describe('heights are those of gdalwarp -r bilinear', () => {
  test.for<[string, SmallRaster]>([
    ['degrees', { ...plain, origin: [110.2, 31.2], cell: 0.0001, epsg: 4326 }],
    [
      'CGCS2000, cells that are points',
      { ...plain, origin: [110.2, 31.2], cell: 0.0001, epsg: 4490, pointCells: true },
    ],
    ['3-degree Gauss-Kruger', { ...plain, origin: [423_700, 3_453_000], epsg: 4546, projected: true }],
    ['3-degree Gauss-Kruger with the zone', { ...plain, origin: [37_423_700, 3_453_000], epsg: 4525, projected: true }],
    ['UTM', { ...plain, origin: [423_700, 3_453_000], epsg: 32_649, projected: true, tile: 16, deflate: true }],
    ['web Mercator', { ...plain, origin: [12_267_400, 3_658_000], epsg: 3857, projected: true }],
  ])('%s', async ([, raster], context) => {
    await compare(context, writeGeotiff(path.join(folder, 'small.tif'), raster));
  });

  test.for(['andorra', 'lisbon', 'north-bayreuth'])('real terrain: %s', async (name, context) => {
    const data = needed(context, 'shared', sharedData(name));
    await compare(context, path.join(data, 'elevation.tif'));
  });
});

test('any other system of the EPSG register is that of PROJ too, or is refused', async (context) => {
  const { ogr2ogr } = needed(context, 'gdal', findGdal());
  const systems: [code: number, place: string][] = [
    [2154, '3 45'],
    [25_832, '9.5 48'],
    [3035, '10 52'],
    [6677, '139.8 35.7'],
    [5179, '127 37'],
    [3005, '-123 49'],
    // In feet.
    [2263, '-73.9 40.7'],
  ];
  for (const [code, place] of systems) {
    const system = await coordinateSystem({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: code });
    if (system === undefined) throw new Error(`EPSG:${code} is not known`);
    const answer = execFileSync(
      path.join(path.dirname(ogr2ogr), 'gdaltransform'),
      ['-s_srs', 'EPSG:4326', '-t_srs', `EPSG:${code}`],
      { input: `${place}\n`, encoding: 'utf8' },
    );
    const [x = Number.NaN, y = Number.NaN] = answer.split(' ').map(Number);
    const [longitude = 0, latitude = 0] = place.split(' ').map(Number);
    const [east, north] = system.forward(longitude, latitude);
    // Datums of this century are taken as one and differ by decimetres; NAD 83 by more than a metre.
    expect({ code, isNear: Math.hypot(east - x, north - y) < 2 }).toEqual({ code, isNear: true });
  }
  // Switzerland and Britain: the tables have no shift to WGS 84 for them. 65001 does not exist.
  for (const code of [2056, 27_700, 65_001]) {
    expect(await coordinateSystem({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: code })).toBeUndefined();
  }
});

test('coordinate systems are those of PROJ', (context) => {
  const { ogr2ogr } = needed(context, 'gdal', findGdal());
  // The first and the last of each series: what lies between follows by counting.
  const codes = [3857, 3763, 4491, 4501, 4502, 4512, 4513, 4533, 4534, 4554, 32_601, 32_660, 32_701, 32_760];
  for (const code of codes) {
    const system = projectionOf(code);
    if (system === undefined) throw new Error(`EPSG:${code} is not known`);
    const zone = code <= 4501 ? code - 4478 : code - 4488;
    const prefix = code <= 4501 || (code >= 4513 && code <= 4533) ? zone * 1_000_000 : 0;
    const [middle] = system.inverse(code < 4000 ? 0 : prefix + 500_000, code === 3763 ? 0 : 3_400_000);
    const answer = execFileSync(
      path.join(path.dirname(ogr2ogr), 'gdaltransform'),
      ['-s_srs', 'EPSG:4326', '-t_srs', `EPSG:${code}`],
      { input: `${middle + 1.3} 31.2\n`, encoding: 'utf8' },
    );
    const [x = Number.NaN, y = Number.NaN] = answer.split(' ').map(Number);
    const [east, north] = system.forward(middle + 1.3, 31.2);
    expect({ code, metresApart: Math.round(Math.hypot(east - x, north - y) * 100) / 100 }).toEqual({
      code,
      metresApart: 0,
    });
  }
});

async function compare(context: TestContext, file: string): Promise<void> {
  const elevation = await openElevationFiles([file]);
  try {
    const { bounds } = elevation;
    if (bounds === undefined) throw new Error('a raster has bounds');
    let compared = 0;
    let worst = 0;
    for (const { longitude, latitude, height } of judge(context, file, bounds)) {
      const ours = await elevation.heightAt(longitude, latitude);
      // Beside a void GDAL makes do with the cells there are, where we say that the height is not known.
      if (ours === undefined) continue;
      worst = Math.max(worst, height === undefined ? Number.POSITIVE_INFINITY : Math.abs(ours - height));
      compared++;
    }
    expect(worst).toBeLessThan(0.01);
    expect(compared).toBeGreaterThan(1000);
  } finally {
    await elevation.close();
  }
}

interface Sample {
  readonly longitude: number;
  readonly latitude: number;
  /** Undefined where GDAL finds no cell with a height at all. */
  readonly height: number | undefined;
}

/** Heights by GDAL, which is kept from approximating the projection, in the middle of the raster. */
function judge(context: TestContext, file: string, [west, south, east, north]: Bounds): Sample[] {
  const { ogr2ogr } = needed(context, 'gdal', findGdal());
  const run = (program: string, ...args: string[]): void => {
    execFileSync(path.join(path.dirname(ogr2ogr), program), args, { stdio: 'pipe' });
  };
  const warped = path.join(folder, 'warped.tif');
  const listed = path.join(folder, 'warped.xyz');
  // Finer than the cells: where pixels are coarser, GDAL averages over them instead of interpolating.
  const part = 0.2;
  const width = (east - west) * part;
  const height = (north - south) * part;
  const box = [west + 1.3 * width, south + 2.1 * height, west + 2.3 * width, south + 3.1 * height].map(String);
  const kernel = ['-r', 'bilinear', '-et', '0', '-ot', 'Float64', '-dstnodata', '-99999'];
  run(
    'gdalwarp',
    '-q',
    '-overwrite',
    ...kernel,
    '-t_srs',
    'EPSG:4326',
    '-te',
    ...box,
    '-ts',
    '120',
    '80',
    file,
    warped,
  );
  run('gdal_translate', '-q', '-of', 'XYZ', '-co', 'DECIMAL_PRECISION=12', warped, listed);
  return readFileSync(listed, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [longitude = Number.NaN, latitude = Number.NaN, value = Number.NaN] = line.split(' ').map(Number);
      return { longitude, latitude, height: value === -99_999 ? undefined : value };
    });
}
