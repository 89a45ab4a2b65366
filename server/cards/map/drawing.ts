import type { Feature, Geometry, LineString, Point, Position } from 'geojson';
import { layers } from '../../../data/layers/index.ts';
import { type Language, text } from '../../../data/text.ts';
import { textOf } from '../../evacuation/features.ts';
import { metresWord } from '../words.ts';
import type { MapFrame } from './frame.ts';
import { freeSpots, type LabelSpot } from './labels.ts';
import type { MapSurroundings } from './surroundings.ts';

/** One thing on a sheet, in millimetres; drawn alike as SVG and as PDF. */
export type Shape = PathShape | TextShape;

export interface PathShape {
  readonly kind: 'path';
  /** Absolute M, L, Z and C alone. */
  readonly d: string;
  readonly fill?: string;
  readonly fillOpacity?: number;
  readonly stroke?: string;
  readonly widthMm?: number;
  readonly dashMm?: readonly [number, number];
}

export interface TextShape {
  readonly kind: 'text';
  readonly at: readonly [number, number];
  readonly text: string;
  readonly sizeMm: number;
  readonly colour: string;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  /** White around the letters, so that lines do not run through them. */
  readonly halo?: boolean;
}

export interface Drawing {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly title: string;
  readonly shapes: readonly Shape[];
}

export interface MapContent {
  readonly point: Feature<Point>;
  readonly shelter: Feature<Point> | null;
  readonly route: Feature<LineString> | null;
  readonly surroundings: MapSurroundings;
}

/** Printed in black and white too: the route is the only thick dark line, and what is what stands in words or signs. */
const routeColour = '#064e3b';
const waterColour = '#7fb3de';
const paper = '#fbfaf6';

/** The small map of a card. Leaves out what is not known; says nothing that the layers do not. */
export function drawMap(frame: MapFrame, content: MapContent, language: Language): Drawing {
  const { widthMm, heightMm } = frame;
  const { surroundings, route, point, shelter } = content;
  const ends = [point.geometry.coordinates, ...(shelter ? [shelter.geometry.coordinates] : [])].map(frame.place);
  const spots = freeSpots(frame, route ? route.geometry.coordinates.map(frame.place) : [], ends);
  const shapes: Shape[] = [
    { kind: 'path', d: rectangle(0, 0, widthMm, heightMm), fill: paper },
    ...surroundings.floodZones.map((zone) => floodZone(frame, zone)),
    ...surroundings.waterBodies.map((body) => area(frame, body, waterColour)),
    ...surroundings.watercourses.map((course) => watercourse(frame, course)),
    ...roadShapes(frame, surroundings.roads),
    ...(route ? routeShapes(frame, route) : []),
    ...(shelter ? marker(frame.place(shelter.geometry.coordinates), '#15803d', text('安', 'S')[language]) : []),
    ...marker(frame.place(point.geometry.coordinates), '#b91c1c', text('汛', 'F')[language]),
    ...endLabels(frame, content, spots),
    ...roadLabels(frame, surroundings.roads, route, spots),
    ...settlementLabels(frame, surroundings.settlements, spots),
    ...northArrow(widthMm, language),
    ...scaleBar(frame, language),
    { kind: 'path', d: rectangle(0.13, 0.13, widthMm - 0.26, heightMm - 0.26), stroke: '#44403c', widthMm: 0.25 },
  ];
  const from = textOf(point, 'name') ?? '';
  const to = (shelter && textOf(shelter, 'name')) ?? '';
  const title = text(`从${from}到${to}的转移路线简图`, `Map of the way from ${from} to ${to}`)[language];
  return { widthMm, heightMm, title, shapes };
}

function floodZone(frame: MapFrame, zone: Feature): Shape {
  const dashMm: readonly [number, number] = [1, 0.7];
  return { ...area(frame, zone, '#3b82f6'), fillOpacity: 0.16, stroke: '#1d4f9e', widthMm: 0.2, dashMm };
}

function area(frame: MapFrame, { geometry }: Feature, fill: string): PathShape {
  return {
    kind: 'path',
    d: ringsOf(geometry)
      .map((ring) => `${path(frame, ring)}Z`)
      .join(''),
    fill,
  };
}

function watercourse(frame: MapFrame, { geometry }: Feature): Shape {
  return {
    kind: 'path',
    d: linesOf(geometry)
      .map((line) => path(frame, line))
      .join(''),
    stroke: '#4a90c9',
    widthMm: 0.45,
  };
}

