import { beforeAll, expect, test } from 'vitest';
import { installDemoElevation, proposals, type RunSummary, screen, storeDemoRoads } from './support/screening.ts';
import { testService } from './support/service.ts';

const service = testService();
let first: RunSummary;

beforeAll(async () => {
  await storeDemoRoads(service);
  await installDemoElevation(service.dataFolder);
  const t = Date.now();
  first = await screen(service);
  console.log(Date.now() - t, JSON.stringify(first));
});

test('smoke', async () => {
  const all = await proposals(service);
  console.log(all.length, JSON.stringify(all[5]));
  const open = all.filter((p) => p.properties.hazard === 'cliff');
  const answer = await service.post(`/proposals/${open[0]?.id}/accept`).send({ grade: 'low', remarks: '现场复核' });
  console.log(answer.status, answer.text);
  console.log((await service.get(`/collections/road_hazards/items/${answer.body.properties?.hazard_id}`)).text);
  const t = Date.now();
  console.log(JSON.stringify(await screen(service)), Date.now() - t);
  expect(all.length).toBeGreaterThan(0);
});
