import type { Position } from 'geojson';
import type pg from 'pg';
import { chinaDay } from '../../data/china-time.ts';
import { layers } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import type { Events } from '../events/events.ts';
import type { Queryable } from '../jobs/job.ts';
import { announceChanges, withRetriedTransaction } from '../layers/changes/announce.ts';
import { applyChanges } from '../layers/changes/apply.ts';
import type { Change } from '../layers/changes/change.ts';
import type { WriteIntent, Writer } from '../layers/changes/change-service.ts';
import { contentOf } from '../layers/changes/content.ts';
import { invalidParameter, ProblemError } from '../problems.ts';
import { type Decidable, type Edits, hazardFeature } from './decision.ts';

export interface ToDecide {
  readonly id: number;
  /** The version that the reviewer has seen; undefined where the request names none. */
  readonly version: number | undefined;
}

export interface ReviewService {
  /**
   * Accepts proposals, all or none: each becomes a feature of road_hazards in the same transaction. Those accepted
   * already stay as they are; with edits they are refused.
   *
   * @returns the id of the hazard of each
   */
  accept(writer: Writer, intent: WriteIntent, proposals: readonly (ToDecide & { edits: Edits })[]): Promise<number[]>;
  /** Rejects proposals, all or none. Rejecting a rejected one again changes nothing. */
  reject(writer: Writer, proposals: readonly ToDecide[], reason: string): Promise<void>;
  /** Takes a rejection back, or an acceptance whose hazard has been deleted since. */
  reopen(writer: Writer, proposals: readonly ToDecide[]): Promise<void>;
}

export function makeReviewService(
  database: Pick<Database, 'pool'>,
  events: Pick<Events, 'wake'>,
  now: () => Date = () => new Date(),
): ReviewService {
  const run = async <T>(work: (db: pg.PoolClient) => Promise<T>): Promise<T> => {
    const result = await withRetriedTransaction(database.pool, work);
    events.wake();
    return result;
  };
  const layer = layers.road_hazards;

  return {
    accept: ({ author, authorise }, intent, wanted) =>
      run(async (db) => {
        const proposals = await lock(db, wanted);
        const today = chinaDay(now());
        const open = wanted.filter(({ id, edits }) => {
          const isOpen = requireOpen(proposals.get(id), 'accepted');
          // What it was accepted as stands in the layer by now, and may have been edited there.
          if (!isOpen && Object.keys(edits).length > 0) throw decidedAlready(require(proposals, id));
          return isOpen;
        });
        await requireTownships(
          db,
          open.map(({ edits }) => edits.township),
        );
        if (open.length > 0) {
          await announceChanges(db, { author, ...intent, layers: [layer.id] });
          const changes = open.map(({ id, edits }): Change => {
            const feature = hazardFeature(require(proposals, id), edits, today);
            return { kind: 'create', layer, feature };
          });
          const applied = await applyChanges(db, { author, authorise, mergeDisjoint: false, changes });
          for (const [index, { id }] of open.entries()) {
            const hazardId = applied[index]?.id;
            if (hazardId === undefined) throw new Error(`accepting the proposal ${id} made no hazard`);
            proposals.set(id, { ...require(proposals, id), hazardId });
            await db.query(
              `UPDATE anlan.proposals SET state = 'accepted', hazard_id = $2, reviewed_by = $3, reviewed_user_id = $4,
                 reviewed_at = now(), attention = NULL WHERE id = $1`,
              [id, hazardId, author.name, author.userId],
            );
          }
        }
        return wanted.map(({ id }) => Number(require(proposals, id).hazardId));
      }),

    reject: ({ author, authorise }, wanted, reason) =>
      run(async (db) => {
        const proposals = await lock(db, wanted);
        const open = wanted.filter(({ id }) => requireOpen(proposals.get(id), 'rejected', reason));
        await authorise(
          db,
          open.map(({ id }) => attemptOf(require(proposals, id))),
        );
        await db.query(
          `UPDATE anlan.proposals SET state = 'rejected', reason = $2, reviewed_by = $3, reviewed_user_id = $4,
             reviewed_at = now(), attention = NULL WHERE id = ANY($1::bigint[])`,
          [open.map(({ id }) => id), reason, author.name, author.userId],
        );
      }),

    reopen: ({ authorise }, wanted) =>
      run(async (db) => {
        const proposals = await lock(db, wanted);
        const decided = wanted.map(({ id }) => require(proposals, id)).filter(({ state }) => state !== 'proposed');
        await authorise(db, decided.map(attemptOf));
        for (const one of decided) {
          if (one.state === 'superseded' || (one.state === 'accepted' && (await hasHazard(db, one)))) {
            throw decidedAlready(one);
          }
        }
        await db.query(
          `UPDATE anlan.proposals SET state = 'proposed', reason = NULL, reviewed_by = NULL, reviewed_user_id = NULL,
             reviewed_at = NULL, hazard_id = NULL, attention = NULL WHERE id = ANY($1::bigint[])`,
          [decided.map(({ id }) => id)],
        );
      }),
  };

  /** Whoever may record a hazard there may also say that there is none. */
  function attemptOf({ hazard, grade, side, road, line }: Decidable) {
    const properties = { hazard, grade, side, state: 'found', road_code: road?.roadCode, township: road?.township };
    const geometry = { type: 'LineString', coordinates: line };
    return { verb: 'create', layer, after: contentOf({ geometry, properties }) } as const;
  }
}

