import { describe, expect, test } from 'vitest';
import { directionsOf } from '../../../server/cards/directions.ts';
import { directionWords, metresWord } from '../../../server/cards/words.ts';
import { line, road } from '../evacuation/county.ts';

const ends = { from: '石门村', to: '中心小学', mode: 'foot' } as const;

/*
 *      c ──── d        b–c is the bridge of X201
 *      ║
 *  a ──b               a–b is Y012
 */
const lane = road(
  '1',
  [
    [0, 0],
    [300, 0],
  ],
  { name: '石门路', road_code: 'Y012', from_m: 0, to_m: 300 },
);
const bridge = road(
  '2',
  [
    [300, 0],
    [300, 60],
  ],
  {
    name: '石门桥',
    road_code: 'X201',
    structure: 'bridge',
    from_m: 1000,
    to_m: 1060,
  },
);
const onward = road(
  '3',
  [
    [300, 60],
    [300, 200],
    [700, 200],
  ],
  {
    name: '安澜线',
    road_code: 'X201',
    from_m: 1060,
    to_m: 1600,
  },
);
const roads = [lane, bridge, onward];

describe('the words of a route', () => {
  test('name road after road with turn, distance and chainage, a bridge as a part of its road', () => {
    const route = line([
      [0, 0],
      [300, 0],
      [300, 200],
      [700, 200],
    ]);
    const words = directionWords(directionsOf(route, roads), ends, 'zh');
    expect(words).toEqual([
      '从石门村出发，沿石门路（Y012）向东走约 300 米（K0+000–K0+300）。',
      '左转，沿石门桥（X201）向东北走约 600 米（K1+000–K1+600），过桥。',
      '到达中心小学，全程约 900 米。',
    ]);
  });

  test('tell left from right, and count chainage down against the drawing', () => {
    const route = line([
      [700, 200],
      [300, 200],
      [300, 0],
      [0, 0],
    ]);
    const words = directionWords(directionsOf(route, roads), { ...ends, mode: 'vehicle' }, 'zh');
    expect(words[0]).toContain('行驶约 600 米（K1+600–K1+000）');
    expect(words[1]).toBe('右转，沿石门路（Y012）向西行驶约 300 米（K0+300–K0+000）。');
  });

  test('say where the way leaves the roads, but not for the width of a yard', () => {
    const across = directionsOf(
      line([
        [0, 0],
        [300, 0],
        [300, -500],
      ]),
      [lane],
    );
    expect(across.steps.map(({ road: on }) => on?.name ?? null)).toEqual(['石门路', null]);
    expect(directionWords(across, ends, 'en')[1]).toMatch(/^Turn right, south along the way drawn on the map/);
    const yard = directionsOf(
      line([
        [0, 22],
        [0, 0],
        [300, 0],
      ]),
      [lane],
    );
    expect(yard.steps.map(({ road: on }) => on?.name ?? null)).toEqual(['石门路']);
    expect(yard.steps[0]?.metres).toBeCloseTo(322, 0);
  });

  test('warn of a ford and name an unnamed road by its kind', () => {
    const ford = road(
      '9',
      [
        [0, 0],
        [200, 0],
      ],
      { road_class: 'path', structure: 'ford' },
    );
    const words = directionWords(
      directionsOf(
        line([
          [0, 0],
          [200, 0],
        ]),
        [ford],
      ),
      ends,
      'zh',
    );
    expect(words[0]).toBe('从石门村出发，沿无名步行小路向东走约 200 米，涉水（汛期勿过）。');
  });

  test('without any road follow the map', () => {
    const directions = directionsOf(
      line([
        [0, 0],
        [0, 400],
      ]),
      [],
    );
    expect(directionWords(directions, ends, 'zh')).toEqual([
      '从石门村出发，沿图上所画小路向北走约 400 米。',
      '到达中心小学，全程约 400 米。',
    ]);
  });

  test('add up to the length of the route', () => {
    const directions = directionsOf(
      line([
        [0, 0],
        [300, 0],
        [300, 200],
        [700, 200],
      ]),
      roads,
    );
    const sum = directions.steps.reduce((metres, step) => metres + step.metres, 0);
    expect(sum).toBeCloseTo(directions.lengthMetres, 6);
  });

  test.each([
    [0.4, '1 米'],
    [14.4, '14 米'],
    [994, '990 米'],
    [996, '1.0 公里'],
    [12_340, '12 公里'],
  ])('%d m is said as %s', (metres, words) => expect(metresWord(metres, 'zh')).toBe(words));
});
