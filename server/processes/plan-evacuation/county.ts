import type { Feature, LineString, MultiPolygon, Point } from 'geojson';
import { layers } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import type { Database } from '../../database/database.ts';
import { withTransaction } from '../../database/transaction.ts';
import { readPlanPoints, readPlanShelters } from '../../evacuation/plan/read-places.ts';
import type { PlanPoint, PlanShelter } from '../../evacuation/plan/types.ts';
import type { CountyNetwork, NetworkService } from '../../networks/network-service.ts';
import { readLayer } from '../../networks/read-layer.ts';
import { type Basis, readBasis } from '../../plans/basis.ts';
import { ProblemError } from '../../problems.ts';
import { invalidInput } from '../inputs.ts';
import { type PlanEvacuationInputs, requireKnown } from './inputs.ts';

/** State of warning of flood points, by their code. */
export type ReadWarningStates = () => Promise<ReadonlyMap<string, string>>;

export interface PlanSources {
  readonly database: Database;
  readonly networks: NetworkService;
  /** Missing: the county has no warnings. */
  readonly warningStates?: ReadWarningStates | undefined;
}

/** What a plan is worked out from, as it stood at one moment. */
export interface CountyToPlan {
  readonly network: CountyNetwork;
  readonly points: readonly PlanPoint[];
  readonly shelters: readonly PlanShelter[];
  readonly closures: readonly Feature<LineString>[];
  readonly floodZones: readonly Feature<MultiPolygon>[];
  readonly hazards: readonly Feature<LineString>[];
  readonly basis: Basis;
}

/**
 * Reads it in one snapshot but for the network, which is kept in memory: where roads are edited in between, the plan says
 * of itself that it rests on the older ones.
 *
 * @throws ProblemError `invalid_inputs` where no point is selected, `invalid_features` for places that cannot be planned with
 */
export async function readCounty(sources: PlanSources, inputs: PlanEvacuationInputs): Promise<CountyToPlan> {
  const states = await statesFor(sources, inputs);
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
      hazards: await only(inputs.hazards, () => readLayer<LineString>(db, layers.road_hazards)),
    };
  });
  requireKnown('point_codes', layers.flood_points, inputs.point_codes, codesOf(read.points));
  requireKnown('shelter_codes', layers.shelters, inputs.shelter_codes, codesOf(read.shelters));
  const points = read.points
    .filter(chosenBy(inputs.point_codes))
    .filter(({ properties }) => states === undefined || isWarned(inputs, states, properties?.code));
  if (points.length === 0) throw nothingSelected();
  return {
    network,
    points: named('flood_points', () => readPlanPoints(points.map(withKey))),
    shelters: named('shelters', () =>
      readPlanShelters(read.shelters.filter(chosenBy(inputs.shelter_codes)).map(withKey)),
    ),
    closures: [...read.closures, ...(inputs.further_closures as Feature<LineString>[])],
    floodZones: read.zones.filter(({ properties }) => isInScenario(inputs, properties?.return_period_years)),
    hazards: read.hazards,
    // Of the roads, what the network was built from.
    basis: { ...read.basis, roads: { revision: network.revision, position: network.position } },
  };
}

async function statesFor(
  { warningStates }: PlanSources,
  inputs: PlanEvacuationInputs,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (inputs.warning_states === null) return undefined;
  if (warningStates !== undefined) return await warningStates();
  throw invalidInput('warning_states', text('本服务没有预警状态', 'this service has no states of warning'));
}

/** A point of which no state is known is in the state `unknown`. */
function isWarned(
  { warning_states }: PlanEvacuationInputs,
  states: ReadonlyMap<string, string>,
  code: unknown,
): boolean {
  const state = (typeof code === 'string' ? states.get(code) : undefined) ?? 'unknown';
  return (warning_states ?? []).some((wanted) => wanted === state);
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

function nothingSelected(): ProblemError {
  return new ProblemError(
    'invalid_inputs',
    text(
      '没有选中任何灾害点；请检查 point_codes、township、filter、warning_states，或先录入灾害点。',
      'No flood point is selected; check point_codes, township, filter and warning_states, or enter flood points first.',
    ),
  );
}
