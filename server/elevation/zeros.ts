import type { BlockSource } from './raster.ts';

/** Land this low has heights near 0 of its own. */
const lowlandMetres = 20;
/** The share of low land is a matter of hundredths, which so many cells all over the raster tell. */
const enoughCells = 4_194_304;
const leastBlocks = 8;
/** Blocks of numbers this part of the whole apart lie evenly over it, wherever one stops. */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * Some elevation models say 0 where they know nothing and do not declare it. Exact zeros are taken for voids where a
 * hundredth of all other heights at most lies below 20 m: then 0 is not the coast. Nothing but zeros is no terrain
 * either. Decided for the whole by blocks spread evenly over it, so that a place's height does not depend on what else is
 * read.
 *
 * @param sheets of one elevation model, as they stand in the files
 */
export async function zerosStandForVoids(sheets: readonly BlockSource[]): Promise<boolean> {
  const counts = sheets.map(blockCount);
  const count = counts.reduce((sum, one) => sum + one, 0);
  const isAll = count <= leastBlocks || sheets.reduce((sum, one) => sum + one.width * one.height, 0) <= enoughCells;
  let low = 0;
  let others = 0;
  let cells = 0;
  for (let i = 0; i < count && (isAll || i < leastBlocks || cells < enoughCells); i++) {
    const heights = await readNth(sheets, counts, isAll ? i : Math.floor(((i * goldenRatio) % 1) * count));
    cells += heights.length;
    for (const height of heights) {
      if (height === 0 || Number.isNaN(height)) continue;
      others++;
      if (height < lowlandMetres) low++;
    }
  }
  return low <= others / 100;
}

/**
 * Reads blocks of a raster with its zeros blanked if they stand for voids. That is found out when the first is met, which
 * in most rasters is never.
 */
export function withoutFill(raster: BlockSource): BlockSource['readBlock'] {
  const { readBlock } = raster;
  let verdict: Promise<boolean> | undefined;
  const areVoid = (): Promise<boolean> => {
    verdict ??= zerosStandForVoids([raster]);
    verdict.catch(() => {
      verdict = undefined;
    });
    return verdict;
  };
  return async (blockColumn, blockRow) => {
    const heights = await readBlock(blockColumn, blockRow);
    if (!heights.includes(0) || !(await areVoid())) return heights;
    return heights.map((height) => (height === 0 ? Number.NaN : height));
  };
}

function blockCount({ width, height, blockWidth, blockHeight }: BlockSource): number {
  return Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight);
}

/** Of all blocks of all sheets, in their order. */
async function readNth(sheets: readonly BlockSource[], counts: readonly number[], n: number): Promise<Float32Array> {
  let rest = n;
  for (const [index, sheet] of sheets.entries()) {
    const count = counts[index] ?? 0;
    if (rest < count) {
      const across = Math.ceil(sheet.width / sheet.blockWidth);
      return await sheet.readBlock(rest % across, Math.floor(rest / across));
    }
    rest -= count;
  }
  throw new RangeError(`block ${n} of ${n - rest}`);
}
