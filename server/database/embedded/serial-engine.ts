import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { PanicWatch } from './panic.ts';

/** PGlite's own start parameters without `-F`, which turns fsync off, and with the one way of syncing that its file system can be given. */
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  // The default, fdatasync, is an empty function in the engine's system call layer.
  '-c',
  'wal_sync_method=fsync',
];

/** Parse, Bind, Describe, Execute, Close, Flush: messages whose effect the client's Sync concludes. */
const openingTypes = new Set([...'PBDECH'].map((letter) => letter.charCodeAt(0)));

/**
 * One backend shared by the connections of pglite-socket, without their statements getting mixed up.
 *
 * pglite-socket queues single protocol messages and keeps other connections out only inside BEGIN ... COMMIT. When the
 * messages of one query arrive in several pieces (from about 64 KB of parameters), another connection's Parse gets
 * between Parse and Bind and replaces the unnamed statement: of 200 such queries on 8 connections 104 were answered
 * with another query's result, without any error. Here a backend counts as taken from the first message of a query to
 * its Sync.
 */
export class SerialEngine extends PGlite {
  #queryOpen = false;
  readonly #panicWatch = new PanicWatch();
  readonly #onFailure: (reason: string) => void;

  /** @param onFailure called when the engine itself fails, after which it or pglite-socket would wait for ever. */
  constructor(options: PGliteOptions, onFailure: (reason: string) => void) {
    super({ ...options, startParams });
    this.#onFailure = onFailure;
  }

  /** What pglite-socket asks before it serves another connection. */
  override isInTransaction(): boolean {
    return this.#queryOpen || super.isInTransaction();
  }

  override async execProtocolRawStream(...[message, options]: Parameters<PGlite['execProtocolRawStream']>) {
    const type = message[0] ?? 0;
    try {
      await super.execProtocolRawStream(message, {
        ...options,
        onRawData: (data) => {
          options.onRawData(data);
          const reason = this.#panicWatch.read(data);
          if (reason !== undefined) this.#onFailure(reason);
        },
      });
    } catch (error) {
      this.#onFailure(error instanceof Error ? error.message : String(error));
      throw error;
    }
    this.#queryOpen = openingTypes.has(type);
  }
}
