import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Condition, withTownships } from '../../../client/actions/filter/conditions.ts';
import { usualLook } from '../../../client/actions/look.ts';
import { pageConditions, wrapText } from '../../../client/actions/print/conditions.ts';
import { wordings } from '../../../client/i18n/language.ts';
import { zh as words } from '../../../client/i18n/print/zh.ts';
import { zh as tableWords } from '../../../client/i18n/table/zh.ts';
import type { LayerId } from '../../../data/layers/definition.ts';
import { layerList, layers } from '../../../data/layers/index.ts';

const saying = { wording: wordings.zh, words: tableWords, townshipName: () => '青溪镇' };
const major: Condition = { member: 'grade', op: 'in', values: ['major'] };
const hazards = layers.road_hazards.title.zh;

const whole = {
  shown: new Set<LayerId>(['road_hazards', 'shelters']),
  filters: new Map<LayerId, readonly Condition[]>(),
  looks: {},
  isApplied: () => true,
};

describe('the conditions on the page', () => {
  test('are none where all is shown as it is', () => {
    expect(pageConditions(whole, saying, words)).toEqual([]);
  });

  test('name the layer and what it is narrowed to', () => {
    const [line = '', ...others] = pageConditions(
      { ...whole, filters: new Map([['road_hazards', [major]]]) },
      saying,
      words,
    );
    expect(others).toEqual([]);
    expect(line).toContain(hazards);
    expect(line).toContain('重大');
  });

  test('say where a filter does not hold on the map', () => {
    const filters = new Map([['road_hazards' as const, [major]]]);
    expect(pageConditions({ ...whole, filters, isApplied: () => false }, saying, words)).toEqual([
      words.notNarrowed(hazards, `${layers.road_hazards.properties.grade?.title.zh}：重大`),
    ]);
  });

  test('say the townships of many layers once, and nothing of layers that are not shown', () => {
    const filters = withTownships(new Map(), layerList, ['420000']);
    const [line = '', ...others] = pageConditions({ ...whole, filters }, saying, words);
    expect(others).toEqual([]);
    expect(line).toContain('青溪镇');
    expect(line).toContain(hazards);
    expect(line).toContain(layers.shelters.title.zh);
    expect(line).not.toContain(layers.flood_points.title.zh);
  });

  test('say which layers are faint', () => {
    const looks = { shelters: { ...usualLook, opacityPercent: 20 } };
    expect(pageConditions({ ...whole, looks }, saying, words)).toEqual([words.faint(layers.shelters.title.zh, '20')]);
  });
});

describe('lines of text', () => {
  const measure = (text: string) => [...text].length;

  test('are never too wide and lose nothing but spaces', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '桥', ' ', '；') }),
        fc.integer({ min: 1, max: 12 }),
        (text, width) => {
          const lines = wrapText(text, width, measure);
          for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
    );
  });

  test('break English between words', () => {
    expect(wrapText('only major hazards', 12, measure)).toEqual(['only major', 'hazards']);
  });
});
