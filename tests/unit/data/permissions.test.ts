import { describe, expect, test } from 'vitest';
import { layerList } from '../../../data/layers/index.ts';
import { type Belonging, mayChange, mayEdit, mayRead } from '../../../data/permissions.ts';
import { roleIds, roles } from '../../../data/roles.ts';
import { type Account, stranger } from '../../../server/accounts/principal.ts';

const own = '429901101';
const account = (role: Account['role']): Account => ({
  id: 1,
  name: role,
  displayName: role,
  role,
  township: role === 'township' ? own : null,
});
const shelters = layerList.find(({ id }) => id === 'shelters') ?? layerList[0];
const township = account('township');

test('strangers read where reading is open to all, every account reads anyway', () => {
  expect([mayRead(stranger, false), mayRead(stranger, true)]).toEqual([false, true]);
  for (const kind of ['session', 'token'] as const) expect(mayRead({ kind }, false)).toBe(true);
});

describe.each(roleIds)('%s', (role) => {
  test.each(layerList)('edits $id if its definition says so, and is told why not', (layer) => {
    const permission = mayEdit(account(role), layer);
    expect(permission.allowed).toBe(layer.editors.includes(role));
    if (permission.allowed) return;
    expect(permission.reason.zh).toContain(layer.title.zh);
    expect(permission.reason.zh).toContain(roles[role].title.zh);
    expect(permission.reason.en).toContain(layer.id);
  });
});

test('a layer is edited by administrators, never by planners and viewers', () => {
  for (const { editors } of layerList) {
    expect(editors).toContain('administrator');
    expect(editors).not.toContain('planner');
    expect(editors).not.toContain('viewer');
  }
});

const ownInside: Belonging = { township: own, inside: true };

test.each<[string, Belonging | undefined, Belonging | undefined, boolean]>([
  ['its own stays its own', ownInside, ownInside, true],
  ['a new one of its own', undefined, ownInside, true],
  ['its own is deleted', ownInside, undefined, true],
  ['its own, where no area of the township is drawn', undefined, { township: own, inside: undefined }, false],
  ['its own is given to others', ownInside, { township: '429901102', inside: true }, false],
  ['its own loses its label', ownInside, { township: undefined, inside: true }, false],
  ['its own is moved away', ownInside, { township: own, inside: false }, false],
  ['others’ is labelled as its own', { township: '429901102', inside: false }, ownInside, false],
  ['others’ is deleted', { township: '429901102', inside: false }, undefined, false],
  ['nobody’s is taken', { township: undefined, inside: true }, ownInside, false],
  ['one labelled as its own that lies elsewhere is brought in', { township: own, inside: false }, ownInside, false],
])('of a township’s account: %s', (_, before, after, allowed) => {
  for (const verb of ['create', 'replace', 'update', 'delete', 'restore'] as const) {
    if (shelters) expect(mayChange(township, verb, shelters, { before, after }).allowed).toBe(allowed);
  }
});

test('other roles are not held to an area', () => {
  const elsewhere: Belonging = { township: '1', inside: false };
  if (shelters) {
    expect(mayChange(account('water'), 'update', shelters, { before: elsewhere, after: ownInside }).allowed).toBe(true);
  }
});
