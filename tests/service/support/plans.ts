import { setTimeout as sleep } from 'node:timers/promises';
import type { Feature } from 'geojson';
import { expect } from 'vitest';
import type { PlanResult } from '../../../server/plans/plan-store.ts';
import type { TestService } from './service.ts';

export interface JobStatus {
  readonly jobID: string;
  readonly status: string;
  readonly progress: number;
  readonly message?: string;
  readonly problem?: { readonly code: string; readonly detail: string };
}

/** Starts plan-evacuation and gives its job as it stands when it has ended. */
export async function planJob(service: TestService, inputs: Record<string, unknown> = {}): Promise<JobStatus> {
  const started = await service
    .post('/processes/plan-evacuation/execution')
    .set('Accept-Language', 'en')
    .send({ inputs });
  expect(started.status, JSON.stringify(started.body)).toBe(201);
  return await ended(service, started.body.jobID);
}

export async function ended(service: TestService, id: string): Promise<JobStatus> {
  for (;;) {
    const { body } = await service.get(`/jobs/${id}`).set('Accept-Language', 'en');
    if (body.status !== 'accepted' && body.status !== 'running') return body;
    await sleep(50);
  }
}

/** Plans, and expects that a plan comes of it. */
export async function makePlan(service: TestService, inputs: Record<string, unknown> = {}): Promise<PlanResult> {
  const job = await planJob(service, inputs);
  expect(job.status, JSON.stringify(job.problem)).toBe('successful');
  const { body } = await service.get(`/jobs/${job.jobID}/results`).expect(200);
  return body;
}

/** The report of a plan in English. */
export async function reportOf(service: TestService, plan: number) {
  const { body } = await service.get(`/plans/${plan}/report`).set('Accept-Language', 'en').expect(200);
  return body;
}

export async function featuresOf(service: TestService, plan: number, kind?: string): Promise<Feature[]> {
  const { body } = await service.get(`/plans/${plan}/features${kind ? `?kind=${kind}` : ''}`).expect(200);
  return body.features;
}

export async function evacuationRoutes(service: TestService): Promise<Feature[]> {
  const { body } = await service.get('/collections/evacuation_routes/items?limit=1000').expect(200);
  return body.features;
}
