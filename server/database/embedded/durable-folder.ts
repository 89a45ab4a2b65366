import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

interface NodeStreams {
  readonly FS: { readonly filesystems: { readonly NODEFS: { readonly stream_ops: { fsync?: SyncStream } } } };
}
type SyncStream = (stream: { readonly nfd?: number }) => number;

/**
 * A database folder with an fsync that reaches the disk. PGlite's own NodeFS has none: a commit would lie in the page
 * cache of the operating system, which outlives a killed process but not a power cut.
 */
export class DurableFolder extends NodeFS {
  override async init(...[engine, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const addSync = (module: unknown) => {
      (module as NodeStreams).FS.filesystems.NODEFS.stream_ops.fsync = (stream) => {
        if (stream.nfd !== undefined) fsyncSync(stream.nfd);
        return 0;
      };
    };
    return super.init(engine, { ...options, preRun: [...(options.preRun ?? []), addSync] });
  }
}
