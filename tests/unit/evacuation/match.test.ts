import { describe, expect, it } from 'vitest';
import { check, type Members, road, type XY } from './county.ts';

/** The roads a route follows as `code from–to`, `a|b` where either fits, `-` off the network. */
function followed(route: readonly XY[], roads: ReturnType<typeof road>[]): string[] {
  return check(route, { roads }).roads.map((stretch) => {
    const codes = [stretch.road, ...stretch.alternatives].map((entry) => entry?.code ?? '-').sort();
    return `${codes.join('|')} ${Math.round(stretch.from_m)}–${Math.round(stretch.to_m)}`;
  });
}

const straight = (code: string, from: XY, to: XY, members: Members = {}) => road(code, [from, to], members);

describe('a route drawn on the roads', () => {
  it('changes roads at their nodes', () => {
    //        C
    //        |
    //  A-----+-----B
    const roads = [
      straight('A', [0, 0], [500, 0]),
      straight('B', [500, 0], [1000, 0]),
      straight('C', [500, 0], [500, 400]),
    ];
    expect(
      followed(
        [
          [0, 0],
          [500, 0],
          [500, 400],
        ],
        roads,
      ),
    ).toEqual(['A 0–500', 'C 500–900']);
    expect(
      followed(
        [
          [0, 0],
          [1000, 0],
        ],
        roads,
      ),
    ).toEqual(['A 0–500', 'B 500–1000']);
  });

  it('does not flip at a crossing road', () => {
    //         B
    //         |
    //  A------+------      one road each, sharing a node or not
    //         |
    for (const crossing of [
      [
        [500, -300],
        [500, 300],
      ],
      [
        [500, -300],
        [500, 0],
        [500, 300],
      ],
    ] as const) {
      const roads = [
        road('A', [
          [0, 0],
          [500, 0],
          [1000, 0],
        ]),
        road('B', crossing),
      ];
      expect(
        followed(
          [
            [0, 0],
            [1000, 0],
          ],
          roads,
        ),
      ).toEqual(['A 0–1000']);
    }
  });

  it('does not fall off a viaduct onto the road below at a small angle', () => {
    //  A ================
    //          B  / 5 degrees
    const roads = [straight('A', [0, 0], [2000, 0]), straight('B', [0, -87.5], [2000, 87.5])];
    expect(
      followed(
        [
          [0, 0],
          [2000, 0],
        ],
        roads,
      ),
    ).toEqual(['A 0–2000']);
    expect(
      followed(
        [
          [0, 4],
          [700, -5],
          [1300, 5],
          [2000, -4],
        ],
        roads,
      ),
    ).toEqual(['A 0–2000']);
  });

  it('keeps to its branch at a narrow fork', () => {
    //  A-------+------B
    //            \----C   4 degrees
    const roads = [
      straight('A', [0, 0], [500, 0]),
      straight('B', [500, 0], [1500, 0]),
      straight('C', [500, 0], [1500, -70]),
    ];
    expect(
      followed(
        [
          [0, 0],
          [500, 0],
          [1500, -70],
        ],
        roads,
      ),
    ).toEqual(['A 0–500', 'C 500–1503']);
  });

  it('finds a bridge of four metres', () => {
    const roads = [
      straight('A', [0, 0], [501, 0]),
      straight('bridge', [501, 0], [505, 0], { structure: 'bridge' }),
      straight('B', [505, 0], [1000, 0]),
    ];
    expect(
      followed(
        [
          [0, 0],
          [1000, 0],
        ],
        roads,
      ),
    ).toEqual(['A 0–501', 'bridge 501–505', 'B 505–1000']);
  });

  it('stays on its arm of a switchback', () => {
    //  +-------------------
    //  +--  12 m apart
    const members = { road_code: 'Y001', from_m: 0, to_m: 1012 };
    const roads = [
      road(
        'A',
        [
          [500, 0],
          [0, 0],
          [0, 12],
          [500, 12],
        ],
        members,
      ),
    ];
    const [stretch] = check(
      [
        [500, 12],
        [0, 12],
        [0, 0],
        [500, 0],
      ],
      { roads },
    ).roads;
    expect(stretch?.road).toMatchObject({ chainage_from_m: expect.closeTo(1012, 0), chainage_to_m: 0 });
    expect(
      check(
        [
          [400, 0],
          [100, 0],
        ],
        { roads },
      ).roads,
    ).toMatchObject([
      { status: 'on_road', road: { chainage_from_m: expect.closeTo(100, 0), chainage_to_m: expect.closeTo(400, 0) } },
    ]);
  });

  it('says there and back as two stretches', () => {
    const roads = [straight('A', [0, 0], [1000, 0])];
    const route = check(
      [
        [0, 0],
        [300, 0],
        [0, 0],
      ],
      { roads },
    );
    expect(
      route.roads.map(({ road: on }) => [on?.chainage_from_m, on?.chainage_to_m].map((m) => Math.round(m ?? -1))),
    ).toEqual([
      [0, 300],
      [300, 0],
    ]);
  });

  it('follows a road that it crosses itself on', () => {
    //      +---+
    //      |   |
    //  ----+---+     a loop
    //      |
    const loop: XY[] = [
      [0, 0],
      [400, 0],
      [400, 200],
      [200, 200],
      [200, -200],
    ];
    expect(followed(loop, [road('A', loop)])).toEqual(['A 0–1200']);
  });

  it('gives chainage along the road number, falling against it', () => {
    const roads = [straight('A', [0, 0], [1000, 0], { road_code: 'X201', from_m: 5000, to_m: 6010 })];
    const [stretch] = check(
      [
        [800, 0],
        [200, 0],
      ],
      { roads },
    ).roads;
    expect(stretch?.road).toMatchObject({ has_chainage: true, road_code: 'X201' });
    expect(stretch?.road?.chainage_from_m).toBeCloseTo(5808, 0);
    expect(stretch?.road?.chainage_to_m).toBeCloseTo(5202, 0);
  });
});

