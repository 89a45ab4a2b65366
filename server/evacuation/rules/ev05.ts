import type { Feature, LineString } from 'geojson';
import { type Text, text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { namesOf, referenceTo, textOf } from '../features.ts';
import { type Interval, intervalLength, mergeIntervals, overlaps, subtractIntervals } from '../geometry/intervals.ts';
import { type Cell, cellsIn } from '../match/match.ts';
import { roadAt } from '../match/network.ts';
import { partsUsed, type RoadParts, type Use } from '../match/use.ts';
import { type MessageCode, messages } from '../messages.ts';
import type { Severity } from '../types.ts';
import type { FindingDraft, Rule, RuleResult } from './rule.ts';
import { type WetPart, wetParts } from './wet-parts.ts';

/**
 * Ford, or water crossed without a bridge. A ford or causeway (过水路面) is an error wherever the route uses it. Water is
 * an error where the road there is neither bridge nor tunnel; where the route is on no road, or may be on a bridge
 * and may not, nobody can tell. Only what is recorded as a culvert is taken for one.
 */
export const ev05: Rule = {
  id: 'EV05',
  title: text('涉水或无桥过河', 'Ford, or water crossed without a bridge'),
  needs: ['roads', 'watercourses'],
  reads: ['water_bodies'],
  needsLength: true,
  check: checkWater,
};

function checkWater(context: CheckContext): RuleResult {
  const wet = wetParts(context);
  const fords = usedFords(context);
  const bridges = usedBridges(context);
  const findings = [
    ...fords.map((ford) =>
      draftFord(
        ford,
        wet.filter((part) => overlaps(widened(ford.part, context), part)),
      ),
    ),
    ...wet
      .filter((part) => !fords.some((ford) => ford.certain && overlaps(widened(ford.part, context), part)))
      .flatMap((part) => crossing(context, part, bridges)),
  ];
  return { findings, unknowns: [], notes: [] };
}

interface UsedFord {
  readonly part: Interval;
  readonly certain: boolean;
  readonly roads: readonly Feature<LineString>[];
}

function usedFords(context: CheckContext): UsedFord[] {
  const { match, network, numbers } = context;
  const parts = roadsOfStructure(context, ['ford', 'causeway']);
  const use = partsUsed(match, parts, 0);
  const ford = (part: Interval, certain: boolean): UsedFord[] => {
    const indices = new Set(cellsIn(match, part).flatMap((cell) => cell.tracks.map((track) => track.road)));
    const roads = [...indices].filter((index) => parts.has(index)).map((index) => roadAt(network, index));
    const least = Math.min(numbers.use_min_m, ...roads.map(({ line }) => line.lengthMetres / 2));
    if (intervalLength(part) < least) return [];
    return [{ part, certain, roads: roads.map(({ feature }) => feature) }];
  };
  return [...use.certain.flatMap((part) => ford(part, true)), ...use.possible.flatMap((part) => ford(part, false))];
}

function draftFord(ford: UsedFord, wet: readonly WetPart[]): FindingDraft {
  const code = ford.certain ? 'ford' : 'ford_perhaps';
  return {
    code,
    severity: ford.certain ? 'error' : 'unknown',
    from_m: ford.part.from,
    to_m: ford.part.to,
    ids: [...ford.roads.map((road) => referenceTo('roads', road)), ...wet.flatMap(({ ids }) => ids)],
    evidence: { structure: ford.roads.map((road) => textOf(road, 'structure')).join(' ') },
    thresholds: ['use_min_m', 'match_distance_m'],
    message: messages[code]({ roads: namesOf(ford.roads), metres: Math.round(intervalLength(ford.part)) }),
  };
}

function usedBridges(context: CheckContext): Use {
  return partsUsed(context.match, roadsOfStructure(context, ['bridge', 'tunnel']), 0);
}

/**
 * How far bridges and tunnels carry over one water: beyond their ends too where they meet it, for ends and banks were
 * digitised separately. Other water beyond the end is not theirs.
 */
function carried(context: CheckContext, water: Interval, bridges: readonly Interval[]): Interval[] {
  return mergeIntervals(bridges.map((bridge) => (overlaps(bridge, water) ? widened(bridge, context) : bridge)));
}

/** Water that lies wholly within the overhang of a bridge that does not meet it may be the bridge's own or may not. */
function besideOrOn(context: CheckContext, pieces: readonly Interval[], bridges: Use): Ground {
  const around = [...bridges.certain, ...bridges.possible].map((bridge) => widened(bridge, context));
  const ground = kindOf(context, pieces);
  return ground === 'on_a_road' && subtractIntervals(pieces, around).length === 0 ? 'beside_a_bridge' : ground;
}

function crossing(context: CheckContext, part: WetPart, bridges: Use): FindingDraft[] {
  const uncovered = subtractIntervals([part], carried(context, part, bridges.certain));
  if (uncovered.length === 0) return [];
  const surely = subtractIntervals(uncovered, carried(context, part, bridges.possible));
  const kind = surely.length === 0 ? 'perhaps_on_a_bridge' : besideOrOn(context, surely, bridges);
  const { code, severity } = part.grazes && kind === 'on_a_road' ? graze : outcomes[kind];
  const roads = roadsIn(context, part);
  return [
    {
      code,
      severity,
      from_m: part.from,
      to_m: part.to,
      ids: [...part.ids, ...roads.map((road) => referenceTo('roads', road))],
      evidence: {
        structure: roads.length === 1 && roads[0] !== undefined ? textOf(roads[0], 'structure') : null,
        uncovered_m: Math.round(uncovered.reduce((sum, piece) => sum + intervalLength(piece), 0)),
      },
      thresholds: ['bridge_overhang_m', 'water_touch_m', ...(part.grazes ? (['water_graze_m'] as const) : [])],
      message: messages[code]({ waters: namesOf(part.waters), roads: roads.length === 0 ? noRoad : namesOf(roads) }),
    },
  ];
}

type Ground = 'on_a_road' | 'structure_missing' | 'off_network' | 'perhaps_on_a_bridge' | 'beside_a_bridge';

interface CrossingOutcome {
  readonly severity: Severity;
  readonly code: Extract<MessageCode, `water_${string}`>;
}

const outcomes: Readonly<Record<Ground, CrossingOutcome>> = {
  on_a_road: { severity: 'error', code: 'water_without_bridge' },
  structure_missing: { severity: 'unknown', code: 'water_structure_missing' },
  off_network: { severity: 'unknown', code: 'water_off_network' },
  beside_a_bridge: { severity: 'unknown', code: 'water_beside_bridge' },
  perhaps_on_a_bridge: { severity: 'unknown', code: 'water_bridge_perhaps' },
};

const graze: CrossingOutcome = { severity: 'unknown', code: 'water_grazed' };

const noRoad: Text = text('路网外', 'no road');

/** What most of the uncovered length lies on; the worse of two that are equal. */
function kindOf(context: CheckContext, pieces: readonly Interval[]): ReturnType<typeof groundOf> {
  const lengths: Record<'on_a_road' | 'structure_missing' | 'off_network', number> = {
    on_a_road: 0,
    structure_missing: 0,
    off_network: 0,
  };
  for (const piece of pieces) {
    for (const cell of cellsIn(context.match, piece)) {
      const length = Math.min(cell.to, piece.to) - Math.max(cell.from, piece.from);
      // A crossing of a line has no length and still counts.
      lengths[groundOf(context, cell)] += Math.max(length, Number.EPSILON);
    }
  }
  if (lengths.on_a_road >= Math.max(lengths.structure_missing, lengths.off_network)) return 'on_a_road';
  return lengths.structure_missing >= lengths.off_network ? 'structure_missing' : 'off_network';
}

function groundOf(context: CheckContext, cell: Cell): 'on_a_road' | 'structure_missing' | 'off_network' {
  if (cell.tracks.length === 0) return 'off_network';
  const known = cell.tracks.every(({ road }) => textOf(roadAt(context.network, road).feature, 'structure') !== null);
  return known ? 'on_a_road' : 'structure_missing';
}

function roadsOfStructure({ match, network }: CheckContext, structures: readonly string[]): RoadParts {
  const parts = new Map<number, Interval[]>();
  for (const index of match.cellsOfRoad.keys()) {
    const { feature, line } = roadAt(network, index);
    if (structures.includes(textOf(feature, 'structure') ?? '')) parts.set(index, [{ from: 0, to: line.lengthMetres }]);
  }
  return parts;
}

function roadsIn({ match, network }: CheckContext, part: Interval): Feature<LineString>[] {
  const indices = new Set(cellsIn(match, part).flatMap((cell) => cell.tracks.map((track) => track.road)));
  return [...indices].map((index) => roadAt(network, index).feature);
}

function widened(part: Interval, { numbers }: CheckContext): Interval {
  return { from: part.from - numbers.bridge_overhang_m, to: part.to + numbers.bridge_overhang_m };
}
