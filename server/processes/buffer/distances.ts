import { hazardCodes } from '../../../data/layers/codes.ts';
import { text } from '../../../data/text.ts';
import { invalidInput, isRecord } from '../inputs.ts';

/** A buffer wider than this covers a county. */
const greatestDistanceMetres = 50_000;

export interface Distances {
  /** For features that are no hazard, and hazards of a kind that is not named. */
  readonly otherwiseMetres: number | undefined;
  readonly byHazardMetres: ReadonlyMap<string, number>;
}

/** @param distances one distance per kind of hazard in metres, such as `{ "cliff": 20, "near_water": 30 }` */
export function readDistances(distance: unknown, distances: unknown): Distances {
  if (distance == null && distances == null) {
    throw invalidInput(
      'distance_m',
      text('distance_m 与 distances_m 至少给一个', 'give distance_m or distances_m or both'),
    );
  }
  const byHazardMetres = new Map<string, number>();
  if (distances != null) {
    if (!isRecord(distances)) throw invalidInput('distances_m', text('应为对象', 'it must be an object'));
    const kinds: readonly string[] = hazardCodes.map((code) => code.value);
    for (const [kind, metres] of Object.entries(distances)) {
      if (!kinds.includes(kind)) {
        throw invalidInput(
          'distances_m',
          text(
            `没有风险类型“${kind}”，可用：${kinds.join('、')}`,
            `there is no hazard "${kind}"; there are: ${kinds.join(', ')}`,
          ),
        );
      }
      byHazardMetres.set(kind, readMetres(`distances_m.${kind}`, metres));
    }
  }
  return { otherwiseMetres: distance == null ? undefined : readMetres('distance_m', distance), byHazardMetres };
}

/** The distance of one feature; undefined where none was given for it. */
export function distanceFor(distances: Distances, hazard: unknown): number | undefined {
  const own = typeof hazard === 'string' ? distances.byHazardMetres.get(hazard) : undefined;
  return own ?? distances.otherwiseMetres;
}

function readMetres(name: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && value <= greatestDistanceMetres) return value;
  throw invalidInput(
    name,
    text(
      `应为大于 0、不超过 ${greatestDistanceMetres} 的米数`,
      `it must be metres above 0, at most ${greatestDistanceMetres}`,
    ),
  );
}
