import type { Text } from '../data/text.ts';

/**
 * Why the service, or a command that needs its database, cannot start.
 *
 * `code` is stable and for programs; `text` is one line for the person at the terminal, in both languages, and never
 * holds a password. Whoever catches it prints `text` and ends with exit code 1; a stack trace would add nothing.
 */
export class StartError extends Error {
  readonly code: string;
  readonly text: Text;

  constructor(code: string, text: Text, options?: ErrorOptions) {
    super(text.en, options);
    this.name = 'StartError';
    this.code = code;
    this.text = text;
  }
}
