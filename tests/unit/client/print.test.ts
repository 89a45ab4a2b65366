import fc from 'fast-check';
import { decode, encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { pdfOfPicture, pngWithDensity } from '../../../client/actions/print/files.ts';
import {
  layoutOf,
  type Paper,
  pixelsPerMillimetre,
  type Rectangle,
  scaleAt,
  scaleBar,
  scales,
  scaleToFit,
  zoomFor,
} from '../../../client/actions/print/paper.ts';

const papers: readonly Paper[] = (['A4', 'A3'] as const).flatMap((size) =>
  (['landscape', 'portrait'] as const).map((orientation) => ({ size, orientation })),
);

describe('a page', () => {
  test.each(papers)('$size $orientation: nothing lies over another thing or beyond the margin', (paper) => {
    const { width, height, title, map, legend, footer } = layoutOf(paper);
    expect([width, height].sort((a, b) => a - b)).toEqual(paper.size === 'A4' ? [210, 297] : [297, 420]);
    const boxes: readonly Rectangle[] = [title, map, legend, footer];
    for (const [index, a] of boxes.entries()) {
      expect(a.x).toBeGreaterThanOrEqual(10);
      expect(a.y).toBeGreaterThanOrEqual(10);
      expect(a.x + a.width).toBeLessThanOrEqual(width - 10 + 1e-9);
      expect(a.y + a.height).toBeLessThanOrEqual(height - 10 + 1e-9);
      for (const b of boxes.slice(index + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart).toBe(true);
      }
    }
    expect(map.width * map.height).toBeGreaterThan(0.5 * width * height);
  });

  test('a scale and the zoom that gives it belong together, at any latitude', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scales), fc.double({ min: -80, max: 80, noNaN: true }), (scale, latitude) => {
        expect(scaleAt(zoomFor(scale, latitude), latitude) / scale).toBeCloseTo(1, 9);
      }),
    );
  });

  test('a kilometre of the ground is as long on paper as the scale says', () => {
    // A degree of latitude at the equator in Web Mercator, by its own sphere.
    const zoom = zoomFor(50_000, 0);
    const pixelsPerDegree = (512 * 2 ** zoom) / 360;
    const metresPerDegree = (2 * Math.PI * 6_378_137) / 360;
    const millimetresPerKilometre = ((pixelsPerDegree / metresPerDegree) * 1000) / pixelsPerMillimetre;
    expect(millimetresPerKilometre).toBeCloseTo(20, 9);
  });

  test('what is seen on the screen is on the paper, and no smaller than it must be', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 8, max: 17, noNaN: true }),
        fc.integer({ min: 300, max: 3000 }),
        fc.integer({ min: 300, max: 2000 }),
        fc.constantFrom(...papers),
        (zoom, width, height, paper) => {
          const frame = layoutOf(paper).map;
          const scale = scaleToFit({ zoom, latitude: 31.2 }, { width, height }, frame);
          const larger = scales[scales.indexOf(scale) - 1];
          const fits = (one: number) => {
            const share = scaleAt(zoom, 31.2) / one;
            return (
              width * share <= frame.width * pixelsPerMillimetre * 1.002 &&
              height * share <= frame.height * pixelsPerMillimetre * 1.002
            );
          };
          expect(fits(scale)).toBe(true);
          if (larger !== undefined) expect(fits(larger * 0.998)).toBe(false);
        },
      ),
    );
  });

  test('a scale bar is round, as long as it says, and has room', () => {
    for (const scale of scales) {
      const { metres, millimetres } = scaleBar(scale, 60);
      expect(millimetres).toBeLessThanOrEqual(60);
      expect(millimetres).toBeGreaterThan(20);
      expect((millimetres / 1000) * scale).toBeCloseTo(metres, 6);
      expect(String(metres)).toMatch(/^[125]0*$/);
    }
  });
});

describe('files', () => {
  test('a PNG says its density and is the same picture', () => {
    const data = new Uint8Array(12 * 7 * 3).map((_, index) => (index * 37) % 256);
    const png = pngWithDensity(encode({ width: 12, height: 7, data, channels: 3 }), 200);
    const decoded = decode(png, { checkCrc: true });
    expect(decoded.data).toEqual(data);
    expect(decoded.resolution).toEqual({ x: 7874, y: 7874, unit: 1 });
  });

  test('every object of a PDF is where its table says', () => {
    const jpeg = new Uint8Array(5000).map((_, index) => (index * 91) % 256);
    const page = { widthPixels: 40, heightPixels: 30, widthMillimetres: 297, heightMillimetres: 210 };
    const pdf = Buffer.from(pdfOfPicture(jpeg, page, '安澜县 (图)', new Date('2026-07-01T00:00:00Z')));
    const text = pdf.toString('latin1');
    expect(text.startsWith('%PDF-1.4')).toBe(true);
    expect(text).toContain('/MediaBox [0 0 841.890 595.276]');
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    expect(offsets).toHaveLength(6);
    for (const [index, offset] of offsets.entries()) {
      expect(text.slice(offset).startsWith(`${index + 1} 0 obj\n`)).toBe(true);
    }
    expect(pdf.includes(Buffer.from(jpeg))).toBe(true);
    const hex = /\/Title <FEFF([0-9A-F]+)>/.exec(text)?.[1] ?? '';
    expect(Buffer.from(hex, 'hex').swap16().toString('utf16le')).toBe('安澜县 (图)');
  });
});
