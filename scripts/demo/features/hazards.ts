import type { Finding, Grade } from '../hazards/finding.ts';
import { slice, stations } from '../line.ts';
import { personName, phoneNumber } from '../names.ts';
import { type Plane, toPosition } from '../plane.ts';
import type { Random } from '../random.ts';
import type { Section } from '../roads/sections.ts';
import { buildStandards } from '../roads/standards.ts';
import { type DemoFeature, lineFeature } from './feature.ts';

const states = ['found', 'verified', 'graded', 'assigned', 'in_remedy', 'reviewed', 'closed', 'sent_back'] as const;
/** How often each state occurs, in the order above. */
const weights = [14, 10, 18, 16, 20, 6, 13, 3] as const;

/**
 * Findings as the bureau's records, with the section each lies in where it lies in one.
 *
 * @param remedied findings that have been dealt with; the others are at any step of the way
 */
export function recordHazards(
  plane: Plane,
  draw: Random,
  findings: readonly Finding[],
  sections: readonly Section[],
  remedied: ReadonlySet<Finding>,
  townshipOf: (section: Section) => string,
): DemoFeature[] {
  const byRoad = new Map<number, Section[]>();
  for (const section of sections) {
    const list = byRoad.get(section.road.index);
    if (list) list.push(section);
    else byRoad.set(section.road.index, [section]);
  }
  const records: DemoFeature[] = [];
  for (const finding of findings) {
    const own = byRoad.get(finding.road.index) ?? [];
    const drawn = pickState(draw);
    const state = remedied.has(finding) ? 'closed' : drawn;
    const section = own.find((s) => finding.from >= s.planeFrom - 0.01 && finding.to <= s.planeTo + 0.01);
    const first = section ?? own.find((s) => finding.from >= s.planeFrom - 0.01 && finding.from < s.planeTo) ?? own[0];
    // A stretch over several sections is told by road number and chainage alone; a track has neither.
    if (!first || (!section && !first.roadCode)) continue;
    const along = stations(finding.road.points);
    const positions = slice(finding.road.points, along, finding.from, finding.to).map((p) => toPosition(plane, p));
    const serial = String(records.length + 1).padStart(4, '0');
    records.push(
      lineFeature(positions, {
        code: `FX${serial}`,
        hazard: finding.kind,
        grade: finding.grade,
        state,
        segment_code: section?.code,
        road_code: first.roadCode,
        from_m: first.roadCode ? chainage(own, finding.from) : undefined,
        to_m: first.roadCode ? chainage(own, finding.to) : undefined,
        direction: finding.direction,
        side: finding.side,
        evidence: finding.evidence,
        ...report(draw, finding),
        ...progress(draw, finding.grade, state),
        township: townshipOf(first),
      }),
    );
  }
  return records;
}

function chainage(sections: readonly Section[], at: number): number {
  const section = sections.find((s) => at >= s.planeFrom && at <= s.planeTo) ?? sections[sections.length - 1];
  if (!section) return 0;
  const share = (at - section.planeFrom) / (section.planeTo - section.planeFrom);
  const metres = section.fromMetres + Math.min(1, share) * (section.toMetres - section.fromMetres);
  return Math.round(metres * 10) / 10;
}

function pickState(draw: Random): string {
  let ticket = draw.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let index = 0; index < states.length; index++) {
    ticket -= weights[index] as number;
    if (ticket < 0) return states[index] as string;
  }
  return 'found';
}

/** What the bureau's report asks of every section. */
function report(draw: Random, finding: Finding): Record<string, unknown> {
  const lateral = finding.kind === 'cliff' || finding.kind === 'near_water';
  const bend = finding.kind === 'sharp_bend';
  const serious = finding.grade === 'major' || finding.grade === 'considerable';
  const length = finding.to - finding.from;
  return {
    section_category: serious ? (lateral ? 'A.2' : 'A.1') : lateral ? 'B.2' : 'B.1',
    meets_accident_criterion: draw.chance(serious ? 0.2 : 0.05),
    poor_sight_distance: bend ? draw.chance(0.35) : false,
    meets_roadside_criterion: lateral,
    meets_environment_criterion: !lateral,
    meets_traffic_criterion: buildStandards[finding.road.roadClass].trafficPerDay >= 400,
    facility_guardrail: lateral && draw.chance(0.2),
    facility_signs_markings: draw.chance(0.45),
    facility_delineators: draw.chance(0.25),
    treatment_signs_markings: true,
    treatment_guardrail: lateral,
    treatment_delineators: bend || finding.kind === 'long_descent',
    treatment_realignment: finding.kind === 'steep_slope' && finding.grade === 'major',
    cost_10k_yuan: Math.round((0.6 + length * (lateral ? 0.035 : 0.012)) * 100) / 100,
    plan_year: serious ? 2026 : 2027,
  };
}

function progress(draw: Random, grade: Grade, state: string): Record<string, unknown> {
  const foundMonth = draw.integer(3, 9);
  const day = String(draw.integer(1, 28)).padStart(2, '0');
  const month = (value: number): string => String(value).padStart(2, '0');
  const assigned = state === 'assigned' || state === 'in_remedy' || state === 'reviewed' || state === 'closed';
  return {
    found_on: `2025-${month(foundMonth)}-${day}`,
    deadline_on: assigned ? `2026-${month(draw.integer(1, 12))}-${day}` : undefined,
    closed_on: state === 'closed' ? `2025-${month(foundMonth + 3)}-${day}` : undefined,
    remedy_progress: remedy(draw, state),
    supervised: grade === 'major' ? draw.chance(0.3) : undefined,
    responsible_person: assigned ? personName(draw) : undefined,
    responsible_phone: assigned ? phoneNumber(draw) : undefined,
  };
}

function remedy(draw: Random, state: string): string | undefined {
  if (state === 'in_remedy') return draw.pick(['not_started', 'earthwork_compacted', 'under_construction'] as const);
  return state === 'reviewed' || state === 'closed' ? 'restored' : undefined;
}
