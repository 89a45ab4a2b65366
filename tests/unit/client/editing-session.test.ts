import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictsFrom, memberConflicts, resolved } from '../../../client/actions/editing/conflicts.ts';
import type { Content, Stored } from '../../../client/actions/editing/content.ts';
import {
  afterSave,
  contentNow,
  type Edit,
  type EditHistory,
  emptyHistory,
  redo,
  toChanges,
  undo,
  withEdits,
} from '../../../client/actions/editing/edits.ts';

const shelter = (name: string, at: number): Content => ({
  geometry: { type: 'Point', coordinates: [110 + at, 31] },
  properties: { name, kind: 'school', state: 'open' },
});
const stored = (id: number): Stored => ({ id, version: 3, ...shelter(`S${id}`, id) });
const originals = new Map<string, Stored>([1, 2, 3].map((id) => [`shelters/${id}`, stored(id)]));

const edit = (content: Content | undefined): Edit => ({ layer: 'shelters', content });
const keys = ['shelters/1', 'shelters/2', 'shelters/3', 'shelters/new-1', 'shelters/new-2'];
const anyEdit = fc.record({
  key: fc.constantFrom(...keys),
  content: fc.option(
    fc.tuple(fc.constantFrom('甲', '乙', 'S1'), fc.integer({ min: 0, max: 3 })).map(([name, at]) => shelter(name, at)),
    { nil: undefined },
  ),
});

const run = (edits: readonly { key: string; content: Content | undefined }[]) =>
  edits.reduce<EditHistory>(
    (history, { key, content }) => withEdits(history, [[key, edit(content)]], originals),
    emptyHistory,
  );

describe('the history of a session', () => {
  it('goes back to the beginning and forth to the end', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 12 }), (edits) => {
        const end = run(edits);
        let back = end;
        for (let step = 0; step < edits.length; step += 1) back = undo(back);
        expect([...back.present]).toEqual([]);
        let forth = back;
        for (let step = 0; step < edits.length; step += 1) forth = redo(forth);
        expect([...forth.present]).toEqual([...end.present]);
      }),
    );
  });

  it('holds what differs from the service and nothing else', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 12 }), (edits) => {
        const { present } = run(edits);
        for (const [key, { content }] of present) expect(content).not.toEqual(originals.get(key));
        for (const key of keys) {
          const last = edits.findLast((one) => one.key === key);
          const now = contentNow(present, originals, key);
          const wanted = last ? last.content : originals.get(key);
          expect(now && { geometry: now.geometry, properties: now.properties }).toEqual(
            wanted && { geometry: wanted.geometry, properties: wanted.properties },
          );
        }
      }),
    );
  });

  it('takes letters typed into one field for one step', () => {
    const type = (history: EditHistory, name: string, step: string) =>
      withEdits(history, [['shelters/1', edit(shelter(name, 1))]], originals, step);
    const typed = ['一', '一中', '一中学'].reduce((history, name) => type(history, name, 'name'), emptyHistory);
    expect(undo(typed).present.size).toBe(0);
    const other = type(typed, '二中', 'other');
    expect(undo(other).present.get('shelters/1')?.content?.properties.name).toBe('一中学');
  });
});

describe('what is sent', () => {
  it('is a create, a patch of what differs with its version, a deletion', () => {
    const { present } = run([
      { key: 'shelters/new-1', content: shelter('新', 9) },
      { key: 'shelters/1', content: { ...shelter('S1', 1), properties: { name: '改', kind: 'school' } } },
      { key: 'shelters/2', content: undefined },
      { key: 'shelters/3', content: shelter('S3', 4) },
    ]);
    expect(toChanges(present, originals).map(([, change]) => change)).toEqual([
      { operation: 'create', layer: 'shelters', feature: { type: 'Feature', ...shelter('新', 9) } },
      { operation: 'update', layer: 'shelters', id: 1, version: 3, patch: { properties: { name: '改', state: null } } },
      { operation: 'delete', layer: 'shelters', id: 2, version: 3 },
      { operation: 'update', layer: 'shelters', id: 3, version: 3, patch: { geometry: shelter('', 4).geometry } },
    ]);
  });

  it('leaves, once stored, what the person has changed since', () => {
    const sent = run([
      { key: 'shelters/new-1', content: shelter('新', 9) },
      { key: 'shelters/1', content: shelter('改', 1) },
      { key: 'shelters/2', content: undefined },
    ]).present;
    const since = new Map(sent)
      .set('shelters/new-1', edit(shelter('更新', 9)))
      .set('shelters/3', edit(shelter('三', 3)));
    const after = afterSave(since, originals, sent, [
      { key: 'shelters/new-1', id: 40, version: 1 },
      { key: 'shelters/1', id: 1, version: 4 },
      { key: 'shelters/2', id: 2, version: 3 },
    ]);
    expect([...after.renamed]).toEqual([['shelters/new-1', 'shelters/40']]);
    expect(toChanges(after.history.present, after.originals).map(([, change]) => change)).toEqual([
      { operation: 'update', layer: 'shelters', id: 3, version: 3, patch: { properties: { name: '三' } } },
      { operation: 'update', layer: 'shelters', id: 40, version: 1, patch: { properties: { name: '更新' } } },
    ]);
    expect(after.originals.get('shelters/1')).toMatchObject({ version: 4, properties: { name: '改' } });
    expect(after.originals.has('shelters/2')).toBe(false);
  });
});

describe('a conflict', () => {
  const feature = (content: Content, version: number) => ({
    type: 'Feature',
    id: 7,
    geometry: content.geometry,
    properties: { ...content.properties, _version: version, _created_at: 'x', _updated_at: 'y' },
  });
  const base = shelter('旧', 1);
  const theirs = { ...base, properties: { ...base.properties, name: '对方', state: 'closed' } };
  const yours: Content = { geometry: shelter('', 2).geometry, properties: { ...base.properties, name: '我的' } };
  const document = {
    layer: 'shelters',
    id: 7,
    base: feature(base, 1),
    theirs: feature(theirs, 2),
    yours,
    by: { user_name: 'water', at: '2026-07-01T00:00:00Z' },
  };

  it('tells clashes from what only one side changed, and suggests the side that changed it', () => {
    const [conflict] = conflictsFrom(document);
    if (!conflict) throw new Error('no conflict was read');
    expect(memberConflicts(conflict).map(({ member, isClash, suggested }) => [member, isClash, suggested])).toEqual([
      ['name', true, 'yours'],
      ['state', false, 'theirs'],
      ['geometry', false, 'yours'],
    ]);
    const merged = resolved(conflict, (member) =>
      member === 'name' ? 'theirs' : member === 'state' ? 'theirs' : 'yours',
    );
    expect(merged).toEqual({ geometry: yours.geometry, properties: { name: '对方', kind: 'school', state: 'closed' } });
    expect(conflict.theirs).toMatchObject({ id: 7, version: 2 });
  });

  it('is read from a list, and from nothing that tells of none', () => {
    expect(conflictsFrom({ ...document, conflicts: [document, { ...document, id: 8 }] }).map(({ id }) => id)).toEqual([
      7, 8,
    ]);
    expect(conflictsFrom({ title: 'x' })).toEqual([]);
    expect(conflictsFrom(undefined)).toEqual([]);
  });
});
