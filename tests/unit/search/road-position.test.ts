import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  parseAmbiguousPosition,
  parseMalformedPosition,
  parseRoadPosition,
  parseStretchEnd,
} from '../../../server/search/road-position.ts';

test.each([
  ['X201 K12+300', 'X201', 12_300],
  ['x201k12+300', 'X201', 12_300],
  ['X201 12+300', 'X201', 12_300],
  ['Ｘ２０１　Ｋ１２＋３００', 'X201', 12_300],
  ['X201 K12', 'X201', 12_000],
  ['X201 K12+300.5', 'X201', 12_300.5],
  ['X201 12.3km', 'X201', 12_300],
  ['X201 12.3 公里处', 'X201', 12_300],
  ['X201 850米', 'X201', 850],
  ['C001429901 k0+020', 'C001429901', 20],
  ['CG-1 K3+5', 'CG-1', 3005],
  ['S252 K3+300–K4+000', 'S252', 3300],
  ['S252 K3+300-K4+000', 'S252', 3300],
  ['S252 K3+300～K4+000', 'S252', 3300],
  ['S252 K3+300 至 4+000', 'S252', 3300],
  ['CG-1 K3+5-K4', 'CG-1', 3005],
  ['S252 3.3', 'S252', 3300],
  ['S252 K3.3', 'S252', 3300],
  ['S252K3.3公里', 'S252', 3300],
  ['S252 桩号K3+300', 'S252', 3300],
  ['S252桩号：3+300', 'S252', 3300],
  ['S252线K3+300', 'S252', 3300],
  ['S252线 桩号 K3+300 处', 'S252', 3300],
  ['S252 K3+300处', 'S252', 3300],
])('%s is a place on a road', (words, roadCode, atMetres) => {
  expect(parseRoadPosition(words)).toEqual({ roadCode, atMetres });
});

test.each([
  'X201',
  '安澜镇',
  'K12+300',
  'X201 K12+3000',
  'X201 12',
  'X201线',
  'X201 K12.5+300',
  'X201 K3-500',
  'X201-K3',
  '110.2 31.2',
  'N31 110.5',
  'E110 31.2',
  'X201 安澜',
  'X201 K99999+000',
])('%s is none', (words) => {
  expect(parseRoadPosition(words)).toBeUndefined();
});

test('metres that make a kilometre are a slip, and said to be one', () => {
  expect(parseMalformedPosition('S252 K3+1000')).toEqual({ roadCode: 'S252', atMetres: 3000 });
  expect(parseMalformedPosition('S252线 3+1000处')).toEqual({ roadCode: 'S252', atMetres: 3000 });
  for (const words of ['S252 K3+100', 'S252', 'K3+1000', 'S252 K3']) {
    expect(parseMalformedPosition(words)).toBeUndefined();
  }
});

test.each([
  ['S252 K3+500-K4+200', 4200],
  ['S252 K3+500—4+200', 4200],
  ['s252k3+500～k4', 4000],
  ['S252线 桩号 K3+500 至 K4+200 处', 4200],
  ['S252 K3.5-K4.2', 4200],
])('%s ends where it says', (words, atMetres) => {
  expect(parseStretchEnd(words)).toEqual({ roadCode: 'S252', atMetres });
});

test('what names a place, or figures that fall, have no end', () => {
  for (const words of ['S252 K3+500', 'S252 K4+200-K3+500', 'S252', 'CG-1 K3+5', 'K3+500-K4+200']) {
    expect(parseStretchEnd(words)).toBeUndefined();
  }
});

test('a dash in place of the plus is ambiguous, and said to be', () => {
  for (const words of ['S252 K3-500', 's252k3-500', 'S252线 K3—500', 'S252 3-500']) {
    expect(parseAmbiguousPosition(words)).toEqual({ roadCode: 'S252', atMetres: 3500 });
  }
  for (const words of ['S252 K3+500', 'S252 K3+500-K4+200', 'X201-001', 'X201 1-2', 'CG-1 K3+5', 'S252 K3-K4']) {
    expect(parseAmbiguousPosition(words)).toBeUndefined();
  }
});

test('any chainage comes back as it was written', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Z]{1,2}\d{1,4}$/),
      fc.integer({ min: 0, max: 9_999_999 }),
      fc.constantFrom(' K', 'K', ' k', ' '),
      (roadCode, metres, between) => {
        const post = `${Math.floor(metres / 1000)}+${String(metres % 1000).padStart(3, '0')}`;
        expect(parseRoadPosition(`${roadCode}${between}${post}`)).toEqual({ roadCode, atMetres: metres });
        expect(parseRoadPosition(`${roadCode} ${metres / 1000} km`)).toEqual({ roadCode, atMetres: metres });
      },
    ),
  );
});