function require(proposals: ReadonlyMap<number, Decidable>, id: number): Decidable {
  const proposal = proposals.get(id);
  if (!proposal) throw unknownProposal(String(id));
  return proposal;
}

export function unknownProposal(id: string): ProblemError {
  return new ProblemError('unknown_proposal', text(`没有建议“${id}”。`, `There is no proposal "${id}".`));
}

/** Locked in one order, whatever the order asked for: two reviewers would otherwise wait for each other. */
async function lock(db: Queryable, wanted: readonly ToDecide[]): Promise<Map<number, Decidable>> {
  const ids = wanted.map(({ id }) => id);
  await db.query('SELECT FROM anlan.proposals WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE', [ids]);
  const { rows } = await db.query<Decidable & { geometry: { coordinates: Position[] } }>(
    `SELECT p.id, p.version, p.state, p.run_id AS "runId", p.finding_id AS "findingId", p.hazard, p.grade,
       p.from_m AS "fromMetres", p.to_m AS "toMetres", p.side, p.direction, p.evidence, p.data_used AS "dataUsed",
       p.reason, p.hazard_id AS "hazardId", p.road_version AS "roadVersion",
       ST_AsGeoJSON(p.geom, 9)::json -> 'coordinates' AS line,
       (SELECT json_build_object('version', r.version, 'code', r.code, 'roadCode', r.road_code, 'fromMetres', r.from_m,
          'toMetres', r.to_m, 'township', r.township, 'line', ST_AsGeoJSON(r.geom, 9)::json -> 'coordinates')
        FROM anlan.roads AS r WHERE r.id = p.road_id) AS road
     FROM anlan.proposals AS p WHERE p.id = ANY($1::bigint[])`,
    [ids],
  );
  const proposals = new Map(rows.map((row) => [row.id, row]));
  for (const { id, version } of wanted) {
    const proposal = require(proposals, id);
    if (version !== undefined && version !== proposal.version) throw stale(proposal, version);
  }
  return proposals;
}

/** A hazard under the code of a township that the county does not have would come before nobody. */
async function requireTownships(db: Queryable, codes: readonly unknown[]): Promise<void> {
  // What no database takes as text is for the layer's own rules.
  const given = codes.filter((code) => typeof code === 'string' && code.isWellFormed() && !code.includes('\0'));
  if (given.length === 0) return;
  // Without townships in the county's layer nothing is known of their codes.
  const { rows } = await db.query<{ code: string }>(
    `SELECT c.code FROM unnest($1::text[]) AS c(code) WHERE EXISTS (SELECT FROM anlan.townships)
       AND NOT EXISTS (SELECT FROM anlan.townships AS t WHERE t.code = c.code)`,
    [given],
  );
  const [unknown] = rows;
  if (!unknown) return;
  const code = unknown.code.slice(0, 60);
  throw invalidParameter(
    'township',
    code,
    text(`图层“乡镇”中没有代码“${code}”`, `the layer of townships has no code "${code}"`),
  );
}

/** @returns false where it is decided so already */
function requireOpen(proposal: Decidable | undefined, as: 'accepted' | 'rejected', reason?: string): boolean {
  if (!proposal) return false;
  if (proposal.state === 'proposed') return true;
  if (proposal.state === as && (reason === undefined || reason === proposal.reason)) return false;
  throw decidedAlready(proposal);
}

const stateNames = {
  proposed: text('待审核', 'open'),
  accepted: text('已采纳', 'accepted'),
  rejected: text('已驳回', 'rejected'),
  superseded: text('已被新的筛查结果取代', 'superseded by a later run'),
};

function decidedAlready({ id, state, hazardId }: Decidable): ProblemError {
  const { zh, en } = stateNames[state];
  return new ProblemError(
    'proposal_decided',
    text(`建议 ${id} ${zh}，未作任何改动。`, `Proposal ${id} is ${en}; nothing was changed.`),
    { members: { proposal: id, state, ...(hazardId !== null && { hazard_id: hazardId }) } },
  );
}

function stale({ id, version }: Decidable, seen: number): ProblemError {
  return new ProblemError(
    'version_conflict',
    text(
      `建议 ${id} 已是第 ${version} 版，您看到的是第 ${seen} 版，未作任何改动；请重新读取后再审核。`,
      `Proposal ${id} is at version ${version}, you have seen ${seen}; nothing was changed. Read it again.`,
    ),
    { members: { proposal: id, expected_version: seen, current_version: version } },
  );
}

async function hasHazard(db: Queryable, { hazardId }: Decidable): Promise<boolean> {
  const { rows } = await db.query('SELECT FROM anlan.road_hazards WHERE id = $1', [hazardId]);
  return rows.length > 0;
}
