import type { Feature, LineString } from 'geojson';
import type { CheckContext } from '../context.ts';
import { namesOf, referenceTo, textOf } from '../features.ts';
import { type Interval, intervalLength, mergeIntervals, totalLength } from '../geometry/intervals.ts';
import { cellsIn } from '../match/match.ts';
import { roadAt } from '../match/network.ts';
import { messages } from '../messages.ts';
import type { Statement } from '../types.ts';

export interface Survey {
  /** Stretches of the route on roads that nobody has looked at, longer than the standards pass over. */
  readonly unsurveyed: readonly { readonly part: Interval; readonly roads: readonly Feature<LineString>[] }[];
  readonly notes: readonly Statement[];
}

/**
 * What the absence of hazards on the route's roads is worth. A road with a survey date has been looked at. One without
 * has been looked at too where a hazard, a closed one included, names that very section or lies on it by chainage or by
 * its line; such roads are named in a note. On all others, those of the same road number included, silence means that
 * nobody has been there.
 */
export function surveyOf(context: CheckContext): Survey {
  const { coverage } = context.input;
  // Without roads or hazards in the county the whole rule is unknown already.
  if (!coverage.roads || !coverage.road_hazards) return { unsurveyed: [], notes: [] };
  const followed = [...context.match.cellsOfRoad.keys()].filter((index) => !hasDate(context, index));
  const known = followed.length === 0 ? new Set<number>() : roadsWithHazards(context);
  const undated = followed.filter((index) => known.has(index));
  const unknown = new Set(followed.filter((index) => !known.has(index)));
  const roadsOf = (indices: Iterable<number>) => [...indices].map((index) => roadAt(context.network, index).feature);
  const cells = context.match.cells.filter((cell) => cell.tracks.some((track) => unknown.has(track.road)));
  const unsurveyed = mergeIntervals(cells)
    .filter((part) => intervalLength(part) > context.numbers.unsurveyed_max_m)
    .map((part) => {
      const within = cellsIn(context.match, part);
      const roads = within
        .flatMap((cell) => cell.tracks.map((track) => track.road))
        .filter((road) => unknown.has(road));
      return { part, roads: roadsOf(new Set(roads)) };
    });
  return { unsurveyed, notes: noteOn(roadsOf(undated)) };
}

function noteOn(roads: readonly Feature<LineString>[]): Statement[] {
  if (roads.length === 0) return [];
  return [
    {
      code: 'survey_date_missing',
      message: messages.survey_date_missing({ roads: namesOf(roads) }),
      ids: roads.map((road) => referenceTo('roads', road)),
    },
  ];
}

function hasDate(context: CheckContext, index: number): boolean {
  const date: unknown = roadAt(context.network, index).feature.properties?.surveyed_on;
  return date !== undefined && date !== null && date !== '';
}

/** Sections that any hazard names or lies on, closed ones included. Reaching over a node by a few metres is not lying. */
function roadsWithHazards({ input, network, placer, numbers }: CheckContext): Set<number> {
  const sections = new Set<string>();
  const found = new Set<number>();
  for (const hazard of input.features.road_hazards) {
    const section = textOf(hazard, 'segment_code');
    if (section !== null) sections.add(section);
    for (const [index, parts] of placer.place(hazard, 'where_the_line_lies').parts) {
      const least = Math.min(numbers.use_min_m, roadAt(network, index).line.lengthMetres / 2);
      if (totalLength(parts) >= least) found.add(index);
    }
  }
  for (const [index, { feature }] of network.roads.entries()) {
    if (sections.has(textOf(feature, 'code') ?? '')) found.add(index);
  }
  return found;
}
