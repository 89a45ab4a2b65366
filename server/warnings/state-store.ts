import type pg from 'pg';
import type { Doubt, Judgement, Level, WarningState } from '../evacuation/warnings/types.ts';
import type { FloodPoint } from './county-rain.ts';
import { figureDocument } from './documents.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** As a point was judged last. Times are ISO 8601. */
export interface StoredState {
  readonly pointId: number;
  readonly state: WarningState;
  readonly open: boolean;
  readonly doubts: readonly Doubt[];
  readonly since: string;
  readonly lastKnown: { readonly state: Level; readonly until: string } | undefined;
}

export interface StateChange {
  readonly point: FloodPoint;
  /** Undefined where the point had never been judged. */
  readonly before: WarningState | undefined;
  readonly judgement: Judgement;
  readonly at: Date;
  readonly demo: boolean;
}

export async function readStates(db: Queryable): Promise<ReadonlyMap<number, StoredState>> {
  const { rows } = await db.query<{
    flood_point_id: number;
    state: WarningState;
    open: boolean;
    doubts: Doubt[];
    since: Date;
    last_known: Level | null;
    last_known_until: Date | null;
  }>('SELECT flood_point_id, state, open, doubts, since, last_known, last_known_until FROM anlan.warning_states');
  return new Map(
    rows.map((row) => [
      row.flood_point_id,
      {
        pointId: row.flood_point_id,
        state: row.state,
        open: row.open,
        doubts: row.doubts,
        since: row.since.toISOString(),
        lastKnown:
          row.last_known && row.last_known_until
            ? { state: row.last_known, until: row.last_known_until.toISOString() }
            : undefined,
      },
    ]),
  );
}

export async function saveStates(
  db: Queryable,
  states: readonly StoredState[],
  changes: readonly StateChange[],
): Promise<void> {
  if (states.length > 0) {
    await db.query(
      `INSERT INTO anlan.warning_states
         (flood_point_id, state, open, doubts, since, last_known, last_known_until)
       SELECT id, state, open, array(SELECT jsonb_array_elements_text(doubts)), since, last_known, last_known_until
       FROM jsonb_to_recordset($1::jsonb) AS s(id bigint, state text, open boolean, doubts jsonb, since timestamptz,
         last_known text, last_known_until timestamptz)
       ON CONFLICT (flood_point_id) DO UPDATE SET state = EXCLUDED.state, open = EXCLUDED.open, doubts = EXCLUDED.doubts,
         since = EXCLUDED.since, last_known = EXCLUDED.last_known, last_known_until = EXCLUDED.last_known_until`,
      [
        JSON.stringify(
          states.map(({ pointId, state, open, doubts, since, lastKnown }) => ({
            id: pointId,
            state,
            open,
            doubts,
            since,
            last_known: lastKnown?.state ?? null,
            last_known_until: lastKnown?.until ?? null,
          })),
        ),
      ],
    );
  }
  if (changes.length === 0) return;
  await db.query(
    `INSERT INTO anlan.warning_changes
       (flood_point_id, flood_point_code, flood_point_name, before, after, at, open, doubts, figures, demo)
     SELECT id, code, name, before, after, at, open, array(SELECT jsonb_array_elements_text(doubts)), figures, demo
     FROM jsonb_to_recordset($1::jsonb) AS c(n integer, id bigint, code text, name text, before text, after text,
       at timestamptz, open boolean, doubts jsonb, figures jsonb, demo boolean) ORDER BY n`,
    [
      JSON.stringify(
        changes.map(({ point, before, judgement, at, demo }, n) => ({
          n,
          id: point.id,
          code: point.code ?? null,
          name: point.name,
          before: before ?? null,
          after: judgement.state,
          at,
          open: judgement.open,
          doubts: judgement.doubts,
          figures: judgement.figures.map(figureDocument),
          demo,
        })),
      ),
    ],
  );
}

/** Of points that are gone. What was warned of stays. */
export async function dropStates(db: Queryable, pointIds: readonly number[]): Promise<void> {
  await db.query('DELETE FROM anlan.warning_states WHERE flood_point_id = ANY($1::bigint[])', [pointIds]);
}
