import { describe, expect, it } from 'vitest';
import { stake } from '../../../server/screening/output.ts';
import { readRoads, readWater } from '../../../server/screening/read-roads.ts';
import { makeStandard, replaceRows } from '../../../server/screening/standard.ts';
import { StartError } from '../../../server/start-error.ts';
import { bendLine, lineOf, ofHazard, roadInput, screened, straightRoad, surface } from './fixtures.ts';

describe('findings', () => {
  it('cuts a finding that lies on two roads into one part on each, in the terms of each road', () => {
    const { x, y } = bendLine(50, 90, 5);
    const middle = Math.floor(x.length / 2) + 2;
    const a = roadInput('a', lineOf(x.slice(0, middle + 1), y.slice(0, middle + 1)));
    const b = roadInput('b', lineOf(x.slice(middle).reverse(), y.slice(middle).reverse()));
    const findings = screened({ roads: [a, b], hazards: ['sharp_bend'] });
    const [first, second] = ofHazard(findings, 'sharp_bend');
    expect([first?.road_id, second?.road_id]).toEqual(['a', 'b']);
    expect([first?.side, second?.side]).toEqual(['left', 'right']);
    expect(first?.finding_id).toBe(second?.finding_id);
    expect([first?.part, second?.part, second?.parts]).toEqual([1, 2, 2]);
    // Both end at the joint: the last metre of a, and the last of b, which is drawn towards it.
    expect(first?.to_m).toBeCloseTo((middle * (300 + (50 * Math.PI) / 2)) / (x.length - 1), 0);
    expect((first?.to_m ?? 0) + (second?.to_m ?? 0)).toBeCloseTo(300 + (50 * Math.PI) / 2, 0);
    expect(findings[1]?.geometry.coordinates.at(-1)?.[0]).toBeCloseTo(
      findings[0]?.geometry.coordinates.at(-1)?.[0] ?? 0,
      6,
    );
  });

  it('counts metres through the lines of a MultiLineString', () => {
    const road = {
      ...straightRoad('m', 300),
      lines: [lineOf([0, 100, 200], [0, 0, 0]), lineOf([200, 300, 400], [0, 0, 0])],
    };
    const water = [{ id: 'w', kind: 'line' as const, parts: [lineOf([310, 390], [5, 5])], halfWidthMetres: 0 }];
    const [found] = ofHazard(screened({ roads: [road], water, hazards: ['near_water'] }), 'near_water');
    expect(found?.from_m).toBeGreaterThan(295);
    expect(found?.to_m).toBeLessThan(401);
  });

  it('writes chainage from the road where it has one', () => {
    const { x, y } = bendLine(50, 90);
    const chainage = (more: Parameters<typeof roadInput>[2]) =>
      ofHazard(screened({ roads: [roadInput('r', lineOf(x, y), more)], hazards: ['sharp_bend'] }), 'sharp_bend')[0]
        ?.chainage;
    expect(chainage({})).toMatch(/^K0\+1[45]\d–K0\+2[23]\d$/);
    expect(chainage({ chainageFromMetres: 12_000, chainageToMetres: 12_378 })).toMatch(/^K12\+1[45]\d–K12\+2[23]\d$/);
    expect(stake(12_300)).toBe('K12+300');
    expect(stake(999.6)).toBe('K1+000');
  });

  it('lets overlapping findings name each other', () => {
    const { x, y } = bendLine(50, 90);
    const water = [{ id: 'w', kind: 'line' as const, parts: [lineOf([0, 400], [-6, -6])], halfWidthMetres: 0 }];
    const findings = screened({ roads: [roadInput('r', lineOf(x, y))], water, elevation: surface(() => 500) });
    const [bend] = ofHazard(findings, 'sharp_bend');
    const touching = ofHazard(findings, 'near_water').filter(({ overlaps }) =>
      overlaps.includes(bend?.finding_id ?? ''),
    );
    expect(touching.length).toBeGreaterThan(0);
    for (const one of touching) expect(bend?.overlaps).toContain(one.finding_id);
  });

  it('is the same twice', () => {
    const { x, y } = bendLine(40, -100);
    const once = () => screened({ roads: [roadInput('r', lineOf(x, y))], elevation: surface((px) => 500 - 0.09 * px) });
    expect(once()).toEqual(once());
  });
});

