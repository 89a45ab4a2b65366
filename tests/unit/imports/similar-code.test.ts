import { expect, it } from 'vitest';
import { layers } from '../../../data/layers/index.ts';
import { nothingSeen, prepareFeature } from '../../../server/layers/import-feature.ts';

it('a code like one before it in the file is refused by the name of both, an equal one as repeated', () => {
  const context = { layer: layers.shelters, mapping: undefined, seen: nothingSeen() };
  const outcomes = ['S1', ' s1', 'S1', 'S2'].map((code, index) =>
    prepareFeature(
      context,
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [110.2, 31.2] },
        properties: { code, name: '一小', kind: 'school', capacity: 100, state: 'open' },
      },
      index + 1,
    ),
  );
  expect(outcomes.map((one) => (one.kind === 'faulty' ? one.faults[0]?.code : one.kind))).toEqual([
    'ready',
    'similar_code',
    'code_repeated',
    'ready',
  ]);
  const reason = outcomes[1]?.kind === 'faulty' ? outcomes[1].faults[0]?.reason : undefined;
  expect(reason?.zh).toMatch(/“ s1”与第 1 个要素的“S1”/);
  expect(reason?.en).toMatch(/" s1" differs from "S1" of feature 1/);
});
