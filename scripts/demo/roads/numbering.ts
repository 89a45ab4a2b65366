import { distance } from '../line.ts';
import type { Point } from '../plane.ts';
import type { Road, RoadClass, RoadNetwork } from './network.ts';

/** The number a road is known by. */
export interface RoadNumber {
  readonly code: string;
  readonly name: string | undefined;
  /** False for tracks and paths, which have a code in the file but no number on the ground. */
  readonly numbered: boolean;
}

export interface NamedPlace {
  readonly name: string;
  readonly point: Point;
}

const prefixes: Readonly<Record<RoadClass, string>> = {
  provincial: 'S',
  county: 'X',
  township: 'Y',
  village: 'C',
  urban: 'JD',
  track: 'JG',
  path: 'BX',
};

const firstNumbers: Readonly<Partial<Record<RoadClass, number>>> = { provincial: 252, county: 201 };

/**
 * Numbers as GB/T 917 has them: class letter and three digits, unique in the county; village roads carry the county's
 * code behind it. Names join the first characters of the places at the road's ends.
 */
export function numberRoads(
  network: RoadNetwork,
  places: readonly NamedPlace[],
  countyCode: string,
): Map<number, RoadNumber> {
  const counters = new Map<RoadClass, number>();
  const numbers = new Map<number, RoadNumber>();
  for (const road of network.roads) {
    const { roadClass } = road;
    const serial = counters.get(roadClass) ?? firstNumbers[roadClass] ?? 1;
    counters.set(roadClass, serial + 1);
    const digits = String(serial).padStart(3, '0');
    const suffix = roadClass === 'village' ? countyCode : '';
    const numbered = roadClass !== 'track' && roadClass !== 'path' && roadClass !== 'urban';
    numbers.set(road.index, {
      code: `${prefixes[roadClass]}${digits}${suffix}`,
      name: road.traits.name ?? nameRoad(road, places),
      numbered,
    });
  }
  return numbers;
}

function nameRoad(road: Road, places: readonly NamedPlace[]): string | undefined {
  if (road.roadClass === 'provincial') return '安澜公路';
  if (road.roadClass === 'track') return '机耕道';
  if (road.roadClass === 'path') return '步道';
  const near = (end: Point): string => {
    const sorted = [...places].sort((a, b) => distance(a.point, end) - distance(b.point, end));
    return (sorted[0]?.name ?? '').replace(/[村镇乡]$/, '');
  };
  const first = near(road.points[0] as Point);
  if (road.traits.viaduct) return `${first}跨线桥`;
  const last = near(road.points[road.points.length - 1] as Point);
  if (first === last) return `${first}路`;
  return `${first.slice(0, 1)}${last.slice(0, 1)}${road.roadClass === 'village' ? '路' : '线'}`;
}
