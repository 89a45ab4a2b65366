import type { Feature, LineString } from 'geojson';
import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { namesOf, numberOf, referenceTo } from '../features.ts';
import { type Interval, intervalLength, mergeIntervals } from '../geometry/intervals.ts';
import { roadAt } from '../match/network.ts';
import { partsUsed, type RoadParts } from '../match/use.ts';
import { messages } from '../messages.ts';
import { neededWidth } from './journey.ts';
import { featuresIn } from './roads-in.ts';
import { type FindingDraft, nothing, type Rule, type RuleResult } from './rule.ts';

/**
 * Too narrow for the vehicle: carriageways not wider than it by the margin of the standards. A road without a recorded
 * width is unknown. People on foot get through everywhere.
 */
export const ev12: Rule = {
  id: 'EV12',
  title: text('路面过窄，车辆难以通过', 'Too narrow for the vehicle'),
  needs: ['roads'],
  needsLength: true,
  check: checkWidth,
};

function checkWidth(context: CheckContext): RuleResult {
  if (context.movement.mode === 'foot') return nothing;
  const needed = neededWidth(context);
  if (needed === null) {
    const missing = context.movement.mode === null ? 'mode_missing' : 'vehicle_width_missing';
    return { ...nothing, unknowns: [{ code: missing, message: messages[missing](), ids: [] }] };
  }
  const narrow = partsWhere(context, (width) => width !== null && width < needed);
  const unmeasured = partsWhere(context, (width) => width === null);
  const inNarrow = partsUsed(context.match, narrow, context.numbers.use_min_m);
  const inUnmeasured = partsUsed(context.match, unmeasured, context.numbers.use_min_m);
  return {
    findings: [
      ...inNarrow.certain.map((part) => tooNarrow(context, part, narrow, needed, true)),
      ...inNarrow.possible.map((part) => tooNarrow(context, part, narrow, needed, false)),
      ...mergeIntervals([...inUnmeasured.certain, ...inUnmeasured.possible], context.numbers.match_spacing_m).map(
        (part) => widthMissing(context, part, unmeasured),
      ),
    ],
    unknowns: [],
    notes: [],
  };
}

function partsWhere(context: CheckContext, is: (width: number | null) => boolean): RoadParts {
  const parts = new Map<number, Interval[]>();
  for (const index of context.match.cellsOfRoad.keys()) {
    const { feature, line } = roadAt(context.network, index);
    if (is(widthOf(feature))) parts.set(index, [{ from: 0, to: line.lengthMetres }]);
  }
  return parts;
}

function widthOf(road: Feature<LineString>): number | null {
  const width = numberOf(road, 'width_m');
  return width !== null && width > 0 ? width : null;
}

function tooNarrow(
  context: CheckContext,
  part: Interval,
  narrow: RoadParts,
  needed: number,
  certain: boolean,
): FindingDraft {
  const roads = featuresIn(context, part, (index) => narrow.has(index));
  const width = Math.min(...roads.map((road) => widthOf(road) ?? needed));
  const code = certain ? 'too_narrow' : 'too_narrow_perhaps';
  return {
    ...place(part, roads),
    code,
    severity: certain ? 'warning' : 'unknown',
    evidence: { width_m: width, needed_m: needed },
    thresholds: ['vehicle_margin_m', 'use_min_m'],
    message: messages[code]({ roads: namesOf(roads), metres: Math.round(intervalLength(part)), width, needed }),
  };
}

function widthMissing(context: CheckContext, part: Interval, unmeasured: RoadParts): FindingDraft {
  const roads = featuresIn(context, part, (index) => unmeasured.has(index));
  return {
    ...place(part, roads),
    code: 'width_missing',
    severity: 'unknown',
    evidence: { width_m: null },
    thresholds: ['use_min_m'],
    message: messages.width_missing({ roads: namesOf(roads), metres: Math.round(intervalLength(part)) }),
  };
}

function place(part: Interval, roads: readonly Feature<LineString>[]) {
  return { from_m: part.from, to_m: part.to, ids: roads.map((road) => referenceTo('roads', road)) };
}
