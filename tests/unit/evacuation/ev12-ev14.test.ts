import { describe, expect, it } from 'vitest';
import { ask, cared, lake, type Members, noon, road, type Setting, stream, type XY } from './county.ts';

const east: XY[] = [
  [0, 0],
  [1000, 0],
];

describe('too narrow for the vehicle', () => {
  const ev12 = (width: number | null, members: Members) =>
    ask('EV12', east, { roads: [road('A', east, { width_m: width })], members });
  const van = { mode: 'vehicle', vehicle_width_m: 2 };

  it('is pointed out where the road is not wider by the margin', () => {
    expect(ev12(2.4, van)).toMatchObject({
      severity: 'warning',
      reasons: ['too_narrow'],
      places: [[0, 1000]],
      ids: ['A'],
      findings: [{ evidence: { width_m: 2.4, needed_m: 2.5 } }],
    });
    expect(ev12(2.5, van)).toMatchObject({ outcome: 'pass', findings: [] });
  });

  it('is unknown where a width is missing', () => {
    expect(ev12(null, van)).toMatchObject({ outcome: 'unknown', reasons: ['width_missing'], places: [[0, 1000]] });
    expect(ev12(5, { mode: 'vehicle' })).toMatchObject({ outcome: 'unknown', reasons: ['vehicle_width_missing'] });
    expect(ev12(5, {})).toMatchObject({ outcome: 'unknown', reasons: ['mode_missing'] });
  });

  it('does not concern people on foot', () => {
    expect(ev12(0.5, { mode: 'foot' }).outcome).toBe('pass');
    expect(ev12(null, { mode: 'foot', vehicle_width_m: 2 }).outcome).toBe('pass');
  });
});

describe('goes down towards the channel', () => {
  const brook = stream([
    [1040, -300],
    [1040, 300],
  ]);
  const ev13 = (height: Setting['height'] | null, changes: Setting = {}) =>
    ask('EV13', east, { watercourses: [brook], ...(height && { height }), ...changes });

  it('is pointed out where the route falls towards water', () => {
    const answer = ev13((x) => 600 - x / 10);
    expect(answer).toMatchObject({ severity: 'warning', reasons: ['towards_channel'], ids: ['stream'] });
    expect(answer.places).toEqual([[700, 1000]]);
    expect(answer.findings[0]?.evidence).toMatchObject({ fall_m: 30, to_distance_m: 40 });
  });

  it('is silent where it is level, climbs, or falls away from the water', () => {
    expect(ev13(() => 600)).toMatchObject({ outcome: 'pass', findings: [] });
    expect(ev13((x) => 600 + x / 10).outcome).toBe('pass');
    expect(ask('EV13', [...east].reverse(), { watercourses: [brook], height: (x) => 600 + x / 10 }).outcome).toBe(
      'pass',
    );
  });

  it('is silent beside a river, however the river falls', () => {
    const beside = stream([
      [0, 30],
      [1000, 30],
    ]);
    expect(ev13((x) => 600 - x / 10, { watercourses: [beside] }).outcome).toBe('pass');
  });

  it('is silent far from water, above a culvert, and for a fall of less than five metres', () => {
    const far = stream([
      [1100, -300],
      [1100, 300],
    ]);
    expect(ev13((x) => 600 - x / 10, { watercourses: [far] }).outcome).toBe('pass');
    const culvert = stream(
      [
        [1040, -300],
        [1040, 300],
      ],
      { structure: 'culvert' },
    );
    expect(ev13((x) => 600 - x / 10, { watercourses: [culvert] }).outcome).toBe('pass');
    expect(ev13((x) => 600 - x / 100).outcome).toBe('pass');
  });

  it('counts water surfaces, and a river stored as surface and line once', () => {
    const water_bodies = [lake([1030, -300, 1060, 300])];
    expect(ev13((x) => 600 - x / 10, { watercourses: [], water_bodies }).ids).toEqual(['lake']);
    expect(ev13((x) => 600 - x / 10, { water_bodies }).findings).toHaveLength(1);
  });

  it('is unknown without elevation, with voids where it matters, and with elevation too coarse to tell', () => {
    expect(ev13(null)).toMatchObject({ outcome: 'unknown', reasons: ['no_elevation'] });
    expect(ev13((x) => (x > 950 ? Number.NaN : 600))).toMatchObject({
      outcome: 'unknown',
      reasons: ['channel_height_missing'],
    });
    expect(ev13((x) => (x < 500 ? Number.NaN : 600)).outcome).toBe('pass');
    expect(ev13(() => 600, { rmseMetres: 4 })).toMatchObject({ outcome: 'unknown', reasons: ['elevation_too_coarse'] });
    expect(ev13((x) => 600 - x / 10, { rmseMetres: 4 }).findings).toHaveLength(1);
    expect(ev13(() => 600, { rmseMetres: 3 }).outcome).toBe('pass');
  });

  it('is unknown in a county without watercourses', () => {
    expect(ev13(() => 600, { watercourses: [], empty: ['watercourses'] }).reasons).toEqual(['no_data']);
  });
});

describe('care for the route', () => {
  const ev14 = (members: Members, when: Setting['when'] = noon) =>
    ask('EV14', east, { when, members: { ...cared, ...members } });

  it('passes with a leader, a phone, signs and a drill of the last twelve months', () => {
    expect(ev14({})).toMatchObject({ outcome: 'pass', findings: [] });
  });

  it.each([
    ['responsible_person', null, 'person_missing'],
    ['responsible_person', '  ', 'person_missing'],
    ['responsible_phone', null, 'phone_missing'],
    ['responsible_phone', 'ask Li', 'phone_unreadable'],
    ['sign_installed', false, 'sign_missing'],
    ['drilled_on', null, 'drill_missing'],
    ['drilled_on', '2025-06-01', 'drill_out_of_date'],
  ])('warns of %s %s', (member, value, reason) => {
    expect(ev14({ [member]: value })).toMatchObject({ severity: 'warning', reasons: [reason] });
  });

  it.each([
    ['sign_installed', null, 'sign_not_recorded'],
    ['drilled_on', 'last spring', 'drill_unreadable'],
    ['drilled_on', '2027-01-01', 'drill_unreadable'],
  ])('cannot tell from %s %s', (member, value, reason) => {
    expect(ev14({ [member]: value })).toMatchObject({ outcome: 'unknown', reasons: [reason] });
  });

  it('counts a drill for a year, to the day', () => {
    expect(ev14({ drilled_on: '2025-07-01' }, new Date('2026-07-02T12:00:00Z')).outcome).toBe('pass');
    expect(ev14({ drilled_on: '2025-07-01' }, new Date('2026-07-03T12:00:00Z')).outcome).toBe('violated');
  });
});
