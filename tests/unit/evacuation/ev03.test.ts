import { describe, expect, it } from 'vitest';
import { along, ev03, onB, row } from './closed-county.ts';
import { closure, line, type Members, noon, road, type Setting, type XY } from './county.ts';

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
