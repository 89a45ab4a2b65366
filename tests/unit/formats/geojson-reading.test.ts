import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumberedValue, ReadLimits } from '../../../server/formats/format.ts';
import { readGeoJson } from '../../../server/formats/geojson/read.ts';
import { writeGeoJson } from '../../../server/formats/geojson/write.ts';
import { ProblemError } from '../../../server/problems.ts';

async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(content: string | Buffer, sizes: readonly number[] = [65_536], limits?: Partial<ReadLimits>) {
  const values: NumberedValue[] = [];
  for await (const value of readGeoJson(inChunks(Buffer.from(content), sizes), limits)) values.push(value);
  return values.map(({ value }) => value);
}

async function failure(content: string | Buffer, limits?: Partial<ReadLimits>): Promise<ProblemError> {
  const thrown = await read(content, [65_536], limits).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ProblemError)) throw new Error(`expected a problem, got ${thrown}`);
  return thrown;
}

async function collected(features: readonly string[]): Promise<string> {
  const source = async function* () {
    yield* features;
  };
  let content = '';
  for await (const piece of writeGeoJson(source())) content += piece;
  return content;
}

const line = (number: number) =>
  `{"type":"Feature","id":${number},"geometry":{"type":"Point","coordinates":[110,31]},"properties":{}}`;

/** JSON of every kind, with all that could be mistaken for structure inside strings. */
const feature = fc.record({
  type: fc.constant('Feature'),
  id: fc.oneof(fc.string(), fc.integer()),
  geometry: fc.jsonValue({ maxDepth: 4 }),
  properties: fc.dictionary(
    fc.oneof(fc.constantFrom('name', 'features', '"', '\\', '道路'), fc.string({ unit: 'binary' })),
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\\"', ']}', '{"a":[', '\\\\', '🛣', '安\u2028澜'),
      fc.jsonValue(),
    ),
  ),
});

describe('reading', () => {
  it('gives what JSON.parse gives, wherever the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(feature, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 2),
        async (features, sizes, indent) => {
          const content = JSON.stringify({ type: 'FeatureCollection', features, name: 'x' }, null, indent);
          expect(await read(content, sizes)).toEqual(JSON.parse(content).features);
        },
      ),
    );
  });

  it('of a cut-off collection never ends as if it were whole', async () => {
    const content = JSON.stringify({ type: 'FeatureCollection', features: [1, 2, 3].map((n) => JSON.parse(line(n))) });
    for (let length = 1; length < content.length; length += 1) {
      const { details } = await failure(content.slice(0, length));
      expect(details.faults?.[0]?.code).toBe('truncated');
    }
  });

  it('of damaged bytes ends with features or with a problem, never otherwise', async () => {
    const bytes = Buffer.from(
      JSON.stringify({ type: 'FeatureCollection', features: [JSON.parse(line(1)), JSON.parse(line(2))] }),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, byte) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = byte;
        const outcome = await read(damaged).catch((error: unknown) => error);
        expect(Array.isArray(outcome) || outcome instanceof ProblemError).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('names the feature, the line and the column of a fault', async () => {
    const { details, detail } = await failure(
      `{"type":"FeatureCollection","features":[\n${line(1)},\n${line(2).replace('31', '3x1')}\n]}`,
    );
    expect(details.faults).toMatchObject([{ feature: 2, member: 'feature', code: 'json_syntax' }]);
    expect(detail.en).toContain('line 3, column 73');
  });

  it('names the byte that is not UTF-8', async () => {
    const head = Buffer.from('{"type":"FeatureCollection","features":[{"name":"');
    const content = Buffer.concat([head, Buffer.from([0xb0, 0xb2]), Buffer.from('"}]}')]);
    expect((await failure(content)).detail.en).toContain(`byte ${head.length} (0xb0`);
  });

  it('refuses nesting beyond the limit without building it', async () => {
    const deep = `{"type":"FeatureCollection","features":[${line(1)},{"a":${'['.repeat(1_000_000)}`;
    const { details } = await failure(deep);
    expect(details.faults).toMatchObject([{ feature: 2, code: 'too_deep' }]);
  });

  it('refuses a feature that never ends before it fills the memory', async () => {
    const { details } = await failure(`{"type":"FeatureCollection","features":[{"name":"${'x'.repeat(300_000)}`, {
      maximumFeatureBytes: 100_000,
    });
    expect(details.faults).toMatchObject([{ feature: 1, code: 'feature_too_large' }]);
  });

  it('yields the features before a fault, so that a reader must wait for the end', async () => {
    const numbers: number[] = [];
    const source = inChunks(Buffer.from(`{"type":"FeatureCollection","features":[${line(1)},${line(2)},}`), [16]);
    await expect(async () => {
      for await (const { number } of readGeoJson(source)) numbers.push(number);
    }).rejects.toThrow(ProblemError);
    expect(numbers[0]).toBe(1);
  });

  it('passes on what the source throws', async () => {
    const source = async function* () {
      yield Buffer.from('{"type":');
      throw new Error('the disk is gone');
    };
    await expect(async () => {
      for await (const value of readGeoJson(source())) expect(value).toBeUndefined();
    }).rejects.toThrow('the disk is gone');
  });
});

describe('writing', () => {
  it('is read back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(feature, { maxLength: 8 }), async (features) => {
        const content = await collected(features.map((each) => JSON.stringify(each)));
        expect(JSON.parse(content)).toEqual(JSON.parse(JSON.stringify({ type: 'FeatureCollection', features })));
        expect(await read(content)).toEqual(JSON.parse(JSON.stringify(features)));
      }),
    );
  });

  it('asks for no more features than its reader wants', async () => {
    let asked = 0;
    const endless = async function* () {
      for (;;) {
        asked += 1;
        yield line(asked);
      }
    };
    const pieces = writeGeoJson(endless());
    await pieces.next();
    const askedForOnePiece = asked;
    expect(askedForOnePiece).toBeLessThan(2000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toBe(askedForOnePiece);
    await pieces.return();
  });
});
