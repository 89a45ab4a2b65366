import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, test } from 'vitest';
import { layerList } from '../../data/layers/index.ts';
import { filterableMembers, itemsParameters } from '../../server/http/items-request.ts';
import { processList } from '../../server/processes/index.ts';
import { full, store } from './support/features.ts';
import { testService } from './support/service.ts';

const service = testService();

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly ({ readonly name: string; readonly in: string } | { readonly $ref: string })[];
}
interface Description {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly parameters: Readonly<Record<string, { readonly name: string }>> };
}

let description: Description;

beforeAll(async () => {
  for (const { id } of layerList) await store(service.database, id, [full(id)]);
  const answer = await service.get('/openapi').set('Accept-Language', 'en');
  expect(answer.headers['content-type']).toMatch(/^application\/vnd\.oai\.openapi\+json;\s*version=3\.0/);
  description = JSON.parse(answer.text ?? answer.body.toString());
});

describe('the OpenAPI description', () => {
  test.each(['zh', 'en'])('is valid OpenAPI 3.0 in %s', async (language) => {
    const answer = await service.get('/openapi?f=json').set('Accept-Language', language).buffer(true);
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(answer.text ?? answer.body.toString()));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.0');
  });

  test('lists every collection and process, with operation ids that differ', () => {
    for (const { id } of layerList) {
      expect(Object.keys(description.paths)).toEqual(
        expect.arrayContaining([
          `/collections/${id}`,
          `/collections/${id}/items`,
          `/collections/${id}/items/{featureId}`,
        ]),
      );
    }
    for (const { id } of processList) expect(description.paths).toHaveProperty([`/processes/${id}/execution`, 'post']);
    const operations = Object.values(description.paths).flatMap((path) => Object.values(path));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('lists paths that are there', async () => {
    expect(description.servers[0]?.url).toBe(`${service.address}/api`);
    for (const [path, operations] of Object.entries(description.paths)) {
      // The stream of events is there but never ends; paths of one transaction, job, proposal, plan, route or photo need one to name.
      if (!operations.get || path === '/events' || /{(transaction|job|proposal|plan|route|photo)Id}/.test(path))
        continue;
      // A profile needs a line.
      if (path === '/elevation/profile') continue;
      // A card needs a point with a code.
      if (path.includes('{floodPointCode}')) continue;
      // A search needs words.
      if (path === '/search') continue;
      // A comparison needs two plans.
      if (path === '/plans/compare') continue;
      // Accounts are for sessions.
      if (/^\/(users|tokens|settings)/.test(path)) continue;
      const answer = await service.get(path.replace(/\{(feature|floodPoint)Id\}/, '1'));
      expect(answer.status, path).toBe(200);
    }
  });

  test('lists the parameters that items take, and no others', async () => {
    for (const layer of layerList) {
      const listed = description.paths[`/collections/${layer.id}/items`]?.get?.parameters ?? [];
      const names = listed.map((parameter) =>
        'name' in parameter
          ? parameter.name
          : description.components.parameters[parameter.$ref.split('/').at(-1) ?? '']?.name,
      );
      expect([...names].sort()).toEqual(
        [...itemsParameters.filter((name) => name !== 'f'), ...filterableMembers(layer)].sort(),
      );
    }
  });
});
