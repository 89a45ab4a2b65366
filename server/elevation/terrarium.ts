/**
 * Heights as colours in the Terrarium encoding: metres = red · 256 + green + blue / 256 − 32 768.
 *
 * @param heights metres, none of them NaN
 * @returns three bytes a height
 */
export function encodeTerrarium(heights: Float32Array): Uint8Array {
  const colours = new Uint8Array(heights.length * 3);
  for (const [index, height] of heights.entries()) {
    const parts = Math.min(0xffffff, Math.max(0, Math.round((height + 32_768) * 256)));
    colours[index * 3] = parts >> 16;
    colours[index * 3 + 1] = (parts >> 8) & 0xff;
    colours[index * 3 + 2] = parts & 0xff;
  }
  return colours;
}
