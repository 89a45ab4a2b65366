import { describe, expect, test } from 'vitest';
import { apart, demoLayer, type Flat, flat, inRings, keyOf, SegmentIndex, segmentsOf } from './support/demo.ts';

const roads = demoLayer('roads');
const coordinatesOf = (index: number): number[][] => roads[index]?.geometry.coordinates ?? [];
const propertiesOf = (index: number): Record<string, unknown> => roads[index]?.properties ?? {};
const overOrUnder = new Set(['bridge', 'tunnel']);

describe('the network', () => {
  test('is one piece, joined by shared end points', () => {
    const parent = new Map<string, string>();
    const root = (key: string): string => {
      let at = key;
      for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
      return at;
    };
    for (const road of roads) {
      const first = keyOf(road.geometry.coordinates[0] ?? []);
      const last = keyOf(road.geometry.coordinates.at(-1) ?? []);
      parent.set(root(first), root(last));
      if (!parent.has(root(last))) parent.set(root(last), root(last));
    }
    expect(new Set([...parent.keys()].map(root)).size).toBe(1);
  });

  test('crosses itself only at shared end points or over a bridge or a tunnel', () => {
    const segments = roads.flatMap((road, owner) => segmentsOf(road.geometry.coordinates, owner));
    const index = new SegmentIndex(segments);
    const wrong: string[] = [];
    for (const segment of segments) {
      for (const { other, at } of index.crossing(segment)) {
        if (other.owner === segment.owner) continue;
        const ends = [segment.owner, other.owner].flatMap((o) => [
          coordinatesOf(o)[0] ?? [],
          coordinatesOf(o).at(-1) ?? [],
        ]);
        if (ends.some((end) => apart(flat(end), at) < 0.05)) continue;
        const structures = [segment.owner, other.owner].map((o) => String(propertiesOf(o).structure));
        if (structures.some((structure) => overOrUnder.has(structure))) continue;
        wrong.push(`${propertiesOf(segment.owner).code} and ${propertiesOf(other.owner).code}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('has a bridge that passes over another road, and every kind of structure', () => {
    const segments = roads.flatMap((road, owner) => segmentsOf(road.geometry.coordinates, owner));
    const index = new SegmentIndex(segments);
    const over = segments.some((segment) => {
      if (propertiesOf(segment.owner).structure !== 'bridge') return false;
      const ends = [coordinatesOf(segment.owner)[0] ?? [], coordinatesOf(segment.owner).at(-1) ?? []];
      return [...index.crossing(segment)].some(
        ({ other, at }) => other.owner !== segment.owner && ends.every((end) => apart(flat(end), at) > 5),
      );
    });
    expect(over).toBe(true);
    const structures = new Set(roads.map((road) => road.properties.structure));
    expect([...structures].sort()).toEqual(['bridge', 'causeway', 'ford', 'road', 'tunnel']);
    expect(new Set(roads.map((road) => road.properties.road_class))).toEqual(
      new Set(['provincial', 'county', 'township', 'village', 'urban', 'track', 'path']),
    );
  });
});

test('a road has one chainage from end to end, as long as its line', () => {
  const byCode = new Map<unknown, typeof roads>();
  for (const road of roads) {
    const code = road.properties.road_code;
    if (code !== undefined) byCode.set(code, [...(byCode.get(code) ?? []), road]);
  }
  expect(byCode.size).toBeGreaterThan(100);
  for (const [code, sections] of byCode) {
    let chainage = 0;
    let end: number[] | undefined;
    for (const { geometry, properties } of sections) {
      expect(properties.from_m, String(code)).toBe(chainage);
      if (end) expect(geometry.coordinates[0]).toEqual(end);
      const points = geometry.coordinates.map(flat);
      const length = points.slice(1).reduce((sum, b, index) => sum + apart(points[index] as Flat, b), 0);
      expect(Math.abs(Number(properties.to_m) - chainage - length)).toBeLessThan(0.02 + 0.002 * length);
      chainage = Number(properties.to_m);
      end = geometry.coordinates.at(-1);
    }
  }
});

test('roads bend as roads do: vertices close together, no corner sharper than a hairpin of 6 m away from junctions', () => {
  const sharp: string[] = [];
  for (const { geometry, properties } of roads) {
    if (properties.road_class === 'path' || properties.road_class === 'urban') continue;
    const points = geometry.coordinates.map(flat);
    points.forEach((b, index) => {
      const a = points[index - 1];
      const c = index > 2 && index < points.length - 3 ? points[index + 1] : undefined;
      if (!a) return;
      expect(apart(a, b), String(properties.code)).toBeLessThan(40);
      if (!c) return;
      const twiceArea = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));
      const radius = (apart(a, b) * apart(b, c) * apart(c, a)) / (2 * twiceArea);
      if (Math.min(apart(a, b), apart(b, c)) > 3 && radius < 6)
        sharp.push(`${properties.code}: ${radius.toFixed(1)} m`);
    });
  }
  expect(sharp).toEqual([]);
});

describe('no road meets water without something to carry one over the other', () => {
  const carried = new Set(['bridge', 'tunnel', 'ford', 'causeway']);

  test('watercourses', () => {
    const courses = demoLayer('watercourses').filter((course) => course.properties.structure === 'open');
    const index = new SegmentIndex(
      courses.flatMap((course, owner) => course.geometry.coordinates.flatMap((line) => segmentsOf(line, owner))),
    );
    let crossings = 0;
    const wrong: string[] = [];
    roads.forEach((road, owner) => {
      for (const segment of segmentsOf(road.geometry.coordinates, owner)) {
        for (const { other } of index.crossing(segment)) {
          crossings++;
          if (!carried.has(String(road.properties.structure))) {
            wrong.push(`${road.properties.code} over ${courses[other.owner]?.properties.code}`);
          }
        }
      }
    });
    expect(crossings).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });

  test('water surfaces', () => {
    const bodies = demoLayer('water_bodies');
    const shores = bodies.flatMap((body, owner) =>
      body.geometry.coordinates.flatMap((rings) => rings.flatMap((ring) => segmentsOf(ring, owner))),
    );
    const index = new SegmentIndex(shores);
    const wrong: string[] = [];
    roads.forEach((road, owner) => {
      if (carried.has(String(road.properties.structure))) return;
      for (const segment of segmentsOf(road.geometry.coordinates, owner)) {
        for (const { other } of index.crossing(segment)) {
          wrong.push(`${road.properties.code} into ${bodies[other.owner]?.properties.code}`);
        }
      }
      const [first] = road.geometry.coordinates;
      const start = flat(first ?? []);
      for (const body of bodies) {
        if (body.geometry.coordinates.some((rings) => inRings(rings, start))) {
          wrong.push(`${road.properties.code} begins in ${body.properties.code}`);
        }
      }
    });
    expect(wrong).toEqual([]);
  });
});
