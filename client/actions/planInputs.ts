/** What a person has chosen for a plan; undefined where they left it open. */
export interface PlanChoices {
  readonly name: string;
  readonly points: 'all' | 'township' | 'warning';
  readonly township: string | undefined;
  readonly states: readonly ('evacuate' | 'prepare' | 'unknown' | 'none')[];
  readonly travel: 'foot' | 'vehicle';
  readonly vehicleWidth: number | undefined;
  readonly mode: 'split' | 'whole';
  /** RFC 3339; undefined for now. */
  readonly at: string | undefined;
  readonly zones: 'avoid' | 'forbid' | 'ignore';
  readonly returnPeriod: number | undefined;
  readonly closures: boolean;
  readonly hazards: boolean;
}

/** The inputs of plan-evacuation; undefined while a choice that was begun is not finished. */
export function planInputs(choices: PlanChoices): Readonly<Record<string, unknown>> | undefined {
  const { name, points, township, states, travel, vehicleWidth, mode, at, zones, returnPeriod } = choices;
  if (points === 'township' && township === undefined) return undefined;
  if (points === 'warning' && states.length === 0) return undefined;
  return {
    ...(name.trim() !== '' && { name: name.trim() }),
    ...(points === 'township' && { township }),
    ...(points === 'warning' && { warning_states: states }),
    travel,
    ...(travel === 'vehicle' && vehicleWidth !== undefined && { vehicle_width_m: vehicleWidth }),
    mode,
    ...(at !== undefined && { at }),
    flood_zones: zones,
    ...(zones !== 'ignore' && returnPeriod !== undefined && { return_period_years: returnPeriod }),
    closures: choices.closures,
    hazards: choices.hazards,
  };
}
