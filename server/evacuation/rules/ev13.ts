import type { Feature, Position } from 'geojson';
import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { namesOf, referenceTo, textOf } from '../features.ts';
import { contains } from '../geometry/area.ts';
import { boxOf, inBox } from '../geometry/box.ts';
import { distance, type MeasuredLine, measureLine, nearestPlace, outputPosition, pointAt } from '../geometry/line.ts';
import { messages } from '../messages.ts';
import { profileOf, type RouteProfile } from '../profile.ts';
import type { FeatureReference } from '../types.ts';
import { type FindingDraft, nothing, type Rule, type RuleResult } from './rule.ts';

/**
 * Goes down towards the channel: within the look-back of a place near open water the route falls and comes nearer to that
 * water, each by as much as the standards say. A bridge at the bottom excuses nothing: people still go down to the
 * flood. Running along a river at its height, or coming down a slope that leads away from it, is none.
 */
export const ev13: Rule = {
  id: 'EV13',
  title: text('下行走向沟道', 'Goes down towards the channel'),
  needs: ['watercourses'],
  reads: ['water_bodies'],
  needsLength: true,
  check: checkProfile,
};

function checkProfile(context: CheckContext): RuleResult {
  const { numbers } = context;
  const profile = profileOf(context);
  if (profile === undefined) {
    return { ...nothing, unknowns: [{ code: 'no_elevation', message: messages.no_elevation(), ids: [] }] };
  }
  const channels = channelsNear(context);
  const findings = withoutRepeats(channels.flatMap((channel) => descents(context, channel, profile)));
  const { rmseMetres } = profile;
  // The error of a difference of two heights.
  if (
    rmseMetres !== null &&
    Math.SQRT2 * rmseMetres > numbers.channel_descent_m &&
    nearAny(context, channels, profile)
  ) {
    const said = { rmse: Math.round(rmseMetres * 10) / 10, fall: numbers.channel_descent_m };
    return {
      findings: findings.filter(
        ({ evidence, severity }) => severity === 'warning' && isClear(evidence.fall_m, context, rmseMetres),
      ),
      unknowns: [{ code: 'elevation_too_coarse', message: messages.elevation_too_coarse(said), ids: [] }],
      notes: [],
    };
  }
  return { ...nothing, findings };
}

/** A fall that the error of the heights cannot make up. */
function isClear(fall: unknown, { numbers }: CheckContext, rmseMetres: number): boolean {
  return typeof fall === 'number' && fall - 2 * Math.SQRT2 * rmseMetres >= numbers.channel_descent_m;
}

interface Channel {
  readonly feature: Feature;
  readonly id: FeatureReference;
  readonly metresFrom: (context: CheckContext, metres: number) => number;
}

function channelsNear(context: CheckContext): Channel[] {
  const { features } = context.input;
  const open = features.watercourses.filter((watercourse) => textOf(watercourse, 'structure') !== 'culvert');
  return [
    ...open.map((feature) => {
      const { geometry } = feature;
      const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
      return { feature, id: referenceTo('watercourses', feature), metresFrom: distanceToLines(context, lines) };
    }),
    ...features.water_bodies.map((feature) => {
      const { geometry } = feature;
      const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
      const toBank = distanceToLines(context, rings);
      const metresFrom = (own: CheckContext, metres: number) =>
        contains(feature, outputPosition(own.plane, pointAt(own.route, metres))) ? 0 : toBank(own, metres);
      return { feature, id: referenceTo('water_bodies', feature), metresFrom };
    }),
  ];
}

/** No further than the surroundings reach: beyond that all water is far. */
function distanceToLines(context: CheckContext, lines: readonly (readonly Position[])[]): Channel['metresFrom'] {
  const { numbers, plane } = context;
  const far = numbers.channel_near_m + numbers.channel_approach_m;
  const measured = lines
    .map((positions) => measureLine(plane, positions))
    .filter((line) => line.vertices > 0)
    .map((line) => ({ line, box: boxOf(line, far) }));
  return ({ route }, metres) => {
    const place = pointAt(route, metres);
    let least = far;
    for (const { line, box } of measured) {
      if (inBox(box, place.x, place.y)) least = Math.min(least, metresBetween(line, place));
    }
    return least;
  };
}

