import type { Feature, LineString } from 'geojson';
import { gradeCodes, hazardCodes } from '../../../data/layers/codes.ts';
import { type Text, text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { namesOf, referenceTo, textOf } from '../features.ts';
import { type Interval, intervalLength } from '../geometry/intervals.ts';
import type { Travel } from '../match/use.ts';
import { besideRoute, type Doubt, offNetwork, whereabouts } from '../match/whereabouts.ts';
import { type MessageCode, messages } from '../messages.ts';
import type { Severity } from '../types.ts';
import type { FindingDraft, Rule, RuleResult } from './rule.ts';
import { surveyOf } from './survey.ts';

/**
 * Hazard section along the route: major is an error, considerable a warning, general and low are silent; without a grade
 * nobody knows. One that lies near the route and can be put on no road is in doubt. A hazard that has been closed (销号) is gone; one in any other state is there, even while its remedy is
 * under way. A hazard on a road that the route crosses does not count, and a long descent counts downhill only.
 *
 * Silence is only as good as the survey behind it. Stretches on no road, and on roads that nobody has surveyed, are
 * unknown where they are longer than the standards allow; see `survey.ts` for what counts as a survey.
 */
export const ev06: Rule = {
  id: 'EV06',
  title: text('沿线有风险路段', 'Hazard section along the route'),
  needs: ['roads', 'road_hazards'],
  needsLength: true,
  check: checkHazards,
};

function checkHazards(context: CheckContext): RuleResult {
  const hazards = context.input.features.road_hazards.filter((hazard) => textOf(hazard, 'state') !== 'closed');
  const survey = surveyOf(context);
  return {
    findings: [
      ...hazards.flatMap((hazard) => checkHazard(context, hazard)),
      ...pathsOffNetwork(context),
      ...survey.unsurveyed.map(({ part, roads }) => ({
        ...place(part),
        code: 'road_not_surveyed' as const,
        severity: 'unknown' as const,
        ids: roads.map((road) => referenceTo('roads', road)),
        evidence: { surveyed_on: null },
        thresholds: ['unsurveyed_max_m' as const],
        message: messages.road_not_surveyed({ roads: namesOf(roads), metres: Math.round(intervalLength(part)) }),
      })),
    ],
    unknowns: [],
    notes: survey.notes,
  };
}

function pathsOffNetwork(context: CheckContext): FindingDraft[] {
  return offNetwork(context)
    .filter((part) => intervalLength(part) > context.numbers.off_network_max_m)
    .map((part) => ({
      ...place(part),
      code: 'path_not_surveyed',
      severity: 'unknown',
      ids: [],
      evidence: {},
      thresholds: ['off_network_max_m', 'match_distance_m'],
      message: messages.path_not_surveyed({ metres: Math.round(intervalLength(part)) }),
    }));
}

const severityOfGrade: Readonly<Record<(typeof gradeCodes)[number]['value'], Severity | null>> = {
  major: 'error',
  considerable: 'warning',
  general: null,
  low: null,
};

const codeOfDoubt = {
  which_road: 'hazard_perhaps_used',
  contradiction: 'hazard_contradicts',
  not_on_a_road: 'hazard_along',
} as const satisfies Record<Doubt, MessageCode>;

function checkHazard(context: CheckContext, hazard: Feature<LineString>): FindingDraft[] {
  const grade = gradeCodes.find(({ value }) => value === textOf(hazard, 'grade'));
  const severity = grade === undefined ? 'unknown' : severityOfGrade[grade.value];
  if (severity === null) return [];
  const where = whereabouts(context, hazard, 'where_the_line_lies', travelOf(hazard));
  const kind = hazardCodes.find(({ value }) => value === textOf(hazard, 'hazard'))?.title ?? unnamedKind;
  const finding = (part: Interval, code: HazardCode, as: Severity): FindingDraft => ({
    ...place(part),
    code,
    severity: as,
    ids: [referenceTo('road_hazards', hazard)],
    evidence: {
      hazard: textOf(hazard, 'hazard'),
      grade: textOf(hazard, 'grade'),
      state: textOf(hazard, 'state'),
      placed_by: where.placement.by,
    },
    thresholds: code === 'hazard_not_placed' ? ['corridor_m'] : ['use_min_m', 'match_distance_m'],
    message: messages[code]({
      kind,
      grade: grade?.title ?? unnamedGrade,
      hazard: namesOf([hazard]),
      metres: Math.round(intervalLength(part)),
    }),
  });
  const surely = grade === undefined ? 'hazard_without_grade' : 'hazard_along';
  const found = [
    ...where.certain.map((part) => finding(part, surely, severity)),
    // A line that runs along the route is along the route, on a road or not.
    ...where.doubtful.map(({ part, doubt }) =>
      doubt === 'not_on_a_road'
        ? finding(part, surely, severity)
        : finding(part, codeOfDoubt[doubt], inDoubt(severity)),
    ),
  ];
  if (found.length > 0 || where.placement.by !== 'nothing') return found;
  return besideRoute(context, where.placement, 'near').map((part) =>
    finding(part, 'hazard_not_placed', inDoubt(severity)),
  );
}

/** A warning in doubt is still no more than a warning; an error in doubt is unknown. */
function inDoubt(severity: Severity): Severity {
  return severity === 'warning' ? 'warning' : 'unknown';
}

type HazardCode = 'hazard_without_grade' | 'hazard_not_placed' | (typeof codeOfDoubt)[Doubt];

const unnamedKind: Text = text('风险', 'hazard');
const unnamedGrade: Text = text('未定级', 'not graded');

/** Chainage rises along the drawing of a road. Without a direction a descent counts both ways. */
function travelOf(hazard: Feature): Travel {
  if (textOf(hazard, 'hazard') !== 'long_descent') return 'either';
  const direction = textOf(hazard, 'direction');
  if (direction === 'increasing') return 'forward';
  return direction === 'decreasing' ? 'backward' : 'either';
}

function place(part: Interval): { from_m: number; to_m: number } {
  return { from_m: part.from, to_m: part.to };
}
