import type { CleanImage } from './image.ts';

/** Chunks that say how the picture looks; text, time and EXIF do not. */
const keptChunks = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs', 'cICP'],
]);

/**
 * PNG: a signature, then chunks of length, type, content and checksum.
 *
 * @throws RangeError where it breaks off
 */
export function cleanPng(bytes: Buffer): CleanImage {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  for (let at = 8; ; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 12 + length;
    if (end > bytes.length) throw new RangeError('chunk past the end');
    if (keptChunks.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') break;
    at = end;
  }
  return { type: 'image/png', width, height, bytes: Buffer.concat(kept) };
}
