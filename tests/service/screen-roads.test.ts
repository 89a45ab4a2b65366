import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { installDemoElevation, proposals, type RunSummary, screen, storeDemoRoads } from './support/screening.ts';
import { testService } from './support/service.ts';

const service = testService();
let first: RunSummary;

beforeAll(async () => {
  await storeDemoRoads(service);
  await installDemoElevation(service.dataFolder);
  first = await screen(service);
});

test('smoke', async () => {
  const all = await proposals(service);
  const open = all.filter((p) => p.properties.hazard === 'sharp_bend');
  const answer = await service.post(`/proposals/${open[0]?.id}/accept`).send({ grade: 'low', remarks: '现场复核' });
  console.log(answer.status, answer.text.slice(-900));
  console.log((await service.get(`/collections/road_hazards/items/${answer.body.properties?.hazard_id}`)).text);
  for (const t of [1,2,3]) {
    const id = open[40]?.properties.road_id;
    const road = (await service.get(`/collections/roads/items/${id}`)).body;
    road.geometry.coordinates[3][0] += 0.00001;
    const a = await service.send('patch', `/collections/roads/items/${id}`).set('content-type', 'application/merge-patch+json').send({ geometry: road.geometry, properties: {_version: road.properties._version} });
    const start = Date.now();
    console.log(a.status);
    for (;;) {
      const { body } = await service.get('/jobs?processID=rescreen-roads&status=successful');
      if (body.jobs.length === t) { console.log(Date.now() - start, JSON.stringify(body.jobs[0]), (await service.get(`/jobs/${body.jobs[0].jobID}/results`)).text); break; }
      await sleep(50);
      if (Date.now() - start > 10000) { console.log((await service.get('/jobs')).text); break; }
    }
  }
  expect(all.length).toBeGreaterThan(0);
});
