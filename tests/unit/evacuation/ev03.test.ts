import { describe, expect, it } from 'vitest';
import { ask, closure, line, type Members, noon, road, type Setting, type XY } from './county.ts';

const ev03 = (route: readonly XY[], setting: Setting) => ask('EV03', route, setting);

//  A---------+---------B---------C
//  0        500       1000      1500
const row = [
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
const along: XY[] = [
  [0, 0],
  [1500, 0],
];
const onB: XY[] = [
  [500, 0],
  [1000, 0],
];

describe('a closure that names its section', () => {
  it('is an error along the whole section', () => {
    const answer = ev03(along, { roads: row, closures: [closure(onB, { segment_code: 'B' })] });
    expect(answer).toMatchObject({ outcome: 'violated', severity: 'error', reasons: ['closed_section'] });
    expect(answer.places).toEqual([[500, 1000]]);
    expect(answer.findings[0]).toMatchObject({
      evidence: { placed_by: 'segment_code', reason: 'landslide' },
      geometry: { type: 'LineString' },
    });
  });

  it('says nothing where the route turns off at its node', () => {
    //  A----+====B====
    //       |
    //       D
    const branch = road('D', [
      [500, 0],
      [500, -400],
    ]);
    const route: XY[] = [
      [0, 0],
      [500, 0],
      [500, -400],
    ];
    const closures = [closure(onB, { segment_code: 'B' })];
    expect(ev03(route, { roads: [...row, branch], closures }).outcome).toBe('pass');
    // The same drawn by hand, past the node by 4 m.
    expect(
      ev03(
        [
          [0, 2],
          [504, -1],
          [502, -400],
        ],
        { roads: [...row, branch], closures },
      ).outcome,
    ).toBe('pass');
  });

  it('closes only its chainage where it has one', () => {
    const part = closure(
      [
        [600, 0],
        [650, 0],
      ],
      { segment_code: 'B', from_m: 600, to_m: 650 },
    );
    expect(ev03(along, { roads: row, closures: [part] }).places).toEqual([[600, 650]]);
    expect(
      ev03(
        [
          [0, 0],
          [580, 0],
        ],
        { roads: row, closures: [part] },
      ).outcome,
    ).toBe('pass');
  });

  it('counts one place of no length: a landslide at K0+700', () => {
    const place = closure(
      [
        [699, 0],
        [701, 0],
      ],
      { segment_code: 'B', from_m: 700, to_m: 700 },
    );
    expect(ev03(along, { roads: row, closures: [place] }).places).toEqual([[695, 705]]);
  });

  it('counts a bridge of four metres', () => {
    const roads = [
      road('left', [
        [0, 0],
        [100, 0],
      ]),
      road(
        'bridge',
        [
          [100, 0],
          [104, 0],
        ],
        { structure: 'bridge' },
      ),
      road('right', [
        [104, 0],
        [200, 0],
      ]),
    ];
    const closures = [
      closure(
        [
          [100, 0],
          [104, 0],
        ],
        { segment_code: 'bridge', reason: 'bridge_damage' },
      ),
    ];
    expect(
      ev03(
        [
          [0, 0],
          [200, 0],
        ],
        { roads, closures },
      ).places,
    ).toEqual([[100, 104]]);
  });

  it('is not sure where the section has the code but not the chainage', () => {
    const wrong = closure(
      [
        [600, 0],
        [650, 0],
      ],
      { segment_code: 'B', from_m: 7000, to_m: 7100 },
    );
    expect(ev03(along, { roads: row, closures: [wrong] })).toMatchObject({
      outcome: 'unknown',
      reasons: ['closure_perhaps_used'],
    });
  });

  it('is not sure either where the chainage only touches the section', () => {
    const next = closure(
      [
        [1000, 0],
        [1100, 0],
      ],
      { segment_code: 'B', from_m: 1000, to_m: 1100 },
    );
    const answer = ev03(onB, { roads: row, closures: [next] });
    expect(answer).toMatchObject({ outcome: 'unknown', reasons: ['closure_perhaps_used'] });
  });

  it('is found again on the way back', () => {
    const answer = ev03(
      [
        [400, 0],
        [700, 0],
        [400, 0],
      ],
      { roads: row, closures: [closure(onB, { segment_code: 'B' })] },
    );
    expect(answer.places).toEqual([[100, 500]]);
  });
});

describe('the bridge over a closed road', () => {
  //          | lower, closed
  //  ========+======== upper
  //          |
  const upper = road(
    'upper',
    [
      [0, 0],
      [1000, 0],
    ],
    { structure: 'bridge' },
  );

  it('stays open', () => {
    const lower = road('lower', [
      [500, -300],
      [500, 300],
    ]);
    const closures = [
      closure(
        [
          [500, -300],
          [500, 300],
        ],
        { segment_code: 'lower' },
      ),
    ];
    expect(
      ev03(
        [
          [0, 0],
          [1000, 0],
        ],
        { roads: [upper, lower], closures },
      ).outcome,
    ).toBe('pass');
    expect(
      ev03(
        [
          [500, -300],
          [500, 300],
        ],
        { roads: [upper, lower], closures },
      ).outcome,
    ).toBe('violated');
  });

  it('stays open where the lower road follows it for 700 m', () => {
    //  upper ========================
    //          ------ lower -----       4 m beside it, joined to it nowhere
    const lower = road('lower', [
      [100, 300],
      [150, 4],
      [850, 4],
      [900, -300],
    ]);
    const closures = [
      closure(
        [
          [150, 4],
          [850, 4],
        ],
        { segment_code: 'lower' },
      ),
    ];
    expect(
      ev03(
        [
          [0, 0],
          [1000, 0],
        ],
        { roads: [upper, lower], closures },
      ).outcome,
    ).toBe('pass');
  });

  it('is unknown where the route lies on both and came from neither', () => {
    const lower = road('lower', [
      [0, 0],
      [1000, 0],
    ]);
    const closures = [
      closure(
        [
          [0, 0],
          [1000, 0],
        ],
        { segment_code: 'lower' },
      ),
    ];
    expect(
      ev03(
        [
          [100, 0],
          [900, 0],
        ],
        { roads: [upper, lower], closures },
      ),
    ).toMatchObject({
      outcome: 'unknown',
      reasons: ['closure_perhaps_used'],
    });
  });
});

describe('a closure that names a road and chainage', () => {
  it('closes the parts of all sections between', () => {
    const answer = ev03(along, {
      roads: row,
      closures: [closure(onB, { road_code: 'X201', from_m: 450, to_m: 1100 })],
    });
    expect(answer.places).toEqual([[450, 1100]]);
  });

  it('leaves open what only touches it', () => {
    const closed = closure(onB, { road_code: 'X201', from_m: 500, to_m: 1000 });
    expect(
      ev03(
        [
          [0, 0],
          [500, 0],
        ],
        { roads: row, closures: [closed] },
      ).outcome,
    ).toBe('pass');
  });

  it('closes where its line lies if it has no chainage', () => {
    const closed = closure(
      [
        [700, 2],
        [800, 2],
      ],
      { road_code: 'X201' },
    );
    const answer = ev03(along, { roads: row, closures: [closed] });
    // To half a sample at either end.
    expect(Math.abs((answer.places[0]?.[0] ?? 0) - 700)).toBeLessThan(3);
    expect(Math.abs((answer.places[0]?.[1] ?? 0) - 800)).toBeLessThan(3);
    expect(ev03(along.slice(0, 1).concat([[600, 0]]), { roads: row, closures: [closed] }).outcome).toBe('pass');
  });

  it('far along the same road number says nothing', () => {
    const closed = closure(
      [
        [9000, 0],
        [9100, 0],
      ],
      { road_code: 'X201' },
    );
    expect(ev03(along, { roads: row, closures: [closed] }).outcome).toBe('pass');
  });

  it('does not close another road number', () => {
    const other = road(
      'D',
      [
        [500, 0],
        [500, -400],
      ],
      { road_code: 'Y007', from_m: 0, to_m: 400 },
    );
    const closed = closure(
      [
        [500, -100],
        [500, -200],
      ],
      { road_code: 'Y007', from_m: 100, to_m: 200 },
    );
    expect(ev03(along, { roads: [...row, other], closures: [closed] }).outcome).toBe('pass');
  });

  it('is put on sections without chainage by its line', () => {
    const plain = road('B', onB, { road_code: 'X201' });
    const closed = closure(
      [
        [600, 3],
        [700, 3],
      ],
      { road_code: 'X201', from_m: 600, to_m: 700 },
    );
    const answer = ev03(
      [
        [500, 0],
        [1000, 0],
      ],
      { roads: [plain], closures: [closed] },
    );
    expect(answer.outcome).toBe('violated');
    expect(answer.places[0]?.[0]).toBeCloseTo(100, -1);
    expect(answer.places[0]?.[1]).toBeCloseTo(200, -1);
  });
});

describe('a closure that names nothing', () => {
  it('is put on the road that its line runs along', () => {
    const answer = ev03(along, {
      roads: row,
      closures: [
        closure(
          [
            [602, 5],
            [700, -4],
            [800, 5],
          ],
          {},
        ),
      ],
    });
    expect(answer).toMatchObject({ outcome: 'violated', reasons: ['closed_section'] });
    expect(answer.findings[0]?.evidence).toMatchObject({ placed_by: 'geometry' });
  });

  it('says nothing where its line crosses the route along another road', () => {
    const other = road('D', [
      [700, -300],
      [700, 300],
    ]);
    const closed = closure(
      [
        [700, -200],
        [700, 200],
      ],
      {},
    );
    expect(ev03(along, { roads: [...row, other], closures: [closed] }).outcome).toBe('pass');
  });

  it('is unknown where it lies on no road and comes near', () => {
    //  ----------------
    //        \  no road here
    const closed = closure(
      [
        [700, -30],
        [760, -150],
      ],
      {},
    );
    expect(ev03(along, { roads: row, closures: [closed] })).toMatchObject({
      outcome: 'unknown',
      reasons: ['closure_not_placed'],
    });
  });

  it('says nothing where it lies on no road far away', () => {
    expect(
      ev03(along, {
        roads: row,
        closures: [
          closure(
            [
              [700, -400],
              [760, -500],
            ],
            {},
          ),
        ],
      }).outcome,
    ).toBe('pass');
  });

  it('is unknown where two roads fit it equally well', () => {
    const twin = road('twin', onB);
    const answer = ev03(
      [
        [0, 0],
        [500, 0],
        [500, 0.1],
        [1000, 0],
      ],
      {
        roads: [...row, twin],
        closures: [closure(onB, {})],
      },
    );
    expect(answer.outcome).toBe('unknown');
  });
});

describe('a closure whose code and line disagree', () => {
  it('is unknown on the road that it is drawn along', () => {
    //  A----B====C      drawn along B
    //       D           and named D
    const far = road('D', [
      [0, -60],
      [1500, -60],
    ]);
    const closed = closure(
      [
        [600, 0],
        [900, 0],
      ],
      { segment_code: 'D' },
    );
    const answer = ev03(along, { roads: [...row, far], closures: [closed] });
    expect(answer).toMatchObject({ outcome: 'unknown', reasons: ['closure_contradicts'] });
    expect(answer.places[0]?.[0]).toBeCloseTo(600, -1);
  });

  it('is placed by its line where no section has the code', () => {
    const closed = closure(
      [
        [600, 0],
        [900, 0],
      ],
      { segment_code: 'gone since the road was split' },
    );
    expect(ev03(along, { roads: row, closures: [closed] }).outcome).toBe('violated');
  });
});

describe('a route off the network', () => {
  const closures = [closure(onB, { segment_code: 'B' })];

  it('is unknown where it runs beside a closed section', () => {
    //  A-------B======C
    //       \________/   30 m aside
    const route: XY[] = [
      [0, 0],
      [480, 0],
      [520, -30],
      [980, -30],
      [1020, 0],
      [1500, 0],
    ];
    expect(ev03(route, { roads: row, closures }).reasons).toContain('closure_beside_path');
  });

  it('may cross a closed section', () => {
    expect(
      ev03(
        [
          [700, -300],
          [700, 300],
        ],
        { roads: row, closures },
      ).outcome,
    ).toBe('pass');
  });
});

describe('the time window of a closure', () => {
  const outcome = (members: Members, when: Setting['when'] = noon) =>
    ev03(along, { roads: row, closures: [closure(onB, { segment_code: 'B', ...members })], when }).outcome;
  const hours = (from: string, to: string) => ({
    from: new Date(`2026-07-01T${from}:00+08:00`),
    to: new Date(`2026-07-01T${to}:00+08:00`),
  });

  it.each([
    ['holds', '2026-07-01T08:00:00+08:00', '2026-07-01T18:00:00+08:00', 'violated'],
    ['is over', '2026-06-01T08:00:00+08:00', '2026-07-01T11:59:59+08:00', 'pass'],
    ['has not begun', '2026-07-01T12:00:01+08:00', null, 'pass'],
    ['ends this instant', '2026-06-01T08:00:00+08:00', '2026-07-01T12:00:00+08:00', 'violated'],
    ['has no end', '2026-06-01T08:00:00+08:00', undefined, 'violated'],
    ['has no start', null, '2026-07-02T00:00:00Z', 'violated'],
    ['has neither', undefined, undefined, 'violated'],
    ['is reversed', '2026-07-02T00:00:00Z', '2026-06-01T00:00:00Z', 'unknown'],
    ['has a start that is no time', 'last week', null, 'unknown'],
    ['has an end that is no time', '2026-06-01T08:00:00Z', '2026-13-45T00:00:00Z', 'unknown'],
    ['has an end without an offset', '2026-06-01T08:00:00Z', '2026-06-30T08:00:00', 'unknown'],
    ['has an empty end', '2026-06-01T08:00:00Z', '', 'unknown'],
    ['has a number for a start', 20_260_601, null, 'unknown'],
  ] as const)('%s', (_, valid_from, valid_to, expected) => {
    expect(outcome({ valid_from, valid_to })).toBe(expected);
  });

  it('counts where it holds at any time of a window', () => {
    const closed = { valid_from: '2026-07-01T08:00:00+08:00', valid_to: '2026-07-01T10:00:00+08:00' };
    expect(outcome(closed, hours('09:30', '11:00'))).toBe('violated');
    expect(outcome(closed, hours('07:00', '20:00'))).toBe('violated');
    expect(outcome(closed, hours('10:30', '11:00'))).toBe('pass');
  });

  it('does not matter where the route does not go', () => {
    const closures = [closure(onB, { segment_code: 'B', valid_to: 'nobody knows' })];
    expect(
      ev03(
        [
          [0, 0],
          [400, 0],
        ],
        { roads: row, closures },
      ).outcome,
    ).toBe('pass');
  });
});

describe('without data', () => {
  it('is unknown in a county without roads', () => {
    expect(ev03(along, { empty: ['roads'] })).toMatchObject({ outcome: 'unknown', reasons: ['no_data'] });
  });

  it('passes in a county without closures, and says so', () => {
    expect(ev03(along, { roads: row, empty: ['closures'] })).toMatchObject({ outcome: 'pass', notes: ['no_closures'] });
  });
});

it('takes a closure that is a single place', () => {
  const place = line(
    [
      [700, 1],
      [700, 1],
    ],
    { code: 'rockfall', valid_from: '2026-01-01T00:00:00Z' },
  );
  expect(ev03(along, { roads: row, closures: [place] })).toMatchObject({
    outcome: 'unknown',
    reasons: ['closure_not_placed'],
  });
});
