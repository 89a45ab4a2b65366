/** Metres; what three bytes of 0 say. */
export const lowestEncoded = -32_768;

/**
 * Heights as colours in the Terrarium encoding: metres = red · 256 + green + blue / 256 − 32 768.
 *
 * @param heights metres, none of them NaN
 * @param stepMetres heights are rounded to multiples of this, a power of two
 * @returns three bytes a height
 */
export function encodeTerrarium(heights: Float32Array, stepMetres: number): Uint8Array {
  const colours = new Uint8Array(heights.length * 3);
  for (const [index, height] of heights.entries()) {
    const parts = Math.min(0xffffff, Math.max(0, Math.round((height - lowestEncoded) / stepMetres) * stepMetres * 256));
    colours[index * 3] = parts >> 16;
    colours[index * 3 + 1] = (parts >> 8) & 0xff;
    colours[index * 3 + 2] = parts & 0xff;
  }
  return colours;
}

/**
 * The step of heights below which nothing can be seen in a picture of such pixels: a slope of 0.4 %. Noise finer than
 * that would be most of the picture's bytes.
 *
 * @returns a power of two from 1/256 to 1
 */
export function heightStep(pixelMetres: number): number {
  return 2 ** Math.min(0, Math.max(-8, Math.floor(Math.log2(pixelMetres / 256))));
}
