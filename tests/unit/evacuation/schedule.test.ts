import type { Feature } from 'geojson';
import { describe, expect, it } from 'vitest';
import { readRoadLines } from '../../../server/evacuation/network/read-roads.ts';
import { planEvacuation } from '../../../server/evacuation/plan/plan.ts';
import { readPlanPoints, readPlanShelters } from '../../../server/evacuation/plan/read-places.ts';
import type { PlanReport } from '../../../server/evacuation/plan/types.ts';
import { at, noon, road, type XY } from './county.ts';

const place = (code: string, where: XY, members: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: at(where) },
  properties: { code, ...members },
});

/** Two villages, one road into the shelter: the second has to wait for the first. */
async function planned(): Promise<PlanReport> {
  return planEvacuation({
    at: { from: noon, to: noon },
    mode: 'whole',
    by: 'time',
    travel: 'foot',
    roads: readRoadLines([
      road(
        'A',
        [
          [0, 0],
          [500, 0],
        ],
        { width_m: 1 },
      ),
      road(
        'B',
        [
          [500, 600],
          [500, 0],
        ],
        { width_m: 1 },
      ),
      road(
        'IN',
        [
          [500, 0],
          [900, 0],
        ],
        { width_m: 1 },
      ),
    ]).roads,
    points: readPlanPoints([place('V', [0, 10], { people: 400 }), place('W', [500, 600], { people: 300 })]),
    shelters: readPlanShelters([place('S', [900, 0], { capacity: 1000 })]),
  });
}

describe('the schedule of a clearance', () => {
  it('ends with the very second of the clearance time', async () => {
    const { clearance, schedule } = await planned();
    const last = Math.max(...(schedule?.groups ?? []).map(({ arrives_s }) => arrives_s[1]));
    expect(last).toBe(clearance?.seconds);
    expect(clearance?.seconds).toBeGreaterThan(0);
  });

  it('lets no more onto a road than it can carry, one group after the other, and nobody before they get there', async () => {
    const { schedule } = await planned();
    const { roads = [], groups = [] } = schedule ?? {};
    for (const [index, { people_per_h }] of roads.entries()) {
      const passes = groups
        .flatMap(({ passes: own, people }) =>
          own.filter(([place]) => place === index).map(([, begin, end]) => ({ begin, end, people })),
        )
        .sort((a, b) => a.begin - b.begin);
      for (const [place, { begin, end, people }] of passes.entries()) {
        expect(((end - begin) * people_per_h) / 3600).toBeGreaterThanOrEqual(people - 0.01);
        expect(begin).toBeGreaterThanOrEqual(passes[place - 1]?.end ?? 0);
      }
    }
    for (const { access_s, passes } of groups) {
      let [first, last] = [access_s, access_s];
      for (const [index, begin, end] of passes) {
        expect(begin).toBeGreaterThanOrEqual(first - 0.002);
        expect(end).toBeGreaterThanOrEqual(last - 0.002);
        const seconds = roads[index]?.seconds ?? 0;
        [first, last] = [begin + seconds, end + seconds];
      }
    }
  });

  it('counts on each road those who pass it, and who waits where', async () => {
    const { schedule, clearance } = await planned();
    const into = schedule?.roads.find(({ road: code }) => code === 'IN');
    expect(into?.people).toBe(700);
    expect(into?.waited_person_s).toBeGreaterThan(0);
    const most = schedule?.roads.reduce((a, b) => (b.waited_person_s > a.waited_person_s ? b : a));
    expect(most?.road).toBe(clearance?.bottleneck?.road);
  });
});
