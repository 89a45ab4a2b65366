import { expect, test } from 'vitest';
import { countTests } from '../../../scripts/ci/test-report.ts';

interface Case {
  readonly fullName: string;
  readonly status: string;
  readonly meta?: { readonly missingTool?: string };
}

function report(files: ReadonlyArray<{ status?: string; tests: readonly Case[] }>, success = true): string {
  return JSON.stringify({
    success,
    testResults: files.map(({ status = 'passed', tests }) => ({ name: 'x.test.ts', status, assertionResults: tests })),
  });
}

const passed: Case = { fullName: 'a', status: 'passed', meta: {} };
const failed: Case = { fullName: 'b', status: 'failed' };

test('tests are counted over all files', () => {
  const counts = countTests(
    report([{ tests: [passed, passed] }, { status: 'failed', tests: [passed, failed] }], false),
    {
      sharedMissing: false,
    },
  );
  expect(counts).toEqual({ passed: 3, failed: 1, skipped: 0, unexcused: [] });
});

test('a file that failed outside its tests counts as a failure', () => {
  const counts = countTests(
    report(
      [
        { status: 'failed', tests: [] },
        { status: 'failed', tests: [passed] },
      ],
      false,
    ),
    {
      sharedMissing: false,
    },
  );
  expect(counts).toMatchObject({ passed: 1, failed: 2 });
});

test('a run that failed without saying where counts as a failure, and so does a missing report', () => {
  expect(countTests(report([{ tests: [passed] }], false), { sharedMissing: false })).toMatchObject({ failed: 1 });
  expect(countTests('', { sharedMissing: false })).toMatchObject({ passed: 0, failed: 1 });
});

test('a skipped test is excused only when its input is not on this machine', () => {
  const skipped = [
    { fullName: 'real input', status: 'skipped', meta: { missingTool: 'shared' } },
    { fullName: 'browser', status: 'skipped', meta: { missingTool: 'browser' } },
    { fullName: 'later', status: 'todo' },
  ];
  const text = report([{ tests: [passed, ...skipped] }]);
  expect(countTests(text, { sharedMissing: true })).toMatchObject({ skipped: 3, unexcused: ['browser', 'later'] });
  expect(countTests(text, { sharedMissing: false })).toMatchObject({ unexcused: ['real input', 'browser', 'later'] });
});
