import type { CleanImage } from './image.ts';

/**
 * JPEG: segments of `ff marker length`, up to the scan. Kept is what decoders need: tables, frame, JFIF, the colour
 * profile and Adobe's note on colours. EXIF, XMP, IPTC, comments and everything after the picture's end go.
 *
 * @throws RangeError where it breaks off
 */
export function cleanJpeg(bytes: Buffer): CleanImage {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let [width, height, orientation] = [0, 0, 1];
  let at = 2;
  for (;;) {
    while (bytes.readUInt8(at) === 0xff && bytes.readUInt8(at + 1) === 0xff) at += 1;
    if (bytes.readUInt8(at) !== 0xff) throw new RangeError('no marker');
    const marker = bytes.readUInt8(at + 1);
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw new RangeError('segment past the end');
    const content = bytes.subarray(at + 4, end);
    if (isFrame(marker)) [height, width] = [content.readUInt16BE(1), content.readUInt16BE(3)];
    if (marker === 0xe1) orientation = orientationOf(content) ?? orientation;
    if (isKept(marker, content)) kept.push(bytes.subarray(at, end));
    at = end;
    if (marker === 0xda) break;
  }
  kept.push(...scans(bytes, at));
  // After the start, where EXIF is looked for.
  if (orientation !== 1) kept.splice(1, 0, orientationSegment(orientation));
  const turned = orientation >= 5;
  return {
    type: 'image/jpeg',
    width: turned ? height : width,
    height: turned ? width : height,
    bytes: Buffer.concat(kept),
  };
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function isKept(marker: number, content: Buffer): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  if (marker === 0xe2) return content.toString('latin1', 0, 11) === 'ICC_PROFILE';
  return marker === 0xe0 ? content.toString('latin1', 0, 4) === 'JFIF' : marker === 0xee;
}

/**
 * Past the scans to the end marker; phones append films there. Within a scan `ff` is followed by 0 or a restart marker;
 * between scans of a progressive picture there are tables, and what is not kept before them is not kept there either.
 */
function scans(bytes: Buffer, start: number): readonly Buffer[] {
  const kept: Buffer[] = [];
  let from = start;
  let at = start;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) throw new RangeError('no end');
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xd9) return [...kept, bytes.subarray(from, at + 2)];
    const isData = marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
    const end = at + (isData ? (marker === 0xff ? 1 : 2) : 2 + bytes.readUInt16BE(at + 2));
    if (!isData && !isKept(marker, bytes.subarray(at + 4, end))) {
      kept.push(bytes.subarray(from, at));
      from = end;
    }
    at = end;
  }
}

const orientationTag = 0x0112;

/** From EXIF's first directory; undefined where there is none, or it is damaged: the picture itself is not. */
function orientationOf(content: Buffer): number | undefined {
  try {
    return readOrientation(content);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readOrientation(content: Buffer): number | undefined {
  if (content.toString('latin1', 0, 6) !== 'Exif\0\0') return undefined;
  const tiff = content.subarray(6);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const count = Math.min(short(start), 64);
  for (let index = 0; index < count; index += 1) {
    const entry = start + 2 + 12 * index;
    if (short(entry) !== orientationTag) continue;
    const value = short(entry + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** An EXIF of one entry. */
function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('II', 'latin1');
  tiff.writeUInt16LE(42, 2);
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(orientationTag, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  const head = Buffer.from([0xff, 0xe1, 0, 8 + tiff.length]);
  return Buffer.concat([head, Buffer.from('Exif\0\0', 'latin1'), tiff]);
}
