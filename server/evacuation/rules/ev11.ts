import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import type { Journey } from '../county/county-ways.ts';
import { nameOf, namesOf, referenceTo } from '../features.ts';
import { type Interval, intervalLength, mergeIntervals } from '../geometry/intervals.ts';
import { roadAt } from '../match/network.ts';
import { messages } from '../messages.ts';
import type { TravelMode } from '../network/travel.ts';
import { journeyBy, possibleModes } from './journey.ts';
import { featuresIn } from './roads-in.ts';
import { type FindingDraft, nothing, type Rule, type RuleResult } from './rule.ts';
import { unknownEnd } from './unknown-ends.ts';

/**
 * No alternative: parts of the route without which the flood point is cut off from every shelter that takes people in.
 * Roads that are closed at the time are no alternative, and to vehicles one-way roads none against their direction.
 */
export const ev11: Rule = {
  id: 'EV11',
  title: text('没有替代道路', 'No alternative'),
  needs: ['roads', 'flood_points', 'shelters'],
  reads: ['closures', 'flood_zones'],
  needsLength: true,
  check: checkAlternative,
};

function checkAlternative(context: CheckContext): RuleResult {
  const { county } = context.input;
  const { point } = context.ends;
  if (county === undefined) {
    return { ...nothing, unknowns: [{ code: 'no_county_network', message: messages.no_county_network(), ids: [] }] };
  }
  if (point.found === 'nothing') return { ...nothing, unknowns: unknownEnd(context, 'point') };
  const answers = possibleModes(context).map((mode) => criticalParts(context, mode));
  if (answers.includes(null)) {
    const message = messages.end_off_county_network({ place: nameOf(point.feature) });
    const ids = [referenceTo('flood_points', point.feature)];
    return { ...nothing, unknowns: [{ code: 'end_off_county_network', message, ids }] };
  }
  // On foot more ways are open: what is critical on foot is critical for vehicles too.
  const [sure = [], ...others] = answers.map((parts) => parts ?? []);
  const metres = (parts: readonly Interval[]) => parts.reduce((sum, part) => sum + intervalLength(part), 0);
  const differs = others.some((parts) => metres(parts) > metres(sure));
  return {
    ...nothing,
    findings: sure.map((part) => draft(context, part)),
    unknowns: differs ? [{ code: 'mode_missing', message: messages.mode_missing(), ids: [] }] : [],
  };
}

/** Null where the point reaches no road that the mode can use. */
function criticalParts(context: CheckContext, mode: TravelMode): Interval[] | null {
  const { input, ends, match, network, numbers } = context;
  const { county } = input;
  const place = ends.point.found === 'nothing' ? undefined : county?.placeOf('flood_points', ends.point.feature, mode);
  if (county === undefined || place === undefined) return null;
  const journey: Journey = journeyBy(context, mode);
  const uses = new Map<number, { metres: number; parts: Interval[] }>();
  for (const cell of match.cells) {
    const track = cell.tracks[0];
    if (track === undefined) continue;
    const part = { from: Math.min(track.from, track.to), to: Math.max(track.from, track.to) };
    for (const { edge, metres } of county.edges.within(roadAt(network, track.road).feature, part)) {
      const use = uses.get(edge) ?? { metres: 0, parts: [] };
      use.metres += metres;
      use.parts.push({ from: cell.from, to: cell.to });
      uses.set(edge, use);
    }
  }
  const critical: Interval[] = [];
  for (const [edge, { metres, parts }] of uses) {
    // Turning off at the node where an edge starts is no use of it.
    if (metres < Math.min(numbers.use_min_m, (county.graph.edges.lengthMetres[edge] ?? 0) / 2)) continue;
    if (county.cutsOff(journey, edge, place.node)) critical.push(...parts);
  }
  return mergeIntervals(critical, numbers.match_spacing_m);
}

function draft(context: CheckContext, part: Interval): FindingDraft {
  const roads = featuresIn(context, part);
  return {
    code: 'no_alternative',
    severity: 'warning',
    from_m: part.from,
    to_m: part.to,
    ids: roads.map((road) => referenceTo('roads', road)),
    evidence: { roads: roads.length },
    thresholds: ['use_min_m'],
    message: messages.no_alternative({ roads: namesOf(roads), metres: Math.round(intervalLength(part)) }),
  };
}
