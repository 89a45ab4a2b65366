import { expect, test } from 'vitest';
import { legendLines } from '../../../client/map/print/legend.ts';
import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';

const seen = {
  values: new Map<LayerId, ReadonlySet<string>>([['flood_points', new Set(['major', 'low'])]]),
  hazardKinds: new Set<string>(),
  clusters: new Set<LayerId>(),
  warnings: new Set<string>(),
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

test('the legend explains the signs of warnings that stand on the map, gravest first', () => {
  const lines = legendLines({ ...seen, warnings: new Set(['prepare', 'evacuate']) }, {});
  expect(lines.slice(-3).map(({ title }) => title.zh)).toEqual(['山洪预警状态', '立即转移', '准备转移']);
  expect(legendLines(seen, {}).map(({ title }) => title.zh)).not.toContain('山洪预警状态');
});
