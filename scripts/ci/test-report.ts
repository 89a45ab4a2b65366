import { z } from 'zod';

/** What is used of Vitest's JSON report. */
const reportSchema = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          meta: z.object({ missingTool: z.string().optional() }).optional(),
        }),
      ),
    }),
  ),
});

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of skipped tests that had no right to be. */
  readonly unexcused: readonly string[];
}

/**
 * Counts the tests of a report. A file that failed outside its tests (in loading, or in closing what it opened) counts
 * as one failure, and so does a run that failed without saying where, or without a report.
 *
 * @param sharedMissing tests of real input from `../shared` may then be skipped; no other test may.
 */
export function countTests(report: string, { sharedMissing }: { readonly sharedMissing: boolean }): TestCounts {
  if (report === '') return { passed: 0, failed: 1, skipped: 0, unexcused: [] };
  const { success, testResults } = reportSchema.parse(JSON.parse(report));
  const tests = testResults.flatMap((file) => file.assertionResults);
  const failedTests = tests.filter((test) => test.status === 'failed').length;
  const failedFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: Math.max(failedTests + failedFiles, success ? 0 : 1),
    skipped: skipped.length,
    unexcused: skipped
      .filter((test) => !(sharedMissing && test.meta?.missingTool === 'shared'))
      .map((test) => test.fullName),
  };
}
