import { expect, test } from 'vitest';
import { legendLines } from '../../../client/map/print/legend.ts';
import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';

const seen = {
  values: new Map<LayerId, ReadonlySet<string>>([['flood_points', new Set(['major', 'low'])]]),
  hazardKinds: new Set<string>(),
  clusters: new Set<LayerId>(),
};

const counted = (lines: ReturnType<typeof legendLines>) =>
  lines.filter(({ sample }) => sample?.kind === 'mark' && sample.count !== undefined).map(({ title }) => title);

test('the legend says nothing of merged points where there are none', () => {
  expect(counted(legendLines(seen, {}))).toEqual([]);
});

test('the legend explains the numbers and the colours of merged points', () => {
  const without = legendLines(seen, {});
  const lines = legendLines({ ...seen, clusters: new Set<LayerId>(['flood_points']) }, {});
  expect(lines.slice(0, without.length)).toEqual(without);
  expect(counted(lines)).toEqual([layers.flood_points.title]);
  const words = lines.slice(without.length).map(({ title }) => title.zh);
  expect(words.join()).toMatch(/数字.*点数/);
  expect(words.join()).toMatch(/颜色.*最危险/);
});
