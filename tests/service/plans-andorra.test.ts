import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Feature, FeatureCollection, LineString } from 'geojson';
import { expect, test, vi } from 'vitest';
import { layers } from '../../data/layers/index.ts';
import { readGeoJson } from '../../server/formats/geojson/read.ts';
import { importFeatures } from '../../server/layers/import.ts';
import { needed, sharedData } from '../setup/tools.ts';
import { announcement, store } from './support/features.ts';
import { featuresOf, makePlan, reportOf } from './support/plans.ts';
import { testService } from './support/service.ts';

vi.setConfig({ testTimeout: 240_000 });
const service = testService();

/** People of a place by what OpenStreetMap calls it: a guess for want of a census, of the order of the real ones. */
const guess: Readonly<Record<string, number>> = { town: 2000, village: 300, hamlet: 40 };
const places = 6500;

test('Andorra with three roads closed: who could go on goes another way, and who cannot is told', async (context) => {
  const andorra = needed(context, 'shared', sharedData('andorra'));
  await importFeatures({
    announcement,
    database: service.database,
    layer: layers.roads,
    source: readGeoJson(
      (async function* () {
        yield readFileSync(path.join(andorra, 'roads.geojson'));
      })(),
    ),
    mapping: 'recognise',
  });
  const { features }: FeatureCollection = JSON.parse(readFileSync(path.join(andorra, 'places.geojson'), 'utf8'));
  const points = features.filter(({ geometry }) => geometry.type === 'Point');
  await store(
    service.database,
    'flood_points',
    points.flatMap((feature): Feature[] => {
      const people = guess[feature.properties?.place];
      const name = feature.properties?.name;
      const code = `P${feature.id}`;
      return people === undefined ? [] : [{ ...feature, properties: { code, name: name ?? code, people } }];
    }),
  );
  await store(
    service.database,
    'shelters',
    points
      .filter(({ properties }) => ['hospital', 'school', 'townhall'].includes(properties?.amenity))
      .map((feature) => {
        const code = `S${feature.id}`;
        return {
          ...feature,
          properties: { code, name: feature.properties?.name ?? code, capacity: places, state: 'open' },
        };
      }),
  );
  const before = await makePlan(service, { reach_m: 300 });
  expect(before.people).toBeGreaterThan(20_000);
  expect(before.gap).toBe(0);
  const report = await reportOf(service, before.plan);
  for (const { people } of report.shelters) expect(people).toBeLessThanOrEqual(places);

  // The roads most people would miss, of different numbers.
  const losses = await featuresOf(service, before.plan, 'loss');
  const busiest = losses.sort((a, b) => Number(b.properties?.people) - Number(a.properties?.people));
  const chosen = new Map(busiest.map((loss) => [loss.properties?.road, loss]));
  const closures = [...chosen.values()].slice(0, 3).map(({ geometry, properties }) => ({
    type: 'Feature',
    geometry: geometry as LineString,
    properties: { segment_code: properties?.road },
  }));
  expect(closures).toHaveLength(3);
  const after = await makePlan(service, { reach_m: 300, further_closures: closures });
  expect(after.people).toBe(before.people);
  // With roads closed nothing gets better.
  expect(after.unserved).toBeGreaterThanOrEqual(before.unserved);
  if (after.unserved === before.unserved) expect(after.person_s).toBeGreaterThanOrEqual(before.person_s);
  else expect(after.cut).not.toBeNull();
  // Nobody passes any piece of the closed lines, in either direction.
  const pieces = (line: LineString) =>
    line.coordinates.slice(1).map((end, index) => [line.coordinates[index], end].map(String).sort().join(' '));
  const closed = new Set(closures.flatMap(({ geometry }) => pieces(geometry)));
  const ways = await featuresOf(service, after.plan, 'route');
  const used = ways.flatMap(({ geometry }) => (geometry.type === 'LineString' ? pieces(geometry) : []));
  expect(used.length).toBeGreaterThan(1000);
  expect(used.filter((piece) => closed.has(piece))).toEqual([]);

  const { body } = await service.get(`/plans/compare?a=${before.plan}&b=${after.plan}`).expect(200);
  expect(body.points.length).toBeGreaterThan(0);
});
