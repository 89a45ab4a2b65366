import type { PhotoType } from '../../data/photos.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

/** A picture without what a camera or a person has written into its file beside it. */
export interface CleanImage {
  readonly type: PhotoType;
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

const readers: readonly {
  readonly magic: (bytes: Buffer) => boolean;
  readonly clean: (bytes: Buffer) => CleanImage;
}[] = [
  { magic: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff, clean: cleanJpeg },
  {
    magic: (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
    clean: cleanPng,
  },
  {
    magic: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
    clean: cleanWebp,
  },
];

/**
 * What a file is by its own bytes, whatever it is called, without place, time, device and thumbnail: a photo sent on
 * must not tell where a person lives. How the camera was held is kept, for the picture would lie on its side.
 *
 * @returns undefined where it is no JPEG, PNG or WebP, or broken
 */
export function cleanImage(bytes: Buffer): CleanImage | undefined {
  try {
    const image = readers.find(({ magic }) => magic(bytes))?.clean(bytes);
    return image && image.width > 0 && image.height > 0 ? image : undefined;
  } catch (error) {
    // Reading past the end of what was sent.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
