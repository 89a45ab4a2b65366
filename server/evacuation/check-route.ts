import type { Position } from 'geojson';
import { evacuationRows } from '../../data/standards/evacuation.ts';
import { type RouteCheckRow, routeCheckNumbers, routeCheckRowsWith } from '../../data/standards/route-check.ts';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';
import type { CheckContext } from './context.ts';
import { endsOf } from './ends.ts';
import { followedRoads } from './followed-roads.ts';
import { boxOf } from './geometry/box.ts';
import { cutLine, type MeasuredLine, measureLine } from './geometry/line.ts';
import { planeAt } from './geometry/plane.ts';
import { indexSegments } from './geometry/segment-index.ts';
import { matchLine } from './match/match.ts';
import { buildNetwork } from './match/network.ts';
import { makePlacer } from './match/placement.ts';
import { messages } from './messages.ts';
import { movementOf } from './movement.ts';
import { isTravelNumber } from './rules/ev10.ts';
import { rules } from './rules/index.ts';
import { noData, notGiven } from './rules/no-data.ts';
import { type FindingDraft, nothing, type Rule, type RuleResult } from './rules/rule.ts';
import type {
  Finding,
  Outcome,
  RouteCheckInput,
  RouteCheckReport,
  RuleReport,
  Severity,
  Statement,
  TimeWindow,
  Verdict,
} from './types.ts';

/** Reported metres are given to the decimetre: finer than any of the data, and the same on every machine. */
const reportScale = 10;

/** What travel times are worked out by. */
const travelRows = evacuationRows.filter(({ id }) => isTravelNumber(id));

const verdictOf: Readonly<Record<Severity, Verdict>> = { error: 'fail', unknown: 'unknown', warning: 'warn' };
const outcomeOf: Readonly<Record<Severity, Outcome>> = { error: 'violated', unknown: 'unknown', warning: 'violated' };

/**
 * Checks an evacuation route by the rules of the standards page, EV01 to EV15: against roads, closures, hazards, water
 * and flood zones around it, its flood point and shelter, and the other routes counted with it. Says "unknown" wherever
 * the data cannot carry a verdict.
 *
 * @throws ProblemError `invalid_inputs` for a route of fewer than two positions or with a coordinate off the globe, for a time window that
 *   ends before it begins, and for a date that is none.
 */
export function checkRoute(input: RouteCheckInput): RouteCheckReport {
  const rows = routeCheckRowsWith(input.standards);
  const window = windowOf(input.at);
  const context = contextOf(input, window, rows);
  const checked = rules.map((rule) => ({ rule, result: resultOf(rule, context) }));
  const findings = checked.flatMap(({ rule, result }) => findingsOf(rule, result, context));
  const reports = checked.map(({ rule, result }) => reportOf(rule, result));
  const worst = worstOf(reports.flatMap(({ severity }) => (severity === null ? [] : [severity])));
  return {
    verdict: worst === null ? 'pass' : verdictOf[worst],
    length_m: reported(context.route.lengthMetres),
    at: { from: window.from.toISOString(), to: window.to.toISOString() },
    rules: reports,
    findings,
    roads: followedRoads(context, reported),
    standards: [...rows, ...travelRows],
  };
}

function windowOf(at: Date | TimeWindow): TimeWindow {
  const window = at instanceof Date ? { from: at, to: at } : at;
  // Written so that an invalid date fails too.
  if (window.from.getTime() <= window.to.getTime()) return window;
  const given = `${String(window.from)} – ${String(window.to)}`;
  throw new ProblemError(
    'invalid_inputs',
    text(`检查时间段应为先后两个时间，实为 ${given}`, `The time window must be two dates in order, got ${given}`),
    { parameter: 'at' },
  );
}

