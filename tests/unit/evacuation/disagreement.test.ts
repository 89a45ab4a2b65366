import { describe, expect, it } from 'vitest';
import { ask, closure, hazard, type Members, road, type XY } from './county.ts';

//  0 ====100 ............ 500 ~~~~600 ............ 1000
//  chainage says            the line says
const roads = [
  road(
    'B',
    [
      [0, 0],
      [1000, 0],
    ],
    { road_code: 'X201', from_m: 0, to_m: 1000 },
  ),
];
const drawn: XY[] = [
  [500, 0],
  [600, 0],
];
const past: XY[] = [
  [300, 0],
  [1000, 0],
];
const whole: XY[] = [
  [0, 0],
  [1000, 0],
];

describe.each<[string, Members]>([
  ['section and chainage', { segment_code: 'B', from_m: 0, to_m: 100 }],
  ['road number and chainage', { road_code: 'X201', from_m: 0, to_m: 100 }],
  ['road number and chainage beyond the road', { road_code: 'X201', from_m: 7000, to_m: 7100 }],
])('a line at another place of the road than %s', (_, members) => {
  it('is unknown for a closure', () => {
    const answer = ask('EV03', past, { roads, closures: [closure(drawn, members)] });
    expect(answer).toMatchObject({ outcome: 'unknown', reasons: ['closure_contradicts'] });
    expect(answer.places[0]?.[0]).toBeCloseTo(200, -1);
    expect(answer.places[0]?.[1]).toBeCloseTo(300, -1);
  });

  it('is unknown for a major hazard', () => {
    const answer = ask('EV06', past, { roads, road_hazards: [hazard(drawn, members)] });
    expect(answer).toMatchObject({ outcome: 'unknown', reasons: ['hazard_contradicts'] });
  });
});

it('is said beside the closed section that the route uses', () => {
  const closures = [closure(drawn, { segment_code: 'B', from_m: 0, to_m: 100 })];
  const answer = ask('EV03', whole, { roads, closures });
  expect(answer.outcome).toBe('violated');
  expect(answer.findings.map(({ code }) => code).sort()).toEqual(['closed_section', 'closure_contradicts']);
});

it('is not seen in chainage and a drawing a few metres apart', () => {
  const closures = [closure(drawn, { segment_code: 'B', from_m: 490, to_m: 592 })];
  expect(ask('EV03', whole, { roads, closures }).findings.map(({ code }) => code)).toEqual(['closed_section']);
});
