import { expect, it } from 'vitest';
import { originFrom, readOrigin } from '../../../client/actions/photos/readExif.ts';
import { cleanImage } from '../../../server/photos/image.ts';
import { withExif } from '../../fixtures/exif.ts';
import { jpeg } from '../../fixtures/pictures.ts';

const nothing = { takenAt: undefined, position: undefined };
const place = { longitude: 110.2345, latitude: 31.25, takenAt: '2026:07:01 08:00:00' };

it('reads where and when a photo was taken, which the service does not keep in the picture', async () => {
  const bytes = withExif(jpeg(), place);
  const { takenAt, position } = await readOrigin(new Blob([new Uint8Array(bytes)]));
  expect(position?.[0]).toBeCloseTo(place.longitude, 6);
  expect(position?.[1]).toBeCloseTo(place.latitude, 6);
  // Cameras write the time of their own clock, without a zone.
  expect(takenAt).toBe('2026-07-01T00:00:00.000Z');
  const stored = cleanImage(bytes)?.bytes ?? Buffer.alloc(0);
  expect(await readOrigin(new Blob([new Uint8Array(stored)]))).toEqual(nothing);
});

it('says nothing where the file says nothing, or nothing that can be', async () => {
  expect(await readOrigin(new Blob(['no picture']))).toEqual(nothing);
  expect(originFrom({ longitude: 0, latitude: 0 })).toEqual(nothing);
  expect(originFrom({ longitude: 210, latitude: 31 })).toEqual(nothing);
  expect(originFrom({ longitude: 110 })).toEqual(nothing);
  expect(originFrom({ DateTimeOriginal: new Date(Number.NaN) })).toEqual(nothing);
  expect(originFrom({ DateTimeOriginal: new Date('0001-01-01T00:00:00Z') })).toEqual(nothing);
});
