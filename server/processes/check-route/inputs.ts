import type { Feature, LineString } from 'geojson';
import { layers } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import type { Database } from '../../database/database.ts';
import type { TimeWindow } from '../../evacuation/index.ts';
import { parseInterval } from '../../http/items-request.ts';
import { readFeature } from '../../layers/store.ts';
import { structureFaults } from '../../layers/validation/geojson.ts';
import { checkGeometry } from '../../layers/validation/geometry.ts';
import { ProblemError } from '../../problems.ts';
import { asInput, invalidInput, isRecord } from '../inputs.ts';

/** A route of a county is tens of kilometres with a vertex every few metres; more is no route but a mistake. */
const maximumPositions = 50_000;

/** The route as one Feature, given as a LineString, as a Feature, or as a stored one by `{ collection, id }`. */
export async function readRoute(database: Database, input: unknown): Promise<Feature<LineString>> {
  return routeOf(isRecord(input) && 'collection' in input ? await storedRoute(database, input) : input);
}

/** The route as one Feature, given as a LineString or as a Feature. @throws ProblemError `invalid_inputs` */
export function routeOf(value: unknown): Feature<LineString> {
  const feature =
    isRecord(value) && value.type !== 'Feature' ? { type: 'Feature', geometry: value, properties: null } : value;
  const structure = structureFaults(feature, 1);
  if (structure.length > 0) throw routeFaults(structure);
  const { geometry, properties, id } = feature as Feature;
  if (geometry === null) throw invalidInput('route', text('没有几何', 'there is no geometry'));
  const outcome = checkGeometry(geometry, 'LineString', 1);
  if (!outcome.ok) throw routeFaults(outcome.faults);
  if (outcome.geometry.type !== 'LineString')
    throw invalidInput('route', text('应为 LineString', 'it must be a LineString'));
  if (outcome.geometry.coordinates.length > maximumPositions) {
    throw new ProblemError(
      'too_large_to_analyse',
      text(`路线超过 ${maximumPositions} 个坐标点`, `The route has more than ${maximumPositions} positions`),
      { parameter: 'route' },
    );
  }
  return { type: 'Feature', geometry: outcome.geometry, properties: properties ?? {}, ...(id !== undefined && { id }) };
}

/** When the route is used: an instant or `from/to`; now where nothing is said. */
export function readWindow(input: unknown, now: Date): Date | TimeWindow {
  if (input == null) return now;
  if (typeof input !== 'string') throw invalidInput('at', text('应为时间文本', 'it must be a time as text'));
  const shown = input.length > 80 ? `${input.slice(0, 80)}…` : input;
  const interval = asInput(
    'at',
    () => parseInterval(input),
    text(
      `“${shown}”不是时间，应如 2026-07-01T08:00:00+08:00 或 2026-07-01，或“起/止”且起不晚于止`,
      `"${shown}" is no time; it must be like 2026-07-01T08:00:00+08:00 or 2026-07-01, or start/end with the start not after the end`,
    ),
  );
  if (!interval?.from || !interval.to) {
    throw invalidInput('at', text('时段两端都须给出', 'both ends of the interval must be given'));
  }
  return { from: new Date(interval.from), to: new Date(interval.to) };
}

async function storedRoute(database: Database, reference: Record<string, unknown>): Promise<unknown> {
  const { collection, id } = reference;
  if (collection !== 'evacuation_routes' || !Number.isSafeInteger(id)) {
    throw invalidInput(
      'route',
      text(
        '引用已有路线应写 {"collection": "evacuation_routes", "id": 整数}',
        'a stored route is named {"collection": "evacuation_routes", "id": integer}',
      ),
    );
  }
  const feature = await readFeature(database.pool, layers.evacuation_routes, Number(id));
  if (feature === undefined) {
    throw new ProblemError('unknown_feature', text(`没有转移路线 ${id}`, `There is no evacuation route ${id}`), {
      parameter: 'route',
    });
  }
  return JSON.parse(feature);
}

function routeFaults(faults: NonNullable<ProblemError['details']['faults']>): ProblemError {
  const [first] = faults;
  return new ProblemError(
    'invalid_inputs',
    text(
      `输入项 route 不是有效的路线：${first?.member} ${first?.reason.zh}`,
      `Input route is no valid route: ${first?.member} ${first?.reason.en}`,
    ),
    { parameter: 'route', faults },
  );
}
