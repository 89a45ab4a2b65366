import fc from 'fast-check';
import type { LineString, Position } from 'geojson';
import { beforeAll, expect, test } from 'vitest';
import { layers } from '../../data/layers/index.ts';
import { demoElevationFile } from '../../server/demo-county.ts';
import { makeExtents } from '../../server/layers/extents.ts';
import { featuresOf, readSources } from '../../server/processes/screen-roads/county-data.ts';
import { affectedRoads } from '../../server/processes/screen-roads/follow-edits.ts';
import { allHazards, rowsOf } from '../../server/processes/screen-roads/inputs.ts';
import type { Chunk } from '../../server/processes/screen-roads/protocol.ts';
import { makeScreener } from '../../server/processes/screen-roads/screener.ts';
import { planSurroundings } from '../../server/processes/screen-roads/surroundings.ts';
import { makeThreadKeeper } from '../../server/processes/screen-roads/thread.ts';
import type { Finding } from '../../server/screening/types.ts';
import { testDatabase } from '../setup/service.ts';
import { store } from './support/features.ts';
import { demoFeatures } from './support/screening.ts';

/** What a re-screening finds is what screening everything anew finds, to the last digit, whatever was edited. */

const service = testDatabase();
const threads = makeThreadKeeper();
const models = [{ name: 'demo', files: [demoElevationFile], rasters: [demoElevationFile] }];
/** The western part of the demo county: some of its roads end there. */
const easternmost = 110.165;

beforeAll(async () => {
  const within = ([longitude = 0]: Position) => longitude < easternmost;
  const roads = (await demoFeatures('roads')).filter(({ geometry }) =>
    (geometry as LineString).coordinates.every(within),
  );
  await store(service.database, 'roads', roads);
  for (const layer of ['water_bodies', 'watercourses'] as const) {
    await store(service.database, layer, await demoFeatures(layer));
  }
  // A ring of roads without number, none of which begins it.
  const ring: Position[] = [0, 1, 2, 3, 4, 5].map((k) => [
    110.15 + 0.002 * Math.cos((k * Math.PI) / 3),
    31.22 + 0.002 * Math.sin((k * Math.PI) / 3),
  ]);
  for (const k of [4, 0, 2]) {
    const coordinates = [ring[k], ring[k + 1], ring[(k + 2) % 6]].flatMap((position) => (position ? [position] : []));
    await insertRoad({ type: 'LineString', coordinates }, null);
  }
});

interface Road {
  readonly id: number;
  readonly geometry: LineString;
  readonly road_code: string | null;
}

const query = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await service.database.pool.query<T>(sql, values)).rows;
const readRoads = () =>
  query<Road>('SELECT id, ST_AsGeoJSON(geom, 12)::json AS geometry, road_code FROM anlan.roads ORDER BY id');
const draw = (id: number, coordinates: readonly Position[]) =>
  query('UPDATE anlan.roads SET geom = ST_SetSRID(ST_GeomFromGeoJSON($2), 4326) WHERE id = $1', [
    id,
    JSON.stringify({ type: 'LineString', coordinates }),
  ]);
const insertRoad = (geometry: LineString, code: string | null) =>
  query(
    `INSERT INTO anlan.roads (road_class, structure, road_code, geom)
     VALUES ('village', 'road', $2, ST_SetSRID(ST_GeomFromGeoJSON($1), 4326))`,
    [JSON.stringify(geometry), code],
  );
const remove = (layer: string, id: number) => query(`DELETE FROM anlan.${layer} WHERE id = $1`, [id]);

interface Edit {
  readonly kind: (typeof kinds)[number];
  /** Where among the roads, and along the road, each from 0 to 1. */
  readonly which: number;
  readonly where: number;
  readonly move: readonly [east: number, north: number];
}

const kinds = [
  'move a vertex',
  'move an end',
  'split',
  'join',
  'reverse',
  'remove',
  'branch off',
  'speed',
  'number',
  'structure',
  'roundabout',
  'water',
] as const;
// Not doubles: of those as many lie near nothing as elsewhere.
const share = fc.integer({ min: 0, max: 9999 }).map((n) => n / 10_000);
const metres = fc.integer({ min: -300, max: 300 }).map((n) => n / 10);
const editOf = (kind: fc.Arbitrary<Edit['kind']>): fc.Arbitrary<Edit> =>
  fc.record({ kind, which: share, where: share, move: fc.tuple(metres, metres) });

