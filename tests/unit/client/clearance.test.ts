import fc from 'fast-check';
import type { Feature } from 'geojson';
import { describe, expect, it } from 'vitest';
import {
  arrivalCurve,
  arrivedBy,
  type ClearanceSchedule,
  dotsAt,
  filledBy,
  movingGroups,
  peoplePerDot,
  placeOfPerson,
  readSchedule,
  roadLoad,
} from '../../../client/actions/clearance.ts';

/**
 *   V (100) ──A──┐
 *                ├──IN── S        A, B: 100 s; IN: 50 s; one person a second passes each
 *   W (50)  ──B──┘
 */
const features = [
  line([0, 0], [0.01, 0]),
  line([0.01, 0.01], [0.01, 0]),
  line([0.01, 0], [0.02, 0], { seconds: 50 }),
  group('V', 100, [0, 0], 10, [
    [0, 10, 110],
    [2, 160, 260],
  ]),
  group('W', 50, [0.01, 0.01], 0, [
    [1, 0, 50],
    [2, 100, 160],
  ]),
];

function line(from: number[], to: number[], members: { seconds?: number } = {}): Feature {
  return {
    type: 'Feature',
    geometry: { type: 'LineString', coordinates: [from, to] },
    properties: { kind: 'clearance_road', seconds: 100, people_per_h: 3600, ...members },
  };
}

function group(point: string, people: number, from: number[], access_s: number, passes: number[][]): Feature {
  const [, begin = 0, end = 0] = passes.at(-1) ?? [];
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: from },
    properties: {
      kind: 'clearance_group',
      point,
      shelter: 'S',
      people,
      to: [0.02, 0],
      access_s,
      passes,
      arrives_s: [begin + 50, end + 50],
    },
  };
}

const schedule = readSchedule({ type: 'FeatureCollection', features } as never) as ClearanceSchedule;
const [a, , into] = schedule.roads;
const [v] = schedule.groups;
if (!a || !into || !v) throw new Error('the schedule has lost a road or a group');

describe('a clearance that is played', () => {
  it('ends when the last person is in, and not a second sooner', () => {
    expect(schedule.seconds).toBe(310);
    expect(arrivedBy(schedule, 310)).toBe(150);
    expect(arrivedBy(schedule, 309.5)).toBe(149);
    expect(movingGroups(schedule, 310)).toEqual([]);
    expect(dotsAt(schedule, 1, 310)).toEqual([]);
  });

  it('counts whole people, each once: in a shelter or on the way', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 400, noNaN: true }), (at) => {
        const moving = movingGroups(schedule, at).reduce((sum, { people }) => sum + people, 0);
        expect(moving + arrivedBy(schedule, at)).toBe(150);
        expect([...filledBy(schedule, at).values()].reduce((sum, people) => sum + people, 0)).toBe(
          arrivedBy(schedule, at),
        );
        expect(dotsAt(schedule, 1, at)).toHaveLength(moving);
      }),
    );
  });

  it('nobody comes back out of a shelter', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 400, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (at, more) => {
          expect(arrivedBy(schedule, at + more)).toBeGreaterThanOrEqual(arrivedBy(schedule, at));
        },
      ),
    );
  });

  it('has the people where they are: at home, on the road, waiting at its end, in', () => {
    expect(placeOfPerson(schedule, v, 0, 0)).toEqual([0, 0]);
    expect(placeOfPerson(schedule, v, 0, 60)[0]).toBeCloseTo(0.005, 9);
    // The first of V get to the junction at 110 and are let onto the next road at 160.
    expect(placeOfPerson(schedule, v, 0, 130)[0]).toBeCloseTo(0.01, 9);
    expect(placeOfPerson(schedule, v, 0, 185)[0]).toBeCloseTo(0.015, 9);
    expect(placeOfPerson(schedule, v, 0, 210)).toEqual([0.02, 0]);
    // The last set foot on the road at 110 only.
    expect(placeOfPerson(schedule, v, 1, 100)).toEqual([0, 0]);
    expect(placeOfPerson(schedule, v, 1, 309)[0]).toBeCloseTo(0.0198, 9);
  });

  it('says how full a road is and who waits for it', () => {
    // A person a second for a hundred seconds: as many as it holds.
    expect(roadLoad(schedule, a, 110)).toEqual({ fullness: 1, waiting: 0 });
    expect(roadLoad(schedule, a, 60)).toEqual({ fullness: 0.5, waiting: 50 });
    expect(roadLoad(schedule, into, 160).waiting).toBe(50);
    expect(roadLoad(schedule, into, 310)).toEqual({ fullness: 0, waiting: 0 });
    expect(roadLoad(schedule, a, 0)).toEqual({ fullness: 0, waiting: 0 });
  });

  it('draws the curve from nobody to everybody', () => {
    const curve = arrivalCurve(schedule);
    expect(curve[0]).toEqual({ seconds: 0, people: 0 });
    expect(curve.at(-1)).toEqual({ seconds: 310, people: 150 });
  });

  it('lets one dot stand for more where there are many, and has a last dot for the last of a group', () => {
    expect(peoplePerDot(schedule)).toBe(1);
    expect(peoplePerDot({ ...schedule, people: 20_000 })).toBe(20);
    expect(dotsAt(schedule, 30, 0)).toHaveLength(4 + 2);
  });

  it('there is none of a plan that keeps none', () => {
    expect(readSchedule({ type: 'FeatureCollection', features: [] })).toBeUndefined();
  });
});
