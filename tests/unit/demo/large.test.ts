import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeatureCollection, LineString, MultiLineString } from 'geojson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { layerIds, layerList } from '../../../data/layers/index.ts';
import { generateLarge } from '../../../scripts/demo/large/generate.ts';
import { validateFeature } from '../../../server/layers/validation.ts';
import { apart, flat, keyOf, SegmentIndex, segmentsOf } from './support/demo.ts';

const wanted = 2_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anlan-large-'));
  await generateLarge(5, wanted, folder);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

function read<G extends LineString | MultiLineString>(id: string): FeatureCollection<G, Record<string, unknown>> {
  return JSON.parse(readFileSync(join(folder, `${id}.geojson`), 'utf8'));
}

test('has about as many roads as asked for, and a hazard on each', () => {
  const roads = read<LineString>('roads').features;
  expect(Math.abs(roads.length - wanted)).toBeLessThan(0.1 * wanted);
  const codes = new Set(roads.map((road) => road.properties.code));
  expect(codes.size).toBe(roads.length);
  const hazards = read<LineString>('road_hazards').features;
  expect(new Set(hazards.map((hazard) => hazard.properties.segment_code))).toEqual(codes);
});

test.each(layerList)('every feature of $id may be stored as it is', (layer) => {
  const { features } = read(layer.id);
  expect(features.length).toBeGreaterThan(0);
  const faults = features.flatMap((feature, index): string[] => {
    const outcome = validateFeature(layer, feature, index + 1);
    if (outcome.ok) return outcome.mended.map((mending) => `${index + 1} had to be mended: ${mending}`);
    return outcome.faults.map((fault) => `${fault.feature} ${fault.member}: ${fault.code}`);
  });
  expect(faults).toEqual([]);
});

test('roads hang together, meet at shared ends only, and cross rivers on bridges', () => {
  const roads = read<LineString>('roads').features;
  const parents = new Map<string, string>();
  const root = (key: string): string => {
    const up = parents.get(key) ?? key;
    return up === key ? key : root(up);
  };
  for (const { geometry } of roads) {
    const [first, last] = [geometry.coordinates[0] ?? [], geometry.coordinates.at(-1) ?? []].map(keyOf);
    parents.set(root(first ?? ''), root(last ?? ''));
    parents.set(root(last ?? ''), root(last ?? ''));
  }
  expect(new Set([...parents.keys()].map(root)).size).toBe(1);

  const segments = roads.flatMap((road, owner) => segmentsOf(road.geometry.coordinates, owner));
  const roadIndex = new SegmentIndex(segments);
  for (const segment of segments) {
    for (const { other, at } of roadIndex.crossing(segment)) {
      if (other.owner === segment.owner) continue;
      const ends = [segment.owner, other.owner].flatMap((owner) => {
        const line = roads[owner]?.geometry.coordinates ?? [];
        return [line[0] ?? [], line.at(-1) ?? []];
      });
      expect(ends.some((end) => apart(flat(end), at) < 0.1)).toBe(true);
    }
  }

  const rivers = read<MultiLineString>('watercourses').features;
  let crossings = 0;
  for (const river of rivers) {
    for (const segment of river.geometry.coordinates.flatMap((line) => segmentsOf(line, 0))) {
      for (const { other } of roadIndex.crossing(segment)) {
        crossings++;
        expect(roads[other.owner]?.properties.structure).toBe('bridge');
      }
    }
  }
  expect(crossings).toBeGreaterThan(50);
});

test('the same seed gives the same bytes', { timeout: 30_000 }, async () => {
  const again = await mkdtemp(join(tmpdir(), 'anlan-large-'));
  try {
    await generateLarge(5, wanted, again);
    for (const file of [...layerIds.map((id) => `${id}.geojson`), 'index.json']) {
      expect(Buffer.compare(readFileSync(join(folder, file)), readFileSync(join(again, file))), file).toBe(0);
    }
  } finally {
    await rm(again, { recursive: true });
  }
});
