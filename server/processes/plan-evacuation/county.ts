import type { Feature, LineString, MultiLineString, MultiPolygon, Point } from 'geojson';
import { layers } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import type { Database } from '../../database/database.ts';
import { withTransaction } from '../../database/transaction.ts';
import { readPlanPoints, readPlanShelters } from '../../evacuation/plan/read-places.ts';
import type { DangerLayer, PlanPoint, PlanShelter } from '../../evacuation/plan/types.ts';
import { levels } from '../../evacuation/warnings/types.ts';
import type { CountyNetwork, NetworkService } from '../../networks/network-service.ts';
import { readLayer } from '../../networks/read-layer.ts';
import { type Basis, readBasis } from '../../plans/basis.ts';
import type { PlanEvacuationInputs } from '../../plans/inputs.ts';
import { ProblemError } from '../../problems.ts';
import type { KnownWarning } from '../../warnings/read-states.ts';
import { requireKnown } from './inputs.ts';

/** Of points that are named in a message. */
const mostNamed = 20;

type WarningStates = ReadonlyMap<string, KnownWarning>;

export interface PlanSources {
  readonly database: Database;
  readonly networks: NetworkService;
  /** Of flood points, by their key. */
  readonly warningStates: () => Promise<WarningStates>;
}

/** What a plan is worked out from, as it stood at one moment. */
export interface CountyToPlan {
  readonly network: CountyNetwork;
  readonly points: readonly PlanPoint[];
  readonly shelters: readonly PlanShelter[];
  readonly closures: readonly Feature<LineString>[];
  readonly floodZones: readonly Feature<MultiPolygon>[];
  readonly hazards: readonly Feature<LineString>[];
  readonly waters: readonly Feature<MultiLineString | MultiPolygon>[];
  /** Dangers that were to be left out. */
  readonly notGiven: readonly DangerLayer[];
  readonly basis: Basis;
  /** Keys of points that are left out though nobody can tell whether they are warned. */
  readonly leftOut: readonly string[];
}

/**
 * Reads it in one snapshot but for the network, which is kept in memory: where roads are edited in between, the plan says
 * of itself that it rests on the older ones.
 *
 * @throws ProblemError `invalid_inputs` where no point is selected, `invalid_features` for places that cannot be planned with
 */
export async function readCounty(sources: PlanSources, inputs: PlanEvacuationInputs): Promise<CountyToPlan> {
  const states = inputs.warning_states === null ? undefined : await sources.warningStates();
  const network = await sources.networks.current();
  const read = await withTransaction(sources.database.pool, async (db) => {
    await db.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const only = async <T>(isWanted: boolean, reading: () => Promise<T[]>) => (isWanted ? await reading() : []);
    return {
      basis: await readBasis(db),
      points: await readLayer<Point>(db, layers.flood_points, { filters: inputs.filters }),
      shelters: await readLayer<Point>(db, layers.shelters),
      closures: await only(inputs.closures, () => readLayer<LineString>(db, layers.closures)),
      zones: await only(inputs.flood_zones !== 'ignore', () => readLayer<MultiPolygon>(db, layers.flood_zones)),
      watercourses: await readLayer<MultiLineString>(db, layers.watercourses),
      bodies: await readLayer<MultiPolygon>(db, layers.water_bodies),
      hazards: await only(inputs.hazards, () => readLayer<LineString>(db, layers.road_hazards)),
    };
  });
  requireKnown('point_codes', layers.flood_points, inputs.point_codes, codesOf(read.points));
  requireKnown('shelter_codes', layers.shelters, inputs.shelter_codes, codesOf(read.shelters));
  const chosen = read.points.filter(chosenBy(inputs.point_codes)).map(withKey);
  const warningOf = ({ properties }: Feature) => states?.get(String(properties?.code)) ?? nothingKnown;
  const points = chosen.filter((feature) => isWarned(inputs, warningOf(feature)));
  const leftOut = chosen
    .filter((feature) => !points.includes(feature) && mayBeWarned(inputs, warningOf(feature)))
    .map(({ properties }) => String(properties?.code));
  if (points.length === 0) throw nothingSelected(leftOut);
  return {
    network,
    points: named('flood_points', () => readPlanPoints(points)),
    shelters: named('shelters', () =>
      readPlanShelters(read.shelters.filter(chosenBy(inputs.shelter_codes)).map(withKey)),
    ),
    leftOut,
    closures: [...read.closures, ...(inputs.further_closures as Feature<LineString>[])],
    floodZones: read.zones.filter(({ properties }) => isInScenario(inputs, properties?.return_period_years)),
    hazards: read.hazards,
    waters: [...read.watercourses, ...read.bodies],
    notGiven: notGiven(inputs),
    // Of the roads, what the network was built from.
    basis: { ...read.basis, roads: { revision: network.revision, position: network.position } },
  };
}

