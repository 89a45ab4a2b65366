import { describe, expect, it } from 'vitest';
import { ask, lake, type Members, road, type Setting, stream, type XY } from './county.ts';

const ev05 = (route: readonly XY[], setting: Setting) => ask('EV05', route, setting);
const east: XY[] = [
  [0, 0],
  [1000, 0],
];

/** A road along the x axis of three sections, the middle one from 490 to 510 unless said otherwise. */
function threeSections(structure: string | undefined, from = 490, to = 510, members: Members = {}) {
  return [
    road('left', [
      [0, 0],
      [from, 0],
    ]),
    road(
      'middle',
      [
        [from, 0],
        [to, 0],
      ],
      { structure, ...members },
    ),
    road('right', [
      [to, 0],
      [1000, 0],
    ]),
  ];
}

const river = stream(
  [
    [500, -300],
    [500, 300],
  ],
  { name: '清溪' },
);

describe('fords', () => {
  it.each(['ford', 'causeway'])('a %s is an error, with water on the map or without', (structure) => {
    const answer = ev05(east, { roads: threeSections(structure) });
    expect(answer).toMatchObject({ outcome: 'violated', severity: 'error', reasons: ['ford'], ids: ['middle'] });
    expect(answer.places).toEqual([[490, 510]]);
  });

  it('the water in a ford is the same finding', () => {
    const answer = ev05(east, { roads: threeSections('ford'), watercourses: [river] });
    expect(answer.findings).toHaveLength(1);
    expect(answer.ids).toEqual(['middle', 'stream']);
  });

  it('a ford of four metres counts', () => {
    expect(ev05(east, { roads: threeSections('ford', 498, 502) }).places).toEqual([[498, 502]]);
  });

  it('a ford of a metre and a half counts wherever it lies', () => {
    for (let from = 500; from < 505; from += 0.5) {
      const answer = ev05(east, { roads: threeSections('ford', from, from + 1.5) });
      expect(answer).toMatchObject({ outcome: 'violated', ids: ['middle'] });
      expect(answer.findings[0]?.length_m).toBeCloseTo(1.5, 0);
    }
  });

  it('a ford on another road does not', () => {
    const other = road(
      'other',
      [
        [300, -50],
        [300, 50],
      ],
      { structure: 'ford' },
    );
    expect(ev05(east, { roads: [...threeSections('road'), other] }).outcome).toBe('pass');
  });

  it('a ford that starts where the route turns off does not', () => {
    //  left----+
    //          |  middle = ford ahead
    const turn = road('turn', [
      [490, 0],
      [490, -300],
    ]);
    expect(
      ev05(
        [
          [0, 0],
          [490, 0],
          [490, -300],
        ],
        { roads: [...threeSections('ford'), turn] },
      ).outcome,
    ).toBe('pass');
  });

  it('a ford that may be meant is unknown', () => {
    const roads = [road('ford', east, { structure: 'ford' }), road('road', east)];
    expect(ev05(east, { roads })).toMatchObject({ outcome: 'unknown', reasons: ['ford_perhaps'] });
  });
});