describe('the standard', () => {
  it('names a replaced row with its own source in the finding', () => {
    const { x, y } = bendLine(90, 70);
    const rows = replaceRows({ rows: [{ id: 'bend.limit_radius_m@40', value: 95, source: '县交通运输局' }] });
    const [bend] = ofHazard(
      screened({ roads: [roadInput('r', lineOf(x, y))], rows, hazards: ['sharp_bend'] }),
      'sharp_bend',
    );
    expect(bend).toMatchObject({
      grade: 'major',
      evidence: { threshold: { value: 95, source: '县交通运输局', status: 'P' } },
    });
  });

  it.each([
    [{ rows: [{ id: 'bend.limit_radius_m@45', value: 1, source: 's' }] }, /bend\.limit_radius_m@45/],
    [{ rows: [{ id: 'bend.limit_radius_m@40', value: -1, source: 's' }] }, /-1/],
    [{ rows: [{ id: 'bend.limit_radius_m@40', value: 1, unit: 'km', source: 's' }] }, /km/],
    [{ rows: [{ id: 'bend.limit_radius_m@40', value: 1 }] }, /source/],
    [[], /rows|object/],
  ])('refuses %j', (file, message) => {
    expect(() => replaceRows(file)).toThrow(StartError);
    expect(() => replaceRows(file)).toThrow(message);
  });

  it.each([
    ['cliff.station_m', 0],
    ['cliff.station_m', 1e-6],
    ['water.station_m', 0],
    ['cliff.minimum_run_m', 0],
    ['cliff.reach_m', 1e9],
    ['slope.longest_m@40/5', 0],
    ['slope.minimum_length_m@40', 0],
    ['road.default_speed_kmh@county', 1e9],
  ])('refuses %s of %d: it names the row and what it may be', (id, value) => {
    const refused = (): unknown => replaceRows({ rows: [{ id, value, source: 's' }] });
    expect(refused).toThrow(expect.objectContaining({ code: 'invalid_standard' }));
    expect(refused).toThrow(id);
  });

  it('takes each of its own rows back', () => {
    const { rows } = makeStandard();
    const own = rows.map(({ id, value, unit, source, status }) => ({ id, value, unit, source, status }));
    expect(replaceRows({ rows: own })).toEqual(rows);
  });

  it('gives every row a source and a title in both languages, and each id once', () => {
    const { rows } = makeStandard();
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { source, title } of rows) {
      expect(source).not.toBe('');
      expect(title.zh).not.toBe('');
      expect(title.en).not.toBe('');
    }
  });

  it('holds a speed between two columns to the stricter', () => {
    expect(makeStandard().atSpeed('bend.general_radius_m', 35)?.value).toBe(100);
    expect(makeStandard().atSpeed('bend.general_radius_m', 140)?.value).toBe(1000);
  });
});

describe('reading roads and water', () => {
  const feature = (
    properties: object,
    geometry: object = {
      type: 'LineString',
      coordinates: [
        [110, 31],
        [110.01, 31],
      ],
    },
  ) => ({ type: 'Feature', properties, geometry });
  const attributes = (properties: object) => readRoads([feature(properties)]).roads[0]?.attributes;

  it('understands the tags of OpenStreetMap', () => {
    expect(
      attributes({ highway: 'secondary', bridge: 'yes', ref: 'X201;Y1', lanes: '2', oneway: 'yes' }),
    ).toMatchObject({
      roadClass: 'county',
      structure: 'bridge',
      roadCode: 'X201',
      lanes: 2,
      oneway: 'forward',
      drivable: true,
    });
    expect(attributes({ highway: 'tertiary_link', tunnel: 'yes', width: '5.5 m' })).toMatchObject({
      roadClass: 'township',
      structure: 'tunnel',
      widthMetres: 5.5,
    });
    expect(attributes({ highway: 'residential', junction: 'roundabout' })).toMatchObject({ roundabout: true });
    for (const highway of ['path', 'steps', 'footway', 'construction', 'proposed'])
      expect(attributes({ highway })?.drivable).toBe(false);
  });

  it('understands our own fields', () => {
    expect(
      attributes({
        road_class: 'county',
        design_speed_kmh: 30,
        width_m: 6.5,
        structure: 'tunnel',
        guardrail: 'left',
        road_code: 'X1',
        from_m: 100,
        to_m: 900,
      }),
    ).toMatchObject({
      roadClass: 'county',
      designSpeedKmh: 30,
      widthMetres: 6.5,
      structure: 'tunnel',
      guardrail: 'left',
      roadCode: 'X1',
      chainageFromMetres: 100,
      chainageToMetres: 900,
    });
    expect(attributes({ road_class: 'path' })?.drivable).toBe(false);
  });

  it('names each feature that cannot be screened and why', () => {
    const { roads, faults } = readRoads([
      feature({}, { type: 'Point', coordinates: [110, 31] }),
      feature(
        { code: 'z' },
        {
          type: 'LineString',
          coordinates: [
            [110, 31],
            [110, 31],
          ],
        },
      ),
      feature(
        {},
        {
          type: 'LineString',
          coordinates: [
            [110, 31],
            [700000, 3000000],
          ],
        },
      ),
      { type: 'Feature', properties: {}, geometry: null },
      feature(
        {},
        {
          type: 'LineString',
          coordinates: [
            [110, 31, 500],
            [110.01, 31, Number.NaN],
          ],
        },
      ),
    ]);
    expect(faults.map(({ feature: number, code }) => [number, code])).toEqual([
      [1, 'not_a_line'],
      [2, 'no_length'],
      [3, 'bad_coordinates'],
      [4, 'no_geometry'],
    ]);
    expect(faults[1]?.id).toBe('z');
    expect(roads).toHaveLength(1);
  });

  it('takes lines and polygons of open water, and no culverts, ditches or points', () => {
    const ring = [
      [110, 31],
      [110.1, 31],
      [110.1, 31.1],
      [110, 31],
    ];
    const { water } = readWater([
      feature({ waterway: 'stream' }),
      feature({ waterway: 'river', tunnel: 'culvert' }),
      feature({ kind: 'ditch' }),
      feature({ natural: 'water' }, { type: 'MultiPolygon', coordinates: [[ring], [ring, ring]] }),
      feature({}, { type: 'Point', coordinates: [110, 31] }),
    ]);
    expect(water.map(({ kind, parts }) => [kind, parts.length])).toEqual([
      ['line', 1],
      ['polygon', 1],
      ['polygon', 2],
    ]);
  });
});
