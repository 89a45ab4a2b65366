import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../server/database/connect.ts';
import { migrate } from '../../server/database/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with a migrated embedded database, to be copied. */
    embeddedTemplate: string;
  }
}

const root = path.resolve(import.meta.dirname, '../..');
const cache = path.join(root, 'node_modules/.cache/anlan-test');

/** Everything the template is made from: making it takes as long as a first start, so it is kept until that changes. */
function fingerprint(): string {
  const migrations = path.join(root, 'server/database/migrations');
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')));
  for (const file of readdirSync(migrations).sort())
    hash.update(file).update(readFileSync(path.join(migrations, file)));
  return hash.digest('hex').slice(0, 16);
}

const keptMs = 24 * 60 * 60 * 1000;

/** Other branches' templates are left alone: their tests may be running on them. */
function removeOutdated(): void {
  for (const name of readdirSync(cache)) {
    const folder = path.join(cache, name);
    if (Date.now() - statSync(folder).mtimeMs > keptMs) rmSync(folder, { recursive: true, force: true });
  }
}

/** Vitest runs this once before the files of a project that uses the embedded database. */
export default async function prepare(project: TestProject): Promise<void> {
  const template = path.join(cache, fingerprint());
  if (!existsSync(template)) {
    mkdirSync(cache, { recursive: true });
    removeOutdated();
    // Made under another name first, so that a run that is cut off leaves no half of a template.
    const making = `${template}.${process.pid}`;
    const database = await openDatabase({ dataFolder: making, onProgress: () => {} });
    await migrate(database, () => {});
    await database.close();
    if (existsSync(template)) rmSync(making, { recursive: true });
    else renameSync(making, template);
  }
  project.provide('embeddedTemplate', template);
}
