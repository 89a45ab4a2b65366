import fc from 'fast-check';
import proj4 from 'proj4';
import { describe, expect, test } from 'vitest';
import { parseCoordinates } from '../../../client/actions/search/coordinates.ts';
import { coordinateReadings } from '../../../client/actions/search/readings.ts';

const county = [110, 31, 110.4, 31.4] as const;

describe('coordinates as people write them', () => {
  test.each([
    '110.21, 31.2',
    '31.2,110.21',
    '31.2 110.21',
    '110.21，31.2',
    '110.21°E 31.2°N',
    'N31.2 E110.21',
    '东经110.21° 北纬31.2°',
    '北纬31.2度，东经110.21度',
    '经度：110.21 纬度：31.2',
    '纬度 31.2，经度 110.21',
    'lat=31.2, lon=110.21',
    '(110.21, 31.2)',
    `31°12'00"N 110°12'36"E`,
    `31°12′N，110°12′36″E`,
    `31°12'0"N110°12'36"E`,
    '东经110度12分36秒 北纬31度12分',
    'E110°12′36″N31°12′',
    '１１０．２１，３１．２',
  ])('%s', (words) => {
    const place = parseCoordinates(words);
    expect(place?.kind).toBe('degrees');
    if (place?.kind !== 'degrees') return;
    expect(place.longitude).toBeCloseTo(110.21, 9);
    expect(place.latitude).toBeCloseTo(31.2, 9);
  });

  test.each([
    '安澜镇',
    'X201 K12+300',
    '12',
    '110.21',
    '200, 300',
    'N31.2 N110.2',
    `31°72'N 110°E`,
    '31.5°12′N 110°E',
    '110.21 31.2 7',
    '13800000000',
    '91 92',
  ])('%s is none', (words) => {
    expect(parseCoordinates(words)).toBeUndefined();
  });

  test('where both orders would do, the county decides', () => {
    expect(parseCoordinates('42.5, 1.5', [1.4, 42.4, 1.8, 42.7])).toMatchObject({ longitude: 1.5, latitude: 42.5 });
    expect(parseCoordinates('1.5, 42.5', [1.4, 42.4, 1.8, 42.7])).toMatchObject({ longitude: 1.5, latitude: 42.5 });
    expect(parseCoordinates('39.5, 76.0')).toMatchObject({ longitude: 76, latitude: 39.5, longitudeFirst: false });
  });

  test('any place in China comes back from any way of writing it', () => {
    const format = {
      decimal: (value: number) => value.toFixed(7),
      seconds: (value: number) => {
        const total = Math.round(value * 36_000_000) / 10_000;
        const degrees = Math.floor(total / 3600);
        const minutes = Math.floor((total - degrees * 3600) / 60);
        return `${degrees}°${minutes}′${Math.min(59.9999, total - degrees * 3600 - minutes * 60).toFixed(4)}″`;
      },
    };
    fc.assert(
      fc.property(
        fc.double({ min: 74, max: 135, noNaN: true }),
        fc.double({ min: 18, max: 53, noNaN: true }),
        fc.constantFrom('decimal' as const, 'seconds' as const),
        fc.boolean(),
        fc.constantFrom(', ', ' ', '，', ','),
        (longitude, latitude, way, longitudeFirst, between) => {
          const parts = [format[way](longitude), format[way](latitude)];
          const words = (longitudeFirst ? parts : parts.toReversed()).join(between);
          const place = parseCoordinates(words);
          expect(place, words).toMatchObject({ kind: 'degrees', longitudeFirst });
          if (place?.kind !== 'degrees') return;
          expect(Math.abs(place.longitude - longitude)).toBeLessThan(1e-6);
          expect(Math.abs(place.latitude - latitude)).toBeLessThan(1e-6);
        },
      ),
    );
  });

  test('any words are read or left, never thrown over', () => {
    const signs = fc.constantFrom(...`0123456789.,，°'"′″ NSEW东经北纬度分秒+-()Xx`);
    fc.assert(
      fc.property(
        fc.array(signs, { maxLength: 40 }).map((letters) => letters.join('')),
        (words) => {
          const place = parseCoordinates(words, county);
          if (place?.kind !== 'degrees') return;
          expect(Math.abs(place.latitude)).toBeLessThanOrEqual(90);
          expect(Math.abs(place.longitude)).toBeLessThanOrEqual(180);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('the systems they may be in', () => {
  test('degrees are WGS 84 or CGCS2000 first, then what Chinese maps on the web write', () => {
    const readings = coordinateReadings('110.21 31.2', county);
    expect(readings.map(({ system }) => system)).toEqual(['wgs84', 'gcj02', 'bd09']);
    const [plain, gcj, bd] = readings;
    expect(plain).toMatchObject({ longitude: 110.21, latitude: 31.2 });
    const metres = (reading: typeof gcj) =>
      Math.hypot(((reading?.longitude ?? 0) - 110.21) * 95_000, ((reading?.latitude ?? 0) - 31.2) * 111_000);
    expect(metres(gcj)).toBeGreaterThan(300);
    expect(metres(gcj)).toBeLessThan(800);
    expect(metres(bd)).toBeGreaterThan(800);
    expect(metres(bd)).toBeLessThan(2000);
  });

  test('abroad there is one reading', () => {
    expect(coordinateReadings('1.5 42.5').map(({ system }) => system)).toEqual(['wgs84']);
  });

  test.each([
    ['37500000', 111, 3],
    ['19500000', 111, 6],
  ])('the number before an easting names the zone: %s', (easting, meridian, widthDegrees) => {
    const [reading] = coordinateReadings(`3450000 ${easting}`);
    expect(reading).toMatchObject({ system: 'gauss_kruger', zone: { meridian, widthDegrees, given: true } });
    expect(reading?.longitude).toBeCloseTo(meridian, 9);
  });

  test('any place comes back from its easting and northing, in either order, with or without the number', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 109.6, max: 112.4, noNaN: true }),
        fc.double({ min: 18, max: 53, noNaN: true }),
        fc.boolean(),
        fc.boolean(),
        (longitude, latitude, numbered, northingFirst) => {
          const system = `+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=${numbered ? 37_500_000 : 500_000} +y_0=0 +ellps=GRS80 +units=m`;
          const [easting, northing] = proj4(system)
            .forward([longitude, latitude])
            .map((value) => value.toFixed(3));
          const words = northingFirst ? `X=${northing} Y=${easting}` : `${easting}, ${northing}`;
          const [reading] = coordinateReadings(words, [110.5, 31, 111.2, 31.4]);
          expect(reading?.zone, words).toMatchObject({ number: 37, widthDegrees: 3, given: numbered });
          expect(Math.abs((reading?.longitude ?? 0) - longitude)).toBeLessThan(1e-7);
          expect(Math.abs((reading?.latitude ?? 0) - latitude)).toBeLessThan(1e-7);
        },
      ),
    );
  });
});
