import type { FeatureCollection, LineString } from 'geojson';
import type { Proposal } from '../api/screening.ts';

/** What the map draws of proposals: all of the list, the active one with an edge. */
export function proposalOverlay(
  proposals: readonly Proposal[],
  active: number | undefined,
): FeatureCollection<LineString> {
  return {
    type: 'FeatureCollection',
    features: proposals.map(({ id, geometry, properties }) => ({
      type: 'Feature',
      geometry,
      properties: { grade: properties.grade ?? 'none', active: id === active },
    })),
  };
}

/** The proposal before or after another in the list; the first where none is active. */
export function neighbour(
  proposals: readonly Proposal[],
  active: number | undefined,
  step: 1 | -1,
): Proposal | undefined {
  const index = proposals.findIndex(({ id }) => id === active);
  if (index === -1) return proposals[0];
  return proposals[index + step];
}
