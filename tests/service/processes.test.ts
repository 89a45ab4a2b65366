import { beforeEach, describe, expect, test } from 'vitest';
import { countAll, emptyAll, line, point } from './support/features.ts';
import { importPlain } from './support/plain.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';

const service = testService({ importElevation: importPlain });

beforeEach(() => emptyAll(service.database));

const execute = (process: string, inputs: unknown, more: Record<string, unknown> = {}) =>
  service.post(`/processes/${process}/execution`).send({ inputs, ...more } as object);

describe('the list of processes', () => {
  test('has each process with its description and where it is executed', async () => {
    const { body } = await service.get('/processes').set('Accept-Language', 'en');
    expect(body.processes.map(({ id }: { id: string }) => id)).toEqual([
      'buffer',
      'check-route',
      'check-routes',
      'plan-evacuation',
      'print-cards',
      'screen-roads',
    ]);
    for (const { id, links, jobControlOptions } of body.processes) {
      expect(jobControlOptions).toEqual([['buffer', 'check-route'].includes(id) ? 'sync-execute' : 'async-execute']);
      const description = await service.get(`/processes/${id}`).set('Accept-Language', 'en');
      expect(description.status).toBe(200);
      expect(description.body.id).toBe(id);
      expect(Object.values(description.body.inputs).every((input) => (input as { schema?: unknown }).schema)).toBe(
        true,
      );
      expect(Object.keys(description.body.outputs)).toHaveLength(1);
      const execution = links.find(({ rel }: { rel: string }) => rel.endsWith('/execute'));
      expect(execution.href).toBe(`${service.address}/api/processes/${id}/execution`);
    }
  });

  test('is said in the reader’s language', async () => {
    expect((await service.get('/processes/buffer')).body.title).toBe('缓冲区');
    expect((await service.get('/processes/buffer').set('Accept-Language', 'en')).body.title).toBe('Buffer');
  });

  test('cannot be executed by GET', async () => {
    const { headers } = await expectProblem(
      () => service.get('/processes/buffer/execution'),
      'method_not_allowed',
      405,
    );
    expect(headers.allow).toBe('POST, OPTIONS');
  });
});

test('an execution writes nothing', async () => {
  await execute('buffer', { features: point(0, 0), distance_m: 10 });
  await execute('check-route', { route: line([0, 0], [100, 0]) });
  expect(await countAll(service.database)).toBe(0);
});
