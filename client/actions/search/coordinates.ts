/** What somebody wrote down as a place, before it is said in which system. */
export type WrittenPlace = Degrees | Plane;

export interface Degrees {
  readonly kind: 'degrees';
  readonly longitude: number;
  readonly latitude: number;
  /** Whether longitude was written first. */
  readonly longitudeFirst: boolean;
}

/** Gauss-Krüger, in metres; in China's surveys northing is X and stands first. */
export interface Plane {
  readonly kind: 'plane';
  /** Without the zone's number: 500000 at the central meridian. */
  readonly easting: number;
  readonly northing: number;
  /** Undefined where the easting carries no number. */
  readonly zone: Zone | undefined;
}

export interface Zone {
  readonly widthDegrees: 3 | 6;
  readonly number: number;
}

/** West, south, east, north. */
type Box = readonly [number, number, number, number];

const china: Box = [73, 3, 136, 54];
/** Northings from Hainan to Heilongjiang, and eastings within a zone, in metres. */
const planeRange = { northing: [300_000, 6_000_000], easting: [100_000, 900_000] } as const;
/** 6-degree zones of China are 13–23, 3-degree ones 24–45: the number tells which. */
const zones = { six: [13, 23], three: [24, 45] } as const;

/**
 * Reads a pair of coordinates however it is written: decimal or degrees, minutes and seconds, with or without N/E or
 * 经纬 words, in either order, with a comma, a blank or a break between.
 *
 * @param county where the county lies; decides the order where both would do
 * @returns undefined where the words are no coordinates
 */
export function parseCoordinates(words: string, county?: Box): WrittenPlace | undefined {
  const text = tidied(words);
  return parsePlane(text) ?? parseDegrees(text, county);
}

/** Signs of one kind for one thing. */
function tidied(words: string): string {
  return words
    .normalize('NFKC')
    .replace(/[，、;；|/]/g, ',')
    .replace(/[′’‘‵]|分/g, "'")
    .replace(/''|[″”“〃]|秒/g, '"')
    .replace(/[º˚]|度(?!数)/g, '°')
    .replace(/[−–]/g, '-')
    .replace(/东经|东(?=\s*\d)|lon(?:gitude)?|lng|经°|经/gi, 'E')
    .replace(/北纬|北(?=\s*\d)|lat(?:itude)?|纬°|纬/gi, 'N')
    .replace(/西E|西/g, 'W')
    .replace(/南N|南/g, 'S')
    .replace(/[:：=()（）[\]]/g, ' ')
    .trim();
}

const figures =
  '([+-]?)\\s*(\\d{1,3}(?:\\.\\d{1,12})?)\\s*°?(?:\\s*(\\d{1,2}(?:\\.\\d{1,10})?)\\s*\'(?:\\s*(\\d{1,2}(?:\\.\\d{1,8})?)\\s*(?:"|(?=\\s*[NSEW,]|$)))?)?';
/** The letter before or after, not both: between two angles it would belong to either. */
const angle = `(?:([NSEW])\\s*${figures}|${figures}\\s*([NSEW])?)`;
const groupsOfAngle = 10;
const pair = new RegExp(`^${angle}\\s*[,\\s]\\s*${angle}$`, 'i');
/** `31°12'05"N110°12'36"E`: the letters keep them apart. */
const closePairs = [new RegExp(`^${angle}(?<=[NSEW])${angle}$`, 'i'), new RegExp(`^${angle}(?=[NSEW])${angle}$`, 'i')];

interface Angle {
  readonly degrees: number;
  readonly axis: 'longitude' | 'latitude' | undefined;
}

function parseDegrees(text: string, county: Box | undefined): Degrees | undefined {
  const found = [pair, ...closePairs].map((pattern) => pattern.exec(text)).find((match) => match !== null);
  if (!found) return undefined;
  const first = angleOf(found.slice(1, 1 + groupsOfAngle));
  const second = angleOf(found.slice(1 + groupsOfAngle));
  if (!first || !second) return undefined;
  if (first.axis !== undefined && first.axis === second.axis) return undefined;
  const axis = first.axis ?? (second.axis && (second.axis === 'longitude' ? 'latitude' : 'longitude'));
  const longitudeFirst =
    axis === undefined ? isLongitudeFirst(first.degrees, second.degrees, county) : axis === 'longitude';
  const [longitude, latitude] = longitudeFirst ? [first.degrees, second.degrees] : [second.degrees, first.degrees];
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  return { kind: 'degrees', longitude, latitude, longitudeFirst };
}

