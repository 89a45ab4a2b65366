import type pg from 'pg';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import type { Content } from './content.ts';

interface ChangeOfExisting {
  readonly layer: LayerDefinition;
  readonly id: number;
  /** The version that the writer has seen; undefined where the request names none. */
  readonly expectedVersion: number | undefined;
}

/** One wish of a writer. Features and patches are as they were sent: applying them validates them. */
export type Change =
  | { readonly kind: 'create'; readonly layer: LayerDefinition; readonly feature: unknown }
  | ({ readonly kind: 'replace'; readonly feature: unknown } & ChangeOfExisting)
  | ({ readonly kind: 'update'; readonly patch: unknown } & ChangeOfExisting)
  | ({ readonly kind: 'delete' } & ChangeOfExisting)
  | ({ readonly kind: 'restore' } & ChangeOfExisting);

export type Verb = Change['kind'];

/** What has become of a change. */
export interface Applied {
  readonly verb: Verb;
  readonly layer: LayerDefinition;
  readonly id: number;
  /** After the change; of a deleted feature the version with which it was deleted. */
  readonly version: number;
  /** Others' changes that stayed beside the writer's, by their members; only where merging was asked for and needed. */
  readonly merged?: readonly string[];
  /** What was mended in the geometry, by code. */
  readonly mended?: readonly string[];
}

/** A change about to be made, with the feature before and after it, for the question whether its author may. */
export interface Attempt {
  readonly verb: Verb;
  readonly layer: LayerDefinition;
  readonly before?: Content | undefined;
  readonly after?: Content | undefined;
}

/**
 * Whether the author may make all of these changes; called once, in the database transaction, before anything is written.
 *
 * @throws ProblemError where one is not permitted
 */
export type Authorise = (db: Pick<pg.ClientBase, 'query'>, attempts: readonly Attempt[]) => Promise<void>;
