import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { makeCounty } from './county.ts';
import { generateLarge } from './large/generate.ts';
import { writeCounty } from './write.ts';

const committedSeed = 8;
const committedFolder = fileURLToPath(new URL('../../data/demo', import.meta.url));

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number from 0 up is needed');
  return value;
}

interface Options {
  readonly seed: number;
  readonly out?: string;
  readonly roads?: number;
}

const command = new Command('generate')
  .description('Generate the demo county 安澜县 from a seed')
  .option('--seed <number>', 'another seed makes another county', wholeNumber, committedSeed)
  .option('--out <folder>', 'where to write (data/demo of the project unless --roads is given)')
  .option('--roads <number>', 'a large county of about so many road sections, for benchmarks', wholeNumber)
  .action(async ({ seed, out, roads }: Options) => {
    const started = performance.now();
    const report = (step: string): void => {
      console.log(`${((performance.now() - started) / 1000).toFixed(1)} s  ${step}`);
    };
    if (roads !== undefined && out === undefined) command.error('--roads needs --out: a large county is not committed');
    const folder = out ?? committedFolder;
    const index =
      roads === undefined
        ? await writeCounty(makeCounty(seed, report), seed, folder)
        : await generateLarge(seed, roads, folder, report);
    for (const [id, { features }] of Object.entries(index.layers)) console.log(`${id}: ${features}`);
    report(`written to ${folder}`);
  });

await command.parseAsync();
