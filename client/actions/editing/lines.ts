import type { LineString, Position } from 'geojson';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { text } from '../../../data/text.ts';
import { lengthMetres, nearestPlace, partBetween, samePosition } from './along.ts';
import { type Content, done, type Outcome, refused, sameValue } from './content.ts';

/** Chainage is kept to the centimetre: finer than anybody measures a road. */
const chainageDigits = 2;
/** Two sections follow one another where their chainages differ by no more than this. */
const sameChainageMetres = 1;
/** Nobody means a piece shorter than this. */
const leastPieceMetres = 0.5;

/** What turns with the direction of a line, so that it goes on saying the same of the ground. */
const turned: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  side: { left: 'right', right: 'left' },
  guardrail: { left: 'right', right: 'left' },
  oneway: { forward: 'backward', backward: 'forward' },
  direction: { increasing: 'decreasing', decreasing: 'increasing' },
};

export const onlyLines = text('只有线要素可以这样做', 'Only a line can be treated so');

export function lineOf({ geometry }: Content): LineString | undefined {
  return geometry.type === 'LineString' ? geometry : undefined;
}

/**
 * Turns a line round. Chainage goes on rising along the drawn line, as everywhere, so what is said relative to it
 * (side, direction) is swapped and still holds on the ground.
 */
export function reverse(content: Content): Outcome<Content> {
  const line = lineOf(content);
  if (!line) return refused(onlyLines);
  const swapped = Object.entries(content.properties).map(([name, value]) => [
    name,
    (typeof value === 'string' && turned[name]?.[value]) || value,
  ]);
  return done({
    geometry: { type: 'LineString', coordinates: line.coordinates.toReversed() },
    properties: Object.fromEntries(swapped),
  });
}

/** Chainage at a measure along the line, linear between the ends' own; undefined where either is not given. */
export function chainageAt(layer: LayerDefinition, content: Content, metres: number): number | undefined {
  const line = lineOf(content);
  if (!line || !layer.chainage) return undefined;
  const { [layer.chainage.from]: from, [layer.chainage.to]: to } = content.properties;
  if (typeof from !== 'number' || typeof to !== 'number') return undefined;
  const whole = lengthMetres(line.coordinates);
  const share = whole === 0 ? 0 : Math.min(1, Math.max(0, metres / whole));
  return Number((from + share * (to - from)).toFixed(chainageDigits));
}

/** The inverse of `chainageAt`; undefined where the line has no chainage or does not reach there. */
export function metresAt(layer: LayerDefinition, content: Content, chainage: number): number | undefined {
  const line = lineOf(content);
  if (!line || !layer.chainage) return undefined;
  const { [layer.chainage.from]: from, [layer.chainage.to]: to } = content.properties;
  if (typeof from !== 'number' || typeof to !== 'number' || to <= from || chainage < from || chainage > to) {
    return undefined;
  }
  return ((chainage - from) / (to - from)) * lengthMetres(line.coordinates);
}

/**
 * Splits a line at the place nearest to a position. Both parts hold the very same position there and meet in chainage;
 * the code, which is unique, stays with the first.
 */
export function split(layer: LayerDefinition, content: Content, at: Position): Outcome<readonly [Content, Content]> {
  const line = lineOf(content);
  if (!line) return refused(onlyLines);
  const { alongMetres } = nearestPlace(line.coordinates, at);
  const whole = lengthMetres(line.coordinates);
  if (alongMetres < leastPieceMetres || whole - alongMetres < leastPieceMetres) {
    return refused(text('端点处不能打断', 'A line cannot be split at its end'));
  }
  const chainage = chainageAt(layer, content, alongMetres);
  const bounded = (member: 'from' | 'to') =>
    layer.chainage && chainage !== undefined ? { [layer.chainage[member]]: chainage } : {};
  const { code: _, ...rest } = content.properties;
  return done([
    {
      geometry: { type: 'LineString', coordinates: partBetween(line.coordinates, 0, alongMetres) },
      properties: { ...content.properties, ...bounded('to') },
    },
    {
      geometry: { type: 'LineString', coordinates: partBetween(line.coordinates, alongMetres, whole) },
      properties: { ...rest, ...bounded('from') },
    },
  ]);
}

/**
 * Joins two lines that share an end, in the direction of the first. Refused where a member says different things of
 * both, or where one chainage does not go on from the other: the joined line could not be told apart any more.
 */
