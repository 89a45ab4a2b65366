import type { Feature } from 'geojson';
import { readRoadLines } from '../../../server/evacuation/network/read-roads.ts';
import { planEvacuation } from '../../../server/evacuation/plan/plan.ts';
import { readPlanPoints, readPlanShelters } from '../../../server/evacuation/plan/read-places.ts';
import type { PlanInput, PlanReport } from '../../../server/evacuation/plan/types.ts';
import { at, type Members, noon, road, type XY } from './county.ts';

export function place(code: string, where: XY, members: Members): Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: at(where) }, properties: { code, ...members } };
}

export const village = (code: string, where: XY, people?: unknown) => place(code, where, { people });
export const shelterAt = (code: string, where: XY, capacity?: unknown, members: Members = {}) =>
  place(code, where, { capacity, ...members });

export interface County extends Partial<Omit<PlanInput, 'roads' | 'points' | 'shelters'>> {
  readonly roads: readonly Feature[];
  readonly points: readonly Feature[];
  readonly shelters: readonly Feature[];
}

export function plan({ roads, points, shelters, ...rest }: County): Promise<PlanReport> {
  return planEvacuation({
    at: { from: noon, to: noon },
    mode: 'split',
    by: 'length',
    travel: 'foot',
    ...rest,
    roads: readRoadLines(roads).roads,
    points: readPlanPoints(points),
    shelters: readPlanShelters(shelters),
  });
}

export const sent = ({ assignments }: PlanReport) =>
  assignments.map(({ point, shelter, people }) => [point, shelter, people] as const);
export const notes = (report: PlanReport) => report.notes.map(({ code }) => code);
export const codes = (found: readonly { readonly road: string | number }[]) => found.map(({ road: code }) => code);

/** One road from west to east: A at 0, the junction at 500, B at 1000, and a lane north to C at 500, 400. */
export const tee = [
  road(
    'WEST',
    [
      [0, 0],
      [500, 0],
    ],
    { name: '西路', road_code: 'Y1', from_m: 0, to_m: 500 },
  ),
  road(
    'EAST',
    [
      [500, 0],
      [1000, 0],
    ],
    { name: '东路', road_code: 'Y1', from_m: 500, to_m: 1000 },
  ),
  road(
    'LANE',
    [
      [500, 0],
      [500, 400],
    ],
    { name: '北巷' },
  ),
];
