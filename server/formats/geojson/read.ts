import { type Text, text } from '../../../data/text.ts';
import type { NumberedValue, OnRemark, ReadLimits } from '../format.ts';
import { requireDegrees } from './crs.ts';
import { withoutByteOrderMark } from './encoding.ts';
import { parseSlice } from './parse.ts';
import { type Place, readError } from './read-error.ts';
import { type Piece, PieceScanner } from './scan.ts';

const defaultLimits: ReadLimits = {
  // A MultiPolygon is 6 deep within its feature; evidence objects add a few. A hundred leaves room for any real file.
  maximumDepth: 100,
  // About three million positions in one feature.
  maximumFeatureBytes: 64 * 1024 * 1024,
};

/** The longest signature that tells another kind of file. */
const signatureBytes = 4;

const geometryTypes = new Set([
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
]);

/**
 * The features of a GeoJSON text of any size, one at a time, in the memory of the largest of them.
 *
 * Taken are a FeatureCollection, a single Feature, a bare geometry (as a feature without properties), features one a
 * line, and RFC 8142 sequences; UTF-8 with or without a byte-order mark. The features are not validated here. Degrees
 * of WGS 84 and of CGCS2000 are taken as they are, other systems refused.
 *
 * @param onRemark takes, once each, what is to be said of the file though it can be read
 */
export async function* readGeoJson(
  source: AsyncIterable<Uint8Array>,
  limits: Partial<ReadLimits> = {},
  onRemark: OnRemark = () => {},
): AsyncGenerator<NumberedValue, void, undefined> {
  const document = new Document(onRemark);
  let scanner: PieceScanner | undefined;
  let start: Buffer = Buffer.alloc(0);

  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (scanner) {
      yield* document.take(scanner.push(bytes));
      continue;
    }
    start = Buffer.concat([start, bytes]);
    if (start.length < signatureBytes) continue;
    scanner = new PieceScanner({ ...defaultLimits, ...limits }, start.length - withoutByteOrderMark(start).length);
    yield* document.take(scanner.push(withoutByteOrderMark(start)));
  }
  if (!scanner) {
    scanner = new PieceScanner({ ...defaultLimits, ...limits });
    yield* document.take(scanner.push(withoutByteOrderMark(start)));
  }
  document.end(scanner);
}

/** Puts the pieces of each top-level object together again. */
class Document {
  private count = 0;
  private objects = 0;
  private members = new Map<string, unknown>();
  private streamed = false;
  private collection = false;
  private readonly remarks = new Set<Text>();
  private readonly onRemark: OnRemark;

  constructor(onRemark: OnRemark) {
    this.onRemark = onRemark;
  }

  *take(pieces: readonly Piece[]): Generator<NumberedValue, void, undefined> {
    for (const piece of pieces) {
      switch (piece.kind) {
        case 'open':
          this.objects += 1;
          this.members = new Map();
          this.streamed = false;
          break;
        case 'features':
          this.streamed = true;
          break;
        case 'member':
          this.members.set(piece.name, parseSlice(piece.slice, 0, piece.name));
          break;
        case 'element':
          yield this.next(parseSlice(piece.slice, piece.number, 'feature'), piece.slice.line);
          break;
        case 'close':
          yield* this.close(piece.line);
          break;
      }
    }
  }

  end(scanner: PieceScanner): void {
    if (!scanner.complete) {
      const { place } = scanner;
      throw readError(
        'truncated',
        place,
        place.feature > 0 ? 'feature' : '',
        text(
          `内容到这里中断，之前有 ${this.count} 个完整要素。文件可能没有传完，或缺少引号、括号。`,
          `it breaks off here, after ${this.count} complete features. It may not have been transferred whole, or lacks a quote or bracket.`,
        ),
      );
    }
    if (this.objects === 0) {
      throw readError('empty', { feature: 0, line: 1 }, '', text('文件是空的。', 'the file is empty.'));
    }
  }

  private *close(line: number): Generator<NumberedValue, void, undefined> {
    const type = this.members.get('type');
    this.requireDegrees(this.members.get('crs'), { feature: 0, line });
    if (this.objects > 1 && (this.collection || type === 'FeatureCollection')) {
      throw readError(
        'after_end',
        { feature: 0, line },
        '',
        text('FeatureCollection 只能有一个', 'a FeatureCollection stands alone'),
      );
    }
    if (type === 'FeatureCollection' && this.streamed) {
      this.collection = true;
    } else if (type === 'Feature' && !this.streamed) {
      yield this.next(Object.fromEntries(this.members), line);
    } else if (typeof type === 'string' && geometryTypes.has(type)) {
      yield this.next({ type: 'Feature', geometry: Object.fromEntries(this.members), properties: {} }, line);
    } else {
      throw readError('not_geojson', { feature: 0, line }, 'type', this.whatItIs(type));
    }
  }

  private next(value: unknown, line: number): NumberedValue {
    this.count += 1;
    const place = { feature: this.count, line };
    if (typeof value === 'object' && value !== null) {
      if ('crs' in value) this.requireDegrees(value.crs, place);
      if (
        'geometry' in value &&
        typeof value.geometry === 'object' &&
        value.geometry !== null &&
        'crs' in value.geometry
      ) {
        this.requireDegrees(value.geometry.crs, place);
      }
    }
    return { number: this.count, value };
  }

  private requireDegrees(crs: unknown, place: Place): void {
    const remark = requireDegrees(crs, place);
    if (!remark || this.remarks.has(remark)) return;
    this.remarks.add(remark);
    this.onRemark(remark);
  }

  private whatItIs(type: unknown): Text {
    if (type === 'FeatureCollection') return text('没有 features 数组。', 'it has no array "features".');
    if (type === 'Topology') {
      return text(
        '这是 TopoJSON，请先转换为 GeoJSON（topojson 的 topo2geo）。',
        'it is TopoJSON; convert it first (topo2geo).',
      );
    }
    if (this.members.has('spatialReference') || this.members.has('geometryType')) {
      return text(
        '这是 ArcGIS 的 JSON，不是 GeoJSON。请导出为 GeoJSON，或用 ogr2ogr 转换。',
        'it is ArcGIS JSON, not GeoJSON. Export it as GeoJSON, or convert it with ogr2ogr.',
      );
    }
    return text(
      `最外层的 type 应为 FeatureCollection，却是 ${JSON.stringify(type) ?? '（没有）'}。`,
      `the type at the top should be FeatureCollection, but is ${JSON.stringify(type) ?? 'missing'}.`,
    );
  }
}
