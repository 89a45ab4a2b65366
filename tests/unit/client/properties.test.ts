import { describe, expect, it } from 'vitest';
import { featureTitle, propertyRows } from '../../../client/actions/properties.ts';
import { wordings } from '../../../client/i18n/language.ts';
import { layerList, layers } from '../../../data/layers/index.ts';

const { zh, en } = wordings;

function row(layer: keyof typeof layers, properties: Record<string, unknown>, member: string, wording = zh) {
  const found = propertyRows(layers[layer], properties, wording).find((candidate) => candidate.member === member);
  if (!found) throw new Error(`${layer} has no member ${member}`);
  return found;
}

describe('the details of a feature', () => {
  it.each(layerList)('list every member of $id in the order of its definition', (layer) => {
    expect(propertyRows(layer, {}, en).map(({ member }) => member)).toEqual(Object.keys(layer.properties));
  });

  it('show a missing member as missing and not as nothing or zero', () => {
    expect(row('shelters', {}, 'capacity').value).toBeUndefined();
    expect(row('shelters', { capacity: null }, 'capacity').value).toBeUndefined();
    expect(row('shelters', { capacity: 0 }, 'capacity').value).toBe('0');
    expect(row('roads', { school_bus: false }, 'school_bus').value).toBe('否');
  });

  it('write codes in words and units after numbers, in both languages', () => {
    expect(row('road_hazards', { hazard: 'cliff' }, 'hazard').value).toBe('临崖');
    expect(row('road_hazards', { hazard: 'cliff' }, 'hazard', en).value).toBe('Roadside drop');
    expect(row('roads', { design_speed_kmh: 40 }, 'design_speed_kmh').value).toBe('40 公里/小时');
    expect(row('road_hazards', { cost_10k_yuan: 12.5 }, 'cost_10k_yuan').value).toBe('12.5 万元');
  });

  it('say so where a code is not in the list, instead of hiding it', () => {
    expect(row('road_hazards', { grade: 'dreadful' }, 'grade', en).value).toBe('dreadful (not in the code list)');
  });

  it('write chainage as road people do', () => {
    expect(row('road_hazards', { from_m: 12_300 }, 'from_m').value).toBe('K12+300');
  });

  it('write a calendar year as a year and a return period as a span', () => {
    expect(row('road_hazards', { plan_year: 2026 }, 'plan_year').value).toBe('2026 年');
    expect(row('road_hazards', { plan_year: 2026 }, 'plan_year', en).value).toBe('2026');
    expect(row('flood_zones', { return_period_years: 50 }, 'return_period_years', en).value).toBe('50 a');
  });

  it('lead to the feature that a code names', () => {
    expect(row('evacuation_routes', { shelter_code: 'S1' }, 'shelter_code').reference).toEqual({
      layer: 'shelters',
      code: 'S1',
    });
    expect(row('evacuation_routes', {}, 'shelter_code').reference).toBeUndefined();
  });
});

describe('what a feature is called', () => {
  it('is its name, else its road and place, else its code', () => {
    expect(featureTitle(layers.road_hazards, { name: '老鹰嘴', code: 'F1' })).toBe('老鹰嘴');
    expect(featureTitle(layers.road_hazards, { road_code: 'X201', from_m: 1200, code: 'F1' })).toBe('X201 K1+200');
    expect(featureTitle(layers.road_hazards, { code: 'F1' })).toBe('F1');
    expect(featureTitle(layers.road_hazards, {})).toBeUndefined();
  });
});
