import { describe, expect, it } from 'vitest';
import type { Content } from '../../../client/actions/editing/content.ts';
import {
  duplicate,
  type OperationContext,
  type OperationId,
  operations,
} from '../../../client/actions/editing/operations.ts';
import { editableLayers, featureRefusal, layerRefusal } from '../../../client/actions/editing/permission.ts';
import type { SessionDescription } from '../../../client/api/types.ts';
import { layers } from '../../../data/layers/index.ts';
import type { Role } from '../../../data/roles.ts';

const road: Content = {
  geometry: {
    type: 'LineString',
    coordinates: [
      [110, 31],
      [110.01, 31],
      [110.02, 31],
    ],
  },
  properties: { code: 'X201-001', road_class: 'county', structure: 'road' },
};
const shelter: Content = { geometry: { type: 'Point', coordinates: [110, 31] }, properties: { code: 'A1' } };
const context = (change: Partial<OperationContext> = {}): OperationContext => ({
  layer: layers.roads,
  content: road,
  vertex: undefined,
  hazardRefusal: undefined,
  ...change,
});
const offered = (where: OperationContext) => operations.filter((one) => one.isOffered(where)).map(({ id }) => id);
const reason = (id: OperationId, where: OperationContext) =>
  operations.find((one) => one.id === id)?.disabledBecause(where)?.en;

describe('the operations on a feature', () => {
  it('are those that its geometry and layer know', () => {
    expect(offered(context())).toEqual(['cut', 'split', 'merge', 'reverse', 'duplicate', 'removeVertex', 'delete']);
    expect(offered(context({ layer: layers.road_hazards }))).not.toContain('cut');
    expect(offered(context({ layer: layers.shelters, content: shelter }))).toEqual(['duplicate', 'delete']);
  });

  it('say why they cannot be done now, in both languages', () => {
    expect(reason('removeVertex', context())).toContain('Choose a vertex');
    expect(reason('removeVertex', context({ vertex: [1] }))).toBeUndefined();
    const short: Content = {
      ...road,
      geometry: {
        type: 'LineString',
        coordinates: [
          [110, 31],
          [110.01, 31],
        ],
      },
    };
    expect(reason('removeVertex', context({ content: short, vertex: [0] }))).toContain('two vertices');
    expect(reason('split', context({ vertex: [0] }))).toContain('end');
    expect(reason('split', context({ vertex: [1] }))).toBeUndefined();
    const refusal = layerRefusal(session('water'), layers.road_hazards);
    expect(reason('cut', context({ hazardRefusal: refusal }))).toContain('cannot edit the layer road_hazards');
    expect(refusal?.zh).toMatch(/不能编辑图层/);
  });

  it('have keys of their own', () => {
    expect(new Set(operations.map(({ key }) => key)).size).toBe(operations.length);
  });

  it('duplicate without the code, which is unique, and beside the original', () => {
    const copy = duplicate(shelter);
    expect(copy.properties).toEqual({});
    expect(copy.geometry).not.toEqual(shelter.geometry);
  });
});

function session(role: Role, township: string | null = null): SessionDescription {
  const user = { id: 1, name: role, display_name: role, role, township };
  return { user, csrf: 'x', public_read: true, may_read: true, edits: [] };
}

describe('who may edit', () => {
  it('is told by the rules of the service', () => {
    expect(editableLayers(session('viewer'))).toEqual([]);
    expect(editableLayers(session('transport'))).toEqual(['roads', 'road_hazards', 'closures']);
    expect(editableLayers(session('administrator'))).toHaveLength(Object.keys(layers).length);
    expect(layerRefusal(undefined, layers.roads)?.en).toBe('Sign in to edit');
  });

  it('a township edits its own features', () => {
    const own = session('township', '429099001');
    const hazard = (township?: string) => ({ properties: { township } });
    expect(featureRefusal(own, layers.road_hazards, hazard('429099001'))).toBeUndefined();
    expect(featureRefusal(own, layers.road_hazards, hazard('429099002'))?.zh).toContain('429099002');
    expect(featureRefusal(own, layers.road_hazards, hazard())?.zh).toContain('未填');
  });
});
