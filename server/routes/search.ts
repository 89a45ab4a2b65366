import { Router } from 'express';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { jsonType, negotiate } from '../http/negotiate.ts';
import { readInteger, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { invalidParameter } from '../problems.ts';
import { findFeatures } from '../search/find-features.ts';
import { findOnRoad, type RoadAnswer, unclearAnswer } from '../search/find-on-road.ts';
import {
  parseAmbiguousPosition,
  parseMalformedPosition,
  parseRoadPosition,
  parseStretchEnd,
  type RoadPosition,
} from '../search/road-position.ts';

/** Of each layer. */
const defaultLimit = 8;
const maximumLimit = 50;
const longestQuery = 200;

async function answerOnRoad(db: Database['pool'], query: string, position: RoadPosition): Promise<RoadAnswer> {
  const answer = await findOnRoad(db, position);
  const end = parseStretchEnd(query);
  if (!end) return answer;
  const { at_m, state, places } = await findOnRoad(db, end);
  return { ...answer, until: { at_m, state, places } };
}

function unclear(query: string): RoadAnswer | null {
  const malformed = parseMalformedPosition(query);
  if (malformed) return unclearAnswer(malformed, 'malformed');
  const ambiguous = parseAmbiguousPosition(query);
  return ambiguous ? unclearAnswer(ambiguous, 'ambiguous') : null;
}

/** Mounted at /api/search: the county's features and roads by name and code, and places on roads by chainage. */
export function searchRoutes({ pool }: Pick<Database, 'pool'>): Router {
  const router = Router();
  router
    .route('/')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'q', 'limit']);
      const type = negotiate(request, parameters, jsonType);
      const limit = readInteger(parameters, 'limit', 1, maximumLimit) ?? defaultLimit;
      const query = (parameters.get('q') ?? '').trim();
      if (query === '' || query.length > longestQuery) {
        throw invalidParameter(
          'q',
          query.slice(0, 60),
          text(`应为 1 至 ${longestQuery} 个字符`, `it must have 1 to ${longestQuery} characters`),
        );
      }
      const position = parseRoadPosition(query);
      const road = position ? await answerOnRoad(pool, query, position) : unclear(query);
      // The words of a place on a road name no feature; where there is no such road they may.
      const found =
        position && road?.state !== 'unknown_road'
          ? { results: [], matched: {} }
          : await findFeatures(pool, query, limit);
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .json({ query, road, numberReturned: found.results.length, ...found });
    })
    .all(otherMethods('GET', 'HEAD'));
  return router;
}
