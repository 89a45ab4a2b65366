import type { Request } from 'express';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';

/**
 * The whole body of a request. Read before any transaction begins: the embedded database serves one at a time, and a
 * client that sends slowly would keep everybody else waiting.
 *
 * @throws ProblemError `unsupported_media_type`, `body_too_large`, or `malformed_body` where the client broke off
 */
export async function readBody(request: Request, types: readonly string[], maximumBytes: number): Promise<Buffer> {
  requireContent(request, types);
  if (Number(request.get('content-length') ?? 0) > maximumBytes) throw tooLarge(maximumBytes);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    // Left open on the way out: closing it would close the connection before the client could read why.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += chunk.byteLength;
      if (bytes > maximumBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new ProblemError(
      'malformed_body',
      text('请求内容没有传完，未保存任何内容。', 'The body broke off; nothing was stored.'),
      { cause: error },
    );
  }
  if (bytes > maximumBytes) {
    // The rest is let pass unread, until the client has sent it and listens.
    request.resume();
    throw tooLarge(maximumBytes);
  }
  return Buffer.concat(chunks);
}

/** A body of another type is refused before it is read, so that a form or an upload is told what it should be. */
function requireContent(request: Request, types: readonly string[]): void {
  const matched = request.is([...types]);
  const charset = /charset\s*=\s*"?([^;"\s]+)/i.exec(request.get('content-type') ?? '')?.[1];
  const encoding = request.get('content-encoding');
  // Compressed bodies are not unpacked: a megabyte can hold a gigabyte of blanks.
  if (matched && (!charset || /^utf-?8$/i.test(charset)) && (!encoding || encoding === 'identity')) return;
  const given = [request.get('content-type') ?? '—', encoding].filter(Boolean).join(', ');
  throw new ProblemError(
    'unsupported_media_type',
    text(
      `不支持 Content-Type: ${given}；请提交 UTF-8 编码、未压缩的 ${types[0]}`,
      `Content-Type ${given} is not supported; send ${types[0]} in UTF-8, uncompressed`,
    ),
  );
}

function tooLarge(maximumBytes: number): ProblemError {
  if (maximumBytes < 1024 * 1024) {
    const kilobytes = Math.round(maximumBytes / 1024);
    return new ProblemError(
      'body_too_large',
      text(`请求内容超过 ${kilobytes} KB，未作修改。`, `The body is larger than ${kilobytes} KB; nothing was changed.`),
    );
  }
  const megabytes = Math.round(maximumBytes / 1024 / 1024);
  return new ProblemError(
    'body_too_large',
    text(
      `请求内容超过 ${megabytes} MB，未保存任何内容。请分批提交，或用命令行导入：npm run anlan -- import <图层> <文件>；上限由 ANLAN_MAX_BODY_MB 设置。`,
      `The body is larger than ${megabytes} MB; nothing was stored. Send it in parts, or import it from the command line: npm run anlan -- import <layer> <file>. The limit is set by ANLAN_MAX_BODY_MB.`,
    ),
  );
}
