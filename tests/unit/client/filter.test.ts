import { featureFilter } from '@maplibre/maplibre-gl-style-spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Condition,
  commonTownships,
  fieldOf,
  filterFields,
  hasTownship,
  isWhole,
  noFilters,
  withFilter,
  withOwnTownships,
  withoutTownships,
  withTownships,
} from '../../../client/actions/filter/conditions.ts';
import { dayEnds, toCql2 } from '../../../client/actions/filter/cql2.ts';
import { idFilter, toMapFilter } from '../../../client/actions/filter/mapFilter.ts';
import { sayCondition } from '../../../client/actions/filter/said.ts';
import { formatConditions, parseConditions } from '../../../client/actions/filter/written.ts';
import { wordings } from '../../../client/i18n/language.ts';
import { en } from '../../../client/i18n/table/en.ts';
import { zh } from '../../../client/i18n/table/zh.ts';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { layerList, layers } from '../../../data/layers/index.ts';
import { parseFilter } from '../../../server/http/cql2.ts';
import { anyValueOf, conditionsOf } from './support/conditions.ts';

const anyLayer = fc.constantFrom(...layerList);
const anyFilter = anyLayer.chain((layer) => conditionsOf(layer).map((conditions) => ({ layer, conditions })));

describe('conditions', () => {
  it('are whole as a person writes them', () => {
    fc.assert(
      fc.property(anyFilter, ({ layer, conditions }) => {
        for (const condition of conditions) expect(isWhole(layer, condition)).toBe(true);
      }),
    );
  });

  it.each<Condition>([
    { member: 'geom', op: 'given', values: [] },
    { member: 'grade', op: 'in', values: [] },
    { member: 'grade', op: 'in', values: ['huge'] },
    { member: 'grade', op: 'contains', values: ['major'] },
    { member: 'from_m', op: 'between', values: [1] },
    { member: 'from_m', op: 'from', values: ['1'] },
    { member: 'from_m', op: 'from', values: [Number.NaN] },
    { member: 'found_on', op: 'from', values: ['2026-02-30'] },
    { member: 'name', op: 'contains', values: [''] },
    { member: 'name', op: 'given', values: ['x'] },
    { member: 'toString', op: 'given', values: [] },
  ])('are not where something is missing or wrong: %j', (condition) => {
    expect(isWhole(layers.road_hazards, condition)).toBe(false);
  });

  it('come back from an address as they went', () => {
    fc.assert(
      fc.property(anyFilter, ({ layer, conditions }) => {
        expect(parseConditions(layer, formatConditions(conditions))).toEqual(conditions);
      }),
    );
  });

  it('are understood by the service, whatever they are', () => {
    fc.assert(
      fc.property(anyFilter, ({ layer, conditions }) => {
        const filter = JSON.stringify(toCql2(layer, conditions));
        expect(() => parseFilter(layer, new Map([['filter', filter]]))).not.toThrow();
      }),
    );
  });

  it('are said in both languages', () => {
    const saying = { wording: wordings.zh, words: zh, townshipName: () => '澜城镇' };
    const { road_hazards: hazards } = layers;
    const said = (condition: Condition) => sayCondition(hazards, condition, saying);
    expect(said({ member: 'grade', op: 'in', values: ['major', 'considerable'] })).toBe('风险等级：重大、较大');
    expect(said({ member: 'township', op: 'in', values: ['1'] })).toContain('澜城镇');
    expect(said({ member: 'from_m', op: 'from', values: [12_300] })).toBe('桩号起点 ≥ K12+300');
    expect(said({ member: 'cost_10k_yuan', op: 'to', values: [20] })).toBe('处置投资估算 ≤ 20 万元');
    const english = { ...saying, wording: wordings.en, words: en };
    expect(sayCondition(hazards, { member: 'supervised', op: 'missing', values: [] }, english)).toBe(
      'Listed for supervision not given',
    );
  });
});

