import { evacuationRows } from '../../../data/standards/evacuation.ts';
import { type Text, text } from '../../../data/text.ts';
import { withTransaction } from '../../database/transaction.ts';
import type { CountyElevation } from '../../elevation/county-elevation.ts';
import { planMessages } from '../../evacuation/plan/messages.ts';
import type { PlanReport } from '../../evacuation/plan/types.ts';
import type { JobContext, JobRunner } from '../../jobs/job.ts';
import type { CountyNetwork } from '../../networks/network-service.ts';
import type { PlanEvacuationInputs } from '../../plans/inputs.ts';
import { storedFeatures } from '../../plans/plan-features.ts';
import { type PlanResult, storePlan, summaryOf } from '../../plans/plan-store.ts';
import { type CountyToPlan, type PlanSources, readCounty } from './county.ts';
import type { PlanWork } from './protocol.ts';
import { makePlanThreads } from './thread.ts';

export interface PlanRunOptions extends PlanSources {
  readonly elevation: Pick<CountyElevation, 'use'>;
}

/** Progress up to which the county is read, and up to which it is planned. */
const readPercent = 5;
const plannedPercent = 95;

/** The job of plan-evacuation: reads the county, plans in a thread, and stores the plan with its last step. */
export function planRun(options: PlanRunOptions): JobRunner {
  const { pool } = options.database;
  const planInThread = makePlanThreads();
  return {
    async run(context) {
      const { job, signal } = context;
      // Stored by a service that was killed before it could say so.
      if (job.checkpoint !== null) return job.checkpoint;
      const inputs = job.inputs as PlanEvacuationInputs;
      const say = progressOf(context, pool);
      await say(0, text('正在读取路网、灾害点与安置点', 'Reading roads, points and shelters'));
      const county = await readCounty(options, inputs);
      await say(readPercent, text('正在计算', 'Planning'));
      const planned = await options.elevation.use(async ({ sources }) => {
        const rasters = sources.flatMap((source) => source.rasters);
        return await planInThread(workOf(county, inputs, rasters), signal, (share) => {
          const percent = readPercent + share * (plannedPercent - readPercent);
          const points = county.points.length;
          // Whether the job is still this service's is asked again before anything is stored.
          say(percent, text(`正在计算，${points} 个点`, `Planning for ${points} points`)).catch(() => {});
        });
      });
      const report = withLeftOut(planned, county.leftOut);
      signal.throwIfAborted();
      return await withTransaction(pool, async (db) => {
        const features = storedFeatures(report, county.points, county.shelters);
        const plan = await storePlan(db, { job, inputs, basis: county.basis, report, features });
        const result = resultOf(plan, report);
        await context.step(db, { checkpoint: result, progress: 100, message: saidOf(report) });
        return result;
      });
    },
  };
}

/** Nobody knows whether people who are left out should have left: the plan is not complete then. */
function withLeftOut(report: PlanReport, points: readonly string[]): PlanReport {
  if (points.length === 0) return report;
  const note = { code: 'warning_unknown', message: planMessages.warning_unknown(points) } as const;
  const status = report.status === 'complete' ? 'unknown' : report.status;
  return { ...report, status, notes: [...report.notes, note] };
}

function progressOf(context: JobContext, pool: PlanSources['database']['pool']) {
  let last = Promise.resolve();
  return (progress: number, message: Text): Promise<void> => {
    last = last.then(() => context.step(pool, { checkpoint: null, progress, message }));
    return last;
  };
}

function workOf(county: CountyToPlan, inputs: PlanEvacuationInputs, elevation: readonly string[]): PlanWork {
  const { travel, vehicle_width_m, mode, by, reach_m, search_s } = inputs;
  const searchRow = evacuationRows.find(({ id }) => id === 'whole_search_s');
  return {
    elevation,
    input: {
      roads: networkToSend(county.network),
      points: county.points,
      shelters: county.shelters,
      closures: county.closures,
      floodZones: county.floodZones,
      hazards: county.hazards,
      waters: county.waters,
      notGiven: county.notGiven,
      zonesAre: inputs.flood_zones === 'forbid' ? 'impassable' : 'costly',
      at: { from: new Date(inputs.at.from), to: new Date(inputs.at.to) },
      travel,
      mode,
      by,
      ...(vehicle_width_m !== null && { vehicleWidthMetres: vehicle_width_m }),
      ...(reach_m !== null && { reachMetres: reach_m }),
      ...(search_s !== null &&
        searchRow && { standards: [{ ...searchRow, value: search_s, source: 'plan-evacuation search_s' }] }),
    },
  };
}

const noCoordinates = new Float64Array(0);

/** Without the coordinates of single roads, which the graph holds once more in a row: sending them takes half the time. */
function networkToSend({ graph, faults }: CountyNetwork): Pick<CountyNetwork, 'graph' | 'faults'> {
  const roads = graph.lines.roads.map((road) => ({ ...road, coordinates: noCoordinates }));
  return { graph: { ...graph, lines: { ...graph.lines, roads } }, faults };
}

function resultOf(plan: number, report: PlanReport): PlanResult {
  return { plan, status: report.status, ...summaryOf(report), cut: report.cut?.message ?? null };
}

function saidOf({ people, unserved }: PlanReport): Text {
  return text(`共 ${people} 人，未安置 ${unserved} 人`, `${people} people, ${unserved} without a place`);
}
