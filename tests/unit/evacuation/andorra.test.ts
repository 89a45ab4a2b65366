import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Feature, FeatureCollection, LineString, Position } from 'geojson';
import { describe, expect, it, vi } from 'vitest';
import { geodesicMetres, planeAt } from '../../../server/evacuation/geometry/plane.ts';
import { checkRoute, type RouteCheckReport } from '../../../server/evacuation/index.ts';
import { needed, sharedData } from '../../setup/tools.ts';

/** Each check reads the roads of the whole country. */
vi.setConfig({ testTimeout: 60_000 });

/** A stretch of one road between two of its vertices. */
interface Leg {
  readonly code: string;
  readonly positions: readonly Position[];
}

/** Roads of a real country: switchbacks, roundabouts, carriageways side by side, bridges over roads. */
function readRoads(folder: string): Feature<LineString>[] {
  const text = readFileSync(path.join(folder, 'roads.geojson'), 'utf8');
  const { features }: FeatureCollection<LineString> = JSON.parse(text);
  return features.map((feature) => ({
    ...feature,
    properties: { code: String(feature.id), structure: feature.properties?.bridge === 'yes' ? 'bridge' : 'road' },
  }));
}

/** A walk that leaves every junction by the next road in turn and never turns back: anywhere, but always on roads. */
function walk(roads: readonly Feature<LineString>[], start: number, legs: number): Leg[] {
  const uses = new Map<string, { road: number; index: number }[]>();
  for (const [road, { geometry }] of roads.entries()) {
    for (const [index, position] of geometry.coordinates.entries()) {
      const key = position.join();
      uses.set(key, [...(uses.get(key) ?? []), { road, index }]);
    }
  }
  const walked: Leg[] = [];
  const seen = new Set<number>();
  let here = roads[start]?.geometry.coordinates[0]?.join() ?? '';
  for (let step = 0; step < legs; step++) {
    const ways = (uses.get(here) ?? []).filter(({ road }) => !seen.has(road));
    const way = ways[step % Math.max(1, ways.length)];
    const feature = roads[way?.road ?? -1];
    if (way === undefined || feature === undefined) break;
    seen.add(way.road);
    const all = feature.geometry.coordinates;
    const before = all.slice(0, way.index + 1).reverse();
    const after = all.slice(way.index);
    const positions = after.length > before.length ? after : before;
    walked.push({ code: String(feature.properties?.code), positions });
    here = positions.at(-1)?.join() ?? '';
  }
  return walked;
}

function report(route: readonly Position[], roads: readonly Feature<LineString>[]): RouteCheckReport {
  const none = {
    closures: [],
    road_hazards: [],
    flood_zones: [],
    watercourses: [],
    water_bodies: [],
    shelters: [],
    flood_points: [],
    evacuation_routes: [],
  };
  return checkRoute({
    route: { type: 'Feature', geometry: { type: 'LineString', coordinates: [...route] }, properties: {} },
    at: new Date('2026-07-01T00:00:00Z'),
    features: { ...none, roads },
    coverage: {
      roads: true,
      closures: false,
      road_hazards: false,
      flood_zones: false,
      watercourses: false,
      water_bodies: false,
      shelters: false,
      flood_points: false,
      evacuation_routes: false,
    },
  });
}

/** Metres of the walk that the report puts on the road walked, on another one, and leaves open. */
function compare(legs: readonly Leg[], { roads }: RouteCheckReport) {
  const totals = { right: 0, wrong: 0, open: 0, off: 0 };
  let from = 0;
  for (const leg of legs) {
    const to = from + metresOf(leg.positions);
    for (const stretch of roads) {
      const shared = Math.min(to, stretch.to_m) - Math.max(from, stretch.from_m);
      if (shared <= 0) continue;
      if (stretch.road === null) totals.off += shared;
      else if (stretch.status === 'ambiguous') totals.open += shared;
      else if (stretch.road.code === leg.code) totals.right += shared;
      else totals.wrong += shared;
    }
    from = to;
  }
  return totals;
}

function metresOf(positions: readonly Position[]): number {
  return positions
    .slice(1)
    .reduce((sum, position, index) => sum + geodesicMetres(positions[index] ?? position, position), 0);
}

/** Moves every vertex by up to 4 m east and 4 m north, as a hand does, the same way in every run. */
function byHand(positions: readonly Position[]): Position[] {
  const plane = planeAt(positions[0]?.[0] ?? 0, positions[0]?.[1] ?? 0);
  return positions.map(([x = 0, y = 0], index) =>
    plane.position({ x: plane.x(x) + 4 * Math.sin(index * 1.7), y: plane.y(y) + 4 * Math.sin(index * 2.9 + 1) }),
  );
}

describe('routes along the roads of Andorra', () => {
  const starts = [3, 420, 901, 1333];

  it('are matched to the roads they were taken from', (context) => {
    const roads = readRoads(needed(context, 'shared', sharedData('andorra')));
    const totals = { right: 0, wrong: 0, open: 0, off: 0 };
    for (const start of starts) {
      const legs = walk(roads, start, 12);
      const found = compare(
        legs,
        report(
          legs.flatMap(({ positions }) => positions),
          roads,
        ),
      );
      for (const key of ['right', 'wrong', 'open', 'off'] as const) totals[key] += found[key];
    }
    const all = totals.right + totals.wrong + totals.open + totals.off;
    expect(all).toBeGreaterThan(10_000);
    expect(totals.off).toBe(0);
    expect(totals.wrong / all).toBeLessThan(0.002);
    expect(totals.right / all).toBeGreaterThan(0.99);
  });

  it('and drawn by hand, still on roads, and seldom on a wrong one', (context) => {
    const roads = readRoads(needed(context, 'shared', sharedData('andorra')));
    let off = 0;
    let all = 0;
    let strayed = 0;
    for (const start of starts) {
      const legs = walk(roads, start, 12);
      const codes = new Set(legs.map(({ code }) => code));
      const drawn = report(byHand(legs.flatMap(({ positions }) => positions)), roads);
      for (const { from_m, to_m, road, alternatives } of drawn.roads) {
        all += to_m - from_m;
        if (road === null) off += to_m - from_m;
        else if (![road, ...alternatives].some(({ code }) => code !== null && codes.has(code)))
          strayed += to_m - from_m;
      }
    }
    expect(off / all).toBeLessThan(0.01);
    expect(strayed / all).toBeLessThan(0.01);
  });
});
