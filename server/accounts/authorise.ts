import type pg from 'pg';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { type Belonging, mayChange, mayEdit, type Permission } from '../../data/permissions.ts';
import type { Text } from '../../data/text.ts';
import { text } from '../../data/text.ts';
import type { Attempt, Authorise } from '../layers/changes/change.ts';
import type { Content } from '../layers/changes/content.ts';
import { ProblemError } from '../problems.ts';
import { decidingGeometry, liesInTownship } from './area.ts';
import type { Account } from './principal.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/**
 * Refuses an account whose role does not edit the layer, before anything is said about the layer's features.
 *
 * @throws ProblemError `forbidden`
 */
export function requireEditor(account: Account, layer: LayerDefinition): void {
  const permission = mayEdit(account, layer);
  if (!permission.allowed) throw forbidden(permission.reason);
}

/** The question of the one gate for writes, for an account. */
export function authoriseFor(account: Account): Authorise {
  return async (db, attempts) => {
    for (const permission of await judgeAttempts(db, account, attempts)) {
      if (!permission.allowed) throw forbidden(permission.reason);
    }
  };
}

/** Whether an account may make each of these changes, in their order. */
export async function judgeAttempts(
  db: Queryable,
  account: Account,
  attempts: readonly Attempt[],
): Promise<readonly Permission[]> {
  const belongings = await belongingsOf(db, account, attempts);
  return attempts.map(({ verb, layer }, index) => mayChange(account, verb, layer, belongings[index] ?? {}));
}

interface Belongings {
  readonly before?: Belonging | undefined;
  readonly after?: Belonging | undefined;
}

/** Only a township's account is asked where features lie. */
async function belongingsOf(
  db: Queryable,
  { role, township }: Account,
  attempts: readonly Attempt[],
): Promise<readonly Belongings[]> {
  if (role !== 'township' || township === null) return [];
  const states = attempts.flatMap(({ layer, before, after }) =>
    [before, after].flatMap((content) => (content ? [{ layer, content }] : [])),
  );
  const inside = await liesInTownship(
    db,
    township,
    states.map(({ layer, content }) => decidingGeometry(layer, content.geometry)),
  );
  const byContent = new Map(states.map(({ content }, index) => [content, inside[index]]));
  const belonging = (content: Content | undefined): Belonging | undefined =>
    content && { township: labelOf(content), inside: byContent.get(content) };
  return attempts.map(({ before, after }) => ({ before: belonging(before), after: belonging(after) }));
}

function labelOf({ properties }: Content): string | undefined {
  return typeof properties.township === 'string' ? properties.township : undefined;
}

export function forbidden(reason: Text): ProblemError {
  return new ProblemError('forbidden', text(`${reason.zh}。`, `${reason.en}.`));
}
