import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import type { Queryable } from '../../jobs/job.ts';
import { featureSql } from '../../layers/feature.ts';
import { tableOf } from '../../layers/table.ts';
import type { Plan, Planned } from './protocol.ts';
import type { ScreeningThread } from './thread.ts';

/** About 200 m: farther than any definition of roadside water or drop looks. */
export const reachDegrees = 0.002;
/** A road of a hundred pieces is joined piece by piece at worst. */
const mostRounds = 200;

/**
 * Gives the thread the continuous roads that the selected roads belong to and all that meets them or lies beside them,
 * found through the spatial indexes, and plans their screening. The findings are those of a run over the whole county.
 */
export async function planSurroundings(db: Queryable, thread: ScreeningThread, plan: Plan): Promise<Planned> {
  const selected = plan.selected ?? [];
  const given = new Set<number>();
  const surrounded = new Set<number>();
  const giveRoads = (rows: readonly Row[]) => {
    const unknown = rows.filter(({ id }) => !given.has(id));
    for (const { id } of unknown) given.add(id);
    if (unknown.length > 0)
      thread.add(
        'roads',
        unknown.map(({ feature }) => feature),
      );
  };
  let wanted: readonly number[] = selected;
  // What carries one number is mostly one continuous road.
  giveRoads(await readOfSameNumber(db, selected));
  for (let round = 0; round < mostRounds; round++) {
    const open = wanted.filter((id) => !surrounded.has(id));
    if (open.length === 0) break;
    for (const id of open) surrounded.add(id);
    giveRoads(await readMeeting(db, open));
    wanted = (await thread.plan(plan)).roadIds;
  }
  const water = await Promise.all(
    [layers.water_bodies, layers.watercourses].map((layer) => readBeside(db, layer, wanted)),
  );
  thread.add(
    'water',
    water.flat().map(({ feature }) => feature),
  );
  return await thread.plan(plan);
}

interface Row {
  readonly id: number;
  readonly feature: string;
}

const roadSql = featureSql(layers.roads);

async function readOfSameNumber(db: Queryable, ids: readonly number[]): Promise<readonly Row[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, ${roadSql} AS feature FROM anlan.roads
     WHERE id = ANY($1::bigint[])
       OR road_code IN (SELECT road_code FROM anlan.roads WHERE id = ANY($1::bigint[]))`,
    [ids],
  );
  return rows;
}

/** Whose box meets that of one of the roads: a junction is a vertex that both have. */
async function readMeeting(db: Queryable, ids: readonly number[]): Promise<readonly Row[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, ${roadSql} AS feature FROM anlan.roads
     WHERE id IN (SELECT b.id FROM anlan.roads AS a JOIN anlan.roads AS b ON b.geom && a.geom WHERE a.id = ANY($1::bigint[]))`,
    [ids],
  );
  return rows;
}

async function readBeside(db: Queryable, layer: LayerDefinition, ids: readonly number[]): Promise<readonly Row[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, ${featureSql(layer)} AS feature FROM ${tableOf(layer)}
     WHERE id IN (SELECT w.id FROM anlan.roads AS r JOIN ${tableOf(layer)} AS w ON w.geom && ST_Expand(r.geom, $2)
       WHERE r.id = ANY($1::bigint[])) ORDER BY id`,
    [ids, reachDegrees],
  );
  return rows;
}
