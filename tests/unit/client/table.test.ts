import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../client/actions/editing/content.ts';
import { bulkFields, planBulkEdit } from '../../../client/actions/table/bulkEdit.ts';
import { cellText, tableColumns, usualColumns } from '../../../client/actions/table/columns.ts';
import {
  choose,
  chooseAll,
  mostSelected,
  move,
  noRows,
  type RowSelection,
} from '../../../client/actions/table/selection.ts';
import { rowWindow } from '../../../client/actions/table/window.ts';
import { wordings } from '../../../client/i18n/language.ts';
import { zh } from '../../../client/i18n/table/zh.ts';
import { layerList, layers } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';

const saying = { wording: wordings.zh, words: zh, townshipName: (code: string) => `镇${code}` };
const order = [10, 11, 12, 13, 14, 15];
const plain = { toggle: false, extend: false };
const ids = (selection: RowSelection) => [...selection.ids].sort((a, b) => a - b);

describe('selecting rows', () => {
  it('chooses one, adds and takes away with Ctrl, and ranges with Shift both ways', () => {
    const one = choose(noRows, order, 12, plain);
    expect(ids(one)).toEqual([12]);
    const two = choose(one, order, 14, { toggle: true, extend: false });
    expect(ids(two)).toEqual([12, 14]);
    expect(ids(choose(two, order, 12, { toggle: true, extend: false }))).toEqual([14]);
    expect(ids(choose(two, order, 11, { toggle: false, extend: true }))).toEqual([11, 12, 13, 14]);
    expect(ids(choose(two, order, 15, { toggle: true, extend: true }))).toEqual([12, 14, 15]);
    expect(ids(choose(two, order, 10, plain))).toEqual([10]);
  });

  it('moves by the keyboard, ends at the ends, and takes rows along with Shift', () => {
    expect(move(noRows, order, 1, false).active).toBe(10);
    expect(move(noRows, order, -1, false).active).toBe(15);
    const at = choose(noRows, order, 11, plain);
    expect(move(at, order, 100, false).active).toBe(15);
    expect(ids(move(move(at, order, 1, true), order, 1, true))).toEqual([11, 12, 13]);
    expect(ids(move(move(at, order, 2, true), order, -1, true))).toEqual([11, 12]);
    expect(move(noRows, [], 1, false)).toBe(noRows);
  });

  it('never selects more than can be named at once', () => {
    const many = Array.from({ length: mostSelected + 500 }, (_, index) => index);
    expect(chooseAll(noRows, many).ids.size).toBe(mostSelected);
    const full = choose(choose(noRows, many, 0, plain), many, many.length - 1, { toggle: false, extend: true });
    expect(full.ids.size).toBe(mostSelected);
    expect(choose(full, many, many.length - 1, { toggle: true, extend: false }).ids.size).toBe(mostSelected);
  });

  it('starts anew where the anchor is no row any more', () => {
    const lost = { ...choose(noRows, order, 11, plain), anchor: 99 };
    expect(ids(choose(lost, order, 13, { toggle: false, extend: true }))).toEqual([13]);
  });
});

describe('the rows drawn', () => {
  it('are those in sight and a few more, however many there are', () => {
    fc.assert(
      fc.property(fc.nat(4_000_000), fc.nat(2000), fc.nat(100_000), (scrolled, seen, count) => {
        const { first, end } = rowWindow(scrolled, seen, 32, count);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(first).toBeLessThanOrEqual(end);
        expect(end - first).toBeLessThanOrEqual(seen / 32 + 18);
        const [top, bottom] = [Math.floor(scrolled / 32), Math.ceil((scrolled + seen) / 32)];
        if (bottom <= count) expect([first <= top, end >= bottom]).toEqual([true, true]);
      }),
    );
  });
});

