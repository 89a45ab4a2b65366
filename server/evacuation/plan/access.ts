import type { Feature, LineString, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';
import type { EdgeIndex, Entry } from '../network/places.ts';
import { indexZones, type ZoneIndex } from '../network/zones.ts';
import { metresInZones } from './flooded-metres.ts';
import type { PlanInput } from './types.ts';

type Water = Feature<LineString | MultiLineString | Polygon | MultiPolygon>;

/** Where a place reaches the network, and what people meet on the straight way there. */
export interface Access extends Entry {
  /** In flood zones; less than counts as a touch is 0. */
  readonly floodedMetres: number;
  readonly crossesWater: boolean;
}

interface AccessFinder {
  /** `flooded`: flood zones, which nobody can pass in this plan, part the place from every road within reach. */
  readonly find: (position: Position) => Access | 'flooded' | null;
}

/**
 * Finds the nearest road that people get to without passing a flood zone or water; where there is none, the nearest but for
 * zones that cannot be passed. By `length` it is the nearest whatever lies between.
 */
export function makeAccessFinder(
  { by, zonesAre, waters }: PlanInput,
  index: EdgeIndex,
  zones: ZoneIndex,
  { reachMetres, touchMetres }: { readonly reachMetres: number; readonly touchMetres: number },
  isUsable: (edge: number) => boolean,
): AccessFinder {
  const borders = indexZones((waters ?? []).map(withBorders));
  const crosses = ([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position) =>
    borders.meetings(ax, ay, bx, by).length > 0;
  const flooded = (from: Position, to: Position) => {
    const metres = metresInZones(zones, from, to);
    return metres < touchMetres ? 0 : metres;
  };
  const mayPass = zonesAre !== 'impassable';
  return {
    find: (position) => {
      const nearest = (isGood?: (to: Position) => boolean) => index.nearest(position, reachMetres, isUsable, isGood);
      const isDry = (to: Position) => flooded(position, to) === 0;
      const first = nearest();
      if (first === null) return null;
      const isGood = (to: Position) => isDry(to) && !crosses(position, to);
      const best = isGood(first.position) || (by === 'length' && mayPass) ? first : nearest(isGood);
      const entry = best ?? (mayPass ? first : nearest(isDry));
      if (entry === null) return 'flooded';
      const to = entry.position;
      return { ...entry, floodedMetres: flooded(position, to), crossesWater: crosses(position, to) };
    },
  };
}

/** Culverts are walked over. Of water only its borders are looked at. */
function withBorders({ geometry, properties }: Water): Feature<MultiPolygon> {
  const feature = (coordinates: Position[][][]): Feature<MultiPolygon> => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'MultiPolygon', coordinates },
  });
  if (properties?.structure === 'culvert') return feature([]);
  switch (geometry.type) {
    case 'LineString':
      return feature([[geometry.coordinates]]);
    case 'MultiLineString':
    case 'Polygon':
      return feature([geometry.coordinates]);
    case 'MultiPolygon':
      return feature(geometry.coordinates);
  }
}
