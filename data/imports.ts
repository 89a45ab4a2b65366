/** Features of one transaction, and so of one import on the page: what a person can look through, and one statement of history can hold. */
export const mostImported = 10_000;

/** How far the service has come with a file or a transaction. */
export interface ImportProgress {
  readonly stage: 'reading' | 'checking' | 'storing';
  /** Features. */
  readonly done: number;
  /** Undefined while the file is being read: nobody knows yet. */
  readonly total?: number;
}
