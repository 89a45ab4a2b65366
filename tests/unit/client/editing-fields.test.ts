import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactChainage, faultsOf, formFields, parseChainage } from '../../../client/actions/editing/fields.ts';
import type { PropertyDefinition } from '../../../data/layers/definition.ts';
import { layerList, layers } from '../../../data/layers/index.ts';
import { checkProperties } from '../../../server/layers/validation/properties.ts';

/** Values a form, or somebody's import, might hold: right ones, ones at and beyond the bounds, and of the wrong kind. */
function valueFor(definition: PropertyDefinition): fc.Arbitrary<unknown> {
  const { minimum = 0, maximum = 100 } = definition;
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    fc.constant(null),
    fc.constantFrom<unknown>(...(definition.codes ?? []).map(({ value }) => value), 'nothing-of-the-kind'),
    fc.constantFrom<unknown>(minimum, minimum - 1, maximum, maximum + 1, 0, 0.5, -0),
    fc.boolean(),
    fc.string({ maxLength: 30 }),
    fc.string({ minLength: 60, maxLength: 70 }),
    fc.constantFrom(
      '',
      ' ',
      '13800000001',
      '4290990',
      'a\0',
      '\ud800',
      '汉'.repeat(200),
      '汉'.repeat(201),
      '𠀋'.repeat(64),
    ),
    fc.constantFrom('2026-07-01', '2026-02-30', '1776-07-04', '2026-7-1', '2024-02-29', '2026-13-01', '2026-00-10'),
    fc.constantFrom('2026-07-01T08:00:00+08:00', '2026-07-01T08:00:00Z', '2026-07-01T08:00', '2026-07-01 08:00:00Z'),
    fc.constantFrom<unknown>({}, { a: 1 }),
  );
}

describe('the rules of the form', () => {
  it.each(layerList.map((layer) => [layer.id, layer] as const))('are those of the service: %s', (_, layer) => {
    const members = Object.entries(layer.properties);
    fc.assert(
      fc.property(fc.tuple(...members.map(([, definition]) => valueFor(definition))), (values) => {
        const given = members.map(([name], index) => [name, values[index]] as const);
        const properties = Object.fromEntries(given.filter(([, value]) => value !== undefined));
        const outcome = checkProperties(layer, properties, 1);
        const faults = outcome.ok ? [] : outcome.faults;
        const said = faults.map(({ member }) => member.replace(/^properties\./, '')).sort();
        const found = [...faultsOf(layer, properties).keys()].sort();
        // What cannot be stored at all the service says before it looks at anything else.
        if (faults.some(({ code }) => code === 'character')) expect(found).toEqual(expect.arrayContaining(said));
        else expect(found).toEqual([...new Set(said)]);
      }),
      { numRuns: 60 },
    );
  });

  it('have a field for every member of every layer, those that must be given first', () => {
    for (const layer of layerList) {
      const fields = formFields(layer);
      expect(new Set(fields.map(({ member }) => member))).toEqual(new Set(Object.keys(layer.properties)));
      expect(fields.slice(0, layer.required.length).every(({ required }) => required)).toBe(true);
    }
    const kinds = Object.fromEntries(formFields(layers.road_hazards).map(({ member, kind }) => [member, kind]));
    expect(kinds).toMatchObject({
      hazard: 'choice',
      from_m: 'chainage',
      supervised: 'flag',
      found_on: 'day',
      remarks: 'long',
    });
  });
});

describe('chainage', () => {
  it('is read as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (millimetres) => {
        const metres = millimetres / 1000;
        expect(parseChainage(exactChainage(metres))).toBeCloseTo(metres, 6);
      }),
    );
  });

  it.each([
    ['K12+300', 12_300],
    ['k12+300.5', 12_300.5],
    ['12+3', 12_003],
    ['K 12 + 300', 12_300],
    ['K12＋300', 12_300],
    ['K7', 7000],
    ['850', 850],
    ['0', 0],
  ])('%s is %d m', (written, metres) => {
    expect(parseChainage(written)).toBe(metres);
  });

  it.each(['', 'K', 'K12+', 'K12+3000', '12km', '-5', 'K1.5+200', '十二'])('%s is none', (written) => {
    expect(parseChainage(written)).toBeUndefined();
  });
});
