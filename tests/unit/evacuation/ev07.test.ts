import { describe, expect, it } from 'vitest';
import { ask, type Setting, shelter, type XY, zone } from './county.ts';

const ev07 = (
  setting: Setting,
  route: readonly XY[] = [
    [0, 0],
    [1000, 0],
  ],
) => ask('EV07', route, setting);
const named = { members: { shelter_code: 'S1' } };

describe('the shelter that the route names', () => {
  it.each([
    ['open', 'pass', []],
    ['closed', 'violated', ['shelter_closed']],
    [null, 'unknown', ['shelter_state_missing']],
    ['being rebuilt', 'unknown', ['shelter_state_missing']],
  ])('is %s: %s', (state, outcome, reasons) => {
    expect(ev07({ ...named, shelters: [shelter('S1', [1000, 0], { state })] })).toMatchObject({ outcome, reasons });
  });

  it('is unknown where it is not found, whatever else is near', () => {
    expect(ev07({ ...named, shelters: [shelter('S2', [1000, 0])] })).toMatchObject({
      outcome: 'unknown',
      reasons: ['shelter_not_found'],
    });
  });

  it('is judged wherever it lies', () => {
    const shelters = [shelter('S1', [5000, 0], { state: 'closed' }), shelter('S2', [1000, 0])];
    expect(ev07({ ...named, shelters }).outcome).toBe('violated');
  });

  it('is unknown where the route does not reach it', () => {
    expect(ev07({ ...named, shelters: [shelter('S1', [19_000, 0])] })).toMatchObject({
      outcome: 'unknown',
      reasons: ['shelter_out_of_reach'],
    });
    expect(ev07({ ...named, shelters: [shelter('S1', [1000, 49])] }).outcome).toBe('pass');
    expect(ev07({ ...named, shelters: [shelter('S1', [1000, 51])] }).outcome).toBe('unknown');
  });

  it('is an error inside a flood zone, with the zones', () => {
    const shelters = [shelter('S1', [1000, 0])];
    const flood_zones = [zone('Z20', [[900, -50, 1100, 50]]), zone('Z50', [[800, -90, 1200, 90]])];
    expect(ev07({ ...named, shelters, flood_zones })).toMatchObject({
      outcome: 'violated',
      reasons: ['shelter_in_zone'],
      ids: ['S1', 'Z20', 'Z50'],
      findings: [{ geometry: { type: 'Point' }, length_m: 0 }],
    });
  });

  it('passes beside a zone and in its hole', () => {
    const shelters = [shelter('S1', [1000, 0])];
    expect(ev07({ ...named, shelters, flood_zones: [zone('Z', [[1001, -50, 1100, 50]])] }).outcome).toBe('pass');
    const around = zone('Z', [[800, -200, 1200, 200]], {}, [950, -50, 1050, 50]);
    expect(ev07({ ...named, shelters, flood_zones: [around] }).outcome).toBe('pass');
  });
});

describe('without a name', () => {
  it('it is the nearest to the end of the route', () => {
    const shelters = [shelter('far', [1000, 40]), shelter('near', [1000, 10], { state: 'closed' })];
    expect(ev07({ shelters })).toMatchObject({ outcome: 'violated', ids: ['near'] });
  });

  it('it is unknown where none is within reach', () => {
    expect(ev07({ shelters: [shelter('S', [1000, 51])] }).reasons).toEqual(['no_shelter_at_end']);
    expect(ev07({ shelters: [shelter('S', [1000, 49])] }).outcome).toBe('pass');
  });

  it('a route that starts at a shelter and ends at none may be drawn the wrong way round', () => {
    expect(ev07({ shelters: [shelter('S', [5, 5])] })).toMatchObject({
      outcome: 'unknown',
      reasons: ['shelter_at_start'],
    });
  });
});

describe('without data', () => {
  it('is unknown without flood zones in the county', () => {
    const shelters = [shelter('S', [1000, 0])];
    expect(ev07({ shelters, empty: ['flood_zones'] })).toMatchObject({ outcome: 'unknown', reasons: ['no_data'] });
  });

  it('knows a closed shelter all the same', () => {
    const shelters = [shelter('S', [1000, 0], { state: 'closed' })];
    expect(ev07({ shelters, empty: ['flood_zones'] }).severity).toBe('error');
  });

  it('is unknown without shelters in the county', () => {
    expect(ev07({ empty: ['shelters'] }).reasons).toContain('no_data');
  });
});