describe('a route drawn by hand', () => {
  const wavering: XY[] = [
    [3, 6],
    [150, -7],
    [290, 8],
    [485, -5],
    [505, 25],
    [493, 210],
    [506, 395],
  ];

  it('is matched to the roads it was meant for', () => {
    const roads = [
      straight('A', [0, 0], [500, 0]),
      straight('B', [500, 0], [1000, 0]),
      straight('C', [500, 0], [500, 400]),
    ];
    const codes = check(wavering, { roads }).roads.map(({ road: on }) => on?.code);
    expect(codes).toEqual(['A', 'C']);
  });

  it('is off the network where no road is near, and on it again after', () => {
    //  A-----      ------B
    //         \__/
    const roads = [straight('A', [0, 0], [300, 0]), straight('B', [700, 0], [1000, 0])];
    const stretches = check(
      [
        [0, 0],
        [300, 0],
        [400, -100],
        [600, -100],
        [700, 0],
        [1000, 0],
      ],
      { roads },
    ).roads;
    expect(stretches.map(({ status }) => status)).toEqual(['on_road', 'off_network', 'on_road']);
  });

  it('runs on over a gap of a few metres in the road', () => {
    const roads = [straight('A', [0, 0], [300, 0]), straight('B', [306, 0], [700, 0])];
    const codes = check(
      [
        [0, 3],
        [700, -3],
      ],
      { roads },
    ).roads.map(({ road: on }) => on?.code);
    expect(codes).toEqual(['A', 'B']);
  });
});

describe('what cannot be told', () => {
  const carriageways = (gap: number) => [
    straight('in', [0, 0], [200, 0]),
    road('north', [
      [200, 0],
      [220, gap / 2],
      [980, gap / 2],
      [1000, 0],
    ]),
    road('south', [
      [200, 0],
      [220, -gap / 2],
      [980, -gap / 2],
      [1000, 0],
    ]),
    straight('out', [1000, 0], [1200, 0]),
  ];

  it('leaves open which of two carriageways a line between them means', () => {
    //         +----------+
    //  -------+ - - - - -+-----
    //         +----------+
    const stretches = check(
      [
        [0, 0],
        [1200, 0],
      ],
      { roads: carriageways(10) },
    ).roads;
    const middle = stretches.filter(({ status }) => status === 'ambiguous');
    expect(middle.length).toBeGreaterThan(0);
    const length = middle.reduce((sum, { from_m, to_m }) => sum + to_m - from_m, 0);
    expect(length).toBeGreaterThan(700);
    expect(stretches.at(0)).toMatchObject({ status: 'on_road', road: { code: 'in' } });
    expect(stretches.at(-1)).toMatchObject({ status: 'on_road', road: { code: 'out' } });
  });

  it('knows the carriageway that a line lies on exactly', () => {
    const stretches = followed(
      [
        [0, 0],
        [200, 0],
        [220, 5],
        [980, 5],
        [1000, 0],
        [1200, 0],
      ],
      carriageways(10),
    );
    expect(stretches.map((stretch) => stretch.split(' ')[0])).toEqual(['in', 'north', 'out']);
  });

  it('leaves open a road that is stored twice', () => {
    const roads = [straight('A', [0, 0], [500, 0]), straight('B', [0, 0], [500, 0])];
    expect(
      followed(
        [
          [0, 0],
          [500, 0],
        ],
        roads,
      ),
    ).toEqual(['A|B 0–500']);
  });

  it('leaves open on which level a route lies that is nowhere but on both', () => {
    const roads = [straight('viaduct', [0, 0], [800, 0]), straight('below', [-100, 0], [900, 0])];
    expect(
      followed(
        [
          [100, 0],
          [700, 0],
        ],
        roads,
      ),
    ).toEqual(['below|viaduct 0–600']);
  });

  it('knows the level from how the route got there', () => {
    // The route comes up a ramp that only the viaduct joins.
    const roads = [
      road('ramp', [
        [0, -200],
        [0, 0],
      ]),
      straight('viaduct', [0, 0], [800, 0]),
      straight('below', [-100, 0], [900, 0]),
      road('down', [
        [800, 0],
        [800, -200],
      ]),
    ];
    const codes = followed(
      [
        [0, -200],
        [0, 0],
        [800, 0],
        [800, -200],
      ],
      roads,
    ).map((stretch) => stretch.split(' ')[0]);
    expect(codes).toEqual(['ramp', 'viaduct', 'down']);
  });
});

it('does not depend on the order of the roads', () => {
  const roads = [straight('A', [0, 0], [500, 0]), straight('B', [0, 0], [500, 0]), straight('C', [500, 0], [500, 400])];
  const route: XY[] = [
    [0, 0],
    [500, 0],
    [500, 400],
  ];
  expect(followed(route, [...roads].reverse())).toEqual(followed(route, roads));
});
