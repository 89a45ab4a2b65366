import type { Language, Text } from '../../data/text.ts';
import { chooseLanguage } from './language.ts';

/** The language of everything that is printed. */
export const language: Language = chooseLanguage(process.argv.slice(2), process.env);

/** What a program or a person reads as the result. */
export function say(line: Text): void {
  process.stdout.write(`${line[language]}\n`);
}

/** What only tells how things are going; kept apart from results, so that those can be redirected. */
export function tell(line: Text): void {
  process.stderr.write(`${line[language]}\n`);
}

const firstReportMs = 1000;
const reportEveryMs = 1000;

/**
 * Tells how far something is, at most once a second and only when it takes longer than one. On a terminal the line
 * replaces the one before.
 */
export class ProgressLine {
  private nextAt = performance.now() + firstReportMs;
  private shown = false;

  update(line: () => Text): void {
    if (performance.now() < this.nextAt) return;
    this.nextAt = performance.now() + reportEveryMs;
    if (!process.stderr.isTTY) {
      tell(line());
      return;
    }
    process.stderr.write(`\r\x1b[K${line()[language]}`);
    this.shown = true;
  }

  /** Call before anything else is printed. */
  end(): void {
    if (this.shown) process.stderr.write('\r\x1b[K');
    this.shown = false;
  }
}
