import type { Feature } from 'geojson';
import { describe, expect, it } from 'vitest';
import { readPlanPoints, readPlanShelters } from '../../../server/evacuation/plan/read-places.ts';
import { ProblemError } from '../../../server/problems.ts';
import { closure, road, zone } from './county.ts';
import { codes, notes, place, plan, sent, shelterAt, tee, village } from './planning.ts';

describe('too few places', () => {
  it('serve as many as there are places, and name the shelters to enlarge', async () => {
    const report = await plan({
      roads: tee,
      points: [village('A', [0, 0], 30), village('B', [1000, 0], 30)],
      shelters: [shelterAt('S', [500, 0], 20), shelterAt('T', [500, 400], 15)],
    });
    expect([report.status, report.unserved]).toEqual(['incomplete', 25]);
    expect(report.cut?.parts).toMatchObject([
      {
        reason: 'capacity',
        people: 25,
        places_short: 25,
        shelters_to_enlarge: [
          { shelter: 'S', capacity: 20 },
          { shelter: 'T', capacity: 15 },
        ],
      },
    ]);
    expect(report.unserved_points.every(({ reason }) => reason === 'no_places')).toBe(true);
  });

  it('count everybody left out once, and apart those who compete for other shelters', async () => {
    const elsewhere = road('ELSEWHERE', [
      [0, 5000],
      [500, 5000],
    ]);
    const report = await plan({
      roads: [...tee, elsewhere],
      points: [
        village('A', [0, 0], 30),
        village('B', [1000, 0], 30),
        village('C', [500, 400], 30),
        village('D', [0, 5000], 30),
      ],
      shelters: [shelterAt('S', [500, 0], 20), shelterAt('T', [500, 5000], 25)],
    });
    expect(report.cut?.parts).toMatchObject([
      { people: 70, points: ['A', 'B', 'C'], shelters_to_enlarge: [{ shelter: 'S' }] },
      { people: 5, points: ['D'], shelters_to_enlarge: [{ shelter: 'T' }] },
    ]);
    expect(report.unserved).toBe(75);
  });

  it('point to the closed road that leads to more of them', async () => {
    const report = await plan({
      roads: tee,
      points: [village('A', [0, 0], 30)],
      shelters: [shelterAt('S', [500, 0], 20), shelterAt('T', [1000, 0], 100)],
      closures: [
        closure(
          [
            [600, 0],
            [700, 0],
          ],
          { segment_code: 'EAST' },
        ),
      ],
    });
    expect(report.unserved).toBe(10);
    expect(codes(report.cut?.parts[0]?.edges_to_open ?? [])).toEqual(['EAST']);
  });

  it('for a whole village name the roomiest shelter it can get to', async () => {
    const report = await plan({
      roads: tee,
      mode: 'whole',
      points: [village('A', [0, 0], 30)],
      shelters: [shelterAt('S', [500, 0], 20), shelterAt('T', [1000, 0], 25)],
    });
    expect([report.unserved, report.cut?.parts[0]?.shelters_to_enlarge[0]]).toEqual([
      30,
      { shelter: 'T', capacity: 25 },
    ]);
    expect(report.cut?.parts[0]?.places_short).toBe(5);
  });
});

