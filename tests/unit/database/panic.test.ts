import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PanicWatch } from '../../../server/database/embedded/panic.ts';

function message(type: string, content: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.byteLength(content));
  return Buffer.concat([Buffer.from(type), length, Buffer.from(content)]);
}

const error = (severity: string, text: string): Buffer =>
  message('E', `S${severity}\0V${severity}\0CXX000\0M${text}\0FFile.c\0\0`);

/** Rows and errors as a query may answer with; one row looks like a panic without being one. */
const answers = fc.array(
  fc.oneof(
    fc.string().map((value) => message('D', value)),
    fc.string().map((value) => error('ERROR', value.replaceAll('\0', ''))),
    fc.constant(message('D', 'SPANIC\0VPANIC\0Mno disk\0\0')),
    fc.constant(message('Z', 'I')),
  ),
  { maxLength: 6 },
);
const cuts = fc.array(fc.nat(), { maxLength: 8 });

/** `bytes` in pieces that end at `cuts`. */
function pieces(bytes: Buffer, cutsAt: readonly number[]): Buffer[] {
  const ends = [...cutsAt.map((cut) => cut % (bytes.length + 1)), 0, bytes.length].sort((a, b) => a - b);
  return ends.slice(1).map((end, index) => bytes.subarray(ends[index], end));
}

test('a panic is found wherever it stands and however the bytes are cut', () => {
  fc.assert(
    fc.property(answers, answers, cuts, (before, after, cutsAt) => {
      const bytes = Buffer.concat([...before, error('PANIC', '磁盘已满'), ...after]);
      const watch = new PanicWatch();
      const found = pieces(bytes, cutsAt).map((piece) => watch.read(piece));
      expect(found.filter((text) => text !== undefined)).toEqual(['磁盘已满']);
    }),
  );
});

test('rows and ordinary errors are no panic', () => {
  fc.assert(
    fc.property(answers, cuts, (messages, cutsAt) => {
      const watch = new PanicWatch();
      const found = pieces(Buffer.concat(messages), cutsAt).map((piece) => watch.read(piece));
      expect(found.every((text) => text === undefined)).toBe(true);
    }),
  );
});
