import { Router } from 'express';
import type pg from 'pg';
import type { Events } from '../events/events.ts';
import { isStillGood } from '../http/authenticate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { parsePosition } from '../layers/history/feed.ts';
import type { WarningService } from '../warnings/warning-service.ts';

/** Proxies end connections that are silent for a minute. */
const defaultHeartbeatMs = 15_000;
/** A reader this far behind is let go; it comes back and goes on where it was. */
const mostUnreadBytes = 4 * 1024 * 1024;

export interface EventsServices {
  readonly events: Events;
  readonly warnings: Pick<WarningService, 'listen'>;
  readonly db: Pick<pg.ClientBase, 'query'>;
  readonly heartbeatMs?: number | undefined;
}

/**
 * Mounted at /api/events: changes as they are committed, as server-sent events (HTML Living Standard, 9.2), for as long
 * as whoever asked may.
 */
export function eventsRoutes({ events, warnings, db, heartbeatMs = defaultHeartbeatMs }: EventsServices): Router {
  const router = Router();
  router
    .route('/')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['since']);
      // Browsers send the header when they reconnect; `since` is for the first time.
      const asked = request.get('last-event-id') || parameters.get('since');
      if (asked !== undefined) parsePosition(asked, 'Last-Event-ID');
      const since = asked ?? (await events.present());
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      // Compression would hold events back until its buffer is full.
      response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store, no-transform' });
      if (request.method === 'HEAD') {
        response.end();
        return;
      }
      // The place at once: a connection that drops before its first event would otherwise come back without one, and
      // whatever was stored in between would never be told. An id alone is kept by the browser and raises no event.
      response.write(`retry: 3000\nid: ${since}\n\n`);
      const heartbeat = setInterval(async () => {
        response.write(':\n\n');
        if (!(await isStillGood(response, db).catch(() => false))) gone.abort();
      }, heartbeatMs);
      // Without an id: a reader that comes back asks for the states anew, and its place among the changes stays.
      const silence = warnings.listen((changes) => {
        const told = changes.map(({ figures: _, ...change }) => change);
        response.write(`event: warning\ndata: ${JSON.stringify({ changes: told })}\n\n`);
      });
      try {
        for await (const { id, data } of events.follow(since, gone.signal)) {
          response.write(`id: ${id}\nevent: change\ndata: ${JSON.stringify(data)}\n\n`);
          if (response.writableLength > mostUnreadBytes) break;
        }
      } finally {
        clearInterval(heartbeat);
        silence();
        response.end();
      }
    })
    .all(otherMethods('GET', 'HEAD'));
  return router;
}