/** Casing of all roads first, so that roads join where they meet. */
function roadShapes(frame: MapFrame, roads: readonly Feature<LineString>[]): Shape[] {
  const lines = roads
    .map((road) => ({ road, d: visiblePath(frame, road.geometry.coordinates) }))
    .filter(({ d }) => d !== '');
  const isPath = (road: Feature) => ['path', 'track'].includes(textOf(road, 'road_class') ?? '');
  const width = (road: Feature) => roadWidths[textOf(road, 'road_class') ?? ''] ?? 0.7;
  return [
    ...lines
      .filter(({ road }) => !isPath(road))
      .map(({ road, d }): Shape => ({ kind: 'path', d, stroke: '#8f8a80', widthMm: width(road) + 0.3 })),
    ...lines.map(({ road, d }): Shape => {
      if (isPath(road)) return { kind: 'path', d, stroke: '#8a7a66', widthMm: 0.3, dashMm: [0.9, 0.6] };
      return { kind: 'path', d, stroke: colourOf(road), widthMm: width(road) };
    }),
  ];
}

const roadWidths: Readonly<Record<string, number>> = { national: 1.5, provincial: 1.4, county: 1.2, township: 1 };

function colourOf(road: Feature): string {
  const style = layers.roads.style;
  const own = style.by?.cases.find(({ value }) => value === textOf(road, 'road_class'));
  return own?.colour ?? style.base.colour;
}

function routeShapes(frame: MapFrame, route: Feature<LineString>): Shape[] {
  const places = route.geometry.coordinates.map(frame.place);
  const d = path(frame, route.geometry.coordinates);
  return [
    { kind: 'path', d, stroke: '#ffffff', widthMm: 2.4 },
    { kind: 'path', d, stroke: routeColour, widthMm: 1.4 },
    { kind: 'path', d: arrows(places), fill: '#ffffff' },
  ];
}

/** Small arrowheads on the line, the way people go. */
function arrows(places: readonly (readonly [number, number])[]): string {
  const everyMm = 9;
  let until = everyMm / 2;
  let d = '';
  for (let i = 1; i < places.length; i++) {
    const [ax, ay] = places[i - 1] ?? [0, 0];
    const [bx, by] = places[i] ?? [0, 0];
    const length = Math.hypot(bx - ax, by - ay);
    for (; until <= length; until += everyMm) {
      const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
      const [x, y] = [ax + ux * until, ay + uy * until];
      const corner = (along: number, across: number) =>
        pair([x + ux * along - uy * across, y + uy * along + ux * across]);
      d += `M${corner(0.75, 0)}L${corner(-0.5, 0.5)}L${corner(-0.5, -0.5)}Z`;
    }
    until -= length;
  }
  return d;
}

function marker(at: readonly [number, number], colour: string, sign: string): Shape[] {
  const [x, y] = at;
  return [
    { kind: 'path', d: circle(x, y, 2.6), fill: '#ffffff' },
    { kind: 'path', d: circle(x, y, 2.3), fill: colour },
    { kind: 'text', at: [x, y + 0.95], text: sign, sizeMm: 2.7, colour: '#ffffff', anchor: 'middle', bold: true },
  ];
}

function endLabels(frame: MapFrame, { point, shelter }: MapContent, spots: LabelSpot): Shape[] {
  const labelled = [shelter, point].filter((feature) => feature !== null);
  return labelled.flatMap((feature) => {
    const name = textOf(feature, 'name');
    const spot = name && spots(frame.place(feature.geometry.coordinates), name, 3, 3.4, true);
    return name && spot
      ? [{ kind: 'text', ...spot, text: name, sizeMm: 3, colour: '#1c1917', bold: true, halo: true } as const]
      : [];
  });
}

/** A road's name once, on the part of it that is in the sheet; the roads of the route first. */
function roadLabels(
  frame: MapFrame,
  roads: readonly Feature<LineString>[],
  route: Feature<LineString> | null,
  spots: LabelSpot,
): Shape[] {
  const near = new Set(
    (route?.geometry.coordinates ?? []).map((position) => position.map((value) => value.toFixed(4)).join()),
  );
  const isOnRoute = (road: Feature<LineString>) =>
    road.geometry.coordinates.some((position) =>
      near.has(
        position
          .slice(0, 2)
          .map((value) => value.toFixed(4))
          .join(),
      ),
    );
  const named = roads
    .map((road) => ({ road, name: textOf(road, 'name') ?? textOf(road, 'road_code'), first: isOnRoute(road) }))
    .sort((a, b) => Number(b.first) - Number(a.first));
  const done = new Set<string>();
  return named.flatMap(({ road, name }) => {
    if (name === null || done.has(name)) return [];
    const inside = road.geometry.coordinates
      .map(frame.place)
      .filter(([x, y]) => x > 4 && y > 4 && x < frame.widthMm - 4 && y < frame.heightMm - 4);
    const middle = inside[Math.floor(inside.length / 2)];
    const spot = middle && spots(middle, name, 2.2, 1.6);
    if (!spot) return [];
    done.add(name);
    return [{ kind: 'text', ...spot, text: name, sizeMm: 2.2, colour: '#57534e', halo: true } as const];
  });
}

