import { isUtf8 } from 'node:buffer';
import { text } from '../../../data/text.ts';
import { type Place, readError } from './read-error.ts';

/** How the first bytes of some other kinds of file look, and what to do with each. */
const otherKinds: readonly (readonly [readonly number[], 'not_utf8' | 'not_json', { zh: string; en: string }])[] = [
  [[0xff, 0xfe], 'not_utf8', utf16()],
  [[0xfe, 0xff], 'not_utf8', utf16()],
  [
    [0x1f, 0x8b],
    'not_json',
    text('这是 gzip 压缩文件，请先解压（gunzip）。', 'it is a gzip archive; unpack it first (gunzip).'),
  ],
  [[0x50, 0x4b, 0x03, 0x04], 'not_json', text('这是 zip 压缩包，请先解压。', 'it is a zip archive; unpack it first.')],
];

function utf16() {
  return text(
    '文件是 UTF-16 编码。请另存为 UTF-8（iconv -f UTF-16 -t UTF-8）。',
    'the file is UTF-16. Save it as UTF-8 (iconv -f UTF-16 -t UTF-8).',
  );
}

/** Looks at the first bytes of a file; refuses what is not UTF-8 text and steps over a byte-order mark. */
export function withoutByteOrderMark(start: Buffer): Buffer {
  for (const [signature, code, reason] of otherKinds) {
    if (signature.every((byte, index) => start[index] === byte))
      throw readError(code, { feature: 0, line: 1 }, '', reason);
  }
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? start.subarray(3) : start;
}

/**
 * Refuses a value whose bytes are not UTF-8.
 *
 * `offset` is where the value begins, in bytes from the start of the file. A decoder that replaces what it cannot read
 * would store names full of U+FFFD, which nobody could bring back.
 */
export function requireUtf8(bytes: Buffer, offset: number, place: Place): void {
  if (isUtf8(bytes)) return;
  const at = firstInvalidUtf8(bytes);
  const found = `0x${(bytes[at] ?? 0).toString(16)}`;
  throw readError(
    'not_utf8',
    place,
    place.feature > 0 ? 'feature' : '',
    text(
      `第 ${offset + at} 字节（${found}，从 0 起）不是 UTF-8。GBK 或 GB 18030 编码的文件请先转换：iconv -f GB18030 -t UTF-8。`,
      `byte ${offset + at} (${found}, from 0) is not UTF-8. Convert a GBK or GB 18030 file first: iconv -f GB18030 -t UTF-8.`,
    ),
  );
}

/** The index of the byte that makes the text invalid; its length when none does. */
function firstInvalidUtf8(bytes: Buffer): number {
  let valid = 0;
  let invalid = bytes.length;
  // Every prefix up to the fault is valid but for a character cut in two at its end; halving finds the fault quickly.
  while (valid < invalid) {
    const middle = (valid + invalid) >> 1;
    if (startsValid(bytes.subarray(0, middle + 1))) valid = middle + 1;
    else invalid = middle;
  }
  return valid;
}

function startsValid(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
