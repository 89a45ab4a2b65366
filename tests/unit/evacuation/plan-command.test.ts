import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FeatureCollection } from 'geojson';
import { afterAll, describe, expect, it } from 'vitest';
import type { PlanReport } from '../../../server/evacuation/plan/types.ts';
import { type Ended, project, runAnlan } from '../../setup/command.ts';
import { needed, sharedData } from '../../setup/tools.ts';

const demo = (layer: string) => path.join(project, 'data/demo', layer);
const folder = mkdtempSync(path.join(os.tmpdir(), 'anlan-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** It needs no database, so none is given. */
const anlan = (...words: readonly string[]): Promise<Ended> => runAnlan(words);

async function file(name: string, ...features: readonly unknown[]): Promise<string> {
  const written = path.join(folder, name);
  await writeFile(written, JSON.stringify({ type: 'FeatureCollection', features }));
  return written;
}

const out = path.join(folder, 'plan.geojson');
const reportFile = path.join(folder, 'plan.json');
const outputs = ['--out', out, '--report', reportFile];

async function readReport(): Promise<PlanReport> {
  return JSON.parse(await readFile(reportFile, 'utf8'));
}

async function readPlan(): Promise<FeatureCollection> {
  return JSON.parse(await readFile(out, 'utf8'));
}

const place = (code: string, coordinates: readonly number[], members: Record<string, unknown>) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates },
  properties: { code, ...members },
});

const line = (code: string, coordinates: readonly (readonly number[])[], members: Record<string, unknown> = {}) => ({
  type: 'Feature',
  geometry: { type: 'LineString', coordinates },
  properties: { code, road_class: 'village', structure: 'road', ...members },
});

const road = line('C001', [
  [110.1, 31.2],
  [110.11, 31.2],
  [110.12, 31.2],
]);

