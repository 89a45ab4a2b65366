import type { BlockRaster } from './load.ts';

/** Land this low has heights near 0 of its own. */
export const lowlandMetres = 20;
/** The share of low land is a matter of hundredths, which so many cells all over the raster tell. */
const enoughCells = 4_194_304;
const leastBlocks = 8;
/** Blocks of numbers this part of the whole apart lie evenly over it, wherever one stops. */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

type Cells = Pick<BlockRaster, 'width' | 'height' | 'blockWidth' | 'blockHeight' | 'readBlock'>;

/**
 * Some elevation models say 0 where they know nothing and do not declare it. Exact zeros are taken for voids where a
 * hundredth of all other heights at most lies below 20 m: then 0 is not the coast. Nothing but zeros is no terrain
 * either. Decided for the whole raster by blocks spread evenly over it, so that a road's heights do not depend on what
 * else is screened with it.
 */
export async function zerosStandForVoids(raster: Cells): Promise<boolean> {
  const across = Math.ceil(raster.width / raster.blockWidth);
  const count = across * Math.ceil(raster.height / raster.blockHeight);
  const wanted = Math.max(leastBlocks, Math.floor(enoughCells / (raster.blockWidth * raster.blockHeight)));
  const isAll = count <= wanted;
  let low = 0;
  let others = 0;
  for (let i = 0; i < Math.min(count, wanted); i += 1) {
    const block = isAll ? i : Math.floor(((i * goldenRatio) % 1) * count);
    for (const height of await raster.readBlock(block % across, Math.floor(block / across))) {
      if (height === 0 || Number.isNaN(height)) continue;
      others += 1;
      if (height < lowlandMetres) low += 1;
    }
  }
  return low <= others / 100;
}
