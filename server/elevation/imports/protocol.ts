import type { Text } from '../../../data/text.ts';
import type { ElevationImport, ElevationImportReport } from '../import.ts';

/** What passes between the service and the thread of an import; the import itself is given to it at its start. */
export type ToImportThread = 'stop';

export type ImportRequest = Omit<ElevationImport, 'signal' | 'onProgress'>;

export type FromImportThread =
  | { readonly kind: 'progress'; readonly done: number; readonly all: number }
  | { readonly kind: 'imported'; readonly report: ElevationImportReport }
  /** Whoever sent the files can mend it. */
  | { readonly kind: 'refused'; readonly code: string; readonly text: Text }
  | { readonly kind: 'failed'; readonly code: string | undefined; readonly error: string };