// What never comes to a database is tried once, not for each kind of database.
describe('anlan plan', { timeout: 120_000 }, () => {
  it('writes the plan and its report', async () => {
    const {
      code,
      err,
      out: said,
    } = await anlan(
      'plan',
      '--roads',
      await file('roads.geojson', road),
      '--points',
      await file('points.geojson', place('SH1', [110.1, 31.2], { people: 40 })),
      '--shelters',
      await file('shelters.geojson', place('AZ1', [110.12, 31.2], { capacity: 100 })),
      '--by',
      'length',
      ...outputs,
    );
    expect(code).toBe(0);
    expect(said).toContain('everybody is served: 40 people');
    const report = await readReport();
    expect(report).toMatchObject({ status: 'complete', unserved: 0, gap: 0, cut: null });
    // By length dangers are passed over by intent; that they are not known is said all the same.
    expect(report.not_given).toEqual(['closures', 'flood_zones', 'road_hazards', 'watercourses', 'water_bodies']);
    expect(err).toContain('no data of "Road closures"');
    expect(report).not.toHaveProperty('schedule');
    const [assignment] = report.assignments;
    expect(assignment).toMatchObject({ point: 'SH1', shelter: 'AZ1', people: 40 });
    // 0.02 degrees of longitude at 31.2 degrees north.
    expect(assignment?.length_m).toBeCloseTo(1906.3, 0);
    expect(report.person_m).toBeCloseTo(40 * (assignment?.length_m ?? 0), 3);
    expect(report.person_s).toBeCloseTo(40 * (assignment?.seconds ?? 0), 3);
    expect(report.longest_s).toBe(assignment?.seconds);
    expect(report.lower_bound).toBe(report.person_m);
    const kinds = (await readPlan()).features.map(({ properties }) => properties?.kind);
    expect(kinds).toEqual(['route', 'loss']);
  });

  it('understands OpenStreetMap’s tags, ids of features, closures and zones', async () => {
    const tagged = { type: 'Feature', id: 'w1', properties: { highway: 'tertiary' }, geometry: road.geometry };
    const bypass = {
      type: 'Feature',
      id: 'w2',
      properties: { highway: 'path' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [110.1, 31.2],
          [110.11, 31.22],
          [110.12, 31.2],
        ],
      },
    };
    const { code } = await anlan(
      'plan',
      '--roads',
      await file('osm.geojson', tagged, bypass),
      '--points',
      await file('p.geojson', {
        type: 'Feature',
        id: 'n7',
        properties: { people: 3 },
        geometry: { type: 'Point', coordinates: [110.1, 31.2] },
      }),
      '--shelters',
      await file('s.geojson', {
        type: 'Feature',
        id: 'n8',
        properties: { capacity: 3 },
        geometry: { type: 'Point', coordinates: [110.12, 31.2] },
      }),
      '--closures',
      await file(
        'c.geojson',
        line(
          'FB1',
          [
            [110.1, 31.2],
            [110.11, 31.2],
          ],
          { segment_code: 'w1', reason: 'flood' },
        ),
      ),
      ...outputs,
    );
    expect(code).toBe(0);
    const { assignments } = await readReport();
    expect(assignments).toMatchObject([{ point: 'n7', shelter: 'n8' }]);
    expect(assignments[0]?.route.steps.map(({ road: key }) => key)).toEqual(['w2']);
  });

  it('is in doubt where a danger is not given, and not where its file holds nothing', async () => {
    const empty = await file('empty.geojson');
    const given = [
      ...['--closures', empty, '--hazards', empty, '--watercourses', empty, '--water-bodies', empty],
      '--roads',
      await file('roads.geojson', road),
      '--points',
      await file('points.geojson', place('SH1', [110.1, 31.2], { people: 40 })),
      '--shelters',
      await file('shelters.geojson', place('AZ1', [110.12, 31.2], { capacity: 100 })),
      ...outputs,
    ];
    const { out: said, err } = await anlan('plan', ...given);
    const { status, unserved, not_given: withheld, notes } = await readReport();
    expect([status, unserved, withheld]).toEqual(['unknown', 0, ['flood_zones']]);
    expect(notes.map(({ code }) => code)).toContain('not_given');
    expect(err).toContain('no data of "Flood zones" was given');
    expect(said).not.toContain('everybody is served:');
    await anlan('plan', ...given, '--flood-zones', empty);
    expect(await readReport()).toMatchObject({ status: 'complete', not_given: [] });
  });

  it('a stream between a house and its road leaves the plan in doubt', async () => {
    const stream = line('W1', [
      [110.09, 31.2002],
      [110.11, 31.2002],
    ]);
    const { code, err } = await anlan(
      'plan',
      '--roads',
      await file('roads.geojson', road),
      '--points',
      await file('points.geojson', place('SH1', [110.1, 31.2004], { people: 40 })),
      '--shelters',
      await file('shelters.geojson', place('AZ1', [110.12, 31.2], { capacity: 100 })),
      '--watercourses',
      await file('streams.geojson', stream),
      ...outputs,
    );
    expect([code, (await readReport()).status]).toEqual([0, 'unknown']);
    expect(err).toContain('SH1');
  });

  it('says what blocks a plan, and still ends with 0', async () => {
    const { code, out: said } = await anlan(
      'plan',
      '--roads',
      await file('roads.geojson', road),
      '--points',
      await file('points.geojson', place('SH1', [110.1, 31.2], { people: 40 })),
      '--shelters',
      await file('shelters.geojson', place('AZ1', [110.12, 31.2], { capacity: 100 })),
      '--closures',
      await file(
        'closures.geojson',
        line(
          'FB1',
          [
            [110.105, 31.2],
            [110.106, 31.2],
          ],
          { segment_code: 'C001' },
        ),
      ),
      ...outputs,
    );
    expect(code).toBe(0);
    expect(said).toContain('not everybody is served: 40 people, 40 without a place');
    const report = await readReport();
    expect(report).toMatchObject({ status: 'incomplete', unserved: 40, assignments: [] });
    expect(report.cut?.parts[0]?.edges_to_open[0]?.road).toBe('C001');
    expect((await readPlan()).features.map(({ properties }) => properties?.kind)).toEqual(['cut']);
  });

  it('plans the demo county with everything there is, whole villages too', async () => {
    const { code, err } = await anlan(
      'plan',
      '--roads',
      demo('roads.geojson'),
      '--points',
      demo('flood_points.geojson'),
      '--shelters',
      demo('shelters.geojson'),
      '--closures',
      demo('closures.geojson'),
      '--flood-zones',
      demo('flood_zones.geojson'),
      '--hazards',
      demo('road_hazards.geojson'),
      '--elevation',
      demo('elevation.tif'),
      '--at',
      '2026-07-01T08:00:00+08:00',
      '--mode',
      'whole',
      ...outputs,
    );
    expect([code, err]).toEqual([0, expect.not.stringMatching(/\n {4}at |Error:/)]);
    const report = await readReport();
    const served = report.assignments.reduce((sum, { people }) => sum + (people ?? 0), 0);
    expect(served + report.unserved).toBe(report.people);
    expect(report.gap).toBeGreaterThanOrEqual(0);
    expect(new Set(report.assignments.map(({ point }) => point)).size).toBe(report.assignments.length);
    for (const { people, capacity } of report.shelters) expect(people).toBeLessThanOrEqual(capacity ?? 0);
    expect(report.losses.length).toBeGreaterThan(10);
    expect(report.clearance?.lower_bound_s).toBeLessThanOrEqual(report.clearance?.seconds ?? 0);
    expect(report.clearance?.lower_bound_s).toBeGreaterThanOrEqual(report.longest_s);
  });

  it('plans Andorra: towns, villages and hamlets to its hospitals, schools and shelters', async (context) => {
    const andorra = needed(context, 'shared', sharedData('andorra'));
    const { features }: FeatureCollection = JSON.parse(await readFile(path.join(andorra, 'places.geojson'), 'utf8'));
    const guess: Record<string, number> = { town: 2000, village: 300, hamlet: 40 };
    const points = features
      .filter(({ properties }) => guess[properties?.place] !== undefined)
      .map((feature) => ({ ...feature, properties: { people: guess[feature.properties?.place] } }));
    const shelters = features
      .filter(({ geometry }) => geometry.type === 'Point')
      .filter(({ properties }) => ['hospital', 'school', 'townhall'].includes(properties?.amenity))
      .map((feature) => ({ ...feature, properties: { capacity: 6500 } }));
    const { code } = await anlan(
      'plan',
      '--roads',
      path.join(andorra, 'roads.geojson'),
      '--points',
      await file('andorra-points.geojson', ...points),
      '--shelters',
      await file('andorra-shelters.geojson', ...shelters),
      '--elevation',
      path.join(andorra, 'elevation.tif'),
      '--snap',
      '300',
      ...outputs,
    );
    expect(code).toBe(0);
    const report = await readReport();
    expect(report.people).toBeGreaterThan(20_000);
    expect(report.people - report.unserved).toBeGreaterThan(20_000);
    expect(report.gap).toBe(0);
  });

  it.each([
    ['a file that is not there', ['--roads', '/none/r.geojson'], ['/none/r.geojson', 'no such file']],
    ['a mode that is none', ['--mode', 'half'], ['--mode', 'half', 'split or whole']],
    ['a measure that is none', ['--by', 'luck'], ['--by', 'luck']],
    ['a distance that is none', ['--snap', 'near'], ['--snap', 'near']],
    ['a time that is none', ['--at', 'noon'], ['--at', 'noon']],
    ['no folder to write to', ['--report', '/none/plan.json'], ['/none']],
    ['by length in vehicles', ['--by', 'length', '--travel', 'vehicle'], ['--by length']],
    ['negative people', ['--points', 'NEGATIVE'], ['feature 1', 'people', '-5']],
    ['points as lines', ['--points', 'ROADS'], ['feature 1', 'LineString']],
    ['zones as points', ['--flood-zones', 'POINTS'], ['feature 1', 'Point']],
    ['roads as points', ['--roads', 'POINTS'], ['no road']],
    ['no points', ['--points', 'EMPTY'], ['no point to evacuate']],
  ])('%s: one line that says so, and exit code 1', async (_, words, told) => {
    const files: Record<string, string> = {
      ROADS: await file('roads.geojson', road),
      POINTS: await file('points.geojson', place('SH1', [110.1, 31.2], { people: 40 })),
      SHELTERS: await file('shelters.geojson', place('AZ1', [110.12, 31.2], { capacity: 100 })),
      NEGATIVE: await file('negative.geojson', place('SH1', [110.1, 31.2], { people: -5 })),
      EMPTY: await file('empty.geojson'),
    };
    const given = ['--roads', 'ROADS', '--points', 'POINTS', '--shelters', 'SHELTERS', ...outputs, ...words];
    const { code, out: said, err } = await anlan('plan', ...given.map((word) => files[word] ?? word));
    expect(said).toBe('');
    for (const word of told) expect(err).toContain(word);
    expect(err).not.toMatch(/\n {4}at |node:internal|Error:/);
    expect(code).toBe(1);
  });
});
