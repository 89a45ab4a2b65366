import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { countTests } from './test-report.ts';

// Prints the one line that says how the tests went, from Vitest's JSON report; exit code 1 unless all of them ran and passed.
const file = process.argv[2] ?? '';
const sharedMissing = !existsSync(path.resolve(import.meta.dirname, '../../../shared'));
const { passed, failed, skipped, unexcused } = countTests(existsSync(file) ? readFileSync(file, 'utf8') : '', {
  sharedMissing,
});

for (const name of unexcused) console.log(`skipped, and must not be here: ${name}`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 || unexcused.length > 0 || passed === 0 ? 1 : 0;