function notGiven({ closures, flood_zones, hazards }: PlanEvacuationInputs): DangerLayer[] {
  return [
    ...(closures ? [] : (['closures'] as const)),
    ...(flood_zones === 'ignore' ? (['flood_zones'] as const) : []),
    ...(hazards ? [] : (['road_hazards'] as const)),
  ];
}

/** Of a point that was entered since the states were judged. */
const nothingKnown: KnownWarning = { state: 'unknown', possible: 'evacuate', lastKnown: undefined };

/** Missing rain lowers no warning: whoever was told to leave is still to leave. */
function isWarned({ warning_states }: PlanEvacuationInputs, { state, lastKnown }: KnownWarning): boolean {
  return warning_states === null || warning_states.some((wanted) => wanted === state || wanted === lastKnown);
}

function mayBeWarned({ warning_states }: PlanEvacuationInputs, { state, possible }: KnownWarning): boolean {
  if (state === 'unknown') return true;
  const graver = levels.slice(levels.indexOf(state) + 1, levels.indexOf(possible) + 1);
  return warning_states?.some((wanted) => graver.some((level) => level === wanted)) === true;
}

function chosenBy(codes: readonly string[] | null): (feature: Feature) => boolean {
  const wanted = new Set<unknown>(codes);
  return ({ properties }) => codes === null || wanted.has(properties?.code);
}

function codesOf(features: readonly Feature[]): ReadonlySet<unknown> {
  return new Set(features.map(({ properties }) => properties?.code));
}

/** What has no code goes by its id, written so that it cannot be another's code by chance. */
function withKey(feature: Feature): Feature {
  const code = feature.properties?.code ?? `#${feature.id}`;
  return { ...feature, properties: { ...feature.properties, code } };
}

/** Where the flood of a return period comes, that of every shorter one has been. Zones that name none may be any. */
function isInScenario({ return_period_years }: PlanEvacuationInputs, period: unknown): boolean {
  return return_period_years === null || typeof period !== 'number' || period <= return_period_years;
}

/** The first fault is said with the layer: a job's problem holds no list. */
function named<T>(layer: 'flood_points' | 'shelters', read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    const [fault] = error instanceof ProblemError ? (error.details.faults ?? []) : [];
    if (!(error instanceof ProblemError) || fault === undefined) throw error;
    const { title } = layers[layer];
    throw new ProblemError(
      'invalid_features',
      text(
        `${title.zh}第 ${fault.feature} 个 ${fault.member}：${fault.reason.zh}。${error.detail.zh}`,
        `${layer}, feature ${fault.feature}, ${fault.member}: ${fault.reason.en}. ${error.detail.en}`,
      ),
      error.details,
    );
  }
}

function nothingSelected(doubtful: readonly string[]): ProblemError {
  if (doubtful.length > 0) return nothingCertain(doubtful);
  return new ProblemError(
    'invalid_inputs',
    text(
      '没有选中任何灾害点；请检查 point_codes、township、filter、warning_states，或先录入灾害点。',
      'No flood point is selected; check point_codes, township, filter and warning_states, or enter flood points first.',
    ),
  );
}

/** That no point certainly is warned is not that none is. */
function nothingCertain(doubtful: readonly string[]): ProblemError {
  const named = doubtful.slice(0, mostNamed);
  const isAll = named.length === doubtful.length;
  return new ProblemError(
    'invalid_inputs',
    text(
      `没有确定处于所选预警状态的灾害点，但有 ${doubtful.length} 个点因雨量缺失可能处于该状态（${named.join('、')}${isAll ? '' : ' 等'}）。请核实雨情，或用 point_codes 指定，或在 warning_states 中加入 unknown。`,
      `No flood point is selected: none is certainly in the states of warning_states, but ${doubtful.length} may be, for want of rain (${named.join(', ')}${isAll ? '' : ' and others'}). Find out how much it has rained there, name them as point_codes, or plan for their present states and unknown too.`,
    ),
  );
}