describe('bad input', () => {
  const points = [village('V', [100, 0], 50)];
  const shelters = [shelterAt('S', [1000, 0], 100)];

  it.each([
    ['0', 0, 'no_capacity', 'no_capacity'],
    ['missing', undefined, 'capacity_unknown', 'capacity_unknown'],
    ['null', null, 'capacity_unknown', 'capacity_unknown'],
  ])('a capacity of %s takes nobody and is told', async (_, capacity, state, note) => {
    const report = await plan({ roads: tee, points, shelters: [shelterAt('S', [1000, 0], capacity)] });
    expect([report.status, report.unserved, report.shelters[0]?.state]).toEqual(['incomplete', 50, state]);
    expect(notes(report)).toContain(note);
    expect(report.cut?.parts[0]?.reason).toBe('shelters');
  });

  it('a shelter that is closed, or in a flood zone, takes nobody', async () => {
    const closed = await plan({ roads: tee, points, shelters: [shelterAt('S', [1000, 0], 100, { state: 'closed' })] });
    expect(closed.shelters[0]?.state).toBe('closed');
    const wet = await plan({ roads: tee, points, shelters, floodZones: [zone('Z', [[950, -50, 1050, 50]])] });
    expect([wet.shelters[0]?.state, wet.unserved]).toEqual(['in_flood_zone', 50]);
  });

  it('no shelter at all leaves everybody without a place', async () => {
    const report = await plan({ roads: tee, points, shelters: [] });
    expect([report.status, report.unserved, report.unserved_points[0]?.reason]).toEqual([
      'incomplete',
      50,
      'no_shelter',
    ]);
  });

  it('people missing are unknown, never 0: they are shown a way, and the plan is in doubt', async () => {
    const report = await plan({ roads: tee, points: [...points, village('W', [0, 0])], shelters });
    expect(report.status).toBe('unknown');
    expect(report.points_of_unknown_people).toEqual(['W']);
    expect(sent(report)).toEqual([
      ['V', 'S', 50],
      ['W', 'S', null],
    ]);
    expect(notes(report)).toContain('people_unknown');
    const nobody = await plan({ roads: tee, points: [...points, village('W', [0, 0], 0)], shelters });
    expect([nobody.status, sent(nobody)]).toEqual(['complete', [['V', 'S', 50]]]);
    expect(notes(nobody)).toContain('nobody_there');
  });

  it('a point of unknown people that no road leaves is named too', async () => {
    const report = await plan({ roads: tee, points: [...points, village('W', [0, 900])], shelters });
    expect([report.status, report.unserved_points]).toMatchObject([
      'unknown',
      [{ point: 'W', people: null, reason: 'off_network' }],
    ]);
  });

  it('a point off the network is not served, with its distance', async () => {
    const far = [village('V', [100, 280], 50)];
    const report = await plan({ roads: tee, points: far, shelters });
    expect(report.unserved_points).toMatchObject([{ point: 'V', people: 50, reason: 'off_network' }]);
    expect(report.unserved_points[0]?.message.en).toContain('280 m');
    expect(report.cut?.parts).toMatchObject([{ reason: 'roads', people: 50, edges_to_open: [] }]);
    const reached = await plan({ roads: tee, points: far, shelters, reachMetres: 300 });
    expect([reached.status, notes(reached)]).toEqual(['complete', ['far_from_road']]);
  });

  it('a shelter off the network is told', async () => {
    const report = await plan({ roads: tee, points, shelters: [shelterAt('S', [1000, 350], 100)] });
    expect([report.shelters[0]?.state, report.unserved]).toEqual(['off_network', 50]);
  });

  it('an island has no way out', async () => {
    const island = road('ISLE', [
      [0, 2000],
      [200, 2000],
    ]);
    const report = await plan({ roads: [...tee, island], points: [village('V', [100, 2000], 7)], shelters });
    expect(report.unserved_points).toMatchObject([{ people: 7, reason: 'no_way' }]);
    expect(report.cut?.parts[0]).toMatchObject({ reason: 'roads', edges_to_open: [] });
    expect(report.network.faults.map(({ code }) => code)).toContain('island');
  });

  it('a one-way trap holds vehicles, not people on foot', async () => {
    const trap = road(
      'TRAP',
      [
        [1000, 0],
        [1200, 0],
      ],
      { oneway: 'forward' },
    );
    const county = { roads: [...tee, trap], points: [village('V', [1200, 0], 7)], shelters };
    const driven = await plan({ ...county, by: 'time', travel: 'vehicle' });
    expect(driven.unserved_points).toMatchObject([{ people: 7, reason: 'no_way' }]);
    expect((await plan(county)).status).toBe('complete');
  });

  it('a vehicle needs the margin beside it that the route check asks for', async () => {
    const driven = (width_m: number) =>
      plan({
        roads: [
          road(
            'R',
            [
              [0, 0],
              [300, 0],
            ],
            { width_m },
          ),
        ],
        points: [village('V', [0, 0], 5)],
        shelters: [shelterAt('S', [300, 0], 10)],
        by: 'time',
        travel: 'vehicle',
        vehicleWidthMetres: 4.2,
      });
    expect((await driven(4.5)).status).toBe('incomplete');
    expect((await driven(4.7)).status).toBe('complete');
  });

  it('roads without length and roads drawn twice change nothing but are listed', async () => {
    const clean = await plan({ roads: tee, points, shelters });
    const dirty = await plan({
      roads: [
        ...tee,
        road('DOT', [
          [500, 0],
          [500, 0],
        ]),
        road('TWIN', [
          [500, 0],
          [0, 0],
        ]),
      ],
      points,
      shelters,
    });
    expect(dirty.person_m).toBe(clean.person_m);
    expect(dirty.network.faults.map(({ code, road: key }) => [code, key])).toEqual([
      ['zero_length', 'DOT'],
      ['duplicate_edge', 'TWIN'],
    ]);
    // The second drawing is no second way.
    expect(dirty.losses.find(({ road: key }) => key === 'WEST')?.cut_off).toBe(50);
  });

  it('a closure of the second drawing shuts the road', async () => {
    const report = await plan({
      roads: [
        ...tee,
        road('TWIN', [
          [500, 0],
          [0, 0],
        ]),
      ],
      points,
      shelters,
      closures: [
        closure(
          [
            [200, 0],
            [300, 0],
          ],
          { segment_code: 'TWIN' },
        ),
      ],
    });
    expect(report.unserved).toBe(50);
  });

  it('a point at its shelter is there', async () => {
    const report = await plan({ roads: tee, points: [village('V', [1000, 0], 5)], shelters });
    expect([report.status, report.person_m, report.gap]).toEqual(['complete', 0, 0]);
    expect(report.assignments[0]?.route.geometry.type).toBe('Point');
  });

  it.each([
    ['negative people', [village('V', [0, 0], -5)], 'properties.people'],
    ['half a person', [village('V', [0, 0], 2.5)], 'properties.people'],
    ['people in words', [village('V', [0, 0], 'many')], 'properties.people'],
    ['infinitely many', [village('V', [0, 0], Number.POSITIVE_INFINITY)], 'properties.people'],
    ['the same code twice', [village('V', [0, 0], 5), village('V', [9, 0], 5)], 'code'],
    [
      'a line',
      [
        road('V', [
          [0, 0],
          [1, 1],
        ]),
      ],
      'geometry',
    ],
    ['no geometry', [{ type: 'Feature', geometry: null, properties: {} } as unknown as Feature], 'geometry'],
    [
      'a place off the globe',
      [{ ...village('V', [0, 0], 5), geometry: { type: 'Point', coordinates: [200, 31] } } as Feature],
      'geometry.coordinates',
    ],
  ])('points with %s are refused with the feature and the member', (_, features, member) => {
    expect(() => readPlanPoints(features)).toThrow(ProblemError);
    try {
      readPlanPoints(features);
    } catch (error) {
      const [fault] = error instanceof ProblemError ? (error.details.faults ?? []) : [];
      expect([fault?.feature, fault?.member]).toEqual([features.length, member]);
    }
  });

  it.each([' ', '\t', ''])('blank people %j are unknown, never 0', (blank) => {
    expect(readPlanPoints([village('V', [0, 0], blank)])[0]?.people).toBeNull();
    expect(readPlanShelters([shelterAt('S', [0, 0], blank)])[0]?.capacity).toBeNull();
  });

  it.each(['0x10', '1e3', '+5', '5人'])('people %j are no number and refused', (people) => {
    expect(() => readPlanPoints([village('V', [0, 0], people)])).toThrow(ProblemError);
  });

  it('a lead time that is no number of minutes is refused', () => {
    expect(() => readPlanPoints([place('V', [0, 0], { people: 5, lead_time_min: 'soon' })])).toThrow(ProblemError);
  });

  it('shelters of negative capacity are refused', () => {
    expect(() => readPlanShelters([shelterAt('S', [0, 0], -1)])).toThrow(ProblemError);
  });

  it('no road, or no point, is refused', async () => {
    await expect(plan({ roads: [], points, shelters })).rejects.toThrow(ProblemError);
    await expect(plan({ roads: tee, points: [], shelters })).rejects.toThrow(ProblemError);
  });
});
