import { concerning } from '../failure.ts';
import { inputFile } from './files.ts';

/** All features of a file, as they are. @throws CommandError naming the file */
export async function readFeatures(file: string): Promise<unknown[]> {
  return await concerning(file, async () => {
    const input = await inputFile(file);
    const values: unknown[] = [];
    for await (const { value } of input.read(input.open())) values.push(value);
    return values;
  });
}
