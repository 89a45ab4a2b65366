import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from '../data/text.ts';
import type { OnProgress } from '../server/database/database.ts';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));
const clientFolder = path.join(projectFolder, 'client');
/** Of the county that is shown, not of the client that shows it. */
const demoFolder = path.join(projectFolder, 'data/demo');
const builtFolder = path.join(clientFolder, 'dist');
const stampFile = path.join(builtFolder, '.sources');

/** What the built client is made of: a change in any of these makes another client. */
const sources = ['client', 'data', 'package-lock.json'];

/**
 * Builds the client unless it has been built from these very sources before.
 *
 * @returns the folder to serve
 */
export async function buildClient(onProgress: OnProgress): Promise<string> {
  const wanted = await hashSources();
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === wanted) return builtFolder;
  onProgress(text('正在构建网页……', 'Building the web page …'));
  // Vite takes half a second to load, which a start with a finished client should not pay.
  const { build } = await import('vite');
  await inProduction(() =>
    build({ root: clientFolder, configFile: path.join(clientFolder, 'vite.config.ts'), logLevel: 'error' }),
  );
  await writeFile(stampFile, wanted);
  return builtFolder;
}

/** A build that a test asks for would else be one for developers, twice the size, and be served from then on. */
async function inProduction(work: () => Promise<unknown>): Promise<void> {
  const { NODE_ENV: before } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await Promise.all(sources.map(filesBelow))).flat().sort()) {
    hash.update(path.relative(projectFolder, file)).update('\0');
    hash.update(await readFile(file)).update('\0');
  }
  return hash.digest('hex');
}

async function filesBelow(source: string): Promise<string[]> {
  const root = path.join(projectFolder, source);
  if (path.extname(root)) return [root];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(builtFolder + path.sep) && !file.startsWith(demoFolder + path.sep))
    .filter((file) => !file.endsWith('.png'));
}
