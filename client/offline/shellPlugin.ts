import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

/** The files of one built client. */
export interface Shell {
  /** Another for every build that differs. */
  readonly version: string;
  /** The file that the page begins with; since names carry hashes, it stands for all that it leads to. */
  readonly entry: string;
  /** From the folder of the page. */
  readonly files: readonly string[];
}

const workerFile = fileURLToPath(new URL('service-worker.ts', import.meta.url));

/** Builds the service worker once the client's files are written, since it names all of them. */
export function shellPlugin(): Plugin {
  return {
    name: 'anlan-shell',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }) {
        if (dir !== undefined) await buildWorker(dir, await shellOf(dir));
      },
    },
  };
}

async function shellOf(folder: string): Promise<Shell> {
  const page = await readFile(path.join(folder, 'index.html'), 'utf8');
  const [, entry] = /<script [^>]*src="(?:\.\/)?(assets\/[^"]+)"/.exec(page) ?? [];
  if (entry === undefined) throw new Error(`${folder}/index.html names no script below assets/`);
  const files = (await readdir(path.join(folder, 'assets'))).sort().map((name) => `assets/${name}`);
  const version = createHash('sha256').update(page).update(files.join('\n')).digest('hex').slice(0, 16);
  return { version, entry, files };
}

/** One script without imports: not every browser knows service workers that are modules. */
async function buildWorker(outDir: string, shell: Shell): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    define: { builtShell: JSON.stringify(shell) },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      rolldownOptions: { input: workerFile, output: { format: 'iife', entryFileNames: 'service-worker.js' } },
    },
  });
}