function metresBetween(line: MeasuredLine, place: { x: number; y: number }): number {
  return line.vertices < 2 ? distance(pointAt(line, 0), place) : nearestPlace(line, place).distanceMetres;
}

function nearAny(context: CheckContext, channels: readonly Channel[], { stepMetres, heights }: RouteProfile): boolean {
  return channels.some((channel) =>
    Array.from(heights.keys()).some(
      (index) => channel.metresFrom(context, index * stepMetres) <= context.numbers.channel_near_m,
    ),
  );
}

/** At most one for each time that the route comes near the channel: the one of the greatest fall. */
function descents(context: CheckContext, channel: Channel, profile: RouteProfile): FindingDraft[] {
  const { numbers } = context;
  const { heights, stepMetres } = profile;
  const metres = Array.from(heights, (_, index) => channel.metresFrom(context, index * stepMetres));
  const lookBack = Math.max(1, Math.round(numbers.channel_look_back_m / stepMetres));
  const found: FindingDraft[] = [];
  for (let first = 0; first < metres.length; first++) {
    if ((metres[first] ?? 0) > numbers.channel_near_m) continue;
    let last = first;
    while (last + 1 < metres.length && (metres[last + 1] ?? 0) <= numbers.channel_near_m) last++;
    found.push(...arrival(context, channel, profile, metres, Math.max(0, first - lookBack), first, last));
    first = last;
  }
  return found;
}

/** @param first to `last` are the places near the channel, `earliest` is where the look-back ends */
function arrival(
  context: CheckContext,
  channel: Channel,
  { heights, stepMetres }: RouteProfile,
  metres: readonly number[],
  earliest: number,
  first: number,
  last: number,
): FindingDraft[] {
  const { numbers } = context;
  const lookBack = Math.max(1, Math.round(numbers.channel_look_back_m / stepMetres));
  let worst: { from: number; to: number; fall: number } | undefined;
  let unknown: { from: number; to: number } | undefined;
  for (let to = first; to <= last; to++) {
    for (let from = Math.max(earliest, to - lookBack); from < to; from++) {
      if ((metres[from] ?? 0) - (metres[to] ?? 0) < numbers.channel_approach_m) continue;
      const fall = (heights[from] ?? Number.NaN) - (heights[to] ?? Number.NaN);
      if (Number.isNaN(fall)) {
        unknown = { from: Math.min(from, unknown?.from ?? from), to: Math.max(to, unknown?.to ?? to) };
      } else if (fall >= numbers.channel_descent_m && fall > (worst?.fall ?? 0)) worst = { from, to, fall };
    }
  }
  const at = ({ from, to }: { from: number; to: number }) => ({ from_m: from * stepMetres, to_m: to * stepMetres });
  const waters = namesOf([channel.feature]);
  const thresholds = ['channel_near_m', 'channel_approach_m', 'channel_descent_m', 'channel_look_back_m'] as const;
  if (worst !== undefined) {
    const said = { fall: Math.round(worst.fall), distance: Math.round(metres[worst.to] ?? 0) };
    return [
      {
        ...at(worst),
        code: 'towards_channel',
        severity: 'warning',
        ids: [channel.id],
        evidence: {
          fall_m: Math.round(worst.fall * 10) / 10,
          from_distance_m: Math.round(metres[worst.from] ?? 0),
          to_distance_m: said.distance,
        },
        thresholds,
        message: messages.towards_channel({ waters, ...said }),
      },
    ];
  }
  if (unknown === undefined) return [];
  const place = at(unknown);
  const length = Math.round(place.to_m - place.from_m);
  return [
    {
      ...place,
      code: 'channel_height_missing',
      severity: 'unknown',
      ids: [channel.id],
      evidence: {},
      thresholds,
      message: messages.channel_height_missing({ waters, metres: length }),
    },
  ];
}

/** A river stored as a surface and as a centre line is one: of findings that end at one place the first stays. */
function withoutRepeats(findings: readonly FindingDraft[]): FindingDraft[] {
  const kept: FindingDraft[] = [];
  for (const finding of findings) {
    const twin = kept.findIndex(
      (other) => other.code === finding.code && other.from_m < finding.to_m && finding.from_m < other.to_m,
    );
    const other = kept[twin];
    if (other === undefined) kept.push(finding);
    else kept[twin] = { ...other, ids: [...other.ids, ...finding.ids] };
  }
  return kept;
}
