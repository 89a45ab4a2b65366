/** A4 and A3 as files that printers take at their true size, made of one picture of the page. */

export interface PagePicture {
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** Of the paper. */
  readonly widthMillimetres: number;
  readonly heightMillimetres: number;
}

const pointsPerMillimetre = 72 / 25.4;
const encoder = new TextEncoder();

/**
 * A PDF of one page that the picture fills. One picture is all there is to it: a library for PDF would weigh a hundred
 * times as much, and its fonts do not have Chinese.
 *
 * @param jpeg RGB
 */
export function pdfOfPicture(jpeg: Uint8Array, page: PagePicture, title: string, made: Date): Uint8Array<ArrayBuffer> {
  const [width, height] = [page.widthMillimetres, page.heightMillimetres].map((length) =>
    (length * pointsPerMillimetre).toFixed(3),
  );
  const drawing = `q ${width} 0 0 ${height} 0 0 cm /P Do Q`;
  const objects: readonly (string | readonly [string, Uint8Array])[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /XObject << /P 5 0 R >> >> /Contents 4 0 R >>`,
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    [
      `<< /Type /XObject /Subtype /Image /Width ${page.widthPixels} /Height ${page.heightPixels} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`,
      jpeg,
    ],
    `<< /Title ${pdfText(title)} /Producer (Anlan) /CreationDate (D:${made.toISOString().replace(/\D/g, '').slice(0, 14)}Z) >>`,
  ];
  const parts: Uint8Array[] = [];
  let length = 0;
  const put = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? encoder.encode(part) : part;
    parts.push(bytes);
    length += bytes.length;
  };
  put('%PDF-1.4\n');
  // Says to whoever looks at the beginning that bytes follow.
  put(new Uint8Array([0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a]));
  const offsets = objects.map((object, index) => {
    const offset = length;
    put(`${index + 1} 0 obj\n`);
    if (typeof object === 'string') put(object);
    else {
      put(`${object[0]}\nstream\n`);
      put(object[1]);
      put('\nendstream');
    }
    put('\nendobj\n');
    return offset;
  });
  const xref = length;
  put(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets
      .map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
      .join('')}`,
  );
  put(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${xref}\n%%EOF\n`);
  return joined(parts, length);
}

/** UTF-16 with its mark, as hexadecimal. */
function pdfText(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return `<FEFF${units.map((unit) => unit.toString(16).padStart(4, '0').toUpperCase()).join('')}>`;
}

const headerBytes = 33;

/** The PNG with its density in it, so that it is printed at its true size. @param png as a canvas encodes it */
export function pngWithDensity(png: Uint8Array, dotsPerInch: number): Uint8Array<ArrayBuffer> {
  const dotsPerMetre = Math.round(dotsPerInch / 0.0254);
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set(encoder.encode('pHYs'), 4);
  view.setUint32(8, dotsPerMetre);
  view.setUint32(12, dotsPerMetre);
  chunk[16] = 1;
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  // After the header, before the picture.
  return joined([png.subarray(0, headerBytes), chunk, png.subarray(headerBytes)], png.length + chunk.length);
}

/** Of PNG (ISO 15948, annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
