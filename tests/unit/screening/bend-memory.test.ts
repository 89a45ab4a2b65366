import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { screeningRows } from '../../../data/standards/screening.ts';
import { buildAlignments } from '../../../server/screening/alignment/build.ts';
import { detectBends } from '../../../server/screening/bends/detect.ts';
import { type BendMeasurer, type MeasuredBend, makeBendMeasurer } from '../../../server/screening/bends/measure.ts';
import { makeStandard } from '../../../server/screening/standard.ts';
import type { RoadInput } from '../../../server/screening/types.ts';
import { draw, makeTrueRoad, ruralRoad } from '../../bench/screening/road-truth.ts';
import { lineOf, roadInput } from './fixtures.ts';

const standard = makeStandard(screeningRows);

/** A winding road of 2 km in three pieces of different speeds, with a lane that meets it in the middle of the second. */
function roadsOf(seed: number, moves: readonly Move[], speeds: readonly number[]): RoadInput[] {
  const { x, y } = draw(makeTrueRoad(seed, { ...ruralRoad, length: 2000 }), { spacing: 10, noise: 0.3 }, seed);
  const xs = [...x];
  const ys = [...y];
  for (const { where, east, north } of moves) {
    const k = Math.floor(where * xs.length);
    xs[k] = (xs[k] ?? 0) + east;
    ys[k] = (ys[k] ?? 0) + north;
  }
  const third = Math.floor(xs.length / 3);
  const pieces = [0, 1, 2].map((part) => {
    const end = part === 2 ? xs.length : (part + 1) * third + 1;
    const line = lineOf(xs.slice(part * third, end), ys.slice(part * third, end));
    return roadInput(`p${part}`, line, { roadCode: 'X1', designSpeedKmh: speeds[part] ?? 40 });
  });
  const middle = Math.floor(1.5 * third);
  const [atX = 0, atY = 0] = [xs[middle], ys[middle]];
  return [...pieces, roadInput('lane', lineOf([atX, atX + 30, atX + 60], [atY, atY + 40, atY + 60]))];
}

interface Move {
  readonly where: number;
  readonly east: number;
  readonly north: number;
}

// Not doubles: of those as many lie near nothing as elsewhere.
const metres = fc.integer({ min: -150, max: 150 }).map((n) => n / 10);
const share = fc.integer({ min: 0, max: 9999 }).map((n) => n / 10_000);
const move = fc.record({ where: share, east: metres, north: metres });
const speeds = fc.array(fc.constantFrom(20, 40, 60), { minLength: 3, maxLength: 3 });

const found = (roads: readonly RoadInput[], measure: BendMeasurer) =>
  buildAlignments(roads, { joinDeflectionDegrees: 60 }).map((alignment) => detectBends(alignment, standard, measure));

describe('bends that were measured before', () => {
  it('are those that measuring anew gives, whatever was edited in between', () => {
    const edits = fc.array(fc.record({ moves: fc.array(move, { maxLength: 2 }), speeds }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), edits, (seed, states) => {
        const measure = makeBendMeasurer(new Map());
        for (const { moves, speeds } of states) {
          const roads = roadsOf(seed, moves, speeds);
          expect(found(roads, measure)).toEqual(found(roads, makeBendMeasurer()));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are measured again on the one stretch that was edited alone', () => {
    const memory = new Map<string, readonly MeasuredBend[]>();
    const measure = makeBendMeasurer(memory);
    const roads = roadsOf(5, [], [40, 40, 40]);
    const before = found(roads, measure);
    const stretches = memory.size;
    expect(found(roads, measure)).toEqual(before);
    expect(memory.size).toBe(stretches);
    // Near the end of the road, beyond the lane.
    found(roadsOf(5, [{ where: 0.9, east: 3, north: -2 }], [40, 40, 40]), measure);
    expect(memory.size).toBe(stretches + 1);
  });
});
