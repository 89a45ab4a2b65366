import type { Position } from 'geojson';
import type { Queryable } from '../jobs/job.ts';
import type { KnownProposal } from './match.ts';
import type { RoadNow } from './standing.ts';

/** A little over the reach within which a displaced proposal is sought, in degrees, as far north as roads are built. */
const nearDegrees = 0.001;

interface KnownRow extends Omit<KnownProposal, 'line'> {
  readonly geometry: { readonly coordinates: Position[] } | null;
}

export interface Known {
  readonly known: readonly KnownProposal[];
  /** Ids of those that are not on a road as it is now; only these have a line. */
  readonly displaced: readonly number[];
}

const knownSql = `SELECT p.id, p.state, p.hazard, p.of_hazard AS "ofHazard", p.grade, p.road_id AS "roadId",
    p.road_version AS "roadVersion", p.from_m AS "fromMetres", p.to_m AS "toMetres", p.side, p.direction, p.part,
    p.parts, CASE WHEN p.state = 'proposed' THEN p.evidence END AS evidence,
    CASE WHEN own.version IS DISTINCT FROM p.road_version THEN ST_AsGeoJSON(p.geom, 9)::json END AS geometry
  FROM anlan.proposals AS p LEFT JOIN anlan.roads AS own ON own.id = p.road_id`;

function knownOf(rows: readonly KnownRow[]): Known {
  return {
    known: rows.map(({ geometry, ...rest }) => ({ ...rest, line: geometry?.coordinates ?? [] })),
    displaced: rows.flatMap(({ id, geometry }) => (geometry ? [id] : [])),
  };
}

/**
 * The open and decided proposals of roads, and those near them whose own roads are gone or have changed since: they may
 * stand on these now.
 */
export async function readKnown(db: Queryable, roadIds: readonly number[], hazards: readonly string[]): Promise<Known> {
  const { rows } = await db.query<KnownRow>(
    `${knownSql}
     WHERE p.state <> 'superseded' AND coalesce(p.of_hazard, p.hazard) = ANY($2::text[]) AND p.id IN (
       SELECT id FROM anlan.proposals WHERE road_id = ANY($1::bigint[])
       UNION
       SELECT near.id FROM anlan.roads AS r JOIN anlan.proposals AS near ON near.geom && ST_Expand(r.geom, $3)
       WHERE r.id = ANY($1::bigint[]) AND near.state <> 'superseded' AND NOT EXISTS (
         SELECT FROM anlan.roads AS own WHERE own.id = near.road_id AND own.version = near.road_version))
     ORDER BY p.id`,
    [roadIds, hazards, nearDegrees],
  );
  return knownOf(rows);
}

/**
 * The accepted proposals of roads that were to be screened and were not, of which nothing has been said yet.
 *
 * @param selected the roads that were to be screened; undefined: all
 */
export async function readUnscreened(
  db: Queryable,
  hazards: readonly string[],
  screened: readonly number[],
  selected: readonly number[] | undefined,
): Promise<Known> {
  const { rows } = await db.query<KnownRow>(
    `${knownSql}
     WHERE p.state = 'accepted' AND p.attention IS NULL AND p.hazard = ANY($1::text[])
       AND NOT EXISTS (SELECT FROM unnest($2::bigint[]) AS s(id) WHERE s.id = p.road_id)
       AND ($3::bigint[] IS NULL OR p.road_id = ANY($3))`,
    [hazards, screened, selected ?? null],
  );
  return knownOf(rows);
}

/** The roads, by id, near proposals; also those that the proposals are of. */
export async function readRoadsNear(
  db: Queryable,
  proposalIds: readonly number[],
): Promise<ReadonlyMap<number, RoadNow>> {
  if (proposalIds.length === 0) return new Map();
  const { rows } = await db.query<{ id: number; version: number; line: Position[] }>(
    `SELECT r.id, r.version, ST_AsGeoJSON(r.geom, 9)::json -> 'coordinates' AS line FROM anlan.roads AS r WHERE r.id IN (
       SELECT road_id FROM anlan.proposals WHERE id = ANY($1::bigint[])
       UNION
       SELECT near.id FROM anlan.proposals AS p JOIN anlan.roads AS near ON near.geom && ST_Expand(p.geom, $2)
       WHERE p.id = ANY($1::bigint[]))`,
    [proposalIds, nearDegrees],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
