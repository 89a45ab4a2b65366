import { type Text, text } from '../../data/text.ts';
import { looksSwapped } from '../layers/validation/swapped.ts';
import { invalidParameter, ProblemError } from '../problems.ts';

/** Enough for the longest road of a county drawn metre by metre. */
const maximumVertices = 100_000;
/** Characters of a position: anything longer is no number of degrees. */
const number = /^[+-]?(\d{1,3}(\.\d{0,20})?|\.\d{1,20})$/;

/**
 * A line in a query parameter: `lon,lat;lon,lat;…`.
 *
 * @returns longitude, latitude, longitude, latitude, ...
 */
export function parseLineParameter(name: string, value: string): Float64Array {
  const refuse = (reason: Text): never => {
    throw invalidParameter(name, value, reason);
  };
  const positions = value.split(';').map((part, index): readonly [number, number] => {
    const parts = part.split(',').map((each) => each.trim());
    const [longitude = Number.NaN, latitude = Number.NaN] = parts.map(Number);
    if (parts.length !== 2 || !parts.every((each) => number.test(each))) {
      return refuse(
        text(`第 ${index + 1} 点应为“经度,纬度”（度）`, `point ${index + 1} must be longitude,latitude in degrees`),
      );
    }
    return [longitude, latitude];
  });
  return checked(positions, refuse);
}

/** A LineString, or a Feature with one, as GeoJSON. Further coordinates of a position, such as a height, are passed over. */
export function parseLineBody(body: unknown): Float64Array {
  const geometry = isRecord(body) && body.type === 'Feature' ? body.geometry : body;
  if (!isRecord(geometry) || geometry.type !== 'LineString' || !Array.isArray(geometry.coordinates)) {
    throw malformed(
      text(
        '应为 GeoJSON 的 LineString，或几何为 LineString 的 Feature',
        'it must be a GeoJSON LineString or a Feature with one',
      ),
    );
  }
  const positions = geometry.coordinates.map((position: unknown, index): readonly [number, number] => {
    const [longitude, latitude] = Array.isArray(position) ? (position as unknown[]) : [];
    if (typeof longitude === 'number' && typeof latitude === 'number') return [longitude, latitude];
    throw malformed(text(`第 ${index + 1} 点不是坐标`, `point ${index + 1} is no position`));
  });
  return checked(positions, (reason) => {
    throw malformed(reason);
  });
}

function checked(positions: readonly (readonly [number, number])[], refuse: (reason: Text) => never): Float64Array {
  if (positions.length < 2) {
    return refuse(text('一条线至少有两点', 'a line has at least two points'));
  }
  if (positions.length > maximumVertices) {
    return refuse(
      text(
        `有 ${positions.length} 点，最多 ${maximumVertices} 点；请分段提交`,
        `it has ${positions.length} points, ${maximumVertices} are the most; send it in parts`,
      ),
    );
  }
  for (const [index, [longitude, latitude]] of positions.entries()) {
    if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) continue;
    const hint = looksSwapped(longitude, latitude)
      ? text('，看来经纬度写反了', '; longitude and latitude seem to be swapped')
      : text('', '');
    return refuse(
      text(
        `第 ${index + 1} 点 ${longitude},${latitude} 不在地球上${hint.zh}`,
        `point ${index + 1}, ${longitude},${latitude}, is not on earth${hint.en}`,
      ),
    );
  }
  return Float64Array.from(positions.flat());
}

function malformed(reason: Text): ProblemError {
  return new ProblemError(
    'malformed_body',
    text(`请求内容不正确：${reason.zh}。`, `The body is not right: ${reason.en}.`),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
