import { layers } from '../../data/layers/index.ts';
import type { Database } from '../database/database.ts';
import { readRoadLines } from '../evacuation/network/read-roads.ts';
import type { RoadLine } from '../evacuation/network/road-line.ts';
import type { Queryable } from '../jobs/job.ts';
import { lastChangeSql } from '../layers/history/feed.ts';
import type { PagePosition } from '../layers/query.ts';
import { readPage } from '../layers/store.ts';

/** The county's roads as the network takes them, by id; a road that has not changed stays the same object. */
export interface CountyRoads {
  /** Of the layer: what was committed up to it is in the roads. What came while they were read may be, too. */
  readonly revision: number;
  /** The last entry of the layer's history up to that revision. */
  readonly position: number;
  /** By the id of their feature, in its order. */
  readonly roads: ReadonlyMap<number, RoadLine>;
}

const pageFeatures = 1000;
/** From so many changes on reading all roads is no slower than reading those. */
const mostChanges = 5000;

/** Reads the roads, the first time all of them and then what the history says has changed. One call at a time. */
export function makeCountyRoads({ pool }: Pick<Database, 'pool'>): () => Promise<CountyRoads> {
  let known: CountyRoads | undefined;
  return async () => {
    const { revision, position } = await readPosition(pool);
    if (known?.revision === revision) return known;
    const changed = known && (await changedSince(pool, known.position));
    const roads =
      known === undefined || changed === undefined
        ? await readAll(pool)
        : await readChanged(pool, known.roads, changed);
    known = { revision, position, roads };
    return known;
  };
}

/** Of one moment. No change of a layer is committed before an earlier one of the same layer. */
async function readPosition(db: Queryable): Promise<{ revision: number; position: number }> {
  const { rows } = await db.query<{ revision: number; position: number }>(
    `SELECT revision, coalesce(${lastChangeSql("'roads'")}, 0) AS position
     FROM anlan.layer_revisions WHERE layer = 'roads'`,
  );
  const [row] = rows;
  if (!row) throw new Error('the layer roads has no revision: its migration is missing');
  return row;
}

/** @returns undefined where too many have */
async function changedSince(db: Queryable, position: number): Promise<readonly number[] | undefined> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT feature_id AS id FROM anlan.history WHERE layer = 'roads' AND id > $1 LIMIT $2`,
    [position, mostChanges + 1],
  );
  return rows.length > mostChanges ? undefined : [...new Set(rows.map(({ id }) => id))];
}

async function readAll(db: Queryable): Promise<Map<number, RoadLine>> {
  const roads = new Map<number, RoadLine>();
  let after: PagePosition | undefined;
  do {
    const page = await readPage(db, layers.roads, { selection: {}, sort: [], limit: pageFeatures, after });
    for (const feature of page.features) addRoad(roads, feature);
    after = page.next;
  } while (after);
  return roads;
}

async function readChanged(
  db: Queryable,
  before: ReadonlyMap<number, RoadLine>,
  ids: readonly number[],
): Promise<Map<number, RoadLine>> {
  const found = new Map<number, RoadLine>();
  if (ids.length > 0) {
    const { features } = await readPage(db, layers.roads, { selection: { ids }, sort: [], limit: ids.length });
    for (const feature of features) addRoad(found, feature);
  }
  const changed = new Set(ids);
  const all = [...[...before].filter(([id]) => !changed.has(id)), ...found];
  return new Map(all.sort(([a], [b]) => a - b));
}

function addRoad(roads: Map<number, RoadLine>, feature: string): void {
  const parsed: { id: number } = JSON.parse(feature);
  // The layer holds lines of one part: each gives one road.
  const [road] = readRoadLines([parsed]).roads;
  if (road !== undefined) roads.set(parsed.id, road);
}
