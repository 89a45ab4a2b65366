import { leavesDoubt } from '../evacuation/plan/doubts.ts';
import type { Note } from '../evacuation/plan/types.ts';
import type { Queryable } from '../jobs/job.ts';
import type { Plan } from './plan-store.ts';

/**
 * What leaves it open whether everybody gets to a shelter safely: the notes that say so. Where the status says so and none
 * of them does, all there are.
 */
export async function doubtsOf(db: Queryable, { id, status }: Pick<Plan, 'id' | 'status'>): Promise<readonly Note[]> {
  const { rows } = await db.query<{ notes: Note[] | null }>(
    `SELECT report -> 'notes' AS notes FROM anlan.plans WHERE id = $1`,
    [id],
  );
  const notes = rows[0]?.notes ?? [];
  const doubts = notes.filter(({ code }) => leavesDoubt.has(code));
  return doubts.length === 0 && status === 'unknown' ? notes : doubts;
}
