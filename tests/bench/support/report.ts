import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What one bench found: a table, and what to know beside it. */
export interface Report {
  readonly title: string;
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

const resultsFolder = path.resolve(import.meta.dirname, '../results');

export function milliseconds(value: number): string {
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
}

export function ratio(ours: number, rival: number): string {
  return `${(ours / rival).toFixed(2)}x`;
}

/** Writes the last result beside the benches, and prints it. */
export function writeReport(name: string, { title, about, columns, rows, notes }: Report, versions: string): void {
  const widths = columns.map((_, index) =>
    Math.max(3, ...[columns, ...rows].map((cells) => cells[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, index) => (cells[index] ?? '').padEnd(width)).join(' | ')} |`;
  const text = [
    `# ${title}`,
    '',
    about,
    '',
    line(columns),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
    '',
    ...notes.map((note) => `- ${note}`),
    `- ${new Date().toISOString().slice(0, 10)}, ${machine()}, ${versions}`,
    '',
  ].join('\n');
  mkdirSync(resultsFolder, { recursive: true });
  writeFileSync(path.join(resultsFolder, `${name}.md`), text);
  console.log(text);
}

function machine(): string {
  const memoryGiB = Math.round(os.totalmem() / 1024 ** 3);
  // What else ran meanwhile: ratios bear it, single times do not.
  const [load = 0] = os.loadavg();
  return `${os.cpus().length} cores, ${memoryGiB} GiB, load ${load.toFixed(1)}, Node ${process.versions.node}`;
}

export function gdalVersion(): string {
  return execFileSync('ogr2ogr', ['--version'], { encoding: 'utf8' }).split(',')[0]?.trim() ?? 'GDAL';
}
