import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import { bendAccuracy } from './bend-accuracy.ts';
import { cliffAccuracy } from './cliff-accuracy.ts';
import { descentAccuracy } from './descent-accuracy.ts';
import { realData } from './real-data.ts';
import { slopeAccuracy } from './slope-accuracy.ts';
import type { SpeedResult } from './speed-run.ts';
import { markdown, met, type Row } from './table.ts';
import { waterAccuracy } from './water-accuracy.ts';

/**
 * Accuracy against generated truth and real roads, then speed. Prints the tables and keeps them in results.md.
 * `--quick` leaves out the networks above 1,000 km, `--first-seed N` draws other roads.
 */
const quick = process.argv.includes('--quick');
const firstSeed = Number(process.argv[process.argv.indexOf('--first-seed') + 1] || 0) || 9_100_001;
const seeds = (count: number): number[] => Array.from({ length: count }, (_, i) => firstSeed + 101 * i);

function speed(): string {
  const runs = [
    ['1000', 'sharp_bend'],
    ['1000', 'all'],
    ...(quick
      ? []
      : [
          ['10000', 'sharp_bend'],
          ['10000', 'all'],
          ['50000', 'all'],
        ]),
  ] as const;
  const rows = runs.map(([kilometres = '', what = '']): Row => {
    const script = path.join(import.meta.dirname, 'speed-run.ts');
    const output = execFileSync(process.execPath, ['--import', 'tsx', script, kilometres, what], { encoding: 'utf8' });
    const result = JSON.parse(output) as SpeedResult;
    const limit = kilometres === '10000' ? (what === 'all' ? 30 : 8) : undefined;
    return [
      `${result.kilometres.toFixed(0)} km`,
      what === 'all' ? 'all five' : 'bends alone',
      result.seconds.toFixed(1),
      result.processorSeconds.toFixed(1),
      ((1e3 * result.processorSeconds) / result.kilometres).toFixed(2),
      result.megabytes.toFixed(0),
      String(result.findings),
      what === 'all' ? `${result.oneRoadMilliseconds.toFixed(0)} / ${result.longRoadMilliseconds.toFixed(0)} ms` : '',
      limit === undefined ? '' : `≤ ${limit} s, < 1,000 MB`,
      limit === undefined ? '' : met(result.seconds <= limit && result.megabytes < 1000),
    ];
  });
  return markdown(
    [
      'roads',
      'hazards',
      'seconds',
      'processor seconds',
      'ms/km',
      'MB',
      'findings',
      'one road of 5 / 16 km',
      'target',
      '',
    ],
    rows,
  );
}

const [processor] = cpus();
const load = loadavg()[0] ?? 0;
const sections = [
  '# Screening: accuracy and speed',
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${processor?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, load average at the start ${load.toFixed(1)}. Written by tests/bench/screening/run.ts; generated roads from seed ${firstSeed}.`,
  '## Sharp bends against generated roads\n\nTangents, clothoids and arcs of known radius (15–300 m), 40 km/h. A true bend below 100 m counts as found where any finding, "low" included, shares a third of it and turns its way; a finding of grade general or worse counts as right where it meets such a true bend. "Low" findings claim no more than that the general radius lies within the interval and are counted apart.',
  bendAccuracy(seeds(60)),
  '## Steep slopes\n\n40 km/h, maximum 7 %; stretches of −12 to 12 %, vertical curves of 40 m.',
  slopeAccuracy(seeds(20)),
  '## Long descents',
  descentAccuracy(seeds(10)),
  '## Cliffs',
  cliffAccuracy(seeds(6)),
  '## Near water',
  waterAccuracy(seeds(60)),
  '## Real roads',
  await realData(),
  '## Speed\n\nRoads of 5 km with vertices every 10 m, 3.8 bends a kilometre, a stream at each, a pond at every third, 5 m elevation (one block of cells repeats: the memory of an elevation model comes on top). From roads in memory to findings as GeoJSON text on two threads, start of the threads included. Wall-clock seconds count whatever else the machine was doing; processor seconds do not. One road alone: the median of twenty of 5 km, the slowest but one of twenty of 16 km.',
  speed(),
];
const report = `${sections.join('\n\n')}\n`;
process.stdout.write(report);
writeFileSync(path.join(import.meta.dirname, 'results.md'), report);
