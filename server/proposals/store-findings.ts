import type { Queryable } from '../jobs/job.ts';
import { toEwkb } from '../layers/ewkb.ts';
import type { Finding } from '../screening/types.ts';
import { readKnown, readRoadsNear } from './known.ts';
import { type Attention, type KnownProposal, matchFindings } from './match.ts';

/** Roads screened together, and all that was found on them. */
export interface ScreenedRoads {
  readonly runId: number;
  /** With the version in which each was screened. */
  readonly roads: readonly { readonly id: number; readonly version: number }[];
  readonly hazards: readonly string[];
  readonly findings: readonly Finding[];
}

/** What became of the proposals of the roads; of `outdated` roads nothing, since they were edited meanwhile. */
export interface StoredFindings {
  readonly outcome: Outcome;
  /** By hazard and grade (`none` for missing data); a finding that lies on several roads counts once. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly outdated: readonly number[];
}

export interface Outcome {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly superseded: number;
  /** Accepted or rejected before and found again: they stay as decided. */
  readonly decided: number;
  /** Decided ones of which something new has to be said. */
  readonly attention: number;
}

interface RoadRow {
  readonly id: number;
  readonly version: number;
  readonly code: string | null;
}

/**
 * Brings the proposals of screened roads up to date, in the caller's transaction. Others who do the same wait for its
 * end: two runs over one road would propose everything twice.
 */
