import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { layerIds, layerList } from '../../../data/layers/index.ts';
import { validateFeature } from '../../../server/layers/validation.ts';
import { demoFolder, demoLayer } from './support/demo.ts';

test.each(layerList)('every feature of $id may be stored as it is', (layer) => {
  const faults = demoLayer(layer.id).flatMap((feature, index) => {
    const outcome = validateFeature(layer, feature, index + 1);
    if (!outcome.ok) return outcome.faults.map((fault) => `${fault.feature} ${fault.member}: ${fault.reason.en}`);
    return outcome.mended.map((mending) => `${index + 1} had to be mended: ${mending}`);
  });
  expect(faults).toEqual([]);
});

test.each(layerIds)('codes and ids of %s are unique', (id) => {
  const features = demoLayer(id);
  const codes = features.map((feature) => feature.properties.code);
  expect(codes.every((code) => typeof code === 'string' && code !== '')).toBe(true);
  expect(new Set(codes).size).toBe(features.length);
  expect(features.map((feature) => feature.id)).toEqual(features.map((_, index) => index + 1));
});

test('the index tells what the files hold', () => {
  const index = JSON.parse(readFileSync(`${demoFolder}index.json`, 'utf8'));
  expect(Object.keys(index.layers).sort()).toEqual([...layerIds].sort());
  for (const id of layerIds) expect(index.layers[id].features).toBe(demoLayer(id).length);
});

test('all of it together stays within 8 MB', () => {
  const bytes = readdirSync(demoFolder).reduce((sum, file) => sum + statSync(`${demoFolder}${file}`).size, 0);
  expect(bytes).toBeLessThan(8_000_000);
});

test('features that name another one name one that exists', () => {
  const codes = (id: (typeof layerIds)[number]): Set<unknown> =>
    new Set(demoLayer(id).map((feature) => feature.properties.code));
  const references = [
    ['closures', 'segment_code', codes('roads')],
    ['road_hazards', 'segment_code', codes('roads')],
    ['evacuation_routes', 'flood_point_code', codes('flood_points')],
    ['evacuation_routes', 'shelter_code', codes('shelters')],
    ['flood_points', 'shelter_code', codes('shelters')],
    ...layerIds.map((id) => [id, 'township', codes('townships')] as const),
  ] as const;
  for (const [id, member, known] of references) {
    for (const { properties } of demoLayer(id)) {
      if (properties[member] !== undefined) expect(known, `${id} ${properties.code}`).toContain(properties[member]);
    }
  }
});

test('no telephone number could be a person’s', () => {
  for (const id of layerIds) {
    for (const { properties } of demoLayer(id)) {
      for (const [member, value] of Object.entries(properties)) {
        if (member.endsWith('_phone')) expect(value).toMatch(/^13800000\d{3}$/);
      }
    }
  }
});
