import type { RoadAttributes, RoadInput } from '../../../server/screening/types.ts';

export function roadInput(id: string, line: Float64Array, more: Partial<RoadAttributes> = {}): RoadInput {
  return {
    id,
    lines: [line],
    attributes: {
      roadClass: 'county',
      drivable: true,
      structure: 'road',
      roundabout: false,
      oneway: 'both',
      guardrail: 'none',
      designSpeedKmh: 40,
      widthMetres: 6,
      ...more,
    },
  };
}
