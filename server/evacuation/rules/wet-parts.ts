import type { Feature, Position } from 'geojson';
import type { CheckContext } from '../context.ts';
import { referenceTo, textOf } from '../features.ts';
import { partsInside } from '../geometry/area.ts';
import { crossings } from '../geometry/crossings.ts';
import { type Interval, intervalLength } from '../geometry/intervals.ts';
import { measureLine, nearestPlace, pointAt } from '../geometry/line.ts';
import type { FeatureReference } from '../types.ts';

/** Where the route meets water, in metres along it; without length where it crosses a line. */
export interface WetPart extends Interval {
  readonly waters: readonly Feature[];
  readonly ids: readonly FeatureReference[];
  /** Crosses a stream line back and forth by so little that the bank it walks on cannot be told. */
  readonly grazes: boolean;
}

/**
 * All water that the route meets, in order, what overlaps taken as one: a river stored as a surface and as a centre line
 * is crossed once. A recorded culvert is no water in the way. Running beside a stream, or ending at its bank, meets nothing.
 */
export function wetParts(context: CheckContext): WetPart[] {
  const { features } = context.input;
  const all = [
    ...features.water_bodies.flatMap((body) =>
      partsInside(context.plane, context.route, context.routeSegments, body)
        .filter((part) => intervalLength(part) >= context.numbers.water_touch_m)
        .map((part) => wet(part, body, 'water_bodies', false)),
    ),
    ...features.watercourses
      .filter((watercourse) => textOf(watercourse, 'structure') !== 'culvert')
      .flatMap((watercourse) => {
        const { geometry } = watercourse;
        const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
        return lines.flatMap((line) =>
          crossed(context, line).map((part) => wet(part, watercourse, 'watercourses', part.grazes)),
        );
      }),
  ];
  return joined(all, context.numbers.water_touch_m);
}

function wet(part: Interval, water: Feature, layer: 'water_bodies' | 'watercourses', grazes: boolean): WetPart {
  return { from: part.from, to: part.to, waters: [water], ids: [referenceTo(layer, water)], grazes };
}

function joined(parts: WetPart[], gapMetres: number): WetPart[] {
  const groups: WetPart[] = [];
  for (const part of parts.sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = groups.at(-1);
    if (last === undefined || part.from - last.to > gapMetres) {
      groups.push(part);
      continue;
    }
    groups[groups.length - 1] = {
      from: last.from,
      to: Math.max(last.to, part.to),
      waters: [...new Set([...last.waters, ...part.waters])],
      ids: [
        ...last.ids,
        ...part.ids.filter((id) => !last.ids.some((known) => known.id === id.id && known.layer === id.layer)),
      ],
      grazes: last.grazes && part.grazes,
    };
  }
  return groups;
}

/**
 * Crossings of one line. Those between which the route keeps to the line are one place: an even number of them only
 * grazes it, after an odd number the route is on the other bank.
 */
function crossed(context: CheckContext, positions: readonly Position[]): (Interval & { grazes: boolean })[] {
  const places = crossings(context.plane, context.route, context.routeSegments, positions);
  const parts: { from: number; to: number; grazes: boolean }[] = [];
  for (const place of places) {
    const last = parts.at(-1);
    if (last !== undefined && keepsTo(context, positions, { from: last.to, to: place })) {
      last.to = place;
      last.grazes = !last.grazes;
    } else {
      parts.push({ from: place, to: place, grazes: false });
    }
  }
  return parts;
}

function keepsTo(context: CheckContext, positions: readonly Position[], part: Interval): boolean {
  const line = measureLine(context.plane, positions);
  const count = Math.ceil(intervalLength(part) / context.numbers.water_touch_m);
  for (let index = 1; index < count; index++) {
    const place = pointAt(context.route, part.from + (index * intervalLength(part)) / count);
    if (nearestPlace(line, place).distanceMetres > context.numbers.water_graze_m) return false;
  }
  return true;
}
