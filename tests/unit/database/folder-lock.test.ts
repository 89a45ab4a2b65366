import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from '../../../server/database/embedded/folder-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'anlan-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder is locked once, and again after its release', () => {
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'data_folder_in_use' }));
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
  lockFolder(folder).release();
});

test.for([
  ['of a process that has ended', (): string => `${spawnSync('true').pid} 1`],
  ['of a process id that another process has got since', (): string => `${process.pid} 1`],
  ['that was never written to its end', (): string => ''],
  ['that says nothing sensible', (): string => 'who knows\n'],
] as const)('a lock %s is taken over', ([, content]) => {
  writeFileSync(path.join(folder, 'lock'), content());
  const lock = lockFolder(folder);
  expect(readFileSync(path.join(folder, 'lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} \\d+\n$`));
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a lock of a living process without a start time is respected', () => {
  writeFileSync(path.join(folder, 'lock'), `${process.ppid}\n`);
  expect(() => lockFolder(folder)).toThrow(`process ${process.ppid}`);
});