export async function storeFindings(db: Queryable, screened: ScreenedRoads): Promise<StoredFindings> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtext('anlan.proposals'))`);
  const { runId, hazards } = screened;
  const { rows } = await db.query<RoadRow>('SELECT id, version, code FROM anlan.roads WHERE id = ANY($1::bigint[])', [
    screened.roads.map(({ id }) => id),
  ]);
  const present = new Map(rows.map((row) => [row.id, row]));
  // One road edited or deleted since spoils the findings of all it was joined with; they are screened again.
  const outdated = screened.roads.filter(({ id, version }) => present.get(id)?.version !== version).map(({ id }) => id);
  if (outdated.length > 0) return { outcome: noOutcome, counts: {}, outdated: screened.roads.map(({ id }) => id) };

  const { known, displaced } = await readKnown(db, [...present.keys()], hazards);
  const near = await readRoadsNear(db, displaced);
  const roads = rows.map(({ id, version }) => near.get(id) ?? { id, version, line: [] });
  const others = [...near.values()].filter(({ id }) => !present.has(id));
  const { added, changed, unchanged, decided, gone } = matchFindings(screened.findings, known, roads, others);
  const rowOf = (finding: Finding) => proposalRow(finding, present.get(Number(finding.properties.road_id)), runId);
  await insertProposals(db, added.map(rowOf));
  await updateProposals(
    db,
    changed.map(({ known: { id }, finding }) => ({ id, ...rowOf(finding) })),
  );
  await renameFindings(db, [...unchanged, ...decided]);
  const attention = await updateAttention(db, decided);
  if (gone.length > 0) {
    await db.query(
      `UPDATE anlan.proposals SET state = 'superseded' WHERE id = ANY($1::bigint[]) AND state = 'proposed'`,
      [gone.map(({ id }) => id)],
    );
  }
  return {
    outcome: {
      added: added.length,
      changed: changed.length,
      unchanged: unchanged.length,
      superseded: gone.length,
      decided: decided.filter(({ finding }) => finding).length,
      attention,
    },
    counts: countFindings(screened.findings),
    outdated: [],
  };
}

const noOutcome: Outcome = { added: 0, changed: 0, unchanged: 0, superseded: 0, decided: 0, attention: 0 };

interface ProposalRow {
  readonly run_id: number;
  readonly finding_id: string;
  readonly part: number;
  readonly parts: number;
  readonly overlapping: readonly string[];
  readonly hazard: string;
  readonly of_hazard: string | null;
  readonly grade: string | null;
  readonly road_id: number;
  readonly road_version: number;
  readonly segment_code: string | null;
  readonly road_code: string | null;
  readonly from_m: number;
  readonly to_m: number;
  readonly chainage: string;
  readonly side: string | null;
  readonly direction: string | null;
  readonly evidence: unknown;
  readonly data_used: unknown;
  readonly geom: string;
}

function proposalRow({ properties, geometry }: Finding, road: RoadRow | undefined, runId: number): ProposalRow {
  if (!road) throw new Error(`a finding lies on the road ${properties.road_id}, which was not screened`);
  const { finding_id, part, parts, overlaps, hazard, grade, road_code, from_m, to_m, chainage } = properties;
  const { side, direction, evidence, data_used } = properties;
  const coordinates = geometry.coordinates.map(([longitude, latitude]) => [longitude, latitude]);
  return {
    run_id: runId,
    finding_id,
    part,
    parts,
    overlapping: overlaps,
    hazard,
    of_hazard: hazard === 'insufficient_data' ? String(evidence.of) : null,
    grade,
    road_id: road.id,
    road_version: road.version,
    segment_code: road.code,
    road_code,
    from_m,
    to_m,
    chainage,
    side,
    direction,
    evidence,
    data_used,
    geom: toEwkb({ type: 'LineString', coordinates }),
  };
}

const columnTypes = {
  run_id: 'bigint',
  finding_id: 'text',
  part: 'integer',
  parts: 'integer',
  overlapping: 'text[]',
  hazard: 'text',
  of_hazard: 'text',
  grade: 'text',
  road_id: 'bigint',
  road_version: 'integer',
  segment_code: 'text',
  road_code: 'text',
  from_m: 'double precision',
  to_m: 'double precision',
  chainage: 'text',
  side: 'text',
  direction: 'text',
  evidence: 'jsonb',
  data_used: 'jsonb',
  geom: 'text',
} as const satisfies Record<keyof ProposalRow, string>;

const columns = Object.keys(columnTypes) as (keyof ProposalRow)[];
const typed = columns.map((name) => `${name} ${columnTypes[name]}`).join(', ');
const value = (name: keyof ProposalRow) => (name === 'geom' ? 'r.geom::geometry' : `r.${name}`);

async function insertProposals(db: Queryable, rows: readonly ProposalRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `INSERT INTO anlan.proposals (${columns.join(', ')})
     SELECT ${columns.map(value).join(', ')}
     FROM ROWS FROM (json_to_recordset($1::json) AS (${typed})) WITH ORDINALITY AS r(${columns.join(', ')}, place)
     ORDER BY r.place`,
    [JSON.stringify(rows)],
  );
}

async function updateProposals(db: Queryable, rows: readonly ({ id: number } & ProposalRow)[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `UPDATE anlan.proposals AS p SET ${columns.map((name) => `${name} = ${value(name)}`).join(', ')}
     FROM json_to_recordset($1::json) AS r(id bigint, ${typed})
     WHERE p.id = r.id AND p.state = 'proposed'`,
    [JSON.stringify(rows)],
  );
}

/** A proposal goes by the name of what is now found there, so that others which overlap it still name it. */
async function renameFindings(
  db: Queryable,
  found: readonly { readonly known: KnownProposal; readonly finding: Finding | undefined }[],
): Promise<void> {
  const rows = found.flatMap(({ known, finding }) =>
    finding
      ? [{ id: known.id, finding_id: finding.properties.finding_id, overlapping: finding.properties.overlaps }]
      : [],
  );
  if (rows.length === 0) return;
  await db.query(
    `UPDATE anlan.proposals AS p SET finding_id = r.finding_id, overlapping = r.overlapping
     FROM json_to_recordset($1::json) AS r(id bigint, finding_id text, overlapping text[])
     WHERE p.id = r.id AND (p.finding_id, p.overlapping) IS DISTINCT FROM (r.finding_id, r.overlapping)`,
    [JSON.stringify(rows)],
  );
}

/** @returns of how many something has to be said now */
export async function updateAttention(
  db: Queryable,
  decided: readonly { readonly known: KnownProposal; readonly attention: Attention | null }[],
): Promise<number> {
  const rows = decided.map(({ known: { id }, attention }) => ({ id, attention }));
  if (rows.length === 0) return 0;
  await db.query(
    `UPDATE anlan.proposals AS p SET attention = r.attention
     FROM json_to_recordset($1::json) AS r(id bigint, attention jsonb)
     WHERE p.id = r.id AND p.attention IS DISTINCT FROM r.attention`,
    [JSON.stringify(rows)],
  );
  return decided.filter(({ attention }) => attention).length;
}

function countFindings(findings: readonly Finding[]): StoredFindings['counts'] {
  const counts: Record<string, Record<string, number>> = {};
  for (const { properties } of findings) {
    if (properties.part > 1) continue;
    const own = counts[properties.hazard] ?? {};
    const grade = properties.grade ?? 'none';
    own[grade] = (own[grade] ?? 0) + 1;
    counts[properties.hazard] = own;
  }
  return counts;
}
