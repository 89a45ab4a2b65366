import { layers } from '../../../data/layers/index.ts';
import { type Role, roleIds } from '../../../data/roles.ts';
import { makeAccount, signedIn, type TestAccount } from '../../setup/accounts.ts';
import { rectangle, sample, store } from './features.ts';
import type { TestService } from './service.ts';

export const ownTownship = '429901101';
export const otherTownship = '429901102';

/** Two townships side by side: own from −500 to 500 m, other from 1,000 to 2,000 m east. */
export async function drawTownships(service: TestService): Promise<void> {
  await store(service.database, 'townships', [
    sample('townships', { code: ownTownship, name: '安澜镇' }, rectangle(-500, -500, 500, 500)),
    sample('townships', { code: otherTownship, name: '临水镇' }, rectangle(1000, -500, 2000, 500)),
  ]);
}

/** An account of each role, by role. */
export async function makePeople(service: TestService): Promise<Record<Role, TestAccount>> {
  const people = new Map<Role, TestAccount>();
  for (const role of roleIds) {
    const township = role === 'township' ? ownTownship : null;
    people.set(role, await makeAccount(service.database, { name: `${role}-1`, role, township }));
  }
  return Object.fromEntries(people) as Record<Role, TestAccount>;
}

export function sessionOf(service: TestService, { name, password }: TestAccount): Promise<Record<string, string>> {
  return signedIn(service.address, name, password);
}

/** A request below /api with its headers as they are; JSON goes out and comes in. */
export async function call(
  service: TestService,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: unknown,
): Promise<{ status: number; body: unknown; headers: Headers; text: string }> {
  const isPatch = method === 'PATCH' && path.includes('/items/');
  const answer = await fetch(`${service.address}/api${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': isPatch ? 'application/merge-patch+json' : 'application/json' }),
      'Accept-Language': 'en',
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, headers: answer.headers, text, body: isJson && text ? JSON.parse(text) : undefined };
}

export function hasTownship(layer: keyof typeof layers): boolean {
  return Object.hasOwn(layers[layer].properties, 'township');
}
