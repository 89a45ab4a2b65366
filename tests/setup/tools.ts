import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'vitest';

/** What some tests need beside Node. Whatever is missing is skipped with `howToGet`, or fails if `ANLAN_REQUIRE` names it. */
export type Tool = 'postgis' | 'pgrouting' | 'browser' | 'gdal' | 'poppler' | 'shared';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test was skipped, for the report of the whole run. */
    missingTool?: Tool;
  }
}

export const howToGet: Readonly<Record<Tool, string>> = {
  postgis:
    'PostGIS is missing: apt-get install postgresql postgresql-postgis, or set TEST_DATABASE_URL to a superuser of a server that has it',
  pgrouting: 'pgRouting is missing in the PostGIS server: apt-get install postgresql-pgrouting',
  browser: 'Chromium is missing: apt-get install chromium fonts-noto-cjk, or set CHROMIUM_PATH',
  gdal: 'GDAL is missing: apt-get install gdal-bin',
  poppler: 'Poppler is missing: apt-get install poppler-utils',
  shared: 'the folder ../shared/data with real input is not on this machine',
};

/** @throws Error for a word in ANLAN_REQUIRE that names no tool: a typing error there would let tests be skipped. */
export function requiredTools(): ReadonlySet<string> {
  const words = (process.env.ANLAN_REQUIRE ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const unknown = words.filter((word) => !(word in howToGet));
  if (unknown.length > 0) throw new Error(`ANLAN_REQUIRE names ${unknown}; known: ${Object.keys(howToGet)}`);
  return new Set(words);
}

/**
 * What a test found of its tool, or the end of the test: skipped, or failed where the tool is required.
 *
 * @example const gdal = needed(context, 'gdal', findGdal());
 */
export function needed<T>(context: TestContext, tool: Tool, found: T | undefined): T {
  if (found !== undefined) return found;
  if (requiredTools().has(tool)) throw new Error(howToGet[tool]);
  console.warn(`skipped: ${howToGet[tool]}`);
  context.task.meta.missingTool = tool;
  return context.skip(howToGet[tool]);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findOnPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find(isExecutable);
}

const browserNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given) return isExecutable(given) ? given : undefined;
  return browserNames.map(findOnPath).find((file) => file !== undefined);
}

export interface Gdal {
  readonly ogrinfo: string;
  readonly ogr2ogr: string;
}

export function findGdal(): Gdal | undefined {
  const ogrinfo = findOnPath('ogrinfo');
  const ogr2ogr = findOnPath('ogr2ogr');
  return ogrinfo && ogr2ogr ? { ogrinfo, ogr2ogr } : undefined;
}

/** Reads the text of a PDF as another program does. */
export function findPdftotext(): string | undefined {
  return findOnPath('pdftotext');
}

/** The folder with real input that belongs to no release, for example `sharedData('andorra')`. */
export function sharedData(name: string): string | undefined {
  const folder = path.resolve(import.meta.dirname, '../../../shared/data', name);
  return existsSync(folder) ? folder : undefined;
}

const debianFolder = '/usr/lib/postgresql';

/** The `bin` folder of an installed PostgreSQL that has PostGIS, the newest first. */
export function findPostgresBinaries(): string | undefined {
  const debian = existsSync(debianFolder)
    ? readdirSync(debianFolder)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(debianFolder, version, 'bin'))
    : [];
  const onPath = findOnPath('initdb');
  return [...debian, ...(onPath ? [path.dirname(onPath)] : [])].find(hasPostgis);
}

function hasPostgis(bin: string): boolean {
  if (!['initdb', 'postgres', 'pg_config'].every((name) => isExecutable(path.join(bin, name)))) return false;
  const share = execFileSync(path.join(bin, 'pg_config'), ['--sharedir'], { encoding: 'utf8' }).trim();
  return existsSync(path.join(share, 'extension', 'postgis.control'));
}
