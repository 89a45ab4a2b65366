import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import type { Queryable } from '../../jobs/job.ts';
import { featureSql } from '../../layers/feature.ts';
import { tableOf } from '../../layers/table.ts';
import { keySql } from './kept-features.ts';
import type { Plan, Planned, ScreenedLayer } from './protocol.ts';
import type { ScreeningThread } from './thread.ts';

/** About 200 m: farther than any definition of roadside water or drop looks. */
export const reachDegrees = 0.002;
/** A road of a hundred pieces is joined piece by piece at worst. */
const mostRounds = 200;

/**
 * Gives the thread the continuous roads that the selected roads belong to and all that meets them or lies beside them,
 * found through the spatial indexes, and plans their screening. The findings are those of a run over the whole county.
 * Only what the thread does not keep from earlier screenings is read.
 */
export async function planSurroundings(
  db: Queryable,
  thread: Pick<ScreeningThread, 'add' | 'take' | 'plan'>,
  plan: Plan,
): Promise<Planned> {
  const selected = plan.selected ?? [];
  const given = new Set<number>();
  const surrounded = new Set<number>();
  const giveRoads = async (rows: readonly Row[]) => {
    const unknown = rows.filter(({ id }) => !given.has(id));
    for (const { id } of unknown) given.add(id);
    await give(db, thread, 'roads', unknown);
  };
  // What carries one number is mostly one continuous road.
  const first = await readNumbered(db, selected);
  await giveRoads(first);
  for (const { id, numbered } of first) if (numbered) surrounded.add(id);
  let planned = await thread.plan(plan);
  for (let round = 0; round < mostRounds; round++) {
    const open = planned.roadIds.filter((id) => !surrounded.has(id));
    if (open.length === 0) break;
    for (const id of open) surrounded.add(id);
    await giveRoads(await readMeeting(db, open));
    planned = await thread.plan(plan);
  }
  const beside = await readBeside(db, planned.roadIds);
  if (beside.length === 0) return planned;
  for (const of of waterLayers) {
    await give(
      db,
      thread,
      of,
      beside.filter(({ layer }) => layer === of),
    );
  }
  return await thread.plan(plan);
}

interface Row {
  readonly id: number;
  readonly key: string;
}

/** Reads those that the thread does not keep in this very version. */
async function give(
  db: Queryable,
  thread: Pick<ScreeningThread, 'add' | 'take'>,
  of: ScreenedLayer,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const lacking = new Set(
    await thread.take(
      of,
      rows.map(({ key }) => key),
    ),
  );
  const ids = rows.filter(({ key }) => lacking.has(key)).map(({ id }) => id);
  if (ids.length > 0) thread.add(of, await readFeatures(db, layers[of], ids));
}

async function readFeatures(db: Queryable, layer: LayerDefinition, ids: readonly number[]): Promise<string[]> {
  const { rows } = await db.query<{ feature: string }>(
    `SELECT ${featureSql(layer)} AS feature FROM ${tableOf(layer)} WHERE id = ANY($1::bigint[])`,
    [ids],
  );
  return rows.map(({ feature }) => feature);
}

/** The roads, those of the same number, and all whose boxes meet one of them: a junction is a vertex that both have. */
async function readNumbered(
  db: Queryable,
  ids: readonly number[],
): Promise<readonly (Row & { readonly numbered: boolean })[]> {
  const { rows } = await db.query<Row & { numbered: boolean }>(
    `WITH numbered AS MATERIALIZED (
       SELECT id FROM anlan.roads WHERE id = ANY($1::bigint[])
       UNION
       SELECT id FROM anlan.roads
       WHERE road_code IN (SELECT road_code FROM anlan.roads WHERE id = ANY($1::bigint[])))
     SELECT id, ${keySql} AS key, id IN (SELECT n.id FROM numbered AS n) AS numbered FROM anlan.roads
     WHERE id IN (SELECT b.id FROM numbered AS n JOIN anlan.roads AS a ON a.id = n.id JOIN anlan.roads AS b ON b.geom && a.geom)`,
    [ids],
  );
  return rows;
}

async function readMeeting(db: Queryable, ids: readonly number[]): Promise<readonly Row[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, ${keySql} AS key FROM anlan.roads
     WHERE id IN (SELECT b.id FROM anlan.roads AS a JOIN anlan.roads AS b ON b.geom && a.geom WHERE a.id = ANY($1::bigint[]))`,
    [ids],
  );
  return rows;
}

const waterLayers = ['water_bodies', 'watercourses'] as const;

const besideSql = waterLayers
  .map(
    (of) =>
      `SELECT '${of}' AS layer, id, ${keySql} AS key FROM ${tableOf(layers[of])}
       WHERE id IN (SELECT w.id FROM anlan.roads AS r JOIN ${tableOf(layers[of])} AS w ON w.geom && ST_Expand(r.geom, $2)
         WHERE r.id = ANY($1::bigint[]))`,
  )
  .join(' UNION ALL ');

async function readBeside(
  db: Queryable,
  ids: readonly number[],
): Promise<readonly (Row & { readonly layer: string })[]> {
  const { rows } = await db.query<Row & { layer: string }>(besideSql, [ids, reachDegrees]);
  return rows;
}
