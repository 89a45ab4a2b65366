import { Router } from 'express';
import { place } from '../../data/layers/fields.ts';
import { text } from '../../data/text.ts';
import { languageOf } from '../http/language.ts';
import { csvType, jsonType, negotiate } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { invalidParameter } from '../problems.ts';
import { statisticsCsv } from '../statistics/csv.ts';
import { makeRoadLengths } from '../statistics/road-lengths.ts';
import { readStatistics, type StatisticsOptions } from '../statistics/statistics.ts';

const townshipPattern = new RegExp(place.township.pattern);

/** Mounted at /api/statistics: the figures of the county or of one township, as JSON or CSV. */
export function statisticsRoutes(services: Omit<StatisticsOptions, 'roadLengths'>): Router {
  const router = Router();
  const options: StatisticsOptions = { ...services, roadLengths: makeRoadLengths(services.database.pool) };
  router
    .route('/')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'township']);
      const type = negotiate(request, parameters, jsonType, csvType);
      const township = parameters.get('township');
      if (township !== undefined && !townshipPattern.test(township)) {
        throw invalidParameter('township', township, text('应为乡镇代码', 'it must be the code of a township'));
      }
      const statistics = await readStatistics(options, township, new Date());
      // Figures of none would say that all is well there.
      if (township !== undefined && !statistics.townships.some(({ code }) => code === township)) {
        throw invalidParameter('township', township, text('没有这个代码的乡镇', 'there is no township of that code'));
      }
      response.set('Cache-Control', 'no-cache');
      if (type !== csvType) {
        response.type(type).json(statistics);
        return;
      }
      const name = ['anlan-statistics', ...(township === undefined ? [] : [township]), statistics.day].join('-');
      response.attachment(`${name}.csv`).type('text/csv; charset=utf-8');
      response.vary('Accept-Language').send(statisticsCsv(statistics, languageOf(request)));
    })
    .all(otherMethods('GET', 'HEAD'));
  return router;
}
