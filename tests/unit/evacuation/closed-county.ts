import { ask, road, type Setting, type XY } from './county.ts';

export const ev03 = (route: readonly XY[], setting: Setting) => ask('EV03', route, setting);

//  A---------+---------B---------C
//  0        500       1000      1500
export const row = [
  road(
    'A',
    [
      [0, 0],
      [500, 0],
    ],
    { road_code: 'X201', from_m: 0, to_m: 500 },
  ),
  road(
    'B',
    [
      [500, 0],
      [1000, 0],
    ],
    { road_code: 'X201', from_m: 500, to_m: 1000 },
  ),
  road(
    'C',
    [
      [1000, 0],
      [1500, 0],
    ],
    { road_code: 'X201', from_m: 1000, to_m: 1500 },
  ),
];
export const along: XY[] = [
  [0, 0],
  [1500, 0],
];
export const onB: XY[] = [
  [500, 0],
  [1000, 0],
];
