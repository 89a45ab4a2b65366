import { describe, expect, it } from 'vitest';
import { hazardStateCodes } from '../../../data/layers/codes.ts';
import { ask, check, hazard, type Members, road, type Setting, type XY } from './county.ts';

const ev06 = (route: readonly XY[], setting: Setting) => ask('EV06', route, setting);
const east: XY[] = [
  [0, 0],
  [1000, 0],
];
const roads = [road('A', east, { road_code: 'X201', from_m: 2000, to_m: 3000 })];
const bend: XY[] = [
  [400, 0],
  [460, 0],
];

function answerTo(members: Members, where: readonly XY[] = bend) {
  return ev06(east, { roads, road_hazards: [hazard(where, members)] });
}

describe('the grade', () => {
  it.each([
    ['major', 'violated', 'error', 'hazard_along'],
    ['considerable', 'violated', 'warning', 'hazard_along'],
    ['insufficient_data', 'unknown', 'unknown', 'hazard_without_grade'],
    [null, 'unknown', 'unknown', 'hazard_without_grade'],
  ])('%s: %s by %s', (grade, outcome, severity, reason) => {
    expect(answerTo({ grade })).toMatchObject({ outcome, severity, reasons: [reason] });
  });

  it.each(['general', 'low'])('%s is silent', (grade) => {
    expect(answerTo({ grade })).toMatchObject({ outcome: 'pass', findings: [] });
  });

  it('the worst of several decides', () => {
    const road_hazards = ['considerable', null, 'low'].map((grade) => hazard(bend, { grade }));
    expect(ev06(east, { roads, road_hazards }).severity).toBe('unknown');
    expect(ev06(east, { roads, road_hazards: [...road_hazards, hazard(bend, {})] }).severity).toBe('error');
  });
});

describe('the state', () => {
  it.each(hazardStateCodes.map(({ value }) => value))('%s', (state) => {
    expect(answerTo({ state }).outcome).toBe(state === 'closed' ? 'pass' : 'violated');
  });

  it('missing is there', () => {
    expect(answerTo({ state: null }).outcome).toBe('violated');
  });
});

