import type { Feature, LineString } from 'geojson';
import { nameOf, textOf } from '../features.ts';
import type { Interval } from '../geometry/intervals.ts';
import { mergedParts, type PartsOfRoads } from '../network/road-parts.ts';
import type { RoadPlacer } from '../network/road-placer.ts';
import { planMessages } from './messages.ts';
import type { Note } from './types.ts';

/** Grades that people are kept away from as far as there is another way; what has none may be any. */
const dangerous = new Set(['major', 'considerable']);
const harmless = new Set(['general', 'low']);

/** Parts of roads with hazards that expose people: major, considerable and ungraded ones that have not been removed. */
export function partsWithHazards(
  hazards: readonly Feature<LineString>[],
  placer: () => RoadPlacer,
  notes: Note[],
): PartsOfRoads {
  const parts = new Map<number, Interval[]>();
  for (const hazard of hazards) {
    const grade = textOf(hazard, 'grade') ?? '';
    if (textOf(hazard, 'state') === 'closed' || harmless.has(grade)) continue;
    if (!dangerous.has(grade)) {
      notes.push({ code: 'hazard_without_grade', message: planMessages.hazard_without_grade(nameOf(hazard)) });
    }
    const placed = placer()(hazard, 'where_the_line_lies');
    const all = [...placed.parts, ...placed.doubtful];
    if (all.length === 0) {
      notes.push({ code: 'hazard_not_placed', message: planMessages.hazard_not_placed(nameOf(hazard)) });
    }
    for (const [road, list] of all) parts.set(road, [...(parts.get(road) ?? []), ...list]);
  }
  return mergedParts(parts);
}
