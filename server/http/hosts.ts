import { isIPv6 } from 'node:net';
import type { RequestHandler } from 'express';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';

/** What a machine calls itself. */
export const loopbackNames = ['localhost', '127.0.0.1', '[::1]'] as const;

/**
 * Refuses requests under a name that is not the service's. A page anywhere can give its own name the address of a
 * machine that only the reader reaches (DNS rebinding), and the reader's browser would then ask in that page's name.
 */
export function hostsOnly(names: readonly string[]): RequestHandler {
  const known = new Set(names.map((name) => (isIPv6(name) ? `[${name}]` : name).toLowerCase()));
  return (request, _response, next) => {
    const host = request.get('host') ?? '';
    if (!known.has(host.replace(/:\d+$/, '').toLowerCase())) {
      const shown = host.slice(0, 80);
      throw new ProblemError(
        'foreign_host',
        text(
          `服务不接受以“${shown}”为地址的请求；请用 ${names.join('、')} 打开，或在 ANLAN_HOSTS 中加入这个名称`,
          `The service takes no request for "${shown}"; open it as ${names.join(', ')}, or name it in ANLAN_HOSTS`,
        ),
      );
    }
    next();
  };
}
