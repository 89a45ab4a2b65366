import { jsonVerifier } from 'stream-json/core/utils/verifier.js';
import { type Text, text } from '../../../data/text.ts';
import { requireUtf8 } from './encoding.ts';
import { readError } from './read-error.ts';

export interface Slice {
  readonly bytes: Buffer;
  /** Of the file, from 1; the column counts bytes. */
  readonly line: number;
  readonly column: number;
  /** In bytes from the start of the file. */
  readonly offset: number;
}

/** One JSON value from its bytes. A fault is placed by line and column of the file. */
export function parseSlice(slice: Slice, feature: number, member: string): unknown {
  requireUtf8(slice.bytes, slice.offset, { feature, line: slice.line });
  const json = slice.bytes.toString('utf8');
  try {
    return JSON.parse(json);
  } catch {
    throw syntaxError(json, slice, feature, member);
  }
}

/** JSON.parse does not say where in every version of Node; the verifier does, and is only asked when something is wrong. */
function syntaxError(json: string, slice: Slice, feature: number, member: string): Error {
  const { line, column, index } = faultPlace(json);
  const near = json.slice(index, index + 40).replaceAll(/\s+/g, ' ');
  const fileLine = slice.line + line - 1;
  const fileColumn = line === 1 ? slice.column + column - 1 : column;
  const hint = hintFor(json, index);
  return readError(
    'json_syntax',
    { feature, line: slice.line },
    member,
    text(
      `第 ${fileLine} 行第 ${fileColumn} 列的“${near}”不符合 JSON 语法。${hint.zh}`,
      `line ${fileLine}, column ${fileColumn}: "${near}" is not valid JSON.${hint.en}`,
    ),
  );
}

/** Line and column from 1, index from 0, all within the value. */
function faultPlace(json: string): { line: number; column: number; index: number } {
  try {
    // The blanks make the verifier decide on a cut-off literal at the end instead of waiting for the rest of it.
    jsonVerifier()(json + ' '.repeat(32));
  } catch (error) {
    if (error instanceof Error && 'line' in error && 'pos' in error && 'offset' in error) {
      return { line: Number(error.line), column: Number(error.pos), index: Number(error.offset) };
    }
    throw error;
  }
  return { line: 1, column: 1, index: 0 };
}

function hintFor(json: string, index: number): Text {
  const rest = json.slice(index, index + 12);
  if (/^[-+]?(nan|inf)/i.test(rest)) {
    return text(
      'JSON 没有 NaN 和无穷大；没有值请写 null 或删去该成员。',
      ' JSON has no NaN or infinity; write null or leave the member out.',
    );
  }
  if (rest.startsWith("'")) return text('JSON 的字符串用双引号。', ' JSON strings take double quotes.');
  if (/^[\n\r\t]/.test(rest)) {
    return text(
      '字符串中不能直接换行或用制表符，应写 \\n、\\t。',
      ' A string holds no line break or tab as such; write \\n or \\t.',
    );
  }
  if (/^[\]}]/.test(rest) && /,\s*$/.test(json.slice(0, index))) {
    return text('最后一项后面多了逗号。', ' There is a comma after the last item.');
  }
  return text('', '');
}
