import { describe, expect, test } from 'vitest';
import { layerIds, layerList } from '../../data/layers/index.ts';
import { at, emptyAll, line, point, sample, store } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';

const service = testService();
const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

describe('the collections', () => {
  test('are the layers, in their order, each like its own document', async () => {
    const { body } = await service.get('/collections').set('Accept-Language', 'en');
    expect(body.collections.map(({ id }: { id: string }) => id)).toEqual(layerIds);
    for (const [index, layer] of layerList.entries()) {
      const one = await service.get(`/collections/${layer.id}`).set('Accept-Language', 'en');
      expect(one.body).toEqual(body.collections[index]);
      expect(one.body).toMatchObject({ title: layer.title.en, itemType: 'feature', crs: [crs84] });
      const items = one.body.links.find(({ rel }: { rel: string }) => rel === 'items');
      expect(items).toMatchObject({
        href: `${service.address}/api/collections/${layer.id}/items`,
        type: 'application/geo+json',
      });
      for (const { href } of one.body.links) expect((await fetch(href)).status, href).toBe(200);
    }
  });

  test('are titled in the reader’s language', async () => {
    expect((await service.get('/collections/roads')).body.title).toBe('公路');
    expect((await service.get('/collections/roads').set('Accept-Language', 'en')).body.title).toBe('Roads');
  });

  test('have the extent of what they hold, and none while they are empty', async () => {
    const extent = async () => (await service.get('/collections/roads')).body.extent;
    expect(await extent()).toBeUndefined();
    await store(service.database, 'roads', [
      sample('roads', {}, line([0, 0], [100, 50])),
      sample('roads', {}, line([-20, 80], [10, 90])),
    ]);
    const [west, south, east, north] = [...at(-20, 0), ...at(100, 90)];
    expect(await extent()).toEqual({ spatial: { bbox: [[west, south, east, north]], crs: crs84 } });
    // A change made past the service counts as well.
    await service.database.pool.query('DELETE FROM anlan.roads WHERE ST_XMin(geom) < 110.2');
    expect((await extent()).spatial.bbox[0]).toEqual([...at(0, 0), ...at(100, 50)]);
    await emptyAll(service.database);
    expect(await extent()).toBeUndefined();
  });

  test('of one point have an extent without area', async () => {
    await store(service.database, 'shelters', [sample('shelters', {}, point(5, 5))]);
    expect((await service.get('/collections/shelters')).body.extent.spatial.bbox).toEqual([[...at(5, 5), ...at(5, 5)]]);
  });

  test('that are not there are named, with those that are', async () => {
    const { en } = await expectProblem(() => service.get('/collections/rivers'), 'unknown_collection', 404);
    expect(en.detail).toContain('rivers');
    for (const id of layerIds) expect(en.detail).toContain(id);
  });

  test.each(['/collections', '/collections/roads'])('%s has its methods, formats and parameters', async (path) => {
    const { headers } = await expectProblem(() => service.send('put', path), 'method_not_allowed', 405);
    expect(headers.allow).toBe('GET, HEAD, OPTIONS');
    expect((await service.send('options', path)).headers.allow).toBe('GET, HEAD, OPTIONS');
    expect((await service.send('head', path)).status).toBe(200);
    await expectProblem(() => service.get(path).set('Accept', 'text/html'), 'not_acceptable', 406);
    await expectProblem(() => service.get(`${path}?limit=1`), 'unknown_parameter', 400);
    expect((await service.get(`${path}?f=json`)).status).toBe(200);
  });

  test('come again unchanged as 304', async () => {
    const { etag = '' } = (await service.get('/collections')).headers;
    expect((await service.get('/collections').set('If-None-Match', etag)).status).toBe(304);
  });
});

describe('the schema of a collection (OGC API – Common Part 3)', () => {
  test.each(layerList)('of $id has each member once, with the roles of id, geometry and time', async (layer) => {
    const collection = (await service.get(`/collections/${layer.id}`)).body as {
      links: { rel: string; href: string; type: string }[];
    };
    const link = collection.links.find(({ rel }) => rel === 'http://www.opengis.net/def/rel/ogc/1.0/schema');
    expect(link).toMatchObject({ type: 'application/schema+json' });
    const answer = await service.get(new URL(link?.href ?? '').pathname.replace('/api', ''));
    expect(answer.headers['content-type']).toMatch(/^application\/schema\+json/);
    const schema = JSON.parse(answer.text ?? answer.body.toString());
    expect(schema).toMatchObject({ $id: link?.href, type: 'object', required: ['geometry', ...layer.required] });
    expect(Object.keys(schema.properties)).toEqual([
      'id',
      'geometry',
      ...Object.keys(layer.properties),
      '_version',
      '_created_at',
      '_updated_at',
    ]);
    const withRole = (role: string) =>
      Object.entries<Record<string, unknown>>(schema.properties)
        .filter(([, member]) => member['x-ogc-role'] === role)
        .map(([name]) => name);
    expect(withRole('id')).toEqual(['id']);
    expect(withRole('primary-geometry')).toEqual(['geometry']);
    expect(schema.properties.geometry.format).toBe(`geometry-${layer.geometry.toLowerCase()}`);
    expect(withRole('primary-interval-start')).toEqual(layer.temporal ? [layer.temporal.start] : []);
    expect(withRole('primary-interval-end')).toEqual(layer.temporal ? [layer.temporal.end] : []);
    for (const name of ['id', '_version', '_created_at', '_updated_at']) {
      expect(schema.properties[name].readOnly).toBe(true);
    }
  });

  test('is advertised under both names of the standard', async () => {
    const { conformsTo } = (await service.get('/conformance')).body as { conformsTo: string[] };
    for (const part of ['ogcapi-features-5', 'ogcapi-common-3']) {
      expect(conformsTo).toContain(`http://www.opengis.net/spec/${part}/1.0/conf/schemas`);
    }
  });
});
