import type { EvacuationNumbers } from '../../../data/standards/evacuation.ts';
import { type ClosedEdges, isOn } from './closures.ts';
import type { RoadGraph } from './graph.ts';
import { metresWithin, type PartsOfRoads } from './road-parts.ts';
import { type HeightAt, mayUse, type TravelMode, travelTimes } from './travel.ts';

/** What makes roads slow, dangerous or shut in one scenario. */
export interface Scenario {
  readonly mode: TravelMode;
  /** Narrower roads cannot be used; those of unknown width can. */
  readonly neededWidthMetres?: number | undefined;
  readonly closed: ClosedEdges;
  /** Passing these parts exposes people to a danger. They do not overlap. */
  readonly exposed: PartsOfRoads;
  /** These parts cannot be passed. They do not overlap. */
  readonly impassable: PartsOfRoads;
  readonly heightAt?: HeightAt | undefined;
}

/** Of every arc; Infinity where it cannot be used in this scenario. */
export interface ArcCosts {
  readonly metres: Float64Array;
  readonly seconds: Float64Array;
  /** Whole millimetres, so that sums along different ways are exact and can be compared. Null: no arc has any. */
  readonly exposureMillimetres: Float64Array | null;
  /** Shut by a closure or an impassable part, though the mode could use it otherwise. */
  readonly isShut: Uint8Array;
  readonly metresWithoutGrade: number;
}

/** The costs of a network, split or not. An edge of which a part is shut is shut. */
export function arcCosts(graph: RoadGraph, scenario: Scenario, numbers: EvacuationNumbers): ArcCosts {
  const { edges } = graph;
  const { seconds, metresWithoutGrade } = travelTimes(graph, scenario.mode, numbers, scenario.heightAt);
  const metres = new Float64Array(2 * edges.count);
  const exposure = new Float64Array(2 * edges.count);
  const isShut = new Uint8Array(edges.count);
  let isExposed = false;
  for (let edge = 0; edge < edges.count; edge++) {
    const shut =
      isClosed(graph, edge, scenario.closed) || metresWithin(graph, edge, scenario.impassable) >= numbers.zone_touch_m;
    const exposed = metresWithin(graph, edge, scenario.exposed);
    const millimetres = exposed >= numbers.zone_touch_m ? Math.round(exposed * 1000) : 0;
    isExposed ||= millimetres > 0;
    isShut[edge] = shut ? 1 : 0;
    for (const arc of [2 * edge, 2 * edge + 1]) {
      const isOpen = !shut && mayUse(graph, scenario.mode, arc, scenario.neededWidthMetres);
      metres[arc] = isOpen ? (edges.lengthMetres[edge] as number) : Number.POSITIVE_INFINITY;
      exposure[arc] = isOpen ? millimetres : Number.POSITIVE_INFINITY;
      if (!isOpen) seconds[arc] = Number.POSITIVE_INFINITY;
    }
  }
  return { metres, seconds, exposureMillimetres: isExposed ? exposure : null, isShut, metresWithoutGrade };
}

/** The piece of a split edge that a closure does not reach stays open. */
function isClosed({ edges }: RoadGraph, edge: number, closed: ClosedEdges): boolean {
  const parts = closed.edges.get(edges.base[edge] as number);
  if (parts === undefined) return false;
  const from = edges.startMetres[edge] as number;
  const to = edges.endMetres[edge] as number;
  return parts.some(({ road, part }) => road !== edges.road[edge] || isOn(part, from, to));
}