describe('the place', () => {
  it.each([
    ['section code and line', { segment_code: 'A' }, 'segment_code'],
    ['section code and chainage', { segment_code: 'A', from_m: 2400, to_m: 2460 }, 'segment_code'],
    ['road number and chainage', { road_code: 'X201', from_m: 2400, to_m: 2460 }, 'road_code'],
    ['line alone', {}, 'geometry'],
  ])('by %s', (_, members, placedBy) => {
    const answer = answerTo(members);
    expect(answer.places).toHaveLength(1);
    expect(answer.places[0]?.[0]).toBeCloseTo(400, -1);
    expect(answer.places[0]?.[1]).toBeCloseTo(460, -1);
    expect(answer.findings[0]).toMatchObject({ evidence: { placed_by: placedBy } });
  });

  it('reports the metres that the route shares with it', () => {
    const answer = ev06(
      [
        [0, 0],
        [430, 0],
      ],
      { roads, road_hazards: [hazard(bend, { segment_code: 'A', from_m: 2400, to_m: 2460 })] },
    );
    expect(answer.findings[0]?.length_m).toBeCloseTo(30, 0);
  });

  it('on another road that is crossed does not count', () => {
    //        |  hazard
    //  ------+------
    const other = road('B', [
      [500, -300],
      [500, 300],
    ]);
    const placed = [{ segment_code: 'B' }, {}];
    for (const members of placed) {
      const road_hazards = [
        hazard(
          [
            [500, -100],
            [500, 100],
          ],
          members,
        ),
      ];
      expect(ev06(east, { roads: [...roads, other], road_hazards }).outcome).toBe('pass');
    }
  });

  it('elsewhere on the same road does not count', () => {
    expect(
      ev06(
        [
          [0, 0],
          [300, 0],
        ],
        { roads, road_hazards: [hazard(bend, { segment_code: 'A' })] },
      ).outcome,
    ).toBe('pass');
  });

  it('far along the same road number does not count', () => {
    const far: XY[] = [
      [9000, 0],
      [9100, 0],
    ];
    expect(answerTo({ road_code: 'X201' }, far).outcome).toBe('pass');
    expect(answerTo({ road_code: 'X201', from_m: 9000, to_m: 9100 }, far).outcome).toBe('pass');
  });

  it('is unknown where it names a section that its line is far from', () => {
    const far: XY[] = [
      [9000, 0],
      [9100, 0],
    ];
    expect(answerTo({ segment_code: 'A' }, far)).toMatchObject({
      outcome: 'unknown',
      reasons: ['hazard_perhaps_used'],
    });
  });

  it('on a road below does not count', () => {
    const lower = road('lower', [
      [100, 300],
      [150, 4],
      [850, 4],
      [900, -300],
    ]);
    const road_hazards = [
      hazard(
        [
          [300, 4],
          [500, 4],
        ],
        { segment_code: 'lower' },
      ),
    ];
    expect(ev06(east, { roads: [...roads, lower], road_hazards }).outcome).toBe('pass');
  });

  it('on one of two roads that fit is unknown, and a mere warning then too', () => {
    const twin = road('twin', east);
    const graded = (grade: string) => ({
      roads: [...roads, twin],
      road_hazards: [hazard(bend, { segment_code: 'twin', grade })],
    });
    expect(ev06(east, graded('major'))).toMatchObject({ severity: 'unknown', reasons: ['hazard_perhaps_used'] });
    expect(ev06(east, graded('considerable'))).toMatchObject({ severity: 'warning', reasons: ['hazard_perhaps_used'] });
  });

  it('on no road, along the route, counts', () => {
    //  the road ends, a path goes on, the hazard is on the path
    const route: XY[] = [
      [0, 0],
      [1000, 0],
      [1040, 0],
    ];
    const road_hazards = [
      hazard(
        [
          [1021, 0],
          [1040, 0],
        ],
        {},
      ),
    ];
    const short = [
      road(
        'A',
        [
          [0, 0],
          [1000, 0],
        ],
        { road_code: 'X201' },
      ),
    ];
    expect(ev06(route, { roads: short, road_hazards }).reasons).toContain('hazard_along');
  });

  it('is unknown where code and line disagree', () => {
    const far = road('B', [
      [0, -60],
      [1000, -60],
    ]);
    const road_hazards = [hazard(bend, { segment_code: 'B' })];
    expect(ev06(east, { roads: [...roads, far], road_hazards })).toMatchObject({
      outcome: 'unknown',
      reasons: ['hazard_contradicts'],
    });
  });

  it('at one place of no length counts', () => {
    const answer = answerTo({ segment_code: 'A', from_m: 2500, to_m: 2500 }, [
      [500, 0],
      [501, 0],
    ]);
    expect(answer.places).toEqual([[495, 505]]);
  });
});

describe('near the route and on no road', () => {
  const beside: XY[] = [
    [500, 25],
    [600, 25],
  ];
  const across: XY[] = [
    [500, -60],
    [500, 60],
  ];

  it.each([
    ['beside', 'major', 'unknown', beside],
    ['beside', null, 'unknown', beside],
    ['beside', 'considerable', 'warning', beside],
    ['across', 'major', 'unknown', across],
    ['across', null, 'unknown', across],
    ['across', 'considerable', 'warning', across],
  ])('%s, graded %s: %s', (_, grade, severity, where) => {
    expect(answerTo({ grade }, where)).toMatchObject({ severity, reasons: ['hazard_not_placed'] });
  });

  it('is silent beyond the corridor', () => {
    const beyond: XY[] = [
      [500, 45],
      [600, 45],
    ];
    expect(answerTo({}, beyond).outcome).toBe('pass');
  });
});

