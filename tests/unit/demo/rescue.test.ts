import type { LineString } from 'geojson';
import { describe, expect, test } from 'vitest';
import { gradeCodes, hazardCodes, hazardStateCodes } from '../../../data/layers/codes.ts';
import { warningDurationsHours } from '../../../data/layers/flood_points.ts';
import { openElevationFiles } from '../../../server/elevation/elevation-service.ts';
import { CountyFeatures } from '../../../server/evacuation/county/county-features.ts';
import { CountyWays, roadsOfCounty } from '../../../server/evacuation/county/county-ways.ts';
import { checkRoute } from '../../../server/evacuation/index.ts';
import { readRoadLines } from '../../../server/evacuation/network/read-roads.ts';
import { profilePlaces } from '../../../server/evacuation/profile.ts';
import type { Verdict } from '../../../server/evacuation/types.ts';
import {
  apart,
  type DemoFeature,
  demoLayer,
  type Flat,
  flat,
  inRings,
  keyOf,
  SegmentIndex,
  segmentsOf,
} from './support/demo.ts';

describe('hazards', () => {
  const hazards = demoLayer('road_hazards');

  test('are there of every kind, grade and state, and nearly every kind in every grade', () => {
    const of = (member: string): Set<unknown> => new Set(hazards.map(({ properties }) => properties[member]));
    const values = (codes: readonly { value: string }[]): Set<unknown> => new Set(codes.map((code) => code.value));
    expect(of('hazard')).toEqual(values(hazardCodes));
    expect(of('grade')).toEqual(values(gradeCodes));
    expect(of('state')).toEqual(values(hazardStateCodes));
    const pairs = new Set(hazards.map(({ properties }) => `${properties.hazard} ${properties.grade}`));
    expect(pairs.size).toBeGreaterThanOrEqual(16);
  });

  test('lie on the section they name, within its chainage', () => {
    const roads = new Map(demoLayer('roads').map((road) => [road.properties.code, road]));
    let named = 0;
    for (const { geometry, properties } of hazards) {
      const road = roads.get(properties.segment_code);
      if (!road) continue;
      named++;
      expect(properties.road_code).toBe(road.properties.road_code);
      expect(Number(properties.from_m)).toBeGreaterThanOrEqual(Number(road.properties.from_m) - 0.1);
      expect(Number(properties.to_m)).toBeLessThanOrEqual(Number(road.properties.to_m) + 0.1);
      const line = road.geometry.coordinates.map(flat);
      for (const position of geometry.coordinates) {
        const place = flat(position);
        expect(Math.min(...line.map((vertex) => apart(vertex, place)))).toBeLessThan(20);
      }
    }
    expect(named).toBeGreaterThan(hazards.length / 2);
  });
});

test('a bend’s radius is that of its line, by the tightest circle through vertices two apart', () => {
  const bends = demoLayer('road_hazards').filter(({ properties }) => properties.hazard === 'sharp_bend');
  const roads = new Map(demoLayer('roads').map((road) => [road.properties.code, road]));
  let measured = 0;
  for (const bend of bends) {
    const road = roads.get(bend.properties.segment_code);
    if (!road) continue;
    const places = new Set(bend.geometry.coordinates.map(keyOf));
    const line = road.geometry.coordinates;
    let tightest = Number.POSITIVE_INFINITY;
    line.forEach((position, index) => {
      const [before, after] = [line[index - 2], line[index + 2]];
      if (!before || !after || !places.has(keyOf(position))) return;
      const [a, b, c] = [before, position, after].map(flat) as [Flat, Flat, Flat];
      const twiceArea = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));
      tightest = Math.min(tightest, (apart(a, b) * apart(b, c) * apart(c, a)) / (2 * twiceArea));
    });
    if (!Number.isFinite(tightest)) continue;
    measured++;
    const { radius_m: stated } = bend.properties.evidence as { radius_m: number };
    expect(Math.abs(tightest - stated), String(bend.properties.code)).toBeLessThan(1 + 0.05 * stated);
  }
  expect(measured).toBeGreaterThan(20);
});

test('what lies near water does, by the distance it states', () => {
  const shores = demoLayer('water_bodies').flatMap((body) => body.geometry.coordinates.flat());
  const courses = demoLayer('watercourses').filter(({ properties }) => properties.structure === 'open');
  const hazards = demoLayer('road_hazards').filter(({ properties }) => properties.hazard === 'near_water');
  expect(hazards.length).toBeGreaterThan(20);
  for (const { geometry, properties } of hazards) {
    const toShore = Math.min(...shores.map((ring) => gap(geometry.coordinates, ring)));
    const toCourse = Math.min(
      ...courses.map(
        (course) =>
          gap(geometry.coordinates, course.geometry.coordinates.flat()) - Number(course.properties.width_m) / 2,
      ),
    );
    // From the middle of the road: half its width, and what a course is wider upstream than at its mouth.
    expect(Math.min(toShore, toCourse), String(properties.code)).toBeLessThan(10 + 8);
  }
});

/** Nearest distance between the vertices of two lines, each no more than a vertex off the true one. */
function gap(first: readonly (readonly number[])[], second: readonly (readonly number[])[]): number {
  const places = second.map(flat);
  let nearest = Number.POSITIVE_INFINITY;
  for (const position of first) {
    const here = flat(position);
    for (const place of places) nearest = Math.min(nearest, apart(here, place));
  }
  return nearest;
}

