/** What the starting thread and the database's worker thread say to each other. */

export interface WorkerOptions {
  readonly databaseFolder: string;
  /** The database is still to be created. */
  readonly isNew: boolean;
  readonly listen: ListenAddress;
}

export type ListenAddress = { readonly path: string } | { readonly host: string; readonly port: number };

export type ToWorker = 'close';

export type FromWorker =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'failed'; readonly message: string };
