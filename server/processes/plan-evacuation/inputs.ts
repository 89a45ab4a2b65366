import { z } from 'zod';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import { type Text, text } from '../../../data/text.ts';
import { warningStates } from '../../evacuation/warnings/types.ts';
import { describeIssue } from '../../http/issue.ts';
import { structureFaults } from '../../layers/validation/geojson.ts';
import { checkGeometry } from '../../layers/validation/geometry.ts';
import { type PlanEvacuationInputs, zoneUses } from '../../plans/inputs.ts';
import type { ProblemError } from '../../problems.ts';
import { readWindow } from '../check-route/inputs.ts';
import { invalidInput, readFilter } from '../inputs.ts';

const mostCodes = 10_000;
const mostFurtherClosures = 500;
const codes = z.array(z.string().trim().min(1).max(64)).min(1).max(mostCodes);

const schemas = {
  name: z.string().trim().min(1).max(100),
  point_codes: codes,
  township: z.string().trim().min(1).max(64),
  warning_states: z.array(z.enum(warningStates)).min(1),
  shelter_codes: codes,
  closures: z.boolean(),
  further_closures: z.array(z.unknown()).max(mostFurtherClosures),
  flood_zones: z.enum(zoneUses),
  return_period_years: z.int().min(1).max(10_000),
  hazards: z.boolean(),
  travel: z.enum(['foot', 'vehicle']),
  vehicle_width_m: z.number().positive().max(5),
  mode: z.enum(['split', 'whole']),
  by: z.enum(['time', 'length']),
  reach_m: z.number().positive().max(10_000),
  search_s: z.number().positive().max(300),
};

/** @throws ProblemError `invalid_inputs` naming the input at fault */
export function readPlanInputs(inputs: Readonly<Record<string, unknown>>, now: Date): PlanEvacuationInputs {
  const given = <K extends keyof typeof schemas>(name: K): z.infer<(typeof schemas)[K]> | null => {
    const value = inputs[name];
    if (value == null) return null;
    const parsed = schemas[name].safeParse(value);
    if (parsed.success) return parsed.data as z.infer<(typeof schemas)[K]>;
    const [issue] = parsed.error.issues;
    const place = issue?.path.length ? `[${issue.path.join('.')}] ` : '';
    const reason = issue ? describeIssue(issue) : text('不正确', 'not right');
    throw invalidInput(name, text(`${place}${reason.zh}`, `${place}${reason.en}`));
  };
  const travel = given('travel') ?? 'foot';
  const by = given('by') ?? 'time';
  const width = given('vehicle_width_m');
  if (by === 'length' && travel === 'vehicle') {
    throw invalidInput(
      'by',
      text('length 只用于步行，不能与 travel=vehicle 同用', 'length is for people on foot: leave out travel=vehicle'),
    );
  }
  if (width !== null && travel === 'foot') {
    throw invalidInput('vehicle_width_m', text('只用于 travel=vehicle', 'it goes with travel=vehicle only'));
  }
  const township = given('township');
  const window = readWindow(inputs.at, now);
  const { from, to } = window instanceof Date ? { from: window, to: window } : window;
  return {
    name: given('name'),
    point_codes: given('point_codes'),
    warning_states: given('warning_states'),
    filters: [
      ...readFilter(layers.flood_points, inputs.filter),
      ...(township === null ? [] : [{ member: 'township', value: township }]),
    ],
    shelter_codes: given('shelter_codes'),
    at: { from: from.toISOString(), to: to.toISOString() },
    closures: given('closures') ?? true,
    further_closures: (given('further_closures') ?? []).map(readClosure),
    flood_zones: given('flood_zones') ?? 'avoid',
    return_period_years: given('return_period_years'),
    hazards: given('hazards') ?? true,
    travel,
    vehicle_width_m: width,
    mode: given('mode') ?? 'split',
    by,
    reach_m: given('reach_m'),
    search_s: given('search_s'),
  };
}

/** A closure that nobody has recorded yet: a line, with or without what a closure of the layer says. */
function readClosure(value: unknown, index: number): unknown {
  const [fault] = structureFaults(value, index + 1);
  if (fault) throw closureFault(index, fault.member, fault.reason);
  const { geometry, properties } = value as { geometry: Parameters<typeof checkGeometry>[0]; properties: unknown };
  const outcome = checkGeometry(geometry, layers.closures.geometry, index + 1);
  if (!outcome.ok) {
    const [first] = outcome.faults;
    throw closureFault(index, first?.member ?? 'geometry', first?.reason ?? text('不正确', 'not right'));
  }
  return { type: 'Feature', geometry: outcome.geometry, properties: properties ?? {} };
}

function closureFault(index: number, member: string, reason: Text): ProblemError {
  return invalidInput(
    'further_closures',
    text(`第 ${index + 1} 条 ${member}：${reason.zh}`, `closure ${index + 1}, ${member}: ${reason.en}`),
  );
}

/** Which of the codes given are those of no feature. */
export function requireKnown(
  input: string,
  layer: LayerDefinition,
  wanted: readonly string[] | null,
  known: ReadonlySet<unknown>,
): void {
  const missing = (wanted ?? []).filter((code) => !known.has(code));
  if (missing.length === 0) return;
  const listed = missing.slice(0, 10).join(', ');
  throw invalidInput(
    input,
    text(
      `图层“${layer.title.zh}”中没有编号：${listed}${missing.length > 10 ? '…' : ''}`,
      `the layer ${layer.id} has no feature of the code: ${listed}${missing.length > 10 ? '…' : ''}`,
    ),
  );
}
