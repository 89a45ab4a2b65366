import type { Position } from 'geojson';
import { layers } from '../../data/layers/index.ts';
import { reviewNumber } from '../../data/standards/review.ts';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';
import { placesOn } from './follow-line.ts';
import { cutRoad, metresAlong, type Stretch } from './place.ts';
import { turned } from './turn.ts';

/** A proposal as it is locked for a decision, with its road as that is now. */
export interface Decidable {
  readonly id: number;
  readonly version: number;
  readonly state: 'proposed' | 'accepted' | 'rejected' | 'superseded';
  readonly runId: number;
  readonly findingId: string;
  readonly hazard: string;
  readonly grade: string | null;
  readonly fromMetres: number;
  readonly toMetres: number;
  readonly side: string | null;
  readonly direction: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly dataUsed: unknown;
  readonly reason: string | null;
  readonly hazardId: number | null;
  readonly roadVersion: number;
  readonly line: readonly Position[];
  readonly road: DecidableRoad | null;
}

export interface DecidableRoad {
  readonly version: number;
  readonly code: string | null;
  readonly roadCode: string | null;
  readonly fromMetres: number | null;
  readonly toMetres: number | null;
  readonly township: string | null;
  readonly line: readonly Position[];
}

/** What a person changes of a proposal in accepting it: the stretch, in metres along the road as drawn, and members. */
export interface Edits {
  readonly from_m?: number | undefined;
  readonly to_m?: number | undefined;
  readonly [member: string]: unknown;
}

/** Members of road_hazards that accepting decides by itself. */
const ownMembers = ['hazard', 'state', 'evidence', 'segment_code', 'road_code'];
/** Members that say what the screening measured. */
const measuredMembers = ['from_m', 'to_m', 'grade', 'side', 'direction'];
export const editableMembers = Object.keys(layers.road_hazards.properties).filter((name) => !ownMembers.includes(name));

/**
 * The feature of road_hazards that accepting a proposal makes, in state found. Its geometry is cut from the road as it
 * is now, its chainage is the road's own, its side and direction are seen along the road as it is drawn now.
 *
 * @throws ProblemError `nothing_to_accept`, `proposal_outdated` where the road runs elsewhere now, `invalid_parameter`
 * for a stretch beyond the road
 */
export function hazardFeature(proposal: Decidable, edits: Edits, today: string): Record<string, unknown> {
  const { hazard, road, evidence } = proposal;
  if (hazard === 'insufficient_data') {
    throw new ProblemError(
      'nothing_to_accept',
      text(
        `建议 ${proposal.id} 说明此处数据不足、无法判别，不能作为隐患采纳；请补充数据或现场核查，也可驳回并说明原因。`,
        `Proposal ${proposal.id} says that the data cannot carry a verdict there; it is no hazard to accept. Add data or look at the place; it can be rejected with a reason.`,
      ),
      { members: { proposal: proposal.id } },
    );
  }
  if (!road) throw outdated(proposal.id);
  const found = stretchNow(proposal, road);
  refuseMisplaced(proposal, found, edits);
  const stretch = editedStretch(found, road, edits);
  const { from_m: from, to_m: to, ...members } = edits;
  // Metres are given to a tenth, the line to a millimetre.
  const isAsFound = from === undefined && to === undefined && road.version === proposal.roadVersion;
  const edited = Object.keys(edits).filter((name) => measuredMembers.includes(name));
  const properties = {
    grade: proposal.grade,
    side: turned(proposal.side, found.reversed) ?? 'none',
    ...(proposal.direction && { direction: turned(proposal.direction, found.reversed) }),
    found_on: today,
    ...(road.township && { township: road.township }),
    ...members,
    hazard,
    state: 'found',
    ...(road.code && { segment_code: road.code }),
    ...(road.roadCode && { road_code: road.roadCode }),
    ...chainageOf(road, stretch),
    evidence: {
      ...evidence,
      data_used: proposal.dataUsed,
      screening: { proposal: proposal.id, run: proposal.runId },
      // What was measured was measured of the stretch and in the grade that the screening found.
      ...(edited.length > 0 && { edited }),
      ...((edited.length > 0 || found.reversed) && {
        measured: {
          from_m: proposal.fromMetres,
          to_m: proposal.toMetres,
          grade: proposal.grade,
          side: proposal.side,
          direction: proposal.direction,
          road_version: proposal.roadVersion,
        },
      }),
    },
  };
  return {
    type: 'Feature',
    geometry: { type: 'LineString', coordinates: isAsFound ? proposal.line : cutRoad(road.line, stretch) },
    properties,
  };
}

