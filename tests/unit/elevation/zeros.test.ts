import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decode } from 'fast-png';
import { afterAll, describe, expect, it } from 'vitest';
import { openElevationFiles } from '../../../server/elevation/elevation-service.ts';
import { openRaster } from '../../../server/elevation/raster.ts';
import { createRaster, tileSide } from '../../../server/elevation/write-raster.ts';
import { zerosStandForVoids } from '../../../server/elevation/zeros.ts';
import { loadElevation } from '../../../server/screening/elevation/load.ts';
import { openElevation } from '../../../server/screening/elevation/shared-elevation.ts';
import { makeStandard } from '../../../server/screening/standard.ts';
import { roadInput } from '../../bench/screening/roads.ts';
import { makeScratchFolder } from '../../setup/scratch.ts';
import { writeGeotiff } from './write-geotiff.ts';

const folder = makeScratchFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** 2,048 × 2,048 cells in blocks of 64. */
function raster(at: (column: number, row: number) => number) {
  const side = 64;
  return {
    width: 2048,
    height: 2048,
    blockWidth: side,
    blockHeight: side,
    readBlock: async (blockColumn: number, blockRow: number) =>
      Float32Array.from({ length: side * side }, (_, i) =>
        at(blockColumn * side + (i % side), blockRow * side + Math.floor(i / side)),
      ),
  };
}

describe('zeros of a raster', () => {
  it.each<[string, (column: number, row: number) => number, boolean]>([
    ['are fill around hills', (column) => (column < 900 ? 0 : 400), true],
    ['are fill where all is zero', () => 0, true],
    ['are the sea before low land', (column) => (column < 900 ? 0 : (column - 900) / 5), false],
    ['are the sea where a narrow coast is low', (column) => (column < 900 ? 0 : column < 940 ? 5 : 400), false],
    ['are fill where nothing else is known', (column) => (column < 900 ? 0 : Number.NaN), true],
  ])('%s', async (_, at, expected) => {
    expect(await zerosStandForVoids([raster(at)])).toBe(expected);
  });
});

/** Columns of 0 m, then of other heights; by the hundredth of a degree. */
function file(name: string, at: (column: number) => number): string {
  const raster = { width: 400, height: 400, origin: [110, 31], cell: 0.0001, epsg: 4326, tile: 64 } as const;
  return writeGeotiff(path.join(folder, name), { ...raster, at: (column) => (column < 200 ? 0 : at(column)) });
}

/** What each reader says of two places, of zeros and of other heights. */
async function heightsOf(file: string): Promise<Record<string, number[]>> {
  const places = [
    [110.00505, 30.98005],
    [110.03005, 30.98005],
  ] as [number, number][];
  const service = await openElevationFiles([file]);
  const raster = await openRaster(file);
  try {
    const within = await service.heightsWithin([110, 30.96, 110.04, 31]);
    const road = roadInput('r', Float64Array.of(...places.flat()));
    const screening = openElevation((await loadElevation([raster], [road], makeStandard())) ?? { rasters: [] });
    const { body } = await service.terrainTile({ z: 13, x: 6599, y: 3353 }, 'kept');
    return {
      profiles: [...(await service.heightsAt(Float64Array.from(places.flat())))],
      plans: places.map((place) => within(...place)),
      screening: places.map((place) => screening.heightAt(...place)),
      drawn: [...new Set(lowAndHigh(body))],
    };
  } finally {
    await service.close();
    await raster.close();
  }
}

/** The lowest and the highest pixel of a terrain tile that are heights. */
function lowAndHigh(png: Buffer): number[] {
  const { data, channels } = decode(png);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i += channels) {
    const height = (data[i] ?? 0) * 256 + (data[i + 1] ?? 0) + (data[i + 2] ?? 0) / 256 - 32_768;
    if (height < -1000) continue;
    low = Math.min(low, height);
    high = Math.max(high, height);
  }
  return [low, high];
}

describe('all readers are of one mind', () => {
  it('where zeros are fill', async () => {
    expect(await heightsOf(file('hills.tif', () => 400))).toEqual({
      profiles: [Number.NaN, 400],
      plans: [Number.NaN, 400],
      screening: [Number.NaN, 400],
      drawn: [400],
    });
  });

  it('where zeros are the sea', async () => {
    expect(await heightsOf(file('coast.tif', () => 8))).toEqual({
      profiles: [0, 8],
      plans: [0, 8],
      screening: [0, 8],
      drawn: [0, 8],
    });
  });
});

it('of an earlier import the overviews are used only where no fill is mixed into them', async () => {
  const { grid, close } = await openRaster(file('grid.tif', () => 400));
  await close();
  const levels = [
    { width: 2 * tileSide, height: tileSide },
    { width: tileSide, height: tileSide / 2 },
  ];
  const written = async (name: string, height: number): Promise<string> => {
    const target = path.join(folder, name);
    const writer = await createRaster(target, grid, levels, true);
    await writer.writeTile(0, 0, 0, new Float32Array(tileSide ** 2));
    await writer.writeTile(0, 1, 0, new Float32Array(tileSide ** 2).fill(height));
    await writer.writeTile(1, 0, 0, new Float32Array(tileSide ** 2).fill(height / 2));
    await writer.finish();
    await writer.close();
    return target;
  };
  const read = async (target: string) => {
    const { readBlock, overviews, close } = await openRaster(target);
    const [height] = await readBlock(0, 0);
    await close();
    return { height, overviews: overviews.length };
  };
  const asEarlier = (target: string): string => {
    const earlier = readFileSync(target, 'latin1').replace('Anlan elevation 2', 'Anlan elevation 1');
    writeFileSync(target, earlier, 'latin1');
    return target;
  };
  expect(await read(await written('judged.tif', 400))).toEqual({ height: 0, overviews: 1 });
  expect(await read(asEarlier(await written('hills-1.tif', 400)))).toEqual({ height: Number.NaN, overviews: 0 });
  expect(await read(asEarlier(await written('coast-1.tif', 8)))).toEqual({ height: 0, overviews: 1 });
});
