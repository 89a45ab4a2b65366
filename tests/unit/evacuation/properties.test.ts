import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { checkRoute, type RouteCheckReport, type RuleId, type Verdict } from '../../../server/evacuation/index.ts';
import { closure, hazard, inputFor, lake, road, type Setting, shelter, stream, type XY, zone } from './county.ts';

/** Sixty towns with two checks each, on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 });

/** A town of streets 200 m apart: every street between two neighbouring crossings is a section. */
const side = 5;
const block = 200;

type Corner = readonly [number, number];

function corner([column, line]: Corner): XY {
  return [column * block, line * block];
}

function section(a: Corner, b: Corner): string {
  const [first, second] = [a, b].map((end) => `${end[0]}.${end[1]}`).sort();
  return `${first}-${second}`;
}

const structures = ['road', 'bridge', 'ford', undefined] as const;

const town = fc
  .array(fc.constantFrom(...structures, 'road', 'road', 'road'), {
    minLength: 2 * side * side,
    maxLength: 2 * side * side,
  })
  .map((kinds) => {
    const roads: ReturnType<typeof road>[] = [];
    for (let column = 0; column < side; column++) {
      for (let line = 0; line < side; line++) {
        const here: Corner = [column, line];
        const neighbours: Corner[] = [
          [column + 1, line],
          [column, line + 1],
        ];
        for (const there of neighbours) {
          if (there[0] >= side || there[1] >= side) continue;
          const structure = kinds[roads.length % kinds.length];
          roads.push(road(section(here, there), [corner(here), corner(there)], { structure }));
        }
      }
    }
    return roads;
  });

/** A walk through the streets, crossing by crossing; it may come back on itself. */
const walk = fc
  .tuple(fc.nat(side - 1), fc.nat(side - 1), fc.array(fc.nat(3), { minLength: 2, maxLength: 10 }))
  .map(([column, line, turns]) => {
    const corners: Corner[] = [[column, line]];
    for (const turn of turns) {
      const [x, y] = corners.at(-1) ?? [0, 0];
      const next: Corner[] = [
        [x + 1, y],
        [x - 1, y],
        [x, y + 1],
        [x, y - 1],
      ];
      const allowed = next.filter(([a, b]) => a >= 0 && b >= 0 && a < side && b < side);
      corners.push(allowed[turn % allowed.length] ?? [x, y]);
    }
    return corners;
  });

const place = fc.integer({ min: -50, max: side * block });
const length = fc.integer({ min: 5, max: 250 });
const box = fc
  .tuple(place, place, length, length)
  .map(([x, y, width, height]) => [x, y, x + width, y + height] as const);
const somewhere = fc.tuple(place, place, place, place).map(([a, b, c, d]): XY[] => [
  [a, b],
  [c, d],
]);
const sectionCode = fc
  .tuple(fc.nat(side - 2), fc.nat(side - 1), fc.boolean())
  .map(([a, b, across]) => (across ? section([a, b], [a + 1, b]) : section([b, a], [b, a + 1])));

const hazards = fc
  .tuple(somewhere, fc.constantFrom('major', 'considerable', 'general', 'low', null), fc.option(sectionCode))
  .map(([where, grade, code]) => hazard(where, { grade, segment_code: code }));
const closures = fc
  .tuple(
    somewhere,
    fc.constantFrom(null, '2026-03-01T00:00:00Z', '2026-09-01T00:00:00Z', 'soon'),
    fc.option(sectionCode),
  )
  .map(([where, until, code]) => closure(where, { valid_to: until, segment_code: code }));

const setting: fc.Arbitrary<Setting> = fc.record({
  roads: town,
  road_hazards: fc.array(hazards, { maxLength: 3 }),
  closures: fc.array(closures, { maxLength: 2 }),
  flood_zones: fc.array(
    box.map((area) => zone('zone', [area])),
    { maxLength: 3 },
  ),
  watercourses: fc.array(
    somewhere.map((where) => stream(where)),
    { maxLength: 2 },
  ),
  water_bodies: fc.array(
    box.map((area) => lake(area)),
    { maxLength: 1 },
  ),
  shelters: fc.array(
    fc
      .tuple(place, place, fc.constantFrom('open', 'closed', null))
      .map(([x, y, state]) => shelter('S', [x, y], { state })),
    { maxLength: 3 },
  ),
});

const rank: Readonly<Record<Verdict, number>> = { pass: 0, warn: 1, unknown: 2, fail: 3 };
const runs = { numRuns: 60 };

function outcomes(report: RouteCheckReport, rules: readonly RuleId[] = ['EV03', 'EV04', 'EV05', 'EV06', 'EV07']) {
  return report.rules.filter(({ rule }) => rules.includes(rule)).map(({ rule, severity }) => [rule, severity]);
}

function run(corners: readonly Corner[], around: Setting): RouteCheckReport {
  return checkRoute(inputFor(corners.map(corner), around));
}