function editedStretch(found: Stretch, road: DecidableRoad, { from_m, to_m }: Edits): Stretch {
  const length = metresAlong(road.line).at(-1) ?? 0;
  const from = Math.max(0, from_m ?? found.from);
  const to = Math.min(to_m ?? found.to, to_m === undefined ? length : to_m);
  // A tenth of a metre, to which stretches are given, may lie beyond the last vertex.
  if (!(from < to && to <= length + 0.1)) {
    throw new ProblemError(
      'invalid_parameter',
      text(
        `from_m 至 to_m（${from} 至 ${to}）应在该路段 0 至 ${length.toFixed(1)} 米之内，且起点小于终点`,
        `from_m to to_m (${from} to ${to}) must lie within 0 to ${length.toFixed(1)} metres of the road, from before to`,
      ),
      { parameter: from_m === undefined ? 'to_m' : 'from_m' },
    );
  }
  return { from, to: Math.min(to, length) };
}

interface StretchNow extends Stretch {
  /** The road is drawn the other way than when it was screened. */
  readonly reversed: boolean;
}

function stretchNow(proposal: Decidable, road: DecidableRoad): StretchNow {
  const { fromMetres: from, toMetres: to, side, direction } = proposal;
  if (road.version === proposal.roadVersion) return { from, to, reversed: false };
  const placed = placesOn(road.line).whole(proposal.line, reviewNumber('review.moved_m'));
  if (!placed) throw outdated(proposal.id);
  const isOneSided = [side, direction].some((value) => turned(value, true) !== value);
  if (placed.reversed === undefined && isOneSided) throw outdated(proposal.id);
  return { from: placed.from, to: placed.to, reversed: placed.reversed ?? false };
}

/** Metres, a side or a direction that the reviewer gives are meant along the road that they have before them. */
function refuseMisplaced({ id, fromMetres, toMetres }: Decidable, now: StretchNow, edits: Edits): void {
  const places = [edits.from_m, edits.to_m, edits.side, edits.direction];
  if (places.every((value) => value === undefined)) return;
  const near = reviewNumber('review.same_place_m');
  const isThere = Math.abs(now.from - fromMetres) <= near && Math.abs(now.to - toMetres) <= near;
  if (now.reversed || !isThere) throw outdated(id);
}

function outdated(id: number): ProblemError {
  return new ProblemError(
    'proposal_outdated',
    text(
      `建议 ${id} 所在公路的线位已改动或已删除，不能按原位置采纳；请等待重新判别后再审核。`,
      `The road of proposal ${id} runs elsewhere now or is gone; it cannot be accepted where it was. Wait until the road has been screened again.`,
    ),
    { members: { proposal: id } },
  );
}

function chainageOf(road: DecidableRoad, { from, to }: Stretch) {
  const { fromMetres: first, toMetres: last } = road;
  const length = metresAlong(road.line).at(-1) ?? 0;
  // A road without chainage of its own gives none: metres along the section would be read as the road's.
  if (first === null || last === null || length === 0) return {};
  const scale = (last - first) / length;
  const tenth = (metres: number) => Math.round(10 * (first + scale * metres)) / 10;
  return { from_m: tenth(from), to_m: tenth(to) };
}
