import type { Feature } from 'geojson';
import type request from 'supertest';
import { expect } from 'vitest';
import type { LayerId } from '../../../data/layers/definition.ts';
import { sample } from './features.ts';
import type { TestService } from './service.ts';

export interface Stored {
  readonly id: number;
  readonly path: string;
  readonly tag: string;
}

/** Creates one feature over HTTP. */
export async function create(service: TestService, layer: LayerId, feature: Feature = sample(layer)): Promise<Stored> {
  const answer = await service
    .post(`/collections/${layer}/items`)
    .set('Content-Type', 'application/geo+json')
    .send(JSON.stringify(feature));
  expect(answer.status, answer.text).toBe(201);
  const [id] = answer.body.ids;
  return { id, path: `/collections/${layer}/items/${id}`, tag: answer.headers.etag ?? '' };
}

/** A merge patch of members; `tag` names the version it changes. */
export function patch(
  service: TestService,
  path: string,
  body: Readonly<Record<string, unknown>>,
  tag?: string,
): request.Test {
  const sent = service.send('patch', path).set('Content-Type', 'application/merge-patch+json');
  if (tag !== undefined) sent.set('If-Match', tag);
  return sent.send(JSON.stringify(body));
}

export function put(service: TestService, path: string, feature: unknown, tag?: string): request.Test {
  const sent = service.send('put', path).set('Content-Type', 'application/geo+json');
  if (tag !== undefined) sent.set('If-Match', tag);
  return sent.send(JSON.stringify(feature));
}

export function transact(service: TestService, body: unknown, key?: string): request.Test {
  const sent = service.post('/transactions').set('Content-Type', 'application/json');
  if (key !== undefined) sent.set('Idempotency-Key', key);
  return sent.send(JSON.stringify(body));
}

/** What somebody else does past the service: as psql or QGIS on the table would. */
export async function meanwhile(service: TestService, sql: string): Promise<void> {
  await service.database.pool.query(sql);
}
