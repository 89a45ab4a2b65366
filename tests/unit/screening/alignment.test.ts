import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAlignments } from '../../../server/screening/alignment/build.ts';
import { lengthOf } from '../../../server/screening/alignment/types.ts';
import type { RoadInput } from '../../../server/screening/types.ts';
import { lineOf, roadInput } from './fixtures.ts';

const options = { joinDeflectionDegrees: 60 };
const build = (...roads: RoadInput[]) => buildAlignments(roads, options);
const line = (...points: Array<[number, number]>) =>
  lineOf(
    points.map(([x]) => x),
    points.map(([, y]) => y),
  );
const names = (roads: RoadInput[]) =>
  buildAlignments(roads, options)
    .map(({ pieces }) => pieces.map(({ roadId, reversed }) => `${roadId}${reversed ? '<' : '>'}`).join(' '))
    .sort();

describe('joining roads', () => {
  it('joins two ends that meet alone, whichever way they are drawn', () => {
    // a --> o <-- b
    const a = roadInput('a', line([0, 0], [100, 0], [200, 0]));
    const b = roadInput('b', line([350, 0], [250, 0], [200, 0]));
    const [alignment, ...others] = build(a, b);
    expect(others).toEqual([]);
    expect(alignment?.pieces.map(({ roadId, reversed }) => [roadId, reversed])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(alignment && lengthOf(alignment)).toBeCloseTo(350, 1);
  });

  it('keeps roads apart that share no node, even where they cross or end a metre apart', () => {
    expect(names([roadInput('a', line([0, 0], [100, 0])), roadInput('b', line([101, 0], [200, 0]))])).toEqual([
      'a>',
      'b>',
    ]);
    expect(names([roadInput('a', line([0, 0], [100, 0])), roadInput('b', line([50, -50], [50, 50]))])).toEqual([
      'a>',
      'b>',
    ]);
  });

  it('goes through a junction only with the same road number, and straightest', () => {
    //        c
    //        |
    // a -----+----- b
    const arms = (code: (id: string) => { roadCode?: string }) => [
      roadInput('a', line([0, 0], [100, 0]), code('a')),
      roadInput('b', line([100, 0], [200, 0]), code('b')),
      roadInput('c', line([100, 0], [100, 100]), code('c')),
    ];
    expect(names(arms(() => ({})))).toEqual(['a>', 'b>', 'c>']);
    expect(names(arms(() => ({ roadCode: 'X201' })))).toEqual(['a> b>', 'c>']);
    expect(names(arms((id) => ({ roadCode: id === 'b' ? 'Y1' : 'X201' })))).toEqual(['a>', 'b>', 'c>']);
  });

  it('marks junctions where a road meets the middle of another, and not where a footpath does', () => {
    const main = roadInput('main', line([0, 0], [100, 0], [200, 0]));
    const side = line([100, 0], [100, 50]);
    expect(
      build(main, roadInput('side', side)).find(({ pieces }) => pieces[0]?.roadId === 'main')?.junctions,
    ).toHaveLength(1);
    expect(build(main, roadInput('path', side, { drivable: false }))[0]?.junctions).toHaveLength(0);
  });

  it('leaves roundabouts apart', () => {
    const ring = roadInput('ring', line([200, 0], [210, 10], [220, 0], [210, -10], [200, 0]), { roundabout: true });
    expect(names([roadInput('a', line([0, 0], [200, 0])), ring])).toEqual(['a>', 'ring>']);
  });

  it('passes over repeated vertices and lines without length', () => {
    const repeated = roadInput('a', line([0, 0], [0, 0], [50, 0], [50, 0], [100, 0]));
    const [alignment] = build(repeated, roadInput('none', line([5, 5], [5, 5])));
    expect(alignment?.s).toHaveLength(3);
    expect(alignment?.pieces).toHaveLength(1);
  });

  it('starts a closed loop at its first line', () => {
    const loop = roadInput('loop', line([0, 0], [100, 0], [100, 100], [0, 100], [0, 0]));
    const [alignment] = build(loop);
    expect(alignment && lengthOf(alignment)).toBeCloseTo(400, 0);
  });

  it('makes alignments as long as the roads together, however a road is cut into pieces', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 18 }), { maxLength: 6 });
    fc.assert(
      fc.property(cuts, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), (places, flips) => {
        const points = Array.from({ length: 20 }, (_, i): [number, number] => [i * 25, 30 * Math.sin(i)]);
        const bounds = [0, ...places.sort((p, q) => p - q), 19];
        const roads = bounds.slice(1).map((end, i) => {
          const part = points.slice(bounds[i], end + 1);
          return roadInput(`p${i}`, line(...(flips[i] ? part.reverse() : part)));
        });
        const whole = build(roadInput('whole', line(...points)))[0];
        const joined = build(...roads);
        expect(joined).toHaveLength(1);
        expect(joined[0] && lengthOf(joined[0])).toBeCloseTo(whole ? lengthOf(whole) : 0, 2);
      }),
      { numRuns: 50 },
    );
  });
});
