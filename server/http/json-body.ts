import { isUtf8 } from 'node:buffer';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';

/** Deeper than any input of a process, shallow enough that nothing which walks it can overflow the stack. */
const maximumDepth = 64;

/**
 * The value of a JSON body.
 *
 * @throws ProblemError `malformed_body` saying whether its encoding, its depth or its syntax is at fault
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw malformed(text('不是 UTF-8 编码', 'it is not UTF-8'));
  const json = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (json.trim() === '') throw malformed(text('内容为空', 'it is empty'));
  if (nesting(json) > maximumDepth) {
    throw malformed(text(`嵌套超过 ${maximumDepth} 层`, `it is nested deeper than ${maximumDepth}`));
  }
  try {
    return JSON.parse(json);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw malformed(text(`不是有效的 JSON（${message}）`, `it is not valid JSON (${message})`));
  }
}

function malformed(reason: { zh: string; en: string }): ProblemError {
  return new ProblemError(
    'malformed_body',
    text(`请求内容无法解析：${reason.zh}。`, `The body cannot be parsed: ${reason.en}.`),
  );
}

/** How deep arrays and objects are nested, seen before parsing so that parsing is not what fails. */
function nesting(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (const token of json.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g)) {
    const [symbol] = token;
    if (symbol === '[' || symbol === '{') deepest = Math.max(deepest, ++depth);
    else if (symbol === ']' || symbol === '}') depth--;
  }
  return deepest;
}
