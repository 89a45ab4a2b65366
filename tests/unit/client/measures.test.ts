import { describe, expect, it } from 'vitest';
import { chainage, chainageRange, day, metres, plainNumber } from '../../../client/actions/measures.ts';
import { wordings } from '../../../client/i18n/language.ts';

const { zh, en } = wordings;

describe('chainage', () => {
  it.each([
    [0, 'K0+000'],
    [5, 'K0+005'],
    [999.6, 'K1+000'],
    [12_300, 'K12+300'],
    [123_456.4, 'K123+456'],
  ])('%d m is %s', (value, written) => {
    expect(chainage(value)).toBe(written);
  });

  it('names one place once', () => {
    expect(chainageRange(100.2, 100.4)).toBe('K0+100');
    expect(chainageRange(100, 250)).toBe('K0+100–K0+250');
  });
});

describe('lengths', () => {
  it('never shows something as nothing', () => {
    expect(metres(0.3, zh)).toBe('<1 米');
    expect(metres(0, zh)).toBe('0 米');
  });

  it('changes to kilometres from a thousand metres', () => {
    expect(metres(999, en)).toBe('999 m');
    expect(metres(12_345, zh)).toBe('12.35 公里');
  });
});

describe('numbers and days', () => {
  it('does not group a year', () => {
    expect(plainNumber(2026, en)).toBe('2026');
    expect(plainNumber(12_345, en)).toBe('12,345');
  });

  it('keeps the day whatever the time zone', () => {
    expect(day('2026-06-01', zh)).toBe('2026年6月1日');
    expect(day('2026-06-01', en)).toBe('1 Jun 2026');
  });

  it('shows what is no day as it stands', () => {
    expect(day('soon', zh)).toBe('soon');
  });
});
