import type { StandardRow } from '../../data/standards/row.ts';
import type { Standard } from './standard.ts';
import type { RoadAttributes, Side } from './types.ts';

/** What a road says of itself or, where it says nothing, what the standard's rows assume for its class. */

export interface DesignSpeed {
  readonly kmh: number;
  /** The row that stood in for a missing design speed. */
  readonly assumed?: StandardRow;
}

function classRow(prefix: string, roadClass: string, standard: Standard): StandardRow {
  return standard.find(`${prefix}@${roadClass}`) ?? standard.row(`${prefix}@village`);
}

export function designSpeed(attributes: RoadAttributes, standard: Standard): DesignSpeed {
  if (attributes.designSpeedKmh !== undefined) return { kmh: attributes.designSpeedKmh };
  const assumed = classRow('road.default_speed_kmh', attributes.roadClass, standard);
  return { kmh: assumed.value, assumed };
}

/** Half the carriageway in metres: from the centre line to the edge of the road. */
export function halfWidth(attributes: RoadAttributes, standard: Standard): number {
  if (attributes.widthMetres !== undefined) return attributes.widthMetres / 2;
  if (attributes.lanes !== undefined) return (attributes.lanes * standard.value('road.lane_width_m')) / 2;
  return classRow('road.default_width_m', attributes.roadClass, standard).value / 2;
}

export function oppositeSide(side: Side): Side {
  return side === 'left' ? 'right' : side === 'right' ? 'left' : 'both';
}

/** Whether a surveyed guardrail stands on that side, seen along the alignment. */
export function hasGuardrail(attributes: RoadAttributes, reversed: boolean, side: Side): boolean {
  const { guardrail } = attributes;
  if (guardrail === 'none') return false;
  return guardrail === 'both' || (reversed ? oppositeSide(guardrail) : guardrail) === side;
}
