import type { Position } from 'geojson';

/** Where along a line something is. */
export interface Place {
  /** Index of the vertex before it. */
  readonly segment: number;
  /** Metres from the line's start. */
  readonly alongMetres: number;
  readonly position: Position;
  /** From what was asked for to the place. */
  readonly distanceMetres: number;
}

/** Mean radius of IUGG 1980; shares of a line's length are the same on the ellipsoid to a millionth. */
const earthRadiusMetres = 6_371_008.8;
/** Answers of the service have nine digits of a degree, a tenth of a millimetre. */
const coordinateDigits = 9;

export function metresBetween([x1 = 0, y1 = 0]: Position, [x2 = 0, y2 = 0]: Position): number {
  const radians = Math.PI / 180;
  const [dx, dy] = [(x2 - x1) * radians, (y2 - y1) * radians];
  const a = Math.sin(dy / 2) ** 2 + Math.cos(y1 * radians) * Math.cos(y2 * radians) * Math.sin(dx / 2) ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** Metres from the start to each vertex. */
export function cumulatedMetres(line: readonly Position[]): readonly number[] {
  let sum = 0;
  return line.map((position, index) => {
    const before = line[index - 1];
    if (before) sum += metresBetween(before, position);
    return sum;
  });
}

export function lengthMetres(line: readonly Position[]): number {
  return cumulatedMetres(line).at(-1) ?? 0;
}

/** The nearest place on a line of two positions or more. */
export function nearestPlace(line: readonly Position[], [x = 0, y = 0]: Position): Place {
  const lengths = cumulatedMetres(line);
  const narrowing = Math.cos((y * Math.PI) / 180);
  let best: Place | undefined;
  for (let segment = 0; segment + 1 < line.length; segment += 1) {
    const [a = [], b = []] = [line[segment], line[segment + 1]];
    const [dx, dy] = [((b[0] ?? 0) - (a[0] ?? 0)) * narrowing, (b[1] ?? 0) - (a[1] ?? 0)];
    const squared = dx * dx + dy * dy;
    const dot = (x - (a[0] ?? 0)) * narrowing * dx + (y - (a[1] ?? 0)) * dy;
    const share = squared === 0 ? 0 : Math.min(1, Math.max(0, dot / squared));
    const position = between(a, b, share);
    const distanceMetres = metresBetween([x, y], position);
    if (best && distanceMetres >= best.distanceMetres) continue;
    const [start = 0, end = 0] = [lengths[segment], lengths[segment + 1]];
    best = { segment, alongMetres: start + share * (end - start), position, distanceMetres };
  }
  return best ?? { segment: 0, alongMetres: 0, position: line[0] ?? [], distanceMetres: Number.POSITIVE_INFINITY };
}

export function positionAt(line: readonly Position[], metres: number): Position {
  const lengths = cumulatedMetres(line);
  const index = Math.max(
    1,
    lengths.findIndex((length) => length >= metres),
  );
  if (metres >= (lengths.at(-1) ?? 0)) return line.at(-1) ?? [];
  const [start = 0, end = 0] = [lengths[index - 1], lengths[index]];
  return between(line[index - 1] ?? [], line[index] ?? [], end === start ? 0 : (metres - start) / (end - start));
}

/** From the lower to the higher measure, with the vertices between them as they are. */
export function partBetween(line: readonly Position[], oneMetres: number, otherMetres: number): Position[] {
  const [low, high] = [Math.min(oneMetres, otherMetres), Math.max(oneMetres, otherMetres)];
  const lengths = cumulatedMetres(line);
  const inner = line.filter((_, index) => (lengths[index] ?? 0) > low && (lengths[index] ?? 0) < high);
  return withoutRepeats([positionAt(line, low), ...inner, positionAt(line, high)]);
}

export function withoutRepeats(line: readonly Position[]): Position[] {
  return line.filter((position, index) => {
    const before = line[index - 1];
    return before === undefined || !samePosition(before, position);
  });
}

/** Sections of one junction hold the very same figures. */
export function samePosition(a: Position | undefined, b: Position | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}

export function rounded(position: Position): Position {
  return position.map((value) => Number(value.toFixed(coordinateDigits)));
}

function between(a: Position, b: Position, share: number): Position {
  if (share <= 0) return a;
  if (share >= 1) return b;
  return rounded([
    (a[0] ?? 0) + share * ((b[0] ?? 0) - (a[0] ?? 0)),
    (a[1] ?? 0) + share * ((b[1] ?? 0) - (a[1] ?? 0)),
  ]);
}