async function apply({ kind, which, where, move: [east, north] }: Edit): Promise<void> {
  const roads = await readRoads();
  const road = roads[Math.floor(which * roads.length)];
  if (!road) throw new Error('no roads are left');
  const { id, geometry, road_code } = road;
  const { coordinates } = geometry;
  const last = coordinates.length - 1;
  const moved = ([x = 0, y = 0]: Position): Position => [x + east / 95_000, y + north / 111_000];
  const k = Math.floor(where * coordinates.length);
  const set = (column: string, value: unknown) =>
    query(`UPDATE anlan.roads SET ${column} = $2 WHERE id = $1`, [id, value]);
  switch (kind) {
    case 'move a vertex':
      await draw(id, coordinates.with(k, moved(coordinates[k] ?? [])));
      return;
    case 'move an end': {
      const end = where < 0.5 ? 0 : last;
      await draw(id, coordinates.with(end, moved(coordinates[end] ?? [])));
      return;
    }
    case 'split':
      if (k === 0 || k === last) return;
      await draw(id, coordinates.slice(0, k + 1));
      await insertRoad({ type: 'LineString', coordinates: coordinates.slice(k) }, road_code);
      return;
    case 'join': {
      const end = String(coordinates[last]);
      const next = roads.find((other) => other.id !== id && String(other.geometry.coordinates[0]) === end);
      if (!next) return;
      await draw(id, [...coordinates, ...next.geometry.coordinates.slice(1)]);
      await remove('roads', next.id);
      return;
    }
    case 'reverse':
      await draw(id, coordinates.toReversed());
      return;
    case 'remove':
      await remove('roads', id);
      return;
    case 'branch off': {
      const from = coordinates[k] ?? [];
      await insertRoad({ type: 'LineString', coordinates: [from, moved(from), moved(moved(moved(from)))] }, null);
      return;
    }
    case 'speed':
      await set('design_speed_kmh', where < 0.5 ? 20 : 80);
      return;
    case 'number':
      await set('road_code', where < 0.3 ? null : where < 0.6 ? 'S252' : 'X999');
      return;
    case 'structure':
      await set('structure', where < 0.5 ? 'bridge' : 'road');
      return;
    case 'roundabout':
      await set('junction', where < 0.5 ? 'roundabout' : 'none');
      return;
    case 'water': {
      const waters = await query<{ id: number }>('SELECT id FROM anlan.watercourses ORDER BY id');
      const water = waters[Math.floor(which * waters.length)]?.id ?? 0;
      if (where < 0.2) await remove('watercourses', water);
      else await query('UPDATE anlan.watercourses SET geom = ST_Translate(geom, 0.0002, 0) WHERE id = $1', [water]);
    }
  }
}

const plan = async (selected: readonly number[] | undefined) => ({
  ...(await readSources({ database: service.database, extents: makeExtents(service.database) }, models)),
  selected,
  after: undefined,
  hazards: allHazards,
  rows: rowsOf({}),
});

interface Screened {
  readonly roadIds: readonly number[];
  readonly findings: readonly Finding[];
}

async function readAll(next: () => Promise<Chunk | undefined>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let chunk = await next(); chunk; chunk = await next()) {
    findings.push(...chunk.findings.map((finding): Finding => JSON.parse(finding)));
  }
  return findings;
}

/** With a screener that has never seen anything. */
async function screenAll(): Promise<Screened> {
  const screener = makeScreener();
  for (const of of ['roads', 'water_bodies', 'watercourses'] as const) {
    for await (const page of featuresOf(service.database.pool, layers[of])) screener.add(of, page);
  }
  const { roadIds } = await screener.plan(await plan(undefined));
  return { roadIds, findings: await readAll(screener.next) };
}

/** In the thread that is kept, with all that it remembers. */
async function screenAgain(ids: readonly number[]): Promise<Screened> {
  return await threads.use(new AbortController().signal, async (thread) => {
    const { roadIds } = await planSurroundings(service.database.pool, thread, await plan(ids));
    return { roadIds, findings: await readAll(thread.next) };
  });
}

/** By road and place; whatever order they were found in. */
const ofRoads = ({ findings }: Screened, isMeant: (id: number) => boolean): string[] =>
  findings
    .filter(({ properties }) => isMeant(Number(properties.road_id)))
    .map((finding) => JSON.stringify(finding))
    .sort();

test('edited roads are found what screening everything anew finds, and the others what they were found before', async () => {
  let before = await screenAll();
  expect(before.findings.length).toBeGreaterThan(300);
  await screenAgain(before.roadIds.slice(0, 100));
  const done = new Map<string, number>();
  const editing = fc.oneof(
    editOf(fc.constant('move a vertex' as const)),
    ...kinds.map((kind) => editOf(fc.constant(kind))),
  );
  const holds = async (edits: readonly Edit[]) => {
    const [{ last } = { last: 0 }] = await query<{ last: number }>('SELECT max(id) AS last FROM anlan.history');
    for (const edit of edits) {
      await apply(edit);
      done.set(edit.kind, (done.get(edit.kind) ?? 0) + 1);
    }
    const changes = await query<{ id: number }>('SELECT id FROM anlan.history WHERE id > $1', [last]);
    const ids = await affectedRoads(
      service.database.pool,
      changes.map(({ id }) => id),
    );
    const again = await screenAgain(ids);
    const whole = await screenAll();
    const screened = new Set(again.roadIds);
    expect(ofRoads(again, () => true)).toEqual(ofRoads(whole, (id) => screened.has(id)));
    const stillThere = new Set(whole.roadIds);
    const untouched = (id: number) => !screened.has(id) && stillThere.has(id);
    expect(ofRoads(whole, untouched)).toEqual(ofRoads(before, untouched));
    before = whole;
  };
  await fc.assert(fc.asyncProperty(fc.array(editing, { minLength: 1, maxLength: 2 }), holds), {
    numRuns: 10,
    // What was edited stays so: a shorter run would begin elsewhere.
    endOnFailure: true,
  });
  expect(done.size).toBeGreaterThan(5);
}, 240_000);
