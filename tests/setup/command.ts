import { spawn } from 'node:child_process';
import path from 'node:path';

export const project = path.resolve(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * A command as people run it: a process of its own that knows nothing but the environment given. Answers when it has
 * ended; what it reads from standard input is `input`, or nothing.
 */
export async function runAnlan(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = { LANG: 'en_US.UTF-8' },
  input = '',
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/anlan.ts', ...words], {
    cwd: project,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command that ends without reading it closes the pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const heard = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    heard.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    heard.err += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...heard };
}
