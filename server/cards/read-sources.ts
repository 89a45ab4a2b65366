import type { Feature, Geometry, LineString, Point } from 'geojson';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layers } from '../../data/layers/index.ts';
import { textOf } from '../evacuation/features.ts';
import type { Queryable } from '../jobs/job.ts';
import { featureSql } from '../layers/feature.ts';
import { tableOf } from '../layers/table.ts';
import type { CardSource, RouteStanding } from './card.ts';

export interface PointSelection {
  readonly township?: string | undefined;
  readonly code?: string | undefined;
}

/** Reads the standings of routes by their feature id. */
export type ReadStandings = (db: Queryable, routeIds: readonly number[]) => Promise<ReadonlyMap<number, RouteStanding>>;

/**
 * The sources of the cards of some flood points, in the order of the points' ids, those of one point beside each other.
 *
 * @param afterId points above this id
 * @param limit how many points
 */
export async function readCardSources(
  db: Queryable,
  selection: PointSelection,
  afterId: number,
  limit: number,
  readStandings: ReadStandings,
): Promise<CardSource[][]> {
  const points = await readFeatures<Point>(
    db,
    layers.flood_points,
    `id > $1 AND ($2::text IS NULL OR township = $2) AND ($3::text IS NULL OR code = $3) ORDER BY id LIMIT $4`,
    [afterId, selection.township ?? null, selection.code ?? null, limit],
  );
  const codes = members(points, 'code');
  const routes = await readFeatures<LineString>(
    db,
    layers.evacuation_routes,
    'flood_point_code = ANY($1::text[]) ORDER BY flood_point_code, people DESC NULLS LAST, id',
    [codes],
  );
  const shelters = await readFeatures<Point>(db, layers.shelters, 'code = ANY($1::text[])', [
    [...members(points, 'shelter_code'), ...members(routes, 'shelter_code')],
  ]);
  const townshipNames = await readTownshipNames(db, members(points, 'township'));
  const standings = await readStandings(db, routes.map(idOf));
  const shelterOf = new Map(shelters.map((shelter) => [textOf(shelter, 'code'), shelter]));
  return points.map((point) => {
    const code = textOf(point, 'code');
    const own = code === null ? [] : routes.filter((route) => textOf(route, 'flood_point_code') === code);
    const townshipName = townshipNames.get(textOf(point, 'township') ?? '') ?? null;
    return (own.length > 0 ? own : [null]).map((route, index): CardSource => {
      const named = (route && textOf(route, 'shelter_code')) ?? textOf(point, 'shelter_code');
      return {
        point,
        townshipName,
        route,
        shelter: (named !== null && shelterOf.get(named)) || null,
        part: { index: index + 1, count: Math.max(1, own.length) },
        standing: (route && standings.get(idOf(route))) ?? null,
      };
    });
  });
}

export async function countPoints(db: Queryable, { township, code }: PointSelection): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM anlan.flood_points
     WHERE ($1::text IS NULL OR township = $1) AND ($2::text IS NULL OR code = $2)`,
    [township ?? null, code ?? null],
  );
  return rows[0]?.count ?? 0;
}

export function idOf(feature: Feature): number {
  return Number(feature.id);
}

async function readTownshipNames(db: Queryable, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ code: string; name: string }>(
    'SELECT code, name FROM anlan.townships WHERE code = ANY($1::text[])',
    [codes],
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}

async function readFeatures<G extends Geometry>(
  db: Queryable,
  layer: LayerDefinition,
  condition: string,
  values: unknown[],
): Promise<Feature<G>[]> {
  const { rows } = await db.query<{ feature: string }>(
    `SELECT ${featureSql(layer)} AS feature FROM ${tableOf(layer)} WHERE ${condition}`,
    values,
  );
  return rows.map((row) => JSON.parse(row.feature));
}

function members(features: readonly Feature[], member: string): string[] {
  return [...new Set(features.map((feature) => textOf(feature, member)).filter((value) => value !== null))];
}
