import { describe, expect, it } from 'vitest';
import { lengthMetres, metresBetween } from '../../../client/actions/editing/along.ts';
import type { Content } from '../../../client/actions/editing/content.ts';
import {
  circleAround,
  lineThrough,
  nearestRoad,
  placeOf,
  reachMetres,
  stretchAround,
} from '../../../client/actions/field/roadPlace.ts';
import { unsentKeys } from '../../../client/state/unsent.ts';
import { at, line } from '../../service/support/features.ts';

const road = (code: string, north: number, from: number | undefined): Content => ({
  geometry: line([0, north], [1000, north]),
  properties: {
    code,
    road_code: 'X201',
    township: '429901101',
    ...(from === undefined ? {} : { from_m: from, to_m: from + 1000 }),
  },
});
const [near, far] = [road('S1', 0, 12_000), road('S2', 60, 20_000)];

describe('the place on a road', () => {
  it('is on the nearest one within reach, with its chainage', () => {
    const place = nearestRoad([far, near], at(300, 20), 50);
    expect(place?.road).toBe(near);
    expect(place?.distanceMetres).toBeCloseTo(20, 0);
    expect(place?.chainageMetres).toBeCloseTo(12_300, -1);
    expect(nearestRoad([near], at(300, 200), 50)).toBeUndefined();
    expect(nearestRoad([], at(0, 0), 50)).toBeUndefined();
    expect(nearestRoad([road('S3', 0, undefined)], at(300, 0), 50)?.chainageMetres).toBeUndefined();
  });

  it('is looked for further off where the device is less sure, up to where it says nothing', () => {
    expect(reachMetres(30)).toBeGreaterThan(reachMetres(5));
    expect(reachMetres(5000)).toBe(reachMetres(500));
  });

  it.each([
    [500, 100, 12_450, 12_550],
    [10, 100, 12_000, 12_060],
    [995, 100, 12_945, 13_000],
  ])('at %d m gives a stretch of %d m that ends with the section', (along, length, from, to) => {
    const place = nearestRoad([near], at(along, 0), 50);
    const stretch = place && stretchAround(place, length);
    expect(stretch?.properties).toMatchObject({ segment_code: 'S1', road_code: 'X201', township: '429901101' });
    expect(Number(stretch?.properties.from_m)).toBeCloseTo(from, -1);
    expect(Number(stretch?.properties.to_m)).toBeCloseTo(to, -1);
  });
});

describe('a report', () => {
  const draft = { place: at(300, 10), accuracyMetres: 8, lengthMetres: 50 };

  it('lies along the road where one is near', () => {
    const found = placeOf(draft, [near]);
    expect(found?.road?.road).toBe(near);
    expect(found?.content.properties.segment_code).toBe('S1');
  });

  it('lies by itself where none is, and names none', () => {
    const found = placeOf({ ...draft, place: at(300, 400) }, [near]);
    expect(found?.road).toBeUndefined();
    expect(found?.content.properties).toEqual({});
    expect(found?.content.geometry.type).toBe('LineString');
  });

  it('has no place before anybody has said one', () => {
    expect(placeOf({ ...draft, place: undefined }, [near])).toBeUndefined();
  });

  it('counts as unsent until it and its photos are, and not while it is a draft', () => {
    const present = new Map([
      ['road_hazards/new-report-1', 1],
      ['roads/7', 1],
      ['roads/new-2', 1],
    ]);
    const queue = [
      { key: 'road_hazards/new-report-1' },
      { key: 'road_hazards/new-report-draft' },
      { key: 'shelters/3' },
      { key: 'shelters/3' },
    ];
    expect(unsentKeys(present, queue)).toEqual(['road_hazards/new-report-1', 'shelters/3']);
    expect(unsentKeys(new Map(), [])).toEqual([]);
  });
});

it('a line through a place and a circle around it have the sizes they are said to have', () => {
  const { coordinates } = lineThrough(at(0, 0), 50);
  expect(lengthMetres(coordinates)).toBeCloseTo(50, 0);
  for (const position of circleAround(at(0, 0), 30)) expect(metresBetween(at(0, 0), position)).toBeCloseTo(30, 0);
});
