import type { Database } from '../../../server/database/database.ts';
import { line, point, sample, store } from './features.ts';

/**
 * A county to plan over:
 *
 *        S1 (60)                     S2 (100)
 *         │                           │
 *   P1 ───┼─────── P2 ────────────────┤
 *  (40)   └────────── detour ─────────┘      P3 (20) lies off the network
 */
export async function storeValley(database: Pick<Database, 'pool'>): Promise<void> {
  await store(database, 'roads', [
    sample(
      'roads',
      { code: 'R1', road_code: 'X1', name: '一号路', from_m: 0, to_m: 500, width_m: 4 },
      line([0, 0], [500, 0]),
    ),
    sample(
      'roads',
      { code: 'R2', road_code: 'X1', name: '一号路', from_m: 500, to_m: 1000, width_m: 4 },
      line([500, 0], [1000, 0]),
    ),
    sample(
      'roads',
      { code: 'R3', road_code: 'X1', name: '一号路', from_m: 1000, to_m: 3000, width_m: 4 },
      line([1000, 0], [3000, 0]),
    ),
    sample('roads', { code: 'N1', width_m: 2 }, line([500, 0], [500, 400])),
    sample('roads', { code: 'N2' }, line([3000, 0], [3000, 400])),
    sample('roads', { code: 'D', width_m: 4 }, line([500, 0], [1700, -900], [3000, 0])),
  ]);
  await store(database, 'flood_points', [
    sample('flood_points', { code: 'P1', name: '王家坪', people: 40, township: '429901101' }, point(0, 10)),
    sample('flood_points', { code: 'P2', name: '李家湾', people: 50, township: '429901102' }, point(1000, 10)),
    sample('flood_points', { code: 'P3', name: '孤村', people: 20 }, point(0, 5000)),
  ]);
  await store(database, 'shelters', [
    sample('shelters', { code: 'S1', name: '一小', capacity: 60, state: 'open' }, point(500, 405)),
    sample('shelters', { code: 'S2', name: '二小', capacity: 100, state: 'open' }, point(3000, 405)),
    sample('shelters', { code: 'S3', name: '停用', capacity: 100, state: 'closed' }, point(100, 5)),
  ]);
}

/** The points that have a way to a shelter. */
export const both = { point_codes: ['P1', 'P2'] };