/** @param groups letter, sign, degrees, minutes, seconds; sign, degrees, minutes, seconds, letter */
function angleOf(groups: readonly (string | undefined)[]): Angle | undefined {
  const [sign = '', whole = '', minutes, seconds = '0'] = groups[0] === undefined ? groups.slice(5) : groups.slice(1);
  const letter = (groups[0] ?? groups[9] ?? '').toUpperCase();
  const [m, s] = [Number(minutes ?? 0), Number(seconds)];
  // A fraction of a degree and minutes contradict each other.
  if (m >= 60 || s >= 60 || (minutes !== undefined && whole.includes('.'))) return undefined;
  if (letter !== '' && sign === '-') return undefined;
  const degrees = Number(whole) + m / 60 + s / 3600;
  const axis = letter === '' ? undefined : 'NS'.includes(letter) ? 'latitude' : 'longitude';
  return { degrees: sign === '-' || letter === 'S' || letter === 'W' ? -degrees : degrees, axis };
}

function isLongitudeFirst(a: number, b: number, county: Box | undefined): boolean {
  const fits = (longitude: number, latitude: number) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  const [asWritten, swapped] = [fits(a, b), fits(b, a)];
  if (asWritten !== swapped) return asWritten;
  for (const box of county ? [widened(county), china] : [china]) {
    const [one, other] = [within(box, a, b), within(box, b, a)];
    if (one !== other) return one;
  }
  // As the map says where the pointer is.
  return true;
}

function within([west, south, east, north]: Box, longitude: number, latitude: number): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

function widened([west, south, east, north]: Box): Box {
  return [west - 3, south - 3, east + 3, north + 3];
}

/** Metres have six digits and more before the point, degrees three at most. */
const planePair =
  /^(?:([XYEN])\s*)?(\d{6,8}(?:\.\d{1,6})?)\s*m?\s*[,\s]\s*(?:([XYEN])\s*)?(\d{6,8}(?:\.\d{1,6})?)\s*m?$/i;

function parsePlane(text: string): Plane | undefined {
  const found = planePair.exec(text);
  if (!found) return undefined;
  const [first, second] = [Number(found[2]), Number(found[4])];
  const letters = `${found[1] ?? ''}${found[3] ?? ''}`.toUpperCase();
  // China's X is the northing. The figures decide; the letters only where both readings are possible.
  const one = planeOf(first, second);
  const other = planeOf(second, first);
  if (one && other) return letters.startsWith('X') || letters.startsWith('N') ? other : one;
  return one ?? other;
}

function planeOf(written: number, northing: number): Plane | undefined {
  const zoneNumber = Math.floor(written / 1_000_000);
  const easting = written - zoneNumber * 1_000_000;
  const zone = zoneNumber === 0 ? undefined : zoneOf(zoneNumber);
  if (zoneNumber !== 0 && !zone) return undefined;
  const inRange = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high;
  if (!inRange(easting, planeRange.easting) || !inRange(northing, planeRange.northing)) return undefined;
  return { kind: 'plane', easting, northing, zone };
}

function zoneOf(zone: number): Zone | undefined {
  if (zone >= zones.six[0] && zone <= zones.six[1]) return { widthDegrees: 6, number: zone };
  return zone >= zones.three[0] && zone <= zones.three[1] ? { widthDegrees: 3, number: zone } : undefined;
}

/** Of a zone that the writer did not name: the 3-degree one of the county. */
export function zoneAt(longitude: number): Zone | undefined {
  return zoneOf(Math.max(zones.three[0], Math.round(longitude / 3)));
}

export function centralMeridian({ widthDegrees, number: zone }: Zone): number {
  return widthDegrees === 3 ? zone * 3 : zone * 6 - 3;
}