describe('columns', () => {
  it.each(layerList.map((layer) => [layer.id, layer] as const))(
    'of %s are its members, at first few of them',
    (_, layer) => {
      const all = tableColumns(layer, saying).map(({ member }) => member);
      expect(all).toEqual(
        Object.keys(layer.properties).filter((member) => layer.properties[member]?.type !== 'object'),
      );
      const usual = usualColumns(layer);
      expect(usual.length).toBeLessThanOrEqual(10);
      for (const member of layer.required) expect(usual).toContain(member);
      expect(all.filter((member) => usual.includes(member))).toEqual(usual);
    },
  );

  it('have the unit in the heading and not in the cells', () => {
    const columns = new Map(tableColumns(layers.road_hazards, saying).map((column) => [column.member, column]));
    const cell = (member: string, value: unknown) => {
      const column = columns.get(member);
      return column && cellText(column, value, saying);
    };
    expect(columns.get('cost_10k_yuan')?.title).toBe('处置投资估算（万元）');
    expect(cell('cost_10k_yuan', 12.5)).toBe('12.5');
    expect(cell('from_m', 12_300)).toBe('K12+300');
    expect(cell('grade', 'major')).toBe('重大');
    expect(cell('supervised', false)).toBe('否');
    expect(cell('township', '7')).toBe('镇7');
    expect(cell('plan_year', null)).toBe('');
    expect(cell('plan_year', 0)).toBe('0');
  });
});

describe('a bulk edit', () => {
  const geometry = { type: 'Point' as const, coordinates: [110, 31] };
  const hazard = (id: number, properties: Readonly<Record<string, unknown>> = {}) => {
    const stored: Stored = {
      id,
      version: 3,
      geometry,
      properties: { hazard: 'cliff', grade: 'low', state: 'found', township: '1', ...properties },
    };
    return { stored, content: { geometry, properties: stored.properties } };
  };
  const allowed = () => undefined;

  it('does not offer the code, which no two features may share', () => {
    for (const layer of Object.values(layers)) {
      const members = bulkFields(layer).map(({ member }) => member);
      expect(members).not.toContain('code');
      expect(members).toContain('remarks');
    }
  });

  it('says what will change, from what, and what has the value already', () => {
    const subjects = [hazard(1), hazard(2, { grade: 'major' }), hazard(3), hazard(4, { grade: 'general' })];
    const plan = planBulkEdit(layers.road_hazards, subjects, 'grade', 'major', allowed);
    expect(plan.changes.map(({ stored }) => stored.id)).toEqual([1, 3, 4]);
    expect(plan.changes.every(({ content }) => content.properties.grade === 'major')).toBe(true);
    expect(plan.changes[0]?.content.properties.hazard).toBe('cliff');
    expect(plan.replaced).toEqual([
      { value: 'low', count: 2 },
      { value: 'general', count: 1 },
    ]);
    expect(plan.same).toBe(1);
  });

  it('keeps what is edited of a feature already', () => {
    const { stored } = hazard(1);
    const content = { geometry, properties: { ...stored.properties, name: '新名' } };
    const plan = planBulkEdit(layers.road_hazards, [{ stored, content }], 'grade', 'major', allowed);
    expect(plan.changes[0]?.content.properties).toMatchObject({ name: '新名', grade: 'major' });
  });

  it('clears a member, for which missing and null are the same', () => {
    const plan = planBulkEdit(
      layers.road_hazards,
      [hazard(1, { remarks: 'x' }), hazard(2, { remarks: null }), hazard(3)],
      'remarks',
      undefined,
      allowed,
    );
    expect(plan.changes.map(({ stored }) => stored.id)).toEqual([1]);
    expect(plan.same).toBe(2);
  });

  it('leaves out what may not be changed, before or after, with the reason', () => {
    const reason = text('不是本乡镇的', 'is not in your township');
    const refusal = ({ properties }: { properties: Readonly<Record<string, unknown>> }) =>
      properties.township === '1' ? undefined : reason;
    const subjects = [hazard(1), hazard(2, { township: '2' })];
    const graded = planBulkEdit(layers.road_hazards, subjects, 'grade', 'major', refusal);
    expect(graded.changes.map(({ stored }) => stored.id)).toEqual([1]);
    expect(graded.forbidden).toEqual([{ reason, count: 1 }]);
    expect(planBulkEdit(layers.road_hazards, subjects, 'township', '3', refusal).forbidden).toEqual([
      { reason, count: 2 },
    ]);
  });

  it('leaves out what would break a rule, with the reason', () => {
    const subjects = [hazard(1, { found_on: '2026-05-01' }), hazard(2, { found_on: '2026-07-01' })];
    const plan = planBulkEdit(layers.road_hazards, subjects, 'closed_on', '2026-06-01', allowed);
    expect(plan.changes.map(({ stored }) => stored.id)).toEqual([1]);
    expect(plan.faulty).toEqual([
      { reason: expect.objectContaining({ zh: expect.stringContaining('销号') }), count: 1 },
    ]);
  });
});
