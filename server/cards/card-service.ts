import type { Position } from 'geojson';
import type { Queryable } from '../jobs/job.ts';
import type { Bbox } from '../layers/query.ts';
import type { CardSource } from './card.ts';
import { frameAround } from './map/frame.ts';
import { readSurroundings } from './map/surroundings.ts';
import { type CardPage, type PageOptions, pageOf } from './page.ts';
import { idOf, type PointSelection, type ReadStandings, readCardSources } from './read-sources.ts';

/** Points read at a time: few enough to be held, many enough that the questions to the database do not tell. */
const batchPoints = 25;
/** A card's map is as tall as the words leave room for; what is around is read for any of these. */
export const mapSheet = { widthMm: 128, leastHeightMm: 46, mostHeightMm: 84 } as const;

/** The cards of the selected points, one after the other; never more than a few in memory. */
export async function* cardPages(
  db: Queryable,
  selection: PointSelection,
  options: PageOptions,
  readStandings: ReadStandings,
): AsyncGenerator<CardPage> {
  let after = 0;
  for (;;) {
    const points = await readCardSources(db, selection, after, batchPoints, readStandings);
    const sources = points.flat();
    if (sources.length === 0) return;
    const around = await readSurroundings(db, sources.map(boxOf));
    for (const [index, source] of sources.entries()) {
      const surroundings = around[index];
      if (surroundings) yield pageOf(source, surroundings, options);
    }
    after = Math.max(...sources.map(({ point }) => idOf(point)));
  }
}

/** What a card's map has to show. */
export function placesOf({ point, route, shelter }: Pick<CardSource, 'point' | 'route' | 'shelter'>): Position[] {
  return [
    point.geometry.coordinates,
    ...(route?.geometry.coordinates ?? []),
    ...(shelter ? [shelter.geometry.coordinates] : []),
  ];
}

function boxOf(source: CardSource): Bbox {
  const { widthMm, leastHeightMm, mostHeightMm } = mapSheet;
  const places = placesOf(source);
  // The flat sheet may have to show more to the sides, the tall one more above and below.
  const [west, , east] = frameAround(places, widthMm, leastHeightMm).bbox;
  const [, south, , north] = frameAround(places, widthMm, mostHeightMm).bbox;
  return [west, south, east, north];
}
