import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGeoJson } from '../../../server/formats/geojson/read.ts';
import { ProblemError } from '../../../server/problems.ts';

/**
 * Drop a file in and it is tested: `good/<features>--what.geojson` is read with that many features, `bad/<code>--what`
 * ends with that fault. Chunks are small, so that every file is cut in many places.
 */
const fixtures = path.resolve(import.meta.dirname, '../../fixtures/geojson');
const filesIn = (folder: string) =>
  readdirSync(path.join(fixtures, folder)).map((file) => ({
    file,
    wanted: file.split('--')[0] ?? '',
    path: path.join(fixtures, folder, file),
  }));

async function readAll(file: string, highWaterMark: number): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const { number, value } of readGeoJson(createReadStream(file, { highWaterMark }))) {
    expect(number).toBe(values.length + 1);
    values.push(value);
  }
  return values;
}

describe('a sound file', () => {
  it.each(filesIn('good'))('$file', async ({ path: file, wanted }) => {
    const whole = await readAll(file, 1024 * 1024);
    expect(whole).toHaveLength(Number(wanted));
    expect(await readAll(file, 7)).toEqual(whole);
  });
});

describe('a file that cannot be read', () => {
  it.each(filesIn('bad'))('$file', async ({ path: file, wanted }) => {
    for (const chunkBytes of [1024 * 1024, 5]) {
      const error = await readAll(file, chunkBytes).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(ProblemError);
      const { code, details, detail } = error as ProblemError;
      expect(code).toBe('malformed_body');
      expect(details.faults?.map((fault) => fault.code)).toEqual([wanted]);
      expect(detail.zh).toMatch(/第 \d+ 行/);
      expect(detail.en).toMatch(/line \d+/);
    }
  });
});