test('warning thresholds rise with duration, and evacuation stands above preparation', () => {
  const points = demoLayer('flood_points');
  expect(points.length).toBeGreaterThan(20);
  for (const { properties } of points) {
    let before = 0;
    for (const hours of warningDurationsHours) {
      const prepare = Number(properties[`prepare_${hours}h_mm`]);
      const evacuate = Number(properties[`evacuate_${hours}h_mm`]);
      expect(prepare).toBeGreaterThan(before);
      expect(evacuate).toBeGreaterThan(prepare);
      before = prepare;
    }
  }
});

test('one shelter is closed and one lies in a flood zone; all others are open and dry', () => {
  const zones = demoLayer('flood_zones').flatMap((zone) => zone.geometry.coordinates);
  const shelters = demoLayer('shelters');
  const wet = shelters.filter((shelter) => zones.some((rings) => inRings(rings, flat(shelter.geometry.coordinates))));
  expect(wet).toHaveLength(1);
  expect(shelters.filter((shelter) => shelter.properties.state === 'closed')).toHaveLength(1);
});

describe('evacuation routes', () => {
  const features = {
    roads: demoLayer('roads'),
    closures: demoLayer('closures'),
    road_hazards: demoLayer('road_hazards'),
    flood_zones: demoLayer('flood_zones'),
    watercourses: demoLayer('watercourses'),
    water_bodies: demoLayer('water_bodies'),
    shelters: demoLayer('shelters'),
    flood_points: demoLayer('flood_points'),
    evacuation_routes: demoLayer('evacuation_routes'),
  };
  const routes = features.evacuation_routes;
  const county = new CountyFeatures(features);
  const ways = new CountyWays({ ...features, network: roadsOfCounty(readRoadLines(features.roads).roads) });
  const at = new Date('2026-06-01T00:00:00Z');

  const check = async (route: DemoFeature<LineString>) => {
    const elevation = await openElevationFiles(['data/demo/elevation.tif']);
    const metres = await elevation.heightsAt(profilePlaces(route.geometry));
    await elevation.close();
    const heights = { metres, rmseMetres: null };
    return checkRoute({
      route,
      at,
      features: county.around(route),
      coverage: county.coverage,
      county: ways,
      heights,
    });
  };

  test('start at their flood point and end at their shelter', () => {
    const points = new Map(demoLayer('flood_points').map((point) => [point.properties.code, point]));
    const shelters = new Map(demoLayer('shelters').map((shelter) => [shelter.properties.code, shelter]));
    for (const { geometry, properties } of routes) {
      const start = points.get(properties.flood_point_code)?.geometry.coordinates;
      const end = shelters.get(properties.shelter_code)?.geometry.coordinates;
      expect(apart(flat(geometry.coordinates[0] ?? []), flat(start ?? []))).toBeLessThan(50);
      expect(apart(flat(geometry.coordinates.at(-1) ?? []), flat(end ?? []))).toBeLessThan(50);
    }
  });

  test('partly pass and partly fail their check, by most of its rules', async () => {
    const reports = await Promise.all(routes.map(check));
    const verdicts = reports.map((report) => report.verdict);
    const count = (verdict: Verdict): number => verdicts.filter((other) => other === verdict).length;
    const violated = new Set(
      reports.flatMap((report) => report.rules.filter((rule) => rule.outcome === 'violated').map((rule) => rule.rule)),
    );
    expect(count('pass') + count('warn')).toBeGreaterThanOrEqual(4);
    expect(count('fail')).toBeGreaterThanOrEqual(4);
    expect([...violated].sort()).toEqual(
      expect.arrayContaining(['EV03', 'EV04', 'EV05', 'EV06', 'EV07', 'EV08', 'EV10', 'EV11', 'EV13', 'EV14']),
    );
    // The demo county has all the data there is to have.
    for (const { rules } of reports) {
      for (const rule of ['EV01', 'EV02', 'EV11', 'EV12', 'EV15']) {
        expect(rules.find((own) => own.rule === rule)?.outcome).not.toBe('unknown');
      }
    }
  });

  test('one goes over a bridge whose underpass is closed, and is not held by that closure', async () => {
    const bridges = features.roads.filter(({ properties }) => properties.structure === 'bridge');
    const inForce = features.closures.filter(({ properties }) => properties.valid_to === undefined);
    const crossings = inForce.flatMap((closure) => {
      const below = new SegmentIndex(segmentsOf(closure.geometry.coordinates, 0));
      const over = bridges.filter((bridge) => {
        const ends = [bridge.geometry.coordinates[0] ?? [], bridge.geometry.coordinates.at(-1) ?? []].map(flat);
        const meetings = segmentsOf(bridge.geometry.coordinates, 0).flatMap((segment) => [...below.crossing(segment)]);
        return meetings.some(({ at }) => ends.every((end) => apart(end, at) > 5));
      });
      return over.map((bridge) => ({ closure, bridge }));
    });
    expect(crossings).toHaveLength(1);
    for (const { closure, bridge } of crossings) {
      const middle = keyOf(bridge.geometry.coordinates[2] ?? []);
      const over = routes.filter((route) => route.geometry.coordinates.some((position) => keyOf(position) === middle));
      expect(over.length).toBeGreaterThan(0);
      for (const route of over) {
        const report = await check(route);
        const held = report.findings.flatMap((finding) => finding.ids.map((id) => id.code));
        expect(held).not.toContain(closure.properties.code);
      }
    }
  });
});
