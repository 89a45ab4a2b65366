import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { makeCounty } from './county.ts';
import { writeCounty } from './write.ts';

const committedSeed = 8;
const committedFolder = fileURLToPath(new URL('../../data/demo', import.meta.url));

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number from 0 up is needed');
  return value;
}

const command = new Command('generate')
  .description('Generate the demo county 安澜县 from a seed')
  .option('--seed <number>', 'another seed makes another county', wholeNumber, committedSeed)
  .option('--out <folder>', 'where to write', committedFolder)
  .action(async (options: { seed: number; out: string }) => {
    const started = performance.now();
    const seconds = (): string => ((performance.now() - started) / 1000).toFixed(1);
    const county = makeCounty(options.seed, (step) => console.log(`${seconds()} s  ${step}`));
    const index = await writeCounty(county, options.seed, options.out);
    for (const [id, { features }] of Object.entries(index.layers)) console.log(`${id}: ${features}`);
    console.log(`${seconds()} s  written to ${options.out}`);
  });

await command.parseAsync();
