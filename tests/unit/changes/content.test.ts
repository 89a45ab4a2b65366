import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layers } from '../../../data/layers/index.ts';
import {
  applyMergePatch,
  type Content,
  changedMembers,
  contentOf,
  mergeDisjoint,
} from '../../../server/layers/changes/content.ts';

const layer = layers.shelters;

const content = fc.record({
  geometry: fc.constantFrom({ type: 'Point', coordinates: [110, 31] }, { type: 'Point', coordinates: [110.1, 31] }),
  properties: fc.record({
    name: fc.constantFrom('甲', '乙', '丙'),
    capacity: fc.constantFrom(null, 1, 2),
    state: fc.constantFrom('open', 'closed'),
  }),
});

describe('merging disjoint changes', () => {
  test('keeps every change of both sides, or names what both have changed', () => {
    fc.assert(
      fc.property(content, content, content, (base: Content, theirs: Content, yours: Content) => {
        const mine = changedMembers(layer, base, yours);
        const others = changedMembers(layer, base, theirs);
        const merge = mergeDisjoint(layer, base, theirs, yours);
        if (!merge.ok) {
          expect(merge.clashes.length).toBeGreaterThan(0);
          for (const name of merge.clashes) expect(mine.includes(name) && others.includes(name)).toBe(true);
          return;
        }
        const value = (from: Content, name: string) => (name === 'geometry' ? from.geometry : from.properties[name]);
        for (const name of ['name', 'capacity', 'state', 'geometry']) {
          const from = mine.includes(name) ? yours : theirs;
          expect(value(merge.content, name)).toEqual(value(from, name));
        }
      }),
    );
  });

  test('never takes one of two new geometries', () => {
    const at = (x: number): Content => ({ geometry: { type: 'Point', coordinates: [x, 31] }, properties: {} });
    expect(mergeDisjoint(layer, at(1), at(2), at(2))).toEqual({ ok: false, clashes: ['geometry'] });
    expect(mergeDisjoint(layer, at(1), at(1), at(2))).toMatchObject({ ok: true, content: at(2) });
    expect(mergeDisjoint(layer, at(1), at(2), at(1))).toMatchObject({ ok: true, content: at(2) });
  });

  test('takes missing and null for the same, and one time in two zones as well', () => {
    const closure = (properties: Content['properties']): Content => ({ geometry: null, properties });
    const one = closure({ valid_from: '2026-07-01T08:00:00+08:00', valid_to: null });
    const other = closure({ valid_from: '2026-07-01T00:00:00+00:00' });
    expect(changedMembers(layers.closures, one, other)).toEqual([]);
  });
});

describe('a merge patch', () => {
  // The examples of RFC 7396, appendix A.
  test.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j changed by %j is %j', (target, patch, result) => {
    expect(applyMergePatch(target, patch)).toEqual(result);
  });

  test('keeps __proto__ an ordinary member', () => {
    const result = applyMergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(Object.keys(Object(result))).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });
});

test('of what is no feature there is no content', () => {
  for (const value of [null, 7, [], { properties: 7 }, undefined])
    expect(contentOf(value)).toEqual({ geometry: undefined, properties: {} });
  expect(contentOf({ geometry: 1, properties: { a: 1, _version: 2 } })).toEqual({ geometry: 1, properties: { a: 1 } });
});