describe('on a walk through a town', () => {
  it('follows the streets that were walked, and knows it', () => {
    fc.assert(
      fc.property(walk, town, (corners, roads) => {
        const walked = corners.slice(1).map((there, index) => section(corners[index] ?? there, there));
        const report = run(corners, { roads });
        expect(report.roads.map((stretch) => stretch.status)).toEqual(walked.map(() => 'on_road'));
        expect(report.roads.map((stretch) => stretch.road?.code)).toEqual(walked);
      }),
      runs,
    );
  });

  it('more vertices on the same line change nothing', () => {
    fc.assert(
      fc.property(
        walk,
        setting,
        fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { maxLength: 4 }),
        (corners, around, shares) => {
          const plain = inputFor(corners.map(corner), around);
          const coordinates = plain.route.geometry.coordinates.flatMap((position, index, all) => {
            const next = all[index + 1];
            if (next === undefined) return [position];
            const [x = 0, y = 0] = position;
            const [toX = 0, toY = 0] = next;
            const between = [...shares]
              .sort((a, b) => a - b)
              .map((share) => [x + share * (toX - x), y + share * (toY - y)]);
            return [position, ...between];
          });
          const denser = { ...plain.route, geometry: { type: 'LineString' as const, coordinates } };
          expect(outcomes(checkRoute({ ...plain, route: denser }))).toEqual(outcomes(checkRoute(plain)));
        },
      ),
      runs,
    );
  });

  it('the way back has the same closures, water and hazards', () => {
    fc.assert(
      fc.property(walk, setting, (corners, around) => {
        const symmetric: RuleId[] = ['EV03', 'EV05', 'EV06'];
        expect(outcomes(run([...corners].reverse(), around), symmetric)).toEqual(
          outcomes(run(corners, around), symmetric),
        );
      }),
      runs,
    );
  });

  it('one more danger never makes it better', () => {
    const danger = fc.oneof(
      hazards.map((feature) => ({ road_hazards: [feature] })),
      closures.map((feature) => ({ closures: [feature] })),
      somewhere.map((where) => ({ watercourses: [stream(where)] })),
      box.map((area) => ({ water_bodies: [lake(area)] })),
    );
    fc.assert(
      fc.property(walk, setting, danger, (corners, around, more: Setting) => {
        const worse: Setting = {
          ...around,
          road_hazards: [...(around.road_hazards ?? []), ...(more.road_hazards ?? [])],
          closures: [...(around.closures ?? []), ...(more.closures ?? [])],
          watercourses: [...(around.watercourses ?? []), ...(more.watercourses ?? [])],
          water_bodies: [...(around.water_bodies ?? []), ...(more.water_bodies ?? [])],
        };
        expect(rank[run(corners, worse).verdict]).toBeGreaterThanOrEqual(rank[run(corners, around).verdict]);
      }),
      runs,
    );
  });

  it('a layer without data never makes it better', () => {
    const layer = fc.constantFrom('roads', 'road_hazards', 'flood_zones', 'watercourses', 'shelters');
    fc.assert(
      fc.property(walk, setting, layer, (corners, around, missing) => {
        const less: Setting = { ...around, [missing]: [], empty: [missing] };
        const { verdict } = run(corners, less);
        expect(['unknown', 'fail']).toContain(verdict);
      }),
      runs,
    );
  });

  it('the order of the features does not matter', () => {
    fc.assert(
      fc.property(walk, setting, (corners, around) => {
        const turned: Setting = Object.fromEntries(
          Object.entries(around).map(([layer, features]) => [
            layer,
            Array.isArray(features) ? [...features].reverse() : features,
          ]),
        );
        const places = (report: RouteCheckReport) =>
          report.findings.map(({ rule, code, from_m, to_m }) => [rule, code, from_m, to_m].join(' ')).sort();
        const [one, other] = [run(corners, around), run(corners, turned)];
        expect(outcomes(other, ['EV03', 'EV04', 'EV05', 'EV06'])).toEqual(
          outcomes(one, ['EV03', 'EV04', 'EV05', 'EV06']),
        );
        expect(places(other).filter((entry) => !entry.startsWith('EV07'))).toEqual(
          places(one).filter((entry) => !entry.startsWith('EV07')),
        );
        expect(other.roads).toEqual(one.roads);
      }),
      runs,
    );
  });
});

it('any line at all gets a report whose parts lie on it', () => {
  const anywhere = fc.array(fc.tuple(place, place), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(anywhere, setting, (points, around) => {
      const report = checkRoute(inputFor(points, around));
      for (const { from_m, to_m } of [...report.findings, ...report.roads]) {
        expect(from_m).toBeGreaterThanOrEqual(0);
        expect(to_m).toBeGreaterThanOrEqual(from_m);
        expect(to_m).toBeLessThanOrEqual(report.length_m);
      }
      const covered = report.roads.reduce((sum, { from_m, to_m }) => sum + to_m - from_m, 0);
      expect(Math.abs(covered - report.length_m)).toBeLessThan(0.1 * (report.roads.length + 1));
    }),
    { numRuns: 100 },
  );
});
