import type { LayerId } from '../../data/layers/definition.ts';
import type { Database } from '../database/database.ts';
import {
  type ChangeEntry,
  type FeedPosition,
  formatPosition,
  parsePosition,
  presentPosition,
  readChanges,
} from '../layers/history/feed.ts';
import type { Bbox } from '../layers/query.ts';

/** What a transaction changed in one layer, or a part of it where it changed much. */
export interface ChangeEvent {
  /** To be handed back as `Last-Event-ID`: everything up to this event has been seen. */
  readonly id: string;
  readonly data: {
    readonly layer: LayerId;
    readonly transaction: number;
    readonly at: string;
    readonly source: string;
    readonly bbox: Bbox;
    readonly features: readonly { readonly id: number; readonly version: number; readonly operation: string }[];
  };
}

export interface Events {
  /** Something has been committed: whoever follows learns of it now rather than at the next look. */
  wake(): void;
  /** Where the changes stand: to be followed from without missing one. */
  present(): Promise<string>;
  /**
   * Every change after `since` (from now on where undefined), each once, in the order of its layer, for as long as the
   * signal allows.
   */
  follow(since: string | undefined, signal: AbortSignal): AsyncGenerator<ChangeEvent, void, undefined>;
  /** Ends all followers. */
  close(): void;
}

const pageChanges = 1000;
/**
 * Commits past this process (a second one, psql, QGIS on the table) are found by looking. Not LISTEN: the embedded
 * database does not deliver it, and one way for both is enough.
 */
const lookEveryMs = 2000;

/** Nothing is kept in memory: each follower reads on in the history from where it is, so that none can miss a change. */
export function makeEvents(database: Pick<Database, 'pool'>): Events {
  const ended = new AbortController();
  const sleepers = new Set<() => void>();
  let wakings = 0;
  const wake = () => {
    wakings += 1;
    for (const rouse of sleepers) rouse();
  };
  let looking: NodeJS.Timeout | undefined;

  const asleep = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const rouse = () => {
        sleepers.delete(rouse);
        signal.removeEventListener('abort', rouse);
        if (sleepers.size === 0) {
          clearInterval(looking);
          looking = undefined;
        }
        resolve();
      };
      sleepers.add(rouse);
      signal.addEventListener('abort', rouse);
      looking ??= setInterval(wake, lookEveryMs).unref();
    });

  return {
    wake,
    present: async () => formatPosition(await presentPosition(database.pool)),
    close: () => ended.abort(),
    async *follow(since, given) {
      const signal = AbortSignal.any([given, ended.signal]);
      let position = since === undefined ? await presentPosition(database.pool) : parsePosition(since, 'Last-Event-ID');
      while (!signal.aborted) {
        const before = wakings;
        const { changes } = await readChanges(database.pool, position, pageChanges);
        for (const group of groups(changes)) {
          position = after(position, group);
          yield { id: formatPosition(position), data: describe(group) };
          if (signal.aborted) return;
        }
        // What was committed while this one was reading woke nobody.
        if (changes.length === 0 && wakings === before) await asleep(signal);
      }
    },
  };
}

/** Runs of changes of one layer by one transaction. */
function groups(changes: readonly ChangeEntry[]): ChangeEntry[][] {
  const runs: ChangeEntry[][] = [];
  for (const change of changes) {
    const [first] = runs.at(-1) ?? [];
    if (first && first.layer === change.layer && first.transaction === change.transaction) runs.at(-1)?.push(change);
    else runs.push([change]);
  }
  return runs;
}

function after(position: FeedPosition, group: readonly ChangeEntry[]): FeedPosition {
  const last = group.at(-1);
  return last ? new Map(position).set(last.layer, last.id) : position;
}

function describe(group: readonly ChangeEntry[]): ChangeEvent['data'] {
  const [first] = group;
  if (!first) throw new RangeError('an event without changes');
  const { layer, transaction, at, source } = first;
  return {
    layer,
    transaction,
    at,
    source,
    bbox: group.map((change) => change.bbox).reduce(around),
    features: group.map(({ feature_id: id, version, operation }) => ({ id, version, operation })),
  };
}

function around(a: Bbox, b: Bbox): Bbox {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
