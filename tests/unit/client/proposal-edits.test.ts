import { describe, expect, test } from 'vitest';
import { readChainage, readEdits, untouched } from '../../../client/actions/proposalEdits.ts';
import type { Proposal } from '../../../client/api/screening.ts';

function proposal(change: Partial<Proposal['properties']> = {}): Proposal {
  return {
    type: 'Feature',
    id: 1,
    geometry: {
      type: 'LineString',
      coordinates: [
        [110, 31],
        [110.001, 31],
      ],
    },
    properties: {
      hazard: 'cliff',
      of_hazard: null,
      grade: 'general',
      state: 'proposed',
      road_code: 'X201',
      segment_code: 'X201-001',
      chainage: 'K12+300–K12+420',
      road_chainage: [12_000, 14_000],
      from_m: 300.4,
      to_m: 420.2,
      side: 'left',
      direction: null,
      evidence: {},
      overlaps: [],
      recorded: [],
      reason: null,
      reviewed_by: null,
      hazard_id: null,
      attention: null,
      _version: 1,
      ...change,
    },
  };
}
const edited = (one: Proposal, change: Partial<ReturnType<typeof untouched>>) =>
  readEdits(one, { ...untouched(one), ...change });

describe('what is corrected of a proposal', () => {
  test('is nothing where nothing was touched', () => {
    expect(untouched(proposal())).toMatchObject({ from: 'K12+300', to: 'K12+420', grade: 'general', side: 'left' });
    expect(edited(proposal(), {})).toEqual({});
  });

  test('is the stretch by the road’s chainage, in metres along the section', () => {
    expect(edited(proposal(), { from: 'K12+280', to: '12+450.5' })).toEqual({ from_m: 280.4, to_m: 450.7 });
  });

  test('runs the other way where the chainage falls along the line', () => {
    const falling = proposal({ chainage: 'K13+700–K13+580', road_chainage: [14_000, 12_000] });
    expect(edited(falling, { from: 'K13+720', to: 'K13+560' })).toEqual({ from_m: 280.4, to_m: 440.2 });
  });

  test('is in metres where the road has no chainage', () => {
    const plain = proposal({ road_chainage: null });
    expect(untouched(plain)).toMatchObject({ from: '300.4', to: '420.2' });
    expect(edited(plain, { to: '431' })).toEqual({ to_m: 431 });
    expect(edited(plain, { to: 'K0+431' })).toBe('to');
  });

  test('is the grade, the side and remarks', () => {
    expect(edited(proposal(), { grade: 'major', side: 'both', remarks: ' 护栏损坏 ' })).toEqual({
      grade: 'major',
      side: 'both',
      remarks: '护栏损坏',
    });
  });

  test.each([
    [{ from: 'twelve' }, 'from'],
    [{ from: '' }, 'from'],
    [{ from: 'K11+500' }, 'from'],
    [{ to: 'K12' }, 'to'],
    [{ from: 'K12+430' }, 'order'],
    [{ from: 'K12+420', to: 'K12+300' }, 'order'],
  ])('%o is said to be at fault: %s', (change, fault) => {
    expect(edited(proposal(), change)).toBe(fault);
  });

  test.each([
    ['K12+300', 12_300],
    ['k0+005.5', 5.5],
    ['12+3', 12_003],
    ['K12＋300', 12_300],
    ['K12+3000', undefined],
    ['12300', undefined],
    ['K-1+300', undefined],
  ])('%s as a chainage is %s', (words, metres) => {
    expect(readChainage(words)).toBe(metres);
  });
});
