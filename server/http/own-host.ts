import type { RequestHandler } from 'express';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';

const ownNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses requests under a name that is not this machine's. The service listens on loopback only, but a page anywhere
 * can give its own name the address 127.0.0.1 (DNS rebinding), and the reader's browser would then write for it.
 */
export const ownHostOnly: RequestHandler = (request, _response, next) => {
  const host = request.get('host') ?? '';
  if (!ownNames.has(host.replace(/:\d+$/, '').toLowerCase())) {
    const shown = host.slice(0, 80);
    throw new ProblemError(
      'foreign_host',
      text(
        `服务只在本机使用，不接受以“${shown}”为地址的请求；请用 http://127.0.0.1 加端口打开`,
        `The service is for this machine only and takes no request for "${shown}"; open it as http://127.0.0.1 with its port`,
      ),
    );
  }
  next();
};
