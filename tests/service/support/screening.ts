import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Feature, FeatureCollection, LineString } from 'geojson';
import { expect } from 'vitest';
import type { LayerId } from '../../../data/layers/definition.ts';
import { demoElevationFile } from '../../../server/demo-county.ts';
import { importElevation } from '../../../server/elevation/import.ts';
import { store } from './features.ts';
import type { TestService } from './service.ts';

const demoFolder = path.join(import.meta.dirname, '../../../data/demo');

export async function demoFeatures(layer: LayerId): Promise<Feature[]> {
  const content = await readFile(path.join(demoFolder, `${layer}.geojson`), 'utf8');
  return (JSON.parse(content) as FeatureCollection).features;
}

/** Stores the demo county's roads and water, or those of some road numbers, as somebody's own. */
export async function storeDemoRoads(
  service: Pick<TestService, 'database'>,
  roadCodes?: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const roads = (await demoFeatures('roads')).filter(
    ({ properties }) => !roadCodes || roadCodes.includes(String(properties?.road_code)),
  );
  const ids = await store(service.database, 'roads', roads);
  for (const layer of ['water_bodies', 'watercourses'] as const) {
    await store(service.database, layer, await demoFeatures(layer));
  }
  return new Map(roads.map(({ properties }, index) => [String(properties?.code), ids[index] ?? 0]));
}

export async function installDemoElevation(dataFolder: string): Promise<void> {
  await importElevation({ dataFolder, files: [demoElevationFile], name: 'demo' });
}

/**
 * The same for a service that runs, once it has taken the elevation up: before anything is screened, or the elevation is
 * news to what was screened and all roads are due again some time later.
 */
export async function useDemoElevation({ dataFolder, database }: TestService): Promise<void> {
  await installDemoElevation(dataFolder);
  for (let attempt = 0; attempt < 600; attempt++) {
    const { rows } = await database.pool.query<{ rasters: number }>(
      `SELECT jsonb_array_length(value) AS rasters FROM anlan.settings WHERE key = 'elevation_followed'`,
    );
    if ((rows[0]?.rasters ?? 0) > 0) return;
    await sleep(50);
  }
  throw new Error('the elevation was not taken up');
}

export interface StatusInfo {
  readonly jobID: string;
  readonly processID: string;
  readonly status: string;
  readonly progress: number;
  readonly message?: string;
  readonly problem?: { readonly code: string; readonly detail: string };
}

/** Submits a screening; gives the job's id. */
export async function submit(service: TestService, inputs: Record<string, unknown> = {}): Promise<string> {
  const answer = await service.post('/processes/screen-roads/execution').send({ inputs });
  expect(answer.status, answer.text).toBe(201);
  return answer.body.jobID;
}

/** Waits until the job has ended, and gives every status seen on the way. */
export async function follow(service: TestService, id: string): Promise<StatusInfo[]> {
  const seen: StatusInfo[] = [];
  for (;;) {
    const { body } = await service.get(`/jobs/${id}`);
    seen.push(body);
    if (!['accepted', 'running'].includes(body.status)) return seen;
    await sleep(30);
  }
}

export async function screen(service: TestService, inputs: Record<string, unknown> = {}): Promise<RunSummary> {
  const id = await submit(service, inputs);
  const last = (await follow(service, id)).at(-1);
  expect(last?.status, JSON.stringify(last)).toBe('successful');
  return (await service.get(`/jobs/${id}/results`)).body;
}

export interface RunSummary {
  readonly run: number;
  readonly roads: number;
  readonly length_m: number;
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly outcome: Readonly<
    Record<'added' | 'changed' | 'unchanged' | 'superseded' | 'decided' | 'attention', number>
  >;
}

export interface Proposal extends Feature<LineString> {
  readonly id: number;
  readonly properties: Record<string, unknown> & { readonly evidence: Record<string, unknown> };
}

export async function proposals(service: TestService, query = ''): Promise<Proposal[]> {
  const { body } = await service.get(`/proposals?limit=10000${query && `&${query}`}`);
  return body.features;
}
