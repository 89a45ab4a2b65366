import type { Position } from 'geojson';
import type { CountyFeature } from '../../api/types.ts';
import { lengthMetres, samePosition } from '../editing/along.ts';

/** Sections of one road that follow each other without a gap. */
export interface RoadRun {
  readonly coordinates: readonly Position[];
  /** Metres from the run's start, and the road's chainage there: at every section's start, and at the end. */
  readonly marks: readonly { readonly at: number; readonly chainage: number }[];
}

/**
 * The sections of a road in the order of their chainage, joined where one begins at the very place where the one before
 * ends, as sections of a junction do. A section without chainage has no place among them. The longest run comes first.
 */
export function roadRuns(sections: readonly CountyFeature[]): readonly RoadRun[] {
  const placed = sections
    .flatMap(({ geometry, properties: { from_m: from, to_m: to } }) =>
      geometry.type === 'LineString' && typeof from === 'number' && typeof to === 'number'
        ? [{ coordinates: geometry.coordinates, from, to }]
        : [],
    )
    .sort((a, b) => a.from - b.from);
  const runs: { coordinates: Position[]; marks: { at: number; chainage: number }[] }[] = [];
  for (const { coordinates, from, to } of placed) {
    let run = runs.find((one) => samePosition(one.coordinates.at(-1), coordinates[0]));
    if (run) run.coordinates.push(...coordinates.slice(1));
    else {
      run = { coordinates: [...coordinates], marks: [{ at: 0, chainage: from }] };
      runs.push(run);
    }
    run.marks.push({ at: lengthMetres(run.coordinates), chainage: to });
  }
  return runs.sort((a, b) => lengthOf(b) - lengthOf(a));
}

/**
 * Chainage of a place on the run.
 *
 * @param length of the run as the service measured it, to which the marks are fitted
 */
export function chainageOnRun({ marks }: RoadRun, length: number): (metres: number) => number {
  const last = marks.at(-1);
  const scale = last && length > 0 ? last.at / length : 1;
  return (metres) => {
    const at = metres * scale;
    const index = Math.max(
      1,
      marks.findIndex((mark) => mark.at >= at),
    );
    const [from, to] = at >= (last?.at ?? 0) ? [marks.at(-2), last] : [marks[index - 1], marks[index]];
    if (!from || !to || to.at === from.at) return from?.chainage ?? metres;
    return from.chainage + ((at - from.at) / (to.at - from.at)) * (to.chainage - from.chainage);
  };
}

function lengthOf({ marks }: RoadRun): number {
  return marks.at(-1)?.at ?? 0;
}