export function merge(layer: LayerDefinition, first: Content, second: Content): Outcome<Content> {
  const [one, other] = [lineOf(first), lineOf(second)];
  if (!one || !other) return refused(onlyLines);
  const differing = differingMembers(layer, first, second);
  if (differing.length > 0) {
    const titles = differing.map((name) => layer.properties[name]?.title ?? text(name, name));
    return refused(
      text(
        `两条线的${titles.map(({ zh }) => `“${zh}”`).join('、')}不同`,
        `The two lines differ in: ${titles.map(({ en }) => en).join(', ')}`,
      ),
    );
  }
  const joined = joinedEnds(one.coordinates, other.coordinates);
  if (!joined) return refused(text('两条线没有共同的端点', 'The two lines share no end'));
  const hasChainage = layer.chainage !== undefined && [first, second].some((content) => isMeasured(layer, content));
  if (joined.isTurned && hasChainage) {
    return refused(
      text('两条线的桩号方向相反，请先反转其中一条', 'The chainages run against each other: reverse one line first'),
    );
  }
  const [before, after] = joined.secondFirst ? [second, first] : [first, second];
  const chainage = hasChainage ? joinedChainage(layer, before, after) : done({});
  if (!chainage.ok) return chainage;
  const other2 = joined.isTurned ? reverse(second) : done(second);
  return done({
    geometry: { type: 'LineString', coordinates: joined.coordinates },
    properties: {
      ...(other2.ok ? givenOnly(other2.value.properties) : {}),
      ...givenOnly(first.properties),
      ...chainage.value,
    },
  });
}

function joinedEnds(one: readonly Position[], other: readonly Position[]) {
  const ends = (line: readonly Position[]) => [line[0], line.at(-1)] as const;
  const [[start, end], [otherStart, otherEnd]] = [ends(one), ends(other)];
  if (samePosition(end, otherStart)) {
    return { coordinates: [...one, ...other.slice(1)], secondFirst: false, isTurned: false };
  }
  if (samePosition(start, otherEnd)) {
    return { coordinates: [...other, ...one.slice(1)], secondFirst: true, isTurned: false };
  }
  const back = other.toReversed();
  if (samePosition(end, otherEnd)) {
    return { coordinates: [...one, ...back.slice(1)], secondFirst: false, isTurned: true };
  }
  if (samePosition(start, otherStart)) {
    return { coordinates: [...back, ...one.slice(1)], secondFirst: true, isTurned: true };
  }
  return undefined;
}

function isMeasured(layer: LayerDefinition, { properties }: Content): boolean {
  return (
    layer.chainage !== undefined && [layer.chainage.from, layer.chainage.to].some((name) => isGiven(properties[name]))
  );
}

function joinedChainage(
  { chainage }: LayerDefinition,
  before: Content,
  after: Content,
): Outcome<Readonly<Record<string, unknown>>> {
  if (!chainage) return done({});
  const [end, start] = [before.properties[chainage.to], after.properties[chainage.from]];
  if (typeof end !== 'number' || typeof start !== 'number' || Math.abs(end - start) > sameChainageMetres) {
    return refused(text('两条线的桩号不相接', 'The chainage of one line does not go on from the other'));
  }
  return done({
    [chainage.from]: before.properties[chainage.from],
    [chainage.to]: after.properties[chainage.to],
  });
}

/** Each line keeps its own number and name of its place; in all else both must say the same, or one nothing. */
function differingMembers({ properties, chainage }: LayerDefinition, first: Content, second: Content): string[] {
  const own = ['code', 'name', 'remarks', 'evidence', chainage?.from, chainage?.to];
  return Object.keys(properties).filter((name) => {
    const [a, b] = [first.properties[name], second.properties[name]];
    return !own.includes(name) && isGiven(a) && isGiven(b) && !sameValue(a, b);
  });
}

function givenOnly(properties: Content['properties']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => isGiven(value)));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/**
 * The piece of a road between two measures along it, as a feature that names road, section and chainage. In the
 * road's own direction, whichever end was said first.
 */
export function cutAlong(
  roads: LayerDefinition,
  road: Content,
  oneMetres: number,
  otherMetres: number,
): Outcome<Content> {
  const line = lineOf(road);
  if (!line) return refused(onlyLines);
  const coordinates = partBetween(line.coordinates, oneMetres, otherMetres);
  if (coordinates.length < 2 || lengthMetres(coordinates) < leastPieceMetres) {
    return refused(text('起点和终点太近', 'Start and end are too close to each other'));
  }
  const [low, high] = [Math.min(oneMetres, otherMetres), Math.max(oneMetres, otherMetres)];
  const given = givenOnly({
    segment_code: road.properties.code,
    road_code: road.properties.road_code,
    from_m: chainageAt(roads, road, low),
    to_m: chainageAt(roads, road, high),
    township: road.properties.township,
  });
  return done({ geometry: { type: 'LineString', coordinates }, properties: given });
}
