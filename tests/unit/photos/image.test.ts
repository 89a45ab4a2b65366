import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanImage } from '../../../server/photos/image.ts';
import { jpeg, png, secret, webp } from '../../fixtures/pictures.ts';

const makers = { 'image/jpeg': jpeg, 'image/png': png, 'image/webp': webp };

describe.each(Object.entries(makers))('%s', (type, make) => {
  it('is known by its bytes, measured, and left without place, device and what was appended', () => {
    const bytes = make({ width: 64, height: 48 });
    expect(bytes.includes(secret)).toBe(true);
    const image = cleanImage(bytes);
    expect(image).toMatchObject({ type, width: 64, height: 48 });
    expect(image?.bytes.includes(secret)).toBe(false);
    expect(image?.bytes.includes('data') || image?.bytes.includes('picture')).toBe(true);
    // What is clean stays as it is: the same photo sent again is the same.
    expect(image && cleanImage(image.bytes)?.bytes.equals(image.bytes)).toBe(true);
  });

  it('is refused where it breaks off', () => {
    const whole = cleanImage(make())?.bytes ?? Buffer.alloc(0);
    for (let length = 0; length < whole.length; length += 3) {
      expect(cleanImage(whole.subarray(0, length))).toBeUndefined();
    }
  });
});

describe('a JPEG', () => {
  it('keeps how the camera was held, and has the width and height it is seen with', () => {
    const image = cleanImage(jpeg({ width: 64, height: 48, orientation: 6 }));
    expect(image).toMatchObject({ width: 48, height: 64 });
    expect(image && cleanImage(image.bytes)).toMatchObject({ width: 48, height: 64 });
    expect(image?.bytes.includes('Exif')).toBe(true);
    expect(image?.bytes.includes(secret)).toBe(false);
  });

  it('with a damaged EXIF is the picture that it is, held as it came', () => {
    const damaged = Buffer.from(jpeg({ width: 64, height: 48, orientation: 6 }));
    // The first directory lies far behind the end.
    damaged.writeUInt32LE(0xffff_fff0, damaged.indexOf('Exif\0\0') + 6 + 4);
    expect(cleanImage(damaged)).toMatchObject({ width: 64, height: 48 });
  });

  it('loses what is hidden between its scans, too', () => {
    const clean = cleanImage(jpeg())?.bytes ?? Buffer.alloc(0);
    const hidden = (marker: number) =>
      Buffer.concat([Buffer.from([0xff, marker, 0, 2 + secret.length]), Buffer.from(secret, 'latin1')]);
    const [body, end] = [clean.subarray(0, -2), clean.subarray(-2)];
    const image = cleanImage(Buffer.concat([body, hidden(0xe1), hidden(0xfe), end]));
    expect(image?.bytes.equals(clean)).toBe(true);
  });

  it('keeps its colour profile', () => {
    expect(cleanImage(jpeg())?.bytes.includes('ICC_PROFILE')).toBe(true);
  });
});

it('nothing else is a picture, and no bytes bring it down', () => {
  for (const other of ['', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'GIF89a', '%PDF-1.7', '<html>']) {
    expect(cleanImage(Buffer.from(other))).toBeUndefined();
  }
  const broken = fc.tuple(fc.constantFrom(jpeg(), png(), webp()), fc.nat(), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(broken, ([bytes, at, value]) => {
      const changed = Buffer.from(bytes);
      changed[at % changed.length] = value;
      const image = cleanImage(changed);
      expect(image === undefined || image.width > 0).toBe(true);
    }),
  );
});
