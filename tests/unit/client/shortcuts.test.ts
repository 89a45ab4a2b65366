import { describe, expect, test } from 'vitest';
import { commandOf, shortcutGroups, shortcuts } from '../../../client/actions/shortcuts.ts';

const pressed = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe('the shortcuts', () => {
  test.each(shortcutGroups)('no two of the group %s share a key', (group) => {
    const keys = shortcuts
      .filter((shortcut) => shortcut.group === group)
      .flatMap((shortcut) => shortcut.keys.map((combination) => combination.join('+').toLowerCase()));
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('those that hold everywhere take no key from editing or review', () => {
    const everywhere = shortcuts.filter(({ command }) => command !== undefined).flatMap(({ keys }) => keys.map(String));
    const others = shortcuts
      .filter(({ group }) => group === 'editing' || group === 'review' || group === 'draw')
      .flatMap(({ keys }) => keys.map(String));
    expect(everywhere.filter((keys) => others.includes(keys))).toEqual([]);
  });

  test('each is said once in both languages', () => {
    for (const group of shortcutGroups) {
      const titles = shortcuts.filter((shortcut) => shortcut.group === group).map(({ title }) => title.en);
      expect(new Set(titles).size).toBe(titles.length);
    }
    for (const { title } of shortcuts) expect(title.zh).toMatch(/\p{Script=Han}/u);
  });

  test('a letter does nothing while somebody writes; held with Ctrl it does', () => {
    expect(commandOf(pressed('l'), false)).toBe('layers');
    expect(commandOf(pressed('L'), false)).toBe('layers');
    expect(commandOf(pressed('l'), true)).toBeUndefined();
    expect(commandOf(pressed('k', { ctrlKey: true }), true)).toBe('search');
    expect(commandOf(pressed('k', { metaKey: true }), false)).toBe('search');
    expect(commandOf(pressed('k'), false)).toBeUndefined();
    expect(commandOf(pressed('/'), false)).toBe('search');
    expect(commandOf(pressed('?'), false)).toBe('shortcuts');
    expect(commandOf(pressed('l', { ctrlKey: true }), false)).toBeUndefined();
    expect(commandOf(pressed('l', { altKey: true }), false)).toBeUndefined();
    expect(commandOf(pressed('Enter'), false)).toBeUndefined();
  });
});
