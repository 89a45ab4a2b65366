import { accessSync, constants, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Memory where there is some: database folders of tests are large, short-lived and not worth a disk's time. */
function scratchRoot(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return os.tmpdir();
  }
}

/** A new empty folder; whoever makes it removes it. */
export function makeScratchFolder(): string {
  return mkdtempSync(path.join(scratchRoot(), 'anlan-test-'));
}