describe('a long descent', () => {
  const descent = (direction: string | null) => ({
    roads,
    road_hazards: [
      hazard(
        [
          [200, 0],
          [900, 0],
        ],
        { hazard: 'long_descent', segment_code: 'A', direction },
      ),
    ],
  });
  const west = [...east].reverse();

  it('counts downhill only', () => {
    expect(ev06(east, descent('increasing')).outcome).toBe('violated');
    expect(ev06(west, descent('increasing')).outcome).toBe('pass');
    expect(ev06(west, descent('decreasing')).outcome).toBe('violated');
  });

  it.each(['both', null])('counts both ways where its direction is %s', (direction) => {
    expect(ev06(east, descent(direction)).outcome).toBe('violated');
    expect(ev06(west, descent(direction)).outcome).toBe('violated');
  });

  it('is the only kind with a direction that matters', () => {
    const road_hazards = [hazard(bend, { segment_code: 'A', direction: 'decreasing' })];
    expect(ev06(east, { roads, road_hazards }).outcome).toBe('violated');
  });
});

describe('what silence is worth', () => {
  const unsurveyed = [road('A', east, { surveyed_on: null, road_code: 'C001' })];

  it('nothing on a road that nobody has surveyed', () => {
    const answer = ev06(east, { roads: unsurveyed });
    expect(answer).toMatchObject({ outcome: 'unknown', reasons: ['road_not_surveyed'], ids: ['A'] });
    expect(answer.places).toEqual([[0, 1000]]);
  });

  it('nothing where a hazard of the same road number lies on another section', () => {
    const elsewhere = hazard(
      [
        [9000, 0],
        [9100, 0],
      ],
      { road_code: 'C001', grade: 'low', from_m: 9000, to_m: 9100 },
    );
    expect(ev06(east, { roads: unsurveyed, road_hazards: [elsewhere] })).toMatchObject({
      outcome: 'unknown',
      reasons: ['road_not_surveyed'],
    });
  });

  it('something, with a note, where a hazard names the section', () => {
    const here = hazard(bend, { segment_code: 'A', grade: 'low' });
    expect(ev06(east, { roads: unsurveyed, road_hazards: [here] })).toMatchObject({
      outcome: 'pass',
      notes: ['survey_date_missing'],
    });
  });

  it('passes over a short piece without a date', () => {
    const pieces = [
      road('A', [
        [0, 0],
        [480, 0],
      ]),
      road(
        'bridge',
        [
          [480, 0],
          [520, 0],
        ],
        { surveyed_on: null, structure: 'bridge' },
      ),
      road('B', [
        [520, 0],
        [1000, 0],
      ]),
    ];
    expect(ev06(east, { roads: pieces }).outcome).toBe('pass');
  });

  it('nothing on a path off the network', () => {
    const answer = ev06(
      [
        [0, 0],
        [500, 0],
        [500, -400],
      ],
      { roads },
    );
    expect(answer).toMatchObject({ outcome: 'unknown', reasons: ['path_not_surveyed'] });
  });

  it('does not ask for the last few metres from the road to the door', () => {
    expect(
      ev06(
        [
          [0, 0],
          [500, 0],
          [500, -45],
        ],
        { roads },
      ).outcome,
    ).toBe('pass');
  });

  it('nothing in a county without hazards', () => {
    expect(ev06(east, { roads, empty: ['road_hazards'] })).toMatchObject({ outcome: 'unknown', reasons: ['no_data'] });
  });
});

it('says what it is in both languages', () => {
  const report = check(east, { roads, road_hazards: [hazard(bend, { name: '鹰嘴岩', hazard: 'cliff' })] });
  const [finding] = report.findings.filter(({ rule }) => rule === 'EV06');
  expect(finding?.message.zh).toBe('沿线有重大临崖路段（鹰嘴岩（hazard）），重合 60 米');
  expect(finding?.message.en).toBe('60 m along a hazard section: Roadside drop, grade Major (鹰嘴岩 (hazard))');
});
