import { expect, it } from 'vitest';
import { exportedCollection } from '../../../server/formats/geojson/origin.ts';
import { writeGeoJson } from '../../../server/formats/geojson/write.ts';

async function* noFeatures(): AsyncGenerator<string> {}

async function written(collection?: string): Promise<string> {
  let content = '';
  for await (const piece of writeGeoJson(noFeatures(), collection)) content += piece;
  return content;
}

const origin = (content: string) => exportedCollection(Buffer.from(content));

it('is the layer that an export says at its head, also after a program has laid it out anew', async () => {
  const content = await written('water_bodies');
  expect(JSON.parse(content)).toEqual({ type: 'FeatureCollection', collection: 'water_bodies', features: [] });
  expect(origin(content)).toBe('water_bodies');
  expect(origin(`\uFEFF${JSON.stringify(JSON.parse(content), null, 2)}`)).toBe('water_bodies');
});

it('is of no layer where the head does not say it', async () => {
  expect(origin(await written())).toBeUndefined();
  const within = { type: 'FeatureCollection', features: [{ type: 'FeatureCollection', collection: 'roads' }] };
  expect(origin(JSON.stringify(within))).toBeUndefined();
  expect(origin('')).toBeUndefined();
});
