import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { type HttpLogger, pinoHttp } from 'pino-http';

/**
 * Notes each request by its method and path, and each answer by its status. No headers, which hold cookies and tokens;
 * no query, in which somebody may have put a token by mistake.
 */
export function requestLog(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    useLevel: 'debug',
    wrapSerializers: false,
    serializers: {
      req: (request: IncomingMessage) => ({ method: request.method, url: pathOf(request.url) }),
      res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
    },
  });
}

export function pathOf(url: string | undefined): string {
  return (url ?? '').replace(/\?.*/s, '');
}
