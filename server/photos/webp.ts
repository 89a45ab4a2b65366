import type { CleanImage } from './image.ts';

const droppedChunks = new Set(['EXIF', 'XMP ']);
/** In the flags of VP8X: the file holds XMP, EXIF. */
const metadataFlags = 0x04 | 0x08;

/**
 * WebP: RIFF with chunks of type, length and content, padded to even lengths.
 *
 * @throws RangeError where it breaks off
 */
export function cleanWebp(bytes: Buffer): CleanImage {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) throw new RangeError('shorter than it says');
  const kept: Buffer[] = [];
  let size: readonly [width: number, height: number] = [0, 0];
  for (let at = 12; at + 8 <= end; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const next = at + 8 + length + (length % 2);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (at + 8 + length > end) throw new RangeError('chunk past the end');
    if (!droppedChunks.has(type)) {
      const chunk = Buffer.from(bytes.subarray(at, Math.min(next, bytes.length)));
      if (type === 'VP8X') chunk[8] = chunk.readUInt8(8) & ~metadataFlags;
      kept.push(chunk);
    }
    if (size[0] === 0) size = sizeIn(type, content);
    at = next;
  }
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return { type: 'image/webp', width: size[0], height: size[1], bytes: Buffer.concat([head, body]) };
}

function sizeIn(type: string, content: Buffer): readonly [width: number, height: number] {
  switch (type) {
    case 'VP8X':
      return [content.readUIntLE(4, 3) + 1, content.readUIntLE(7, 3) + 1];
    case 'VP8 ':
      return [content.readUInt16LE(6) & 0x3fff, content.readUInt16LE(8) & 0x3fff];
    case 'VP8L': {
      const bits = content.readUInt32LE(1);
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
    }
    default:
      return [0, 0];
  }
}
