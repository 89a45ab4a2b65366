import type pg from 'pg';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** A change of state as the API tells it; times are ISO 8601. */
export interface WarningChange {
  readonly id: number;
  readonly flood_point: number;
  readonly code: string | null;
  readonly name: string;
  readonly before: string | null;
  readonly after: string;
  readonly at: string;
  readonly recorded_at: string;
  readonly open: boolean;
  readonly doubts: readonly string[];
  readonly figures: readonly unknown[];
  readonly demo: boolean;
}

const changeSql = `SELECT id, flood_point_id AS flood_point, flood_point_code AS code, flood_point_name AS name, before,
  after, to_json(at) #>> '{}' AS at, to_json(recorded_at) #>> '{}' AS recorded_at, open, doubts, figures, demo
  FROM anlan.warning_changes`;

/** Newest first. @param olderThan the id of the last change of the page before */
export async function readWarningChanges(
  db: Queryable,
  {
    pointId,
    olderThan,
    limit,
  }: { readonly pointId?: number; readonly olderThan?: number | undefined; readonly limit: number },
): Promise<{ readonly changes: readonly WarningChange[]; readonly next: number | undefined }> {
  const { rows } = await db.query<WarningChange>(
    `${changeSql} WHERE ($1::bigint IS NULL OR flood_point_id = $1) AND ($2::bigint IS NULL OR id < $2)
     ORDER BY id DESC LIMIT $3`,
    [pointId ?? null, olderThan ?? null, limit + 1],
  );
  const changes = rows.slice(0, limit);
  return { changes, next: rows.length > limit ? changes.at(-1)?.id : undefined };
}

const mostNews = 1000;

/** Oldest first, those after one. */
export async function readNewChanges(db: Queryable, after: number): Promise<readonly WarningChange[]> {
  const { rows } = await db.query<WarningChange>(`${changeSql} WHERE id > $1 ORDER BY id LIMIT $2`, [after, mostNews]);
  return rows;
}

export async function lastChangeId(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ id: number | null }>('SELECT max(id) AS id FROM anlan.warning_changes');
  return rows[0]?.id ?? 0;
}
