import type { LineString, Point, Position } from 'geojson';
import { arcPositions } from '../network/edge-line.ts';
import { type RoadGraph, roadOf } from '../network/graph.ts';
import { toThousandth } from './scale.ts';
import type { Goal, Setting, Start } from './setting.ts';
import type { Key, Route, RouteStep } from './types.ts';
import { accessSeconds } from './ways.ts';

const perMillimetre = 1000;
/** 1e-7 degrees are 1 cm. */
const positionScale = 1e7;

/** A way along the network as people are told it. */
export function routeOf(setting: Setting, start: Start, goal: Goal, arcs: readonly number[]): Route {
  const { graph, costs } = setting;
  const access = start.accessMetres + goal.accessMetres;
  const sum = (of: Float64Array) => arcs.reduce((total, arc) => total + (of[arc] as number), 0);
  return {
    length_m: toThousandth(sum(costs.metres) + access),
    seconds: toThousandth(sum(costs.seconds) + accessSeconds(setting, access)),
    exposure_m:
      (start.accessExposureMillimetres +
        goal.accessExposureMillimetres +
        (costs.exposureMillimetres === null ? 0 : sum(costs.exposureMillimetres))) /
      perMillimetre,
    steps: stepsOf(setting, arcs),
    geometry: lineOf(graph, start.point.position, goal.shelter.position, arcs),
  };
}

/** Neighbouring arcs of one road as one step. */
function stepsOf({ graph, costs }: Setting, arcs: readonly number[]): RouteStep[] {
  const steps: RouteStep[] = [];
  for (const arc of arcs) {
    const own = stretchOf(graph, arc);
    const step = { ...own, length_m: costs.metres[arc] as number, seconds: costs.seconds[arc] as number };
    const last = steps.at(-1);
    if (last === undefined || !goesOn(last, step)) {
      steps.push(step);
      continue;
    }
    steps[steps.length - 1] = {
      ...last,
      to_m: step.to_m,
      length_m: last.length_m + step.length_m,
      seconds: last.seconds + step.seconds,
    };
  }
  return steps.map((step) => ({
    ...step,
    from_m: rounded(step.from_m),
    to_m: rounded(step.to_m),
    length_m: toThousandth(step.length_m),
    seconds: toThousandth(step.seconds),
  }));
}

/** The same road by its number or name; without either, the same section. Chainage goes on the way it went. */
function goesOn(last: RouteStep, next: RouteStep): boolean {
  if (last.road_code !== next.road_code || last.name !== next.name) return false;
  if (last.road_code === null && last.name === null && last.road !== next.road) return false;
  if (last.from_m === null || last.to_m === null || next.from_m === null || next.to_m === null) {
    return last.from_m === null && next.from_m === null;
  }
  return Math.sign(last.to_m - last.from_m) * Math.sign(next.to_m - next.from_m) >= 0;
}

/** Which part of which road an arc is, in the direction of travel; chainage where the road has one. */
export function stretchOf(
  graph: RoadGraph,
  arc: number,
): Pick<RouteStep, 'road' | 'name' | 'road_code' | 'from_m' | 'to_m'> {
  const { edges, lines } = graph;
  const edge = arc >> 1;
  const index = edges.road[edge] as number;
  const { key, name, roadCode, fromMetres, toMetres } = roadOf(graph, edge);
  const total = lines.metres[(lines.first[index + 1] as number) - 1] as number;
  const chainage = (metres: number) =>
    fromMetres === null || toMetres === null ? null : fromMetres + (metres / total) * (toMetres - fromMetres);
  const [start, end] = [chainage(edges.startMetres[edge] as number), chainage(edges.endMetres[edge] as number)];
  const isForward = (arc & 1) === 0;
  const road: Key = key;
  return { road, name, road_code: roadCode, from_m: isForward ? start : end, to_m: isForward ? end : start };
}

export function rounded(metres: number | null): number | null {
  return metres === null ? null : Math.round(metres * 10) / 10;
}

function lineOf(graph: RoadGraph, from: Position, to: Position, arcs: readonly number[]): LineString | Point {
  const all = [from, ...arcs.flatMap((arc) => arcPositions(graph, arc)), to].map(outputPosition);
  const coordinates = all.filter((position, index) => {
    const before = all[index - 1];
    return before === undefined || before[0] !== position[0] || before[1] !== position[1];
  });
  const [only = []] = coordinates;
  return coordinates.length < 2 ? { type: 'Point', coordinates: only } : { type: 'LineString', coordinates };
}

export function outputPosition([longitude = 0, latitude = 0]: Position): Position {
  return [Math.round(longitude * positionScale) / positionScale, Math.round(latitude * positionScale) / positionScale];
}
