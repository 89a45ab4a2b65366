import type { Queryable } from '../jobs/job.ts';
import { type Bbox, bboxSql, Sql } from '../layers/query.ts';

export const proposalStates = ['proposed', 'accepted', 'rejected', 'superseded'] as const;
export type ProposalState = (typeof proposalStates)[number];

export interface ProposalSelection {
  readonly ids?: readonly number[] | undefined;
  readonly hazard?: string | undefined;
  readonly grade?: string | undefined;
  /** Without it all but the superseded. */
  readonly state?: ProposalState | undefined;
  readonly roadCode?: string | undefined;
  readonly roadId?: number | undefined;
  readonly runId?: number | undefined;
  readonly attention?: boolean | undefined;
  readonly bbox?: Bbox | undefined;
}

export interface ProposalPage {
  /** Each a GeoJSON Feature as text. */
  readonly features: readonly string[];
  /** The id after which the next page starts; undefined on the last one. */
  readonly next: number | undefined;
}

function whereSql(selection: ProposalSelection, sql: Sql): string {
  const { ids, hazard, grade, state, roadCode, roadId, runId, attention, bbox } = selection;
  const conditions: string[] = [];
  if (ids) conditions.push(`id = ANY(${sql.bind(ids)}::bigint[])`);
  else if (state) conditions.push(`state = ${sql.bind(state)}::text`);
  else conditions.push(`state <> 'superseded'`);
  if (hazard) conditions.push(`hazard = ${sql.bind(hazard)}::text`);
  if (grade) conditions.push(`grade = ${sql.bind(grade)}::text`);
  if (roadCode !== undefined) conditions.push(`road_code = ${sql.bind(roadCode)}::text`);
  if (roadId !== undefined) conditions.push(`road_id = ${sql.bind(roadId)}::bigint`);
  if (runId !== undefined) conditions.push(`run_id = ${sql.bind(runId)}::bigint`);
  if (attention !== undefined) conditions.push(`attention IS ${attention ? 'NOT ' : ''}NULL`);
  if (bbox) conditions.push(bboxSql(bbox, sql));
  return conditions.join(' AND ');
}

/** The side of a recorded hazard seen along the proposal: the road may have been drawn the other way since. */
const sideAlong = `CASE WHEN h.side IN ('left', 'right') AND ST_LineLocatePoint(h.geom, ST_StartPoint(p.geom)) >
    ST_LineLocatePoint(h.geom, ST_EndPoint(p.geom))
  THEN CASE h.side WHEN 'left' THEN 'right' ELSE 'left' END ELSE h.side END`;

/**
 * The other proposals that a proposal names, and what the county has beside it: `recorded` are hazards of the same kind
 * that the layer already has on the stretch, whoever put them there.
 */
const propertiesSql = `json_build_object(
  'hazard', p.hazard, 'of_hazard', p.of_hazard, 'grade', p.grade, 'state', p.state,
  'road_id', p.road_id, 'segment_code', p.segment_code, 'road_code', p.road_code,
  'from_m', p.from_m, 'to_m', p.to_m, 'chainage', p.chainage, 'side', p.side, 'direction', p.direction,
  'road_chainage', (SELECT json_build_array(r.from_m, r.to_m) FROM anlan.roads AS r
    WHERE r.id = p.road_id AND r.from_m IS NOT NULL AND r.to_m IS NOT NULL),
  'evidence', p.evidence, 'data_used', p.data_used, 'run', p.run_id,
  'overlaps', (SELECT coalesce(json_agg(o.id ORDER BY o.id), '[]') FROM anlan.proposals AS o
    WHERE o.finding_id = ANY(p.overlapping) AND o.state <> 'superseded'),
  'other_parts', (SELECT coalesce(json_agg(o.id ORDER BY o.id), '[]') FROM anlan.proposals AS o
    WHERE p.parts > 1 AND o.finding_id = p.finding_id AND o.id <> p.id AND o.state <> 'superseded'),
  'recorded', (SELECT coalesce(json_agg(h.id ORDER BY h.id), '[]') FROM anlan.road_hazards AS h
    WHERE h.hazard = p.hazard AND h.geom && ST_Expand(p.geom, 0.0001) AND h.id IS DISTINCT FROM p.hazard_id
      AND coalesce(nullif(${sideAlong}, 'none'), 'both') IN (coalesce(p.side, 'both'), 'both')
      AND ST_Length(ST_Intersection(ST_Buffer(h.geom, 0.00008), p.geom)) >= 0.5 * ST_Length(p.geom)),
  'reason', p.reason, 'reviewed_by', p.reviewed_by, 'reviewed_at', to_json(p.reviewed_at), 'hazard_id', p.hazard_id,
  'attention', p.attention, 'road_version', p.road_version,
  'road_changed', NOT EXISTS (SELECT FROM anlan.roads AS r WHERE r.id = p.road_id AND r.version = p.road_version),
  '_version', p.version, '_created_at', p.created_at, '_updated_at', p.updated_at)`;

const featureSql = `'{"type":"Feature","id":' || p.id || ',"geometry":' || ST_AsGeoJSON(p.geom, 9) || ',"properties":' ||
  (${propertiesSql})::text || '}'`;

/** One page in the order of their ids. */
export async function readProposals(
  db: Queryable,
  selection: ProposalSelection,
  after: number,
  limit: number,
): Promise<ProposalPage> {
  const sql = new Sql();
  const { rows } = await db.query<{ id: number; feature: string }>(
    `SELECT p.id, ${featureSql} AS feature FROM (
       SELECT * FROM anlan.proposals WHERE ${whereSql(selection, sql)} AND id > ${sql.bind(after)}::bigint
       ORDER BY id LIMIT ${sql.bind(limit + 1)}::bigint) AS p ORDER BY p.id`,
    sql.values,
  );
  const page = rows.slice(0, limit);
  return { features: page.map(({ feature }) => feature), next: rows.length > limit ? page.at(-1)?.id : undefined };
}

export async function countProposals(db: Queryable, selection: ProposalSelection): Promise<number> {
  const sql = new Sql();
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*) AS count FROM anlan.proposals WHERE ${whereSql(selection, sql)}`,
    sql.values,
  );
  return rows[0]?.count ?? 0;
}

/** The version stands before the proposal's own times, which end its text. */
export async function readProposal(
  db: Queryable,
  id: number,
): Promise<{ feature: string; version: number } | undefined> {
  const { features } = await readProposals(db, { ids: [id] }, 0, 1);
  const [feature] = features;
  if (feature === undefined) return undefined;
  const { properties } = JSON.parse(feature) as { properties: { _version: number } };
  return { feature, version: properties._version };
}
