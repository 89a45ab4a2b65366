import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';

/** Passes a body on while it stays within the limit; whatever was done with its beginning is rolled back by the error. */
export async function* withinLimit(body: AsyncIterable<Uint8Array>, maximumBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maximumBytes) throw tooLarge(maximumBytes);
    yield chunk;
  }
}

export function tooLarge(maximumBytes: number): ProblemError {
  const megabytes = Math.round(maximumBytes / 1024 / 1024);
  return new ProblemError(
    'body_too_large',
    text(
      `请求内容超过 ${megabytes} MB，未保存任何内容。请分批提交，或用命令行导入：npm run anlan -- import <图层> <文件>；上限由 ANLAN_MAX_BODY_MB 设置。`,
      `The body is larger than ${megabytes} MB; nothing was stored. Send it in parts, or import it from the command line: npm run anlan -- import <layer> <file>. The limit is set by ANLAN_MAX_BODY_MB.`,
    ),
  );
}