describe('a stream across the road', () => {
  it.each([
    ['bridge', 'pass', []],
    ['tunnel', 'pass', []],
    ['road', 'violated', ['water_without_bridge']],
    [undefined, 'unknown', ['water_structure_missing']],
  ])('under a section whose structure is %s: %s', (structure, outcome, reasons) => {
    const answer = ev05(east, { roads: threeSections(structure), watercourses: [river] });
    expect(answer).toMatchObject({ outcome, reasons });
  });

  it('names the place, the water and the road', () => {
    const answer = ev05(east, { roads: threeSections('road'), watercourses: [river] });
    expect(answer.places).toEqual([[500, 500]]);
    expect(answer.ids).toEqual(['stream', 'middle']);
    expect(answer.findings[0]).toMatchObject({
      geometry: { type: 'Point' },
      message: { zh: expect.stringContaining('清溪') },
    });
  });

  it('in a culvert is no water in the way, and only a recorded one', () => {
    const across: XY[] = [
      [500, -300],
      [500, 300],
    ];
    const roads = threeSections('road');
    expect(ev05(east, { roads, watercourses: [stream(across, { structure: 'culvert' })] }).outcome).toBe('pass');
    expect(ev05(east, { roads, watercourses: [stream(across, { structure: null })] }).outcome).toBe('violated');
  });

  it('may be under the bridge where their places differ by a few metres, or may not', () => {
    expect(ev05(east, { roads: threeSections('bridge', 506, 530), watercourses: [river] })).toMatchObject({
      outcome: 'unknown',
      reasons: ['water_beside_bridge'],
    });
    expect(ev05(east, { roads: threeSections('bridge', 530, 550), watercourses: [river] }).outcome).toBe('violated');
  });

  it('is unknown where the route is on no road', () => {
    const answer = ev05(
      [
        [0, 200],
        [1000, 200],
      ],
      { roads: threeSections('bridge'), watercourses: [river] },
    );
    expect(answer).toMatchObject({ outcome: 'unknown', reasons: ['water_off_network'] });
  });

  it('is unknown where the bridge is one of two roads that fit', () => {
    const roads = [road('bridge', east, { structure: 'bridge' }), road('ground', east)];
    expect(ev05(east, { roads, watercourses: [river] })).toMatchObject({
      outcome: 'unknown',
      reasons: ['water_bridge_perhaps'],
    });
  });

  it('is crossed by both of two roads that fit, bridges each', () => {
    const roads = [road('one', east, { structure: 'bridge' }), road('two', east, { structure: 'bridge' })];
    expect(ev05(east, { roads, watercourses: [river] }).outcome).toBe('pass');
  });

  it('stored in two pieces that meet on the road is crossed once', () => {
    const watercourses = [
      stream([
        [500, 300],
        [500, 0],
      ]),
      stream([
        [500, 0],
        [500, -300],
      ]),
    ];
    expect(ev05(east, { roads: threeSections('road'), watercourses }).places).toEqual([[500, 500]]);
  });

  it('is found each time', () => {
    //   _____
    //  |  ~  |      there and back over the same stream
    const roads = [
      road('U', [
        [0, 0],
        [1000, 0],
        [1000, 200],
        [0, 200],
      ]),
    ];
    const answer = ev05(
      [
        [0, 0],
        [1000, 0],
        [1000, 200],
        [0, 200],
      ],
      { roads, watercourses: [river] },
    );
    expect(answer.places).toEqual([
      [500, 500],
      [1700, 1700],
    ]);
  });
});

describe('a stream beside the road', () => {
  const roads = [road('road', east)];

  it('is not crossed', () => {
    //  ----------------
    //  ~~~~~~~~~~~~~~~~
    expect(
      ev05(east, {
        roads,
        watercourses: [
          stream([
            [-50, -6],
            [1050, -6],
          ]),
        ],
      }).outcome,
    ).toBe('pass');
  });

  it('is not crossed where it touches', () => {
    const watercourses = [
      stream([
        [400, -50],
        [500, 0],
        [600, -50],
      ]),
    ];
    expect(ev05(east, { roads, watercourses }).outcome).toBe('pass');
  });

  it('is not crossed by a route that ends at it', () => {
    expect(
      ev05(
        [
          [0, 0],
          [500, 0],
        ],
        { roads, watercourses: [river] },
      ).outcome,
    ).toBe('pass');
  });

  it('is unknown where it weaves over the road by less than the map can tell', () => {
    //  ----~~~----     over by 3 m and back
    const watercourses = [
      stream([
        [300, -40],
        [450, -3],
        [500, 3],
        [550, -3],
        [700, -40],
      ]),
    ];
    expect(ev05(east, { roads, watercourses })).toMatchObject({ outcome: 'unknown', reasons: ['water_grazed'] });
  });

  it('is crossed where it weaves and ends up on the other side', () => {
    //  ~~~~---~~~---      over, back and over again
    const watercourses = [
      stream([
        [300, -40],
        [440, -3],
        [480, 3],
        [520, -3],
        [560, 3],
        [700, 40],
      ]),
    ];
    const answer = ev05(east, { roads, watercourses });
    expect(answer).toMatchObject({ outcome: 'violated', reasons: ['water_without_bridge'] });
    expect(answer.places).toEqual([[460, 540]]);
  });

  it('is crossed twice where the road goes over and comes back', () => {
    const watercourses = [
      stream([
        [300, -40],
        [450, 40],
        [550, 40],
        [700, -40],
      ]),
    ];
    const answer = ev05(east, { roads, watercourses });
    expect(answer).toMatchObject({
      outcome: 'violated',
      reasons: ['water_without_bridge'],
    });
    expect(answer.places).toEqual([
      [375, 375],
      [625, 625],
    ]);
  });
});

