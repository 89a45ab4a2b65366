import { describe, expect, it } from 'vitest';
import { along, ev03, onB, row } from './closed-county.ts';
import { closure, road } from './county.ts';

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