function settlementLabels(frame: MapFrame, settlements: readonly Feature<Point>[], spots: LabelSpot): Shape[] {
  return settlements.flatMap((settlement) => {
    const name = textOf(settlement, 'name');
    const spot = name && spots(frame.place(settlement.geometry.coordinates), name, 2.5, 1);
    return name && spot
      ? [{ kind: 'text', ...spot, text: name, sizeMm: 2.5, colour: '#292524', halo: true } as const]
      : [];
  });
}

function northArrow(widthMm: number, language: Language): Shape[] {
  const x = widthMm - 5;
  return [
    { kind: 'path', d: circle(x, 6.4, 4.2), fill: '#ffffff', fillOpacity: 0.85 },
    { kind: 'path', d: `M${x} 5.2L${x + 1.6} 9.4L${x} 8.4L${x - 1.6} 9.4Z`, fill: '#1c1917' },
    {
      kind: 'text',
      at: [x, 4.7],
      text: text('北', 'N')[language],
      sizeMm: 2.4,
      colour: '#1c1917',
      anchor: 'middle',
      bold: true,
    },
  ];
}

function scaleBar(frame: MapFrame, language: Language): Shape[] {
  const metres = roundBelow(frame.widthMm * 0.25 * frame.metresPerMm);
  const length = metres / frame.metresPerMm;
  const [x, y] = [4, frame.heightMm - 3.2];
  return [
    { kind: 'path', d: rectangle(x - 2, y - 4.2, length + 4, 6), fill: '#ffffff', fillOpacity: 0.85 },
    {
      kind: 'path',
      d: `M${x} ${mm(y - 1)}L${x} ${mm(y)}L${mm(x + length)} ${mm(y)}L${mm(x + length)} ${mm(y - 1)}`,
      stroke: '#1c1917',
      widthMm: 0.3,
    },
    {
      kind: 'text',
      at: [x + length / 2, y - 1.3],
      text: metresWord(metres, language),
      sizeMm: 2.2,
      colour: '#1c1917',
      anchor: 'middle',
    },
  ];
}

/** 1, 2 or 5 times a power of ten. */
function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const [step = 1] = [5, 2, 1].filter((factor) => factor * power <= value);
  return step * power;
}

/** The parts of a long line that may be seen, so that a road through the county does not make the card large. */
function visiblePath(frame: MapFrame, positions: readonly Position[]): string {
  const places = distinctPlaces(frame, positions);
  let d = '';
  let drawing = false;
  for (let i = 1; i < places.length; i++) {
    const a = places[i - 1] ?? [0, 0];
    const b = places[i] ?? [0, 0];
    const seen =
      Math.max(a[0], b[0]) > -2 &&
      Math.min(a[0], b[0]) < frame.widthMm + 2 &&
      Math.max(a[1], b[1]) > -2 &&
      Math.min(a[1], b[1]) < frame.heightMm + 2;
    if (seen) d += drawing ? `L${pair(b)}` : `M${pair(a)}L${pair(b)}`;
    drawing = seen;
  }
  return d;
}

function path(frame: MapFrame, positions: readonly Position[]): string {
  return distinctPlaces(frame, positions)
    .map((place, index) => `${index === 0 ? 'M' : 'L'}${pair(place)}`)
    .join('');
}

/** Places on the sheet that an eye can tell apart, the last one among them. */
function distinctPlaces(frame: MapFrame, positions: readonly Position[]): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = [];
  let before: readonly [number, number] | undefined;
  for (const [index, position] of positions.entries()) {
    const place = frame.place(position);
    const near = before && Math.abs(place[0] - before[0]) < visibleMm && Math.abs(place[1] - before[1]) < visibleMm;
    if (near && index < positions.length - 1) continue;
    kept.push(place);
    before = place;
  }
  return kept;
}

/** Half the width of the thinnest line here. */
const visibleMm = 0.15;

function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates;
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat();
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(ringsOf) : [];
}

function linesOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates];
  if (geometry.type === 'MultiLineString') return geometry.coordinates;
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(linesOf) : [];
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${mm(x)} ${mm(y)}L${mm(x + width)} ${mm(y)}L${mm(x + width)} ${mm(y + height)}L${mm(x)} ${mm(y + height)}Z`;
}

/** Four cubic arcs; 0.5523 makes them a circle to 0.03 %. */
function circle(x: number, y: number, r: number): string {
  const c = 0.5523 * r;
  const arc = (...values: number[]) => `C${values.map(mm).join(' ')}`;
  return (
    `M${mm(x + r)} ${mm(y)}` +
    arc(x + r, y + c, x + c, y + r, x, y + r) +
    arc(x - c, y + r, x - r, y + c, x - r, y) +
    arc(x - r, y - c, x - c, y - r, x, y - r) +
    `${arc(x + c, y - r, x + r, y - c, x + r, y)}Z`
  );
}

function pair([x, y]: readonly [number, number]): string {
  return `${mm(x)} ${mm(y)}`;
}

function mm(value: number): string {
  return String(Math.round(value * 100) / 100);
}
