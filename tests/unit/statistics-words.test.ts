import { expect, test } from 'vitest';
import { wordings } from '../../client/i18n/language.ts';
import { stateWord } from '../../client/panels/check/routeState.ts';
import { routeCheckStates } from '../../server/route-checks/read-checks.ts';
import { statisticsCsv } from '../../server/statistics/csv.ts';
import type { Statistics } from '../../server/statistics/statistics.ts';

const statistics: Statistics = {
  at: '2026-05-01T00:00:00Z',
  day: '2026-05-01',
  township: null,
  townships: [],
  roads: [],
  hazards: [],
  overdue: [],
  flood_points: [],
  shelters: [],
  shelter_loads: [],
  routes: routeCheckStates.map((verdict) => ({ township: null, verdict, stale: false, routes: 1 })),
  without_route: { points: 0, people: 0 },
  closures: [],
  closures_ahead: 0,
};

test.each(['zh', 'en'] as const)('the table calls the states of routes what the pages call them (%s)', (language) => {
  const kinds = statisticsCsv(statistics, language)
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => /^[^,]*,[^,]*,[^,]*,("[^"]*"|[^,]*),/.exec(line)?.[1]?.replaceAll('"', ''));
  expect(kinds).toEqual(routeCheckStates.map((state) => stateWord(state, wordings[language].messages)));
});