describe('the map', () => {
  it('shows exactly what meets the conditions', () => {
    const inTiles = anyLayer.chain((layer) => {
      const fields = filterFields(layer).filter(({ definition }) => definition.tile === true);
      return fc.record({
        layer: fc.constant(layer),
        conditions: conditionsOf(layer, fields),
        properties: feature(layer),
      });
    });
    fc.assert(
      fc.property(inTiles, ({ layer, conditions, properties }) => {
        const expression = toMapFilter(layer, conditions);
        if (!expression) throw new Error('the tiles carry every member');
        const shown = featureFilter(expression, 'filter').filter({ zoom: 14 }, { type: 2, properties });
        expect(shown).toBe(conditions.every((condition) => holds(layer, condition, properties)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is told nothing by halves where tiles lack a member', () => {
    const conditions: Condition[] = [
      { member: 'grade', op: 'in', values: ['major'] },
      { member: 'plan_year', op: 'from', values: [2026] },
    ];
    expect(toMapFilter(layers.road_hazards, conditions)).toBeUndefined();
  });

  it('shows features by id where the service said which', () => {
    const shows = (ids: number[], id: number) =>
      featureFilter(idFilter(ids), 'filter').filter({ zoom: 14 }, { type: 2, id, properties: {} });
    expect(shows([3, 5], 5)).toBe(true);
    expect(shows([3, 5], 4)).toBe(false);
    expect(shows([], 4)).toBe(false);
  });
});

describe('the townships of all layers', () => {
  it('narrow every layer that has them, beside its other conditions', () => {
    const grade: Condition = { member: 'grade', op: 'in', values: ['major'] };
    const before = withFilter(noFilters, 'road_hazards', [grade]);
    const narrowed = withTownships(before, layerList, ['1', '2']);
    expect([...narrowed.keys()].sort()).toEqual(
      layerList
        .filter(hasTownship)
        .map(({ id }) => id)
        .sort(),
    );
    expect(narrowed.has('townships')).toBe(false);
    expect(narrowed.get('road_hazards')?.[0]).toEqual(grade);
    expect(commonTownships(narrowed, layerList)).toEqual(['1', '2']);
    expect(withTownships(narrowed, layerList, [])).toEqual(before);
    expect(commonTownships(before, layerList)).toEqual([]);
    expect(commonTownships(withFilter(narrowed, 'roads', []), layerList)).toEqual([]);
  });

  it('hold beside the townships that a layer asks for by itself, and go without them', () => {
    const own: Condition = { member: 'township', op: 'in', values: ['1'] };
    const grade: Condition = { member: 'grade', op: 'in', values: ['major'] };
    const before = withFilter(withFilter(noFilters, 'roads', [own]), 'road_hazards', [grade]);
    expect(withOwnTownships(before, layerList).map(({ id }) => id)).toEqual(['roads']);
    for (const townships of [['1'], ['1', '2'], ['3']]) {
      const narrowed = withTownships(before, layerList, townships);
      expect(narrowed.get('roads')).toEqual([own, { member: 'township', op: 'in', values: townships }]);
      expect(commonTownships(narrowed, layerList)).toEqual(townships);
      expect(withOwnTownships(narrowed, layerList).map(({ id }) => id)).toEqual(['roads']);
      expect(commonTownships(withTownships(narrowed, layerList, ['4']), layerList)).toEqual(['4']);
      expect(withTownships(narrowed, layerList, [])).toEqual(before);
    }
  });

  it('give way to others where the filter of a layer was written anew since', () => {
    const grade: Condition = { member: 'grade', op: 'in', values: ['major'] };
    const touched = withFilter(withTownships(noFilters, layerList, ['1']), 'road_hazards', [grade]);
    const other: Condition = { member: 'township', op: 'in', values: ['2'] };
    const narrowed = withTownships(touched, layerList, ['2']);
    expect(narrowed.get('roads')).toEqual([other]);
    expect(narrowed.get('road_hazards')).toEqual([grade, other]);
  });

  it('are cleared where layers differ, and nothing else with them', () => {
    const grade: Condition = { member: 'grade', op: 'in', values: ['major'] };
    const only = withFilter(noFilters, 'road_hazards', [grade]);
    const differing = withFilter(withTownships(only, layerList, ['1']), 'roads', []);
    expect(withOwnTownships(differing, layerList).length).toBeGreaterThan(0);
    expect(withoutTownships(differing, layerList)).toEqual(only);
    const missing = withFilter(only, 'shelters', [{ member: 'township', op: 'missing', values: [] }]);
    expect(withOwnTownships(missing, layerList).map(({ id }) => id)).toEqual(['shelters']);
    expect(withoutTownships(missing, layerList)).toEqual(only);
  });

  it('are carried by the tiles of every layer that has them', () => {
    for (const layer of layerList.filter(hasTownship)) expect(layer.properties.township?.tile, layer.id).toBe(true);
  });
});

/** Members as tiles carry them, those that are missing absent. */
function feature(layer: LayerDefinition): fc.Arbitrary<Readonly<Record<string, string | number | boolean>>> {
  const members = filterFields(layer).filter(({ definition }) => definition.tile === true);
  return fc
    .tuple(
      ...members.map((field) =>
        fc.option(
          field.kind === 'moment'
            ? fc.constantFrom(
                '2026-01-30T15:59:59Z',
                '2026-01-30T16:00:00Z',
                '2026-01-31T15:59:59Z',
                '2026-06-30T16:00:00Z',
              )
            : anyValueOf(field),
        ),
      ),
    )
    .map((values) =>
      Object.fromEntries(
        members.flatMap(({ member }, index) => {
          const value = values[index];
          return value === null || value === undefined ? [] : [[member, value]];
        }),
      ),
    );
}

function holds(
  layer: LayerDefinition,
  { member, op, values }: Condition,
  properties: Readonly<Record<string, string | number | boolean>>,
): boolean {
  const value = properties[member];
  if (op === 'missing') return value === undefined;
  if (value === undefined) return false;
  const isMoment = fieldOf(layer, member)?.kind === 'moment';
  const comparable = isMoment ? Date.parse(String(value)) : value;
  const bound = (at: number, end: 'start' | 'end') =>
    isMoment ? Date.parse(dayEnds(String(values.at(at)))[end]) : (values.at(at) ?? 0);
  switch (op) {
    case 'given':
      return true;
    case 'in':
      return values.includes(value);
    case 'equals':
      return value === values[0];
    case 'contains':
      return String(value).toLowerCase().includes(String(values[0]).toLowerCase());
    case 'from':
      return comparable >= bound(0, 'start');
    case 'to':
      return comparable <= bound(0, 'end');
    case 'between':
      return comparable >= bound(0, 'start') && comparable <= bound(1, 'end');
  }
}