function contextOf(input: RouteCheckInput, window: TimeWindow, rows: readonly RouteCheckRow[]): CheckContext {
  const positions = input.route.geometry.coordinates;
  if (positions.length < 2) {
    throw badRoute(
      `路线至少要有两个点，实有 ${positions.length} 个`,
      `A route needs two positions or more, got ${positions.length}`,
    );
  }
  for (const [index, position] of positions.entries()) assertOnGlobe(position, index);
  const plane = planeAt(middle(positions, 0), middle(positions, 1));
  const numbers = routeCheckNumbers(rows);
  const route = measureLine(plane, positions);
  const routeSegments = indexSegments([route]);
  const network = buildNetwork(plane, input.features.roads, numbers.junction_snap_m);
  const isNear = (line: MeasuredLine): boolean => {
    const { minX, minY, maxX, maxY } = boxOf(line, numbers.corridor_m);
    return routeSegments.search(minX, minY, maxX, maxY).length > 0;
  };
  return {
    input,
    window,
    numbers,
    plane,
    route,
    routeSegments,
    network,
    match: matchLine(route, routeSegments, network, numbers),
    placer: makePlacer(plane, network, numbers, isNear),
    ends: endsOf(plane, input.route, route, input.features, numbers),
    movement: movementOf(input.route),
  };
}

function assertOnGlobe(position: Position, index: number): void {
  const [longitude = Number.NaN, latitude = Number.NaN] = position;
  if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) return;
  const given = JSON.stringify(position);
  throw badRoute(
    `路线第 ${index + 1} 个点不是经纬度：${given}`,
    `Position ${index + 1} of the route is not a longitude and latitude: ${given}`,
  );
}

function badRoute(zh: string, en: string): ProblemError {
  return new ProblemError('invalid_inputs', text(zh, en), { parameter: 'route' });
}

function middle(positions: readonly Position[], axis: 0 | 1): number {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const position of positions) {
    least = Math.min(least, position[axis] ?? Number.NaN);
    greatest = Math.max(greatest, position[axis] ?? Number.NaN);
  }
  return (least + greatest) / 2;
}

function resultOf(rule: Rule, context: CheckContext): RuleResult {
  if (rule.needsLength && context.route.lengthMetres === 0) {
    return { ...nothing, unknowns: [{ code: 'no_route_length', message: messages.no_route_length(), ids: [] }] };
  }
  const { coverage, notGiven: withheld = [] } = context.input;
  const missing = [...rule.needs, ...(rule.reads ?? [])].filter((layer) => withheld.includes(layer));
  const empty = rule.needs.filter((layer) => !coverage[layer] && !missing.includes(layer));
  const result = rule.check(context);
  return { ...result, unknowns: [...missing.map(notGiven), ...empty.map(noData), ...result.unknowns] };
}

function findingsOf(rule: Rule, result: RuleResult, context: CheckContext): Finding[] {
  return [...result.findings]
    .sort((a, b) => a.from_m - b.from_m || a.to_m - b.to_m)
    .map((draft) => ({
      ...draft,
      rule: rule.id,
      from_m: reported(draft.from_m),
      to_m: reported(draft.to_m),
      length_m: reported(draft.to_m - draft.from_m),
      geometry: cutLine(context.plane, context.route, { from: draft.from_m, to: draft.to_m }),
    }));
}

function reportOf(rule: Rule, result: RuleResult): RuleReport {
  const severity = worstOf([
    ...result.findings.map((finding) => finding.severity),
    ...result.unknowns.map(() => 'unknown' as const),
  ]);
  return {
    rule: rule.id,
    title: rule.title,
    outcome: severity === null ? 'pass' : outcomeOf[severity],
    severity,
    reasons: distinct([...result.findings.map(statementOf), ...result.unknowns]),
    notes: result.notes,
  };
}

function statementOf({ code, message, ids }: FindingDraft): Statement {
  return { code, message, ids };
}

function distinct(statements: readonly Statement[]): Statement[] {
  return [...new Map(statements.map((statement) => [statement.message.zh, statement])).values()];
}

function worstOf(severities: readonly Severity[]): Severity | null {
  const ranked: readonly Severity[] = ['error', 'unknown', 'warning'];
  return ranked.find((severity) => severities.includes(severity)) ?? null;
}

function reported(metres: number): number {
  return Math.round(metres * reportScale) / reportScale;
}