describe('a water surface across the road', () => {
  //  =====[  lake  ]=====
  const water = lake([450, -200, 550, 200]);

  it('is an error along all of it without a bridge', () => {
    const answer = ev05(east, { roads: threeSections('road'), water_bodies: [water] });
    expect(answer).toMatchObject({ outcome: 'violated', reasons: ['water_without_bridge'] });
    expect(answer.places).toEqual([[450, 550]]);
  });

  it('passes under a bridge over all of it, or short of the banks by a few metres', () => {
    expect(ev05(east, { roads: threeSections('bridge', 440, 560), water_bodies: [water] }).outcome).toBe('pass');
    expect(ev05(east, { roads: threeSections('bridge', 457, 543), water_bodies: [water] }).outcome).toBe('pass');
  });

  it('is an error with a bridge over part of it', () => {
    const answer = ev05(east, { roads: threeSections('bridge', 450, 500), water_bodies: [water] });
    expect(answer).toMatchObject({ outcome: 'violated', findings: [{ evidence: { uncovered_m: 40 } }] });
  });

  it('and its centre line are one finding', () => {
    const answer = ev05(east, { roads: threeSections('road'), water_bodies: [water], watercourses: [river] });
    expect(answer.findings).toHaveLength(1);
    expect(answer.ids).toEqual(expect.arrayContaining(['lake', 'stream']));
  });

  it('is not crossed by a road along its bank, or one that ends there', () => {
    const roads = [road('road', east)];
    expect(ev05(east, { roads, water_bodies: [lake([0, 0.5, 1000, 100])] }).outcome).toBe('pass');
    expect(
      ev05(
        [
          [0, 0],
          [450, 0],
        ],
        { roads, water_bodies: [water] },
      ).outcome,
    ).toBe('pass');
  });

  it('is an error where a route ends in it', () => {
    expect(
      ev05(
        [
          [0, 0],
          [500, 0],
        ],
        { roads: [road('road', east)], water_bodies: [water] },
      ).places,
    ).toEqual([[450, 500]]);
  });
});

it('is unknown in a county without watercourses, and in one without roads', () => {
  expect(ev05(east, { roads: threeSections('road'), empty: ['watercourses'] })).toMatchObject({
    outcome: 'unknown',
    reasons: ['no_data'],
  });
  expect(ev05(east, { empty: ['roads'] }).outcome).toBe('unknown');
});

it('still reports a ford in a county without watercourses', () => {
  const answer = ev05(east, { roads: threeSections('ford'), empty: ['watercourses'] });
  expect(answer).toMatchObject({ outcome: 'violated', severity: 'error' });
});

it('a bridge does not carry the route over another stream beyond its end', () => {
  const across = (x: number): XY[] => [
    [x, -300],
    [x, 300],
  ];
  const roads = threeSections('bridge', 500, 520);
  expect(ev05(east, { roads, watercourses: [stream(across(510))] }).outcome).toBe('pass');
  for (const watercourses of [[stream(across(528))], [stream(across(510)), stream(across(528))]]) {
    expect(ev05(east, { roads, watercourses })).toMatchObject({ outcome: 'unknown', reasons: ['water_beside_bridge'] });
  }
});
