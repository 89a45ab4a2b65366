import type { LineString } from 'geojson';
import { layers } from '../../data/layers/index.ts';
import { activityOf, instantOf } from '../evacuation/time-window.ts';
import type { Queryable } from '../jobs/job.ts';
import { readLayer } from '../networks/read-layer.ts';
import { changesSince, type LayerChange, listedIds } from './basis.ts';
import type { Plan } from './plan-store.ts';

/**
 * What of a plan's basis has changed since: by edits, and by time. Closures that hold now and did not when the plan says
 * its routes are used, and those that it took as closed and that are over.
 */
export async function outdatedBy(
  db: Queryable,
  { basis, inputs }: Pick<Plan, 'basis' | 'inputs'>,
  now: Date,
): Promise<LayerChange[]> {
  const edited = await changesSince(db, basis);
  const turned = inputs.closures ? await closuresTurned(db, inputs.at, now) : [];
  if (turned.length === 0) return edited;
  const own = edited.find(({ layer }) => layer === 'closures');
  // Of many edits only the first are listed: a closure among the others may be counted twice.
  const further = turned.filter((id) => !own?.ids.includes(id));
  const closures: LayerChange = {
    layer: 'closures',
    features: (own?.features ?? 0) + further.length,
    ids: [...(own?.ids ?? []), ...further].sort((a, b) => a - b).slice(0, listedIds),
  };
  return [...edited.filter((change) => change !== own), closures].sort((a, b) => (a.layer < b.layer ? -1 : 1));
}

async function closuresTurned(db: Queryable, at: Plan['inputs']['at'], now: Date): Promise<number[]> {
  const planned = { from: new Date(at.from), to: new Date(at.to) };
  const closures = await readLayer<LineString>(db, layers.closures);
  return closures
    .filter((closure) => {
      const wasClosed = activityOf(closure, planned) !== 'inactive';
      const isClosed = activityOf(closure, { from: now, to: now }) !== 'inactive';
      if (!wasClosed || isClosed) return isClosed && !wasClosed;
      const end = instantOf(closure.properties?.valid_to, Number.POSITIVE_INFINITY);
      return end !== null && end < now.getTime();
    })
    .map(({ id }) => Number(id));
}
