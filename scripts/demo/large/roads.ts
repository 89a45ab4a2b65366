import { type DemoFeature, lineFeature } from '../features/feature.ts';
import { slice } from '../line.ts';
import { geodesicLength, type Point, type Position, toPosition } from '../plane.ts';
import type { Random } from '../random.ts';
import { buildStandards } from '../roads/standards.ts';
import { type EdgeLine, edgeLine } from './edges.ts';
import { edgeEnds, type Lattice } from './lattice.ts';
import type { LatticeRivers } from './rivers.ts';
import type { Run } from './runs.ts';
import { townshipCodeAt } from './townships.ts';

/** A section of a large county's road, with what a hazard on it needs to know. */
export interface LargeSection {
  readonly run: Run;
  readonly code: string;
  readonly structure: 'road' | 'bridge';
  readonly besideWater: boolean;
  readonly points: readonly Point[];
  readonly positions: readonly Position[];
  readonly fromMetres: number;
  readonly toMetres: number;
  readonly township: string;
}

/** The sections of a road one after another: each edge, split where a bridge begins and ends. */
export function* sectionsOf(lattice: Lattice, rivers: LatticeRivers, run: Run): Generator<LargeSection> {
  let chainage = 0;
  let serial = 0;
  for (const edge of run.edges) {
    const line = edgeLine(lattice, rivers, edge);
    const [column, row] = edgeEnds(lattice.size, edge);
    const township = townshipCodeAt(lattice, column, row);
    for (const { from, to, structure } of pieces(line)) {
      const points = slice(line.points, line.along, from, to);
      const positions = points.map((point) => toPosition(lattice.plane, point));
      const next = Math.round((chainage + geodesicLength(positions)) * 100) / 100;
      serial++;
      yield {
        run,
        code: `${run.code}-${String(serial).padStart(4, '0')}`,
        structure,
        besideWater: structure === 'road' && line.crossing !== undefined,
        points,
        positions,
        fromMetres: chainage,
        toMetres: next,
        township,
      };
      chainage = next;
    }
  }
}

function pieces(line: EdgeLine): { from: number; to: number; structure: 'road' | 'bridge' }[] {
  const total = line.along[line.along.length - 1] as number;
  if (!line.crossing) return [{ from: 0, to: total, structure: 'road' }];
  const half = line.crossing.widthMetres / 2 + 4;
  const from = Math.max(5, line.crossing.at - half);
  const to = Math.min(total - 5, line.crossing.at + half);
  return [
    { from: 0, to: from, structure: 'road' },
    { from, to, structure: 'bridge' },
    { from: to, to: total, structure: 'road' },
  ];
}

export function largeRoadFeature(draw: Random, section: LargeSection): DemoFeature {
  const { run, structure } = section;
  const standard = buildStandards[run.roadClass];
  return lineFeature(section.positions, {
    code: section.code,
    name: structure === 'bridge' ? `${run.name}桥` : run.name,
    road_code: run.code,
    road_class: run.roadClass,
    technical_class: standard.technicalClass,
    from_m: section.fromMetres,
    to_m: section.toMetres,
    structure,
    junction: 'none',
    oneway: 'both',
    motor_vehicles: true,
    design_speed_kmh: standard.designSpeedKmh,
    width_m: standard.widthMetres,
    lanes: standard.lanes,
    surface: standard.surface,
    guardrail: structure === 'bridge' ? 'both' : draw.chance(0.1) ? 'left' : 'none',
    traffic_per_day: Math.round(standard.trafficPerDay * draw.between(0.6, 1.4)),
    surveyed_on: '2025-06-01',
    township: section.township,
  });
}
