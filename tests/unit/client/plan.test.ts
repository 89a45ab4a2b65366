import { describe, expect, test } from 'vitest';
import { duration, share, signed } from '../../../client/actions/figures.ts';
import { type PlanChoices, planInputs } from '../../../client/actions/planInputs.ts';
import { featuresOfKind, type PlanFeature, planOverlay } from '../../../client/actions/planOverlay.ts';
import type { PlanFeatures } from '../../../client/api/plans.ts';
import { wordings } from '../../../client/i18n/language.ts';
import { readPlanInputs } from '../../../server/processes/plan-evacuation/inputs.ts';

const usual: PlanChoices = {
  name: ' ',
  points: 'all',
  township: undefined,
  states: [],
  travel: 'foot',
  vehicleWidth: 2.5,
  mode: 'split',
  at: undefined,
  zones: 'avoid',
  returnPeriod: undefined,
  closures: true,
  hazards: true,
};

describe('the choices for a plan', () => {
  test.each<[string, Partial<PlanChoices>]>([
    ['as they are at first', {}],
    ['of a township', { points: 'township', township: '429099100' }],
    ['of states of warning', { points: 'warning', states: ['evacuate', 'unknown'] }],
    ['by vehicle', { travel: 'vehicle' }],
    ['in a flood', { zones: 'forbid', returnPeriod: 50, at: '2026-07-01T00:00:00Z', name: '五十年一遇' }],
    ['whatever the flood', { zones: 'ignore', returnPeriod: 50, closures: false, hazards: false, mode: 'whole' }],
  ])('%s are inputs that the process takes', (_, change) => {
    const inputs = planInputs({ ...usual, ...change });
    expect(() => readPlanInputs(inputs ?? { name: 1 }, new Date())).not.toThrow();
  });

  test('a width goes with a vehicle, a period with zones, and what is not chosen is not sent', () => {
    expect(planInputs(usual)).toEqual({
      travel: 'foot',
      mode: 'split',
      flood_zones: 'avoid',
      closures: true,
      hazards: true,
    });
    expect(planInputs({ ...usual, zones: 'ignore', returnPeriod: 50 })).not.toHaveProperty('return_period_years');
  });

  test('that are not finished start nothing', () => {
    expect(planInputs({ ...usual, points: 'township' })).toBeUndefined();
    expect(planInputs({ ...usual, points: 'warning' })).toBeUndefined();
  });
});

describe('a plan on the map', () => {
  const feature = (properties: Record<string, unknown>): PlanFeature => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [0, 0] },
    properties,
  });
  const plan: PlanFeatures = {
    type: 'FeatureCollection',
    features: [
      feature({ kind: 'route', point: 'P1', shelter: 'S1' }),
      feature({ kind: 'alternative', point: 'P1', shelter: 'S1' }),
      feature({ kind: 'route', point: 'P2', shelter: 'S1' }),
      feature({ kind: 'alternative', point: 'P2', shelter: 'S1' }),
      feature({ kind: 'loss', rank: 1 }),
      feature({ kind: 'shelter', shelter: 'S1', people: 30, capacity: 60 }),
      feature({ kind: 'shelter', shelter: 'S2', people: 0, capacity: null }),
    ],
  };
  const drawn = (...args: [Parameters<typeof planOverlay>[1], Parameters<typeof planOverlay>[2]?]) =>
    planOverlay(plan, args[0], args[1]).features.map(({ properties }) => properties ?? {});
  const active = (properties: Record<string, unknown>[]) =>
    properties.filter((one) => one.active).map((one) => [one.kind, one.point ?? one.shelter]);

  test('shows routes and shelters, and losses only when they are looked at', () => {
    expect(drawn('groups').map(({ kind }) => kind)).toEqual(['route', 'route', 'shelter', 'shelter']);
    expect(drawn('losses').map(({ kind }) => kind)).toContain('loss');
    expect(featuresOfKind(plan, 'route')).toHaveLength(2);
  });

  test('an active route brings its other way, an active shelter all the ways into it', () => {
    const one = drawn('groups', { kind: 'route', index: 1 });
    expect(active(one)).toEqual([['route', 'P2']]);
    expect(one.filter(({ kind }) => kind === 'alternative').map(({ point }) => point)).toEqual(['P2']);
    expect(active(drawn('shelters', { kind: 'shelter', index: 0 }))).toEqual([
      ['route', 'P1'],
      ['route', 'P2'],
      ['shelter', 'S1'],
    ]);
  });

  test('a shelter of unknown capacity is neither empty nor full', () => {
    const loads = drawn('groups')
      .filter(({ kind }) => kind === 'shelter')
      .map(({ load }) => load);
    expect(loads).toEqual([0.5, -1]);
    expect(planOverlay(undefined, 'groups', undefined).features).toEqual([]);
  });
});

test.each([
  [0, '0 分钟'],
  [20, '<1 分钟'],
  [7140, '119 分钟'],
  [7260, '2 小时 1 分'],
])('%d s are said as %s', (seconds, words) => expect(duration(seconds, wordings.zh)).toBe(words));

test('differences have a sign', () => {
  expect([3, 0, -2].map((value) => signed(value, String))).toEqual(['+3', '±0', '−2']);
  expect(share(0.0123, wordings.en)).toBe('1.2%');
});
