import { instantOfChinaClock } from '../../../data/china-time.ts';

/** Where and when a camera says that it took a photo. */
export interface PhotoOrigin {
  /** RFC 3339. */
  readonly takenAt: string | undefined;
  readonly position: readonly [longitude: number, latitude: number] | undefined;
}

export const unknownOrigin: PhotoOrigin = { takenAt: undefined, position: undefined };

/** Cameras write it before the picture, in 64 KB with a picture in small. */
const headBytes = 512 * 1024;

/** Nothing is said where the file says nothing, or nothing that can be: a camera without a fix writes 0°, 0°. */
export async function readOrigin(file: Blob): Promise<PhotoOrigin> {
  const { default: exifr } = await import('exifr/dist/lite.esm.mjs');
  const found: unknown = await exifr
    .parse(await file.slice(0, headBytes).arrayBuffer(), { exif: true, gps: true })
    .catch(() => undefined);
  return originFrom(found);
}

export function originFrom(found: unknown): PhotoOrigin {
  if (typeof found !== 'object' || found === null) return unknownOrigin;
  const { DateTimeOriginal, CreateDate, longitude, latitude } = Object.fromEntries(Object.entries(found));
  const moment = [DateTimeOriginal, CreateDate].find((one) => one instanceof Date && canBe(one));
  const isPlace =
    typeof longitude === 'number' &&
    typeof latitude === 'number' &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) <= 90 &&
    (longitude !== 0 || latitude !== 0);
  return {
    takenAt: moment instanceof Date ? instantOfChinaClock(cameraClock(moment)).toISOString() : undefined,
    position: isPlace ? [longitude, latitude] : undefined,
  };
}

/** The figures of the camera's own clock, which are read as if it were the computer's; cameras here go by China's. */
function cameraClock(read: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(read.getFullYear()).padStart(4, '0')}-${two(read.getMonth() + 1)}-${two(read.getDate())}`;
  return `${day}T${two(read.getHours())}:${two(read.getMinutes())}:${two(read.getSeconds())}`;
}

/** A camera whose clock was never set writes years that the service refuses, and the photo with them. */
function canBe(moment: Date): boolean {
  const year = moment.getUTCFullYear();
  return year >= 1800 && year < 2200;
}
